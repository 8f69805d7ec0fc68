"""Clients in tests: a wave for them, start codes from HR, and people who use them."""

import re
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.roles import Role
from surveys.codes.code import Code
from surveys.models import Wave
from surveys.participant import ClientParticipant
from surveys.policy import default_policy
from surveys.scoring.answers import Answer
from surveys.services.answering import save_answers, send_response
from surveys.services.client_answering import begin
from surveys.services.codes import make_codes
from surveys.services.waves import launch_wave, plan_wave
from tests.pages import PageClient
from tests.world import World

ADDRESS = "192.0.2.1"
VALUE = re.compile(r'name="value" value="([^"]+)"')


def client_wave(
    world: World, title: str = "Cliënten", *, launched: bool = True, version: int = 1
) -> Wave:
    """A wave of C1, open today, planned by `hr`; it has no teams."""
    if "hr" not in world.people:
        world.give("hr", Role.HR_ADVISER)
    today = timezone.localdate()
    wave = plan_wave(
        access=world.access("hr"),
        title=title,
        code="c1",
        version=version,
        policy=default_policy("client"),
        starts_on=today - timedelta(days=1),
        closes_on=today + timedelta(days=13),
        teams=[],
    )
    if launched:
        launch_wave(access=world.access("hr"), wave=wave, today=today)
        wave.refresh_from_db()
    return wave


def codes(world: World, wave: Wave, number: int = 1) -> tuple[Code, ...]:
    return make_codes(access=world.access("hr"), wave=wave, number=number)


def start(code: Code, address: str = ADDRESS) -> ClientParticipant:
    """With a page that was just opened, in a browser of its own."""
    return begin(code=code, value=token_urlsafe(16), address=address, now=timezone.now())


def answer(participant: ClientParticipant, step: int = 4, **changes: Answer) -> None:
    """Fill in everything and send."""
    asked, today = participant.questionnaire, timezone.localdate()
    given = {i.code: min(step, asked.scales[i.scale].maximum) for i in asked.items} | changes
    save_answers(participant=participant, changes=given, language="nl", today=today)
    send_response(participant=participant, today=today)


def answer_all(world: World, wave: Wave, number: int) -> list[ClientParticipant]:
    """So many clients send, with answers that differ from one to the next."""
    participants = [start(code) for code in codes(world, wave, number)]
    for index, participant in enumerate(participants):
        asked = [item.code for item in participant.questionnaire.items]
        answer(
            participant,
            **{code: 1 + (index * 7 + place * 3) % 4 for place, code in enumerate(asked)},
        )
    return participants


def browser_of(participant: ClientParticipant) -> PageClient:
    """A browser in which this client typed the own code."""
    browser = PageClient()
    browser.post(reverse("client_entry"), {"code": str(participant.code)})
    return browser


def begin_at(browser: Client, code: Code) -> Any:
    """Open the page of a code in this browser and choose *Begin*."""
    page = browser.get(reverse("client_card", args=[code]))
    value = VALUE.search(page.content.decode())
    given = {"code": str(code)} | ({"value": value[1]} if value else {})
    return browser.post(reverse("client_begin"), given)
