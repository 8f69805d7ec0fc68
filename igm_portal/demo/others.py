"""The waves of the demo beside those of its story: managers, clients with codes, another behaviour,
and a trial of a questionnaire.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from random import Random
from secrets import token_urlsafe

from django.utils import timezone

from igm_portal.accounts.access import Access, access_of
from igm_portal.accounts.models import Team, User
from igm_portal.demo.accounts import DOMAIN
from igm_portal.demo.answer_model import Levels, answers, person
from igm_portal.demo.municipality import SLUG, Municipality
from igm_portal.demo.teams import TEAMS
from reports.services.closing import close_wave
from surveys.codes.code import Code
from surveys.instruments.elements import Element
from surveys.models import Invitation, Wave, WaveKind
from surveys.participant import Participant
from surveys.policy import default_policy
from surveys.services.answering import save_answers, send_response
from surveys.services.client_answering import begin
from surveys.services.codes import MOST_AT_ONCE, make_codes
from surveys.services.waves import launch_wave, plan_wave

CLIENTS = 300
OTHER_WAVE_TERM = timedelta(days=28)
CLOSED, OPEN = timedelta(days=-60), timedelta(days=-5)
METHODICAL, TRIAL = timedelta(days=-130), timedelta(days=-80)  # before the newest of the story
DISTRICTS = ("Buitenwijken", "Oost", "West")
TRYING_OUT = (*DISTRICTS, "Bijstand", "Zelfstandigen")  # enough people to say how it worked
SILENT = f"manager.oost@{DOMAIN}"  # the one manager who does not answer

# Around a wish to work there is little belief that it will work out, and much that is in the way.
OF_CLIENTS: Levels = dict(zip(Element, (66, 46, 60, 52, 48, 42, 40), strict=True))
# They find more calm and support for leading than klantmanagers do for their profession.
OF_MANAGERS: Levels = dict(zip(Element, (78, 66, 58, 60, 54, 64, 50), strict=True))


def add_others(*, access: Access, municipality: Municipality, today: date, random: Random) -> None:
    """A closed wave of managers, a closed one of clients, and an open one of clients."""
    managers = _launch(access, "m1", "Leidinggevenden", today + CLOSED, municipality.teams.values())
    invitations = Invitation.objects.filter(wave=managers).exclude(person__email=SILENT)
    for invitation in invitations.select_related("wave__instrument").order_by("person_id"):
        _answer(invitation, OF_MANAGERS, managers.starts_on, random)
    close_wave(by=municipality.adviser, wave=managers)
    clients = _launch(access, "c1", "Cliënten, eerste meting", today + CLOSED)
    _clients_answer(access, clients, random)
    close_wave(by=municipality.adviser, wave=clients)
    _launch(access, "c1", "Cliënten, tweede meting", today + OPEN, version=2)


def add_behaviours(
    *, access: Access, municipality: Municipality, today: date, random: Random
) -> None:
    """A closed wave about methodisch werken, which the teams of the districts chose, and a closed
    trial of samen puzzelen.
    """
    for code, title, begins, names in (
        ("k2", "Methodisch werken in de wijken", METHODICAL, DISTRICTS),
        ("k4", "Proef met samen puzzelen", TRIAL, TRYING_OUT),
    ):
        wave = _launch(
            access,
            code,
            title,
            today + begins,
            [municipality.teams[name] for name in names],
            kind=WaveKind.TRIAL if code == "k4" else WaveKind.ORDINARY,
            chosen_with="de drie wijkteams, in hun teamoverleg" if code == "k2" else "",
        )
        plans = {plan.name: plan for plan in TEAMS}
        invitations = Invitation.objects.filter(wave=wave).select_related("wave__instrument")
        for place in wave.teams.order_by("team_name"):
            plan = plans[place.team_name]
            for invitation in invitations.filter(team_id=place.team_id).order_by("person_id"):
                if random.random() < plan.response:
                    _answer(invitation, plan.levels, wave.starts_on, random)
        close_wave(by=municipality.adviser, wave=wave)


def fresh_start_code() -> Code:
    """A printed card, so to speak, for whoever wants to try the demo as a client."""
    adviser = User.objects.get(email=f"hr@{DOMAIN}")
    access = access_of(adviser, SLUG)
    if access is None:
        raise ValueError("The adviser of the demo has no role.")
    open_waves = Wave.objects.open().ordinary()
    wave = open_waves.get(organisation=access.organisation, instrument_code="c1")
    return make_codes(access=access, wave=wave, number=1)[0]


def _launch(
    access: Access,
    code: str,
    title: str,
    begins: date,
    teams: Iterable[Team] = (),
    *,
    version: int = 1,
    kind: WaveKind = WaveKind.ORDINARY,
    chosen_with: str = "",
) -> Wave:
    group = {"m1": "manager", "c1": "client"}.get(code, "klantmanager")
    wave = plan_wave(
        access=access,
        title=title,
        code=code,
        version=version,
        kind=kind,
        policy=default_policy(group),
        starts_on=begins,
        closes_on=begins + OTHER_WAVE_TERM,
        teams=teams,
        chosen_with=chosen_with,
    )
    launch_wave(access=access, wave=wave, today=begins)
    wave.refresh_from_db()
    return wave


def _clients_answer(access: Access, wave: Wave, random: Random) -> None:
    """One after the other, each with a code of their own, as on the pages."""
    moment = timezone.make_aware(datetime.combine(wave.starts_on, time(12)))
    remaining = CLIENTS
    while remaining:
        for code in make_codes(access=access, wave=wave, number=min(remaining, MOST_AT_ONCE)):
            participant = begin(code=code, value=token_urlsafe(16), address="127.0.0.1", now=moment)
            _answer(participant, OF_CLIENTS, wave.starts_on, random)
            remaining -= 1


def _answer(participant: Participant, levels: Levels, day: date, random: Random) -> None:
    changes = answers(participant.questionnaire, levels, person(random), random)
    save_answers(participant=participant, changes=changes, language="nl", today=day)
    send_response(participant=participant, today=day)
