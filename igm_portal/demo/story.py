"""The waves of the demo: two closed, half a year apart, one open, and those of `others`."""

from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from igm_portal.accounts.access import Access, access_of
from igm_portal.demo.answer_model import Person, answers, person, support_answers
from igm_portal.demo.conversations import add_conversations
from igm_portal.demo.followup import (
    tell_of_a_dialogue_to_come,
    tell_of_the_dialogue,
    tell_the_small_story,
    tell_the_story,
)
from igm_portal.demo.growth import (
    allow_support,
    tell_of_a_plan,
    tell_of_assignments,
    tell_of_cases,
    tell_of_learning,
    tell_of_notices,
)
from igm_portal.demo.municipality import DUINRADE, ZANDSTAD, Municipality, MunicipalityPlan, settle
from igm_portal.demo.others import add_behaviours, add_others
from igm_portal.demo.teams import TeamPlan
from igm_portal.outbox.services import sent_elsewhere
from reports.services.closing import close_wave
from reports.services.reference import compute_reference
from surveys.models import Invitation, Wave
from surveys.policy import default_policy
from surveys.services.answering import save_answers, send_response
from surveys.services.mailing import SENDING_TIME, invite
from surveys.services.waves import launch_wave, plan_wave

FIRST, SECOND, OPEN = timedelta(days=-210), timedelta(days=-28), timedelta(days=-5)
WAVE_TERM = timedelta(days=21)
OPEN_SHARE = 0.5
STORY_TEAM = "De Meent"
TRIAL_ACCOUNT = "klantmanager@"  # whoever tries this account finds the open questionnaire untouched


@transaction.atomic
def load_demo(*, today: date, seed: int) -> None:
    """Everything or nothing; the same day and seed give the same municipality and answers."""
    random = Random(seed)  # noqa: S311  invented people need no secrecy
    municipality, access = _settle(random, ZANDSTAD, today)
    people: dict[object, Person] = {}
    allow_support(ZANDSTAD.slug, today + FIRST - WAVE_TERM)
    for title, begins in (("Eerste meting", FIRST), ("Tweede meting", SECOND)):
        wave = _launch(
            access,
            municipality,
            title,
            today + begins - WAVE_TERM,
            asks_support=begins == SECOND,
        )
        _fill_in(
            wave,
            ZANDSTAD,
            people,
            random,
            today + begins - WAVE_TERM,
            share=1.0,
            first=begins == FIRST,
        )
        close_wave(by=municipality.adviser, wave=wave)
        if begins == FIRST:
            tell_the_story(wave, STORY_TEAM, today + begins)
        else:
            tell_of_the_dialogue(wave, today + begins, today)
    wave = _launch(access, municipality, "Derde meting", today + OPEN, version=2, asks_support=True)
    _invite(access, wave, today + OPEN)
    _fill_in(wave, ZANDSTAD, people, random, today + OPEN, share=OPEN_SHARE)
    add_others(access=access, municipality=municipality, today=today, random=random)
    add_conversations(access, today)
    _load_small(random, today)
    add_behaviours(access=access, municipality=municipality, today=today, random=random)
    tell_of_a_plan(ZANDSTAD.slug, today + FIRST, today)
    tell_of_learning(ZANDSTAD.slug, today)
    tell_of_cases(ZANDSTAD.slug, today + FIRST, today)
    tell_of_notices(ZANDSTAD.slug, today + FIRST, today)
    tell_of_assignments(ZANDSTAD.slug, today)
    twice = Wave.objects.get(organisation=municipality.organisation, title="Tweede meting")
    compute_reference(twice.launched, today=today)  # enough people: an own profile says something


def _load_small(random: Random, today: date) -> None:
    """One closed wave of a small municipality, after all else: it changes nobody's answers."""
    municipality, access = _settle(random, DUINRADE, today)
    begins = today + SECOND - WAVE_TERM
    wave = _launch(access, municipality, "Meting najaar", begins)
    _fill_in(wave, DUINRADE, {}, random, begins, share=1.0, first=True)
    close_wave(by=municipality.adviser, wave=wave)
    tell_the_small_story(wave, today + SECOND, today)
    tell_of_a_dialogue_to_come(wave, today + SECOND, today)


def _settle(random: Random, plan: MunicipalityPlan, today: date) -> tuple[Municipality, Access]:
    municipality = settle(random, plan, since=today + FIRST - timedelta(days=365))
    access = access_of(municipality.adviser, plan.slug)
    if access is None:
        raise ValueError("The adviser of the demo has no role.")
    return municipality, access


def _launch(
    access: Access,
    municipality: Municipality,
    title: str,
    begins: date,
    *,
    version: int = 1,
    asks_support: bool = False,
) -> Wave:
    wave = plan_wave(
        access=access,
        title=title,
        code="k1",
        version=version,
        policy=default_policy("klantmanager"),
        starts_on=begins,
        closes_on=begins + WAVE_TERM,
        teams=municipality.teams.values(),
        asks_support=asks_support,
        chosen_with="de teams zelf, in hun teamoverleg" if version > 1 else "",
    )
    launch_wave(access=access, wave=wave, today=begins)
    return wave


def _invite(access: Access, wave: Wave, day: date) -> None:
    """Those mails went out that day; what visitors of the demo have sent stays to be looked at."""
    invite(access=access, wave=wave, today=day)
    morning = timezone.make_aware(datetime.combine(day, SENDING_TIME))
    for mailing in wave.mailings.all():
        sent_elsewhere(mailing.batch, morning)


def _fill_in(
    wave: Wave,
    municipality: MunicipalityPlan,
    people: dict[object, Person],
    random: Random,
    day: date,
    *,
    share: float,
    first: bool = False,
) -> None:
    plans = {plan.name: plan for plan in municipality.teams}
    of_support = Random(wave.title)  # noqa: S311  apart: it changes nobody's other answers
    for place in wave.teams.order_by("team_name"):
        plan = plans[place.team_name]
        invitations = list(
            Invitation.objects.filter(wave=wave, team_id=place.team_id)
            .select_related("wave__instrument", "wave__support", "person")
            .order_by("person_id")
        )
        takes_part = _who_takes_part(invitations, plan, share, random)
        for invitation in invitations:
            profile = people.setdefault(invitation.person_id, person(random))
            changes = answers(
                invitation.wave.launched.instrument, plan.levels_in(first=first), profile, random
            )
            if (support := invitation.wave.support) is not None:
                changes |= support_answers(support.instrument, profile, of_support)
            if invitation in takes_part:
                save_answers(participant=invitation, changes=changes, language="nl", today=day)
                send_response(participant=invitation, today=day)


def _who_takes_part(
    invitations: list[Invitation], plan: TeamPlan, share: float, random: Random
) -> list[Invitation]:
    """So many of the team; the account to try always in a closed wave, never in the open one."""
    whole = share == 1.0
    trial_accounts = [
        invitation
        for invitation in invitations
        if invitation.person.email.startswith(TRIAL_ACCOUNT)
    ]
    colleagues = [invitation for invitation in invitations if invitation not in trial_accounts]
    number = round(plan.response * share * len(invitations)) - (len(trial_accounts) if whole else 0)
    sample = random.sample(colleagues, number)
    return (colleagues[:number] if plan.loyal else sample) + (trial_accounts if whole else [])
