"""Sharing in a conversation, to try out: a wave for it, and a client who reads the own result.

The client is the Jaap of the seed: a doubting attitude, hardly any belief, much stress.
"""

from datetime import date, timedelta
from secrets import token_urlsafe
from typing import Final

from django.utils import timezone

from igm_portal.accounts.access import Access, access_of
from igm_portal.accounts.models import CouncilOpinion, Membership, Module, User
from igm_portal.accounts.roles import Role
from igm_portal.demo.accounts import DOMAIN
from igm_portal.demo.municipality import SLUG
from igm_portal.followup.services.modules import decide_on_module
from surveys.instruments.elements import Element
from surveys.instruments.model import Instrument
from surveys.models import Wave, WaveKind
from surveys.participant import ClientParticipant
from surveys.policy import default_policy
from surveys.services.answering import save_answers, send_response
from surveys.services.client_answering import begin
from surveys.services.codes import make_codes
from surveys.services.waves import launch_wave, plan_wave
from surveys.working_days import working_day_from

TITLE: Final = "In gesprek, najaar"
LASTS: Final = timedelta(days=60)
JAAP: Final = {
    Element.HOUDING: 3,
    Element.GELOOF: 1,
    Element.SOCIALE_DRUK: 4,
    Element.VAARDIGHEDEN: 3,
    Element.ZELFREGULERING: 2,
    Element.CONTEXT: 1,
    Element.BELEMMERINGEN: 2,
}
"""By element the step towards the behaviour, 1 to 5."""


def add_conversations(access: Access, today: date) -> None:
    """The module, after the works council and a DPIA, and a wave that is open."""
    administrator = Membership.objects.get(
        role=Role.ADMINISTRATOR, organisation=access.organisation
    )
    by = access_of(administrator.user, SLUG)
    if by is None:
        raise ValueError("The administrator of the demo has no role.")
    decide_on_module(
        access=by,
        module=Module.CONVERSATION,
        switched_on=True,
        opinion=CouncilOpinion.CONSENT,
        opinion_on=today - timedelta(days=20),
        dpia_on=today - timedelta(days=30),
        dpia_adviser="de functionaris gegevensbescherming (FG)",
        remark="Een proef met één wijkteam; na een half jaar kijken we samen terug.",
        today=today - timedelta(days=7),
    )
    begins = today - timedelta(days=5)
    wave = plan_wave(
        access=access,
        title=TITLE,
        code="c1",
        version=2,
        kind=WaveKind.CONVERSATION,
        policy=default_policy("client"),
        starts_on=begins,
        closes_on=working_day_from(begins + LASTS),
        teams=[],
    )
    launch_wave(access=access, wave=wave, today=begins)


def client_with_result() -> ClientParticipant:
    """Somebody who has just sent the answers, for whoever wants to try sharing in the demo."""
    access = access_of(User.objects.get(email=f"hr@{DOMAIN}"), SLUG)
    if access is None:
        raise ValueError("The adviser of the demo has no role.")
    wave = Wave.objects.open().get(organisation=access.organisation, kind=WaveKind.CONVERSATION)
    (code,) = make_codes(access=access, wave=wave, number=1)
    now = timezone.now()
    participant = begin(code=code, value=token_urlsafe(16), address="127.0.0.1", now=now)
    today = timezone.localdate(now)
    answers = _answers(participant.questionnaire)
    save_answers(participant=participant, changes=answers, language="nl", today=today)
    send_response(participant=participant, today=today)
    return participant


def _answers(instrument: Instrument) -> dict[str, int]:
    answers = {}
    for item in instrument.items:
        most = instrument.scales[item.scale].maximum
        step = min(JAAP[item.element], most) if item.element else 2
        answers[item.code] = most + 1 - step if item.key == "-" else step
    return answers
