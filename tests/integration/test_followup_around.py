"""Around the path from result to change: days in a calendar, what HR sees, the next wave."""

from datetime import date, timedelta
from typing import Any

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.followup.models import Agreement, ConversationEnd, StepState
from igm_portal.followup.services.agreements import add_step, make_agreement
from igm_portal.followup.services.conversations import end_conversation, plan_conversation
from reports.texts.elements import METRIC_NAMES
from surveys.models import Wave, WaveTeam
from tests.published import close
from tests.world import World

TODAY = timezone.localdate()
CLOSED = TODAY - timedelta(days=10)
WORDS = "Rode map voor spoed"


@pytest.fixture
def wave(world: World) -> Wave:
    wave = world.wave(world.team("Centrum", 1), world.team("Noord", 1), title="Voorjaar")
    close(wave, on=CLOSED)
    return Wave.objects.get(pk=wave.pk)


def place(wave: Wave, name: str = "Centrum") -> WaveTeam:
    return wave.teams.select_related("wave", "team").get(team_name=name)


def agree(world: World, wave: Wave, on: date) -> Agreement:
    return make_agreement(
        access=world.access("manager-Centrum"),
        place=place(wave),
        today=CLOSED,
        what=WORDS,
        owner="team",
        look_back_on=on,
        kind="priority",
        element="context",
        grounds="",
    )


def get(world: World, who: str, name: str, *args: object) -> Any:
    browser = Client()
    browser.force_login(world.people[who])
    return browser.get(reverse(name, args=[world.slug, *args]))


def test_days_go_into_a_calendar_without_saying_what_was_agreed(world: World, wave: Wave) -> None:
    talk, back = TODAY + timedelta(days=3), TODAY + timedelta(weeks=6)
    access = world.access("manager-Centrum")
    plan_conversation(access=access, place=place(wave), day=talk, format="hour", leader="manager")
    for _number in range(2):  # on one day together: one event
        agree(world, wave, back)
    team = place(wave).team_id
    answer = get(world, "Centrum-1", "followup_calendar", wave.pk, team)
    calendar = vobject.readOne(answer.content.decode())
    events = {event.dtstart.value: event.summary.value for event in calendar.vevent_list}
    assert set(events) == {talk, back}
    text = answer.content.decode()
    assert WORDS not in text
    assert str(METRIC_NAMES["context"]) not in text
    assert "afspra" not in text.lower()
    assert "agenda/" in get(world, "Centrum-1", "followup_team", wave.pk, team).content.decode()
    for who in ("hr", "Noord-1"):
        assert get(world, who, "followup_calendar", wave.pk, team).status_code == 403
    for agreement in Agreement.objects.all():
        add_step(
            agreement=agreement, state=StepState.DONE, sentence="", look_back_on=None, today=TODAY
        )
    end_conversation(access=access, place=place(wave), outcome=ConversationEnd.HELD, today=TODAY)
    assert get(world, "Centrum-1", "followup_calendar", wave.pk, team).status_code == 404


def test_the_next_wave_is_announced_with_what_came_of_the_agreements(
    world: World, wave: Wave
) -> None:
    """On the start page, in numbers and states: neither words nor an element; the questionnaire
    itself says nothing of it.
    """
    states = (StepState.DONE, StepState.STOPPED, None)
    for state in states:
        agreement = agree(world, wave, TODAY + timedelta(weeks=6))
        if state:
            add_step(
                agreement=agreement, state=state, sentence="zin", look_back_on=None, today=TODAY
            )
    sentence = "1 nog niet, 1 gelukt, 1 gestopt"
    assert sentence not in get(world, "Centrum-1", "start").content.decode()
    again = world.wave(place(wave).team, title="Najaar")
    for who in ("Centrum-1", "manager-Centrum"):
        page = get(world, who, "start").content.decode()
        assert sentence in page
        assert WORDS not in page
    for who in ("Noord-1", "hr"):
        assert sentence not in get(world, who, "start").content.decode()
    questionnaire = get(world, "Centrum-1", "introduction", again.pk).content.decode()
    assert sentence not in questionnaire
    assert "afspraken" not in questionnaire[questionnaire.index("<main") :].partition("</main")[0]


def test_hr_reads_who_has_no_conversation_yet_and_finds_the_page(world: World, wave: Wave) -> None:
    progress = reverse("followup_progress", args=[world.slug, wave.pk])
    start = get(world, "hr", "start").content.decode()
    assert "2 teams hebben nog geen gesprek" in start
    assert progress in start
    assert progress in get(world, "hr", "wave", wave.pk).content.decode()
    assert (
        "Besproken: 0 van 2 teams"
        in get(world, "hr", "followup_progress", wave.pk).content.decode()
    )
    for name in ("Centrum", "Noord"):
        end_conversation(
            access=world.access(f"manager-{name}"),
            place=place(wave, name),
            outcome=ConversationEnd.HELD,
            today=TODAY,
        )
    assert progress not in get(world, "hr", "start").content.decode()
    page = get(world, "hr", "followup_progress", wave.pk).content.decode()
    assert "Besproken: 2 van 2 teams" in page
    assert 'aria-current="step"><span>Opnieuw gemeten' in page
    assert "geen gesprek" not in get(world, "manager-Noord", "start").content.decode()
