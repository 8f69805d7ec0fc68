"""Mails after a result: for whom there is something, and what the mail says of it.

A mail names a team, a day, a state and a number: never an element, the words of an agreement or
what anybody asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from igm_portal.accounts.models import Membership, Organisation
from igm_portal.accounts.roles import Role
from igm_portal.followup.models import Agreement, AnswerKind, Referral, ReferralAnswer
from igm_portal.followup.selectors import agreements_before, states_text
from igm_portal.outbox.services import Letter
from surveys.models import Wave
from surveys.plan_dates import WEEK
from surveys.working_days import working_day_from

LAST_FIRST_WORKING_DAY: Final = timedelta(days=6)
"""No first working day of a month comes later than this after its first."""


def week_of(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


def next_weekly_round(today: date) -> date:
    """The day on which a head or HR reads what is laid before them today."""
    return working_day_from(week_of(today) + WEEK)


@dataclass(frozen=True, slots=True)
class TeamNews:
    """What a mail says of one team: the days on which it looks back, and whether there is an
    answer to what it laid before somebody; `url` is the page of the team.
    """

    team: str
    url: str
    days: tuple[date, ...]
    has_answer: bool


def news_of_teams(
    organisation: Organisation, today: date, since: date
) -> Mapping[UUID, Sequence[TeamNews]]:
    """By team what comes before the round of next month is over, and which answers came since the
    last round.
    """
    following = (today.replace(day=1) + timedelta(days=31)).replace(day=1)
    upcoming = Agreement.objects.open().filter(
        organisation=organisation,
        look_back_on__gte=today,
        look_back_on__lt=following + LAST_FIRST_WORKING_DAY,
    )
    answers = ReferralAnswer.objects.exclude(kind=AnswerKind.SEEN).filter(
        referral__organisation=organisation, given_on__gte=since, given_on__lt=today
    )
    agreement_ids = set(answers.values_list("referral__agreement_id", flat=True))
    agreements = Agreement.objects.filter(Q(pk__in=agreement_ids) | Q(pk__in=upcoming.values("pk")))
    days: dict[tuple[UUID, UUID], set[date]] = defaultdict(set)
    answers_in: set[tuple[UUID, UUID]] = set()
    names: dict[tuple[UUID, UUID], str] = {}
    for agreement in (
        agreements.select_related("place")
        .prefetch_related("steps")
        .order_by("place__wave__closes_on", "pk")
    ):
        key = agreement.place.team_id, agreement.place.wave_id
        names[key] = agreement.place.team_name
        if agreement.pk in agreement_ids:
            answers_in.add(key)
        if (
            today <= agreement.look_back_on < following + LAST_FIRST_WORKING_DAY
            and agreement.is_open
        ):
            days[key].add(agreement.look_back_on)
    news: dict[UUID, list[TeamNews]] = defaultdict(list)
    for key, name in names.items():
        team_id, wave_id = key
        url = _site("followup_team", organisation.slug, wave_id, team_id)
        item = TeamNews(name, url, tuple(sorted(days[key])), key in answers_in)
        news[team_id].append(item)
    return news


def postscripts(wave: Wave) -> Mapping[UUID, str]:
    """By team of a wave what stands under its invitation, the same for everyone of the team: what
    came of what it agreed after its last result of this questionnaire. Of others nothing, and
    nothing under the invitation to a retest, after which there is no new result.
    """
    if wave.is_retest:
        return {}
    slug = wave.organisation.slug
    with translation.override("nl"):
        return {
            place.team_id: render_to_string(
                "followup/mail/postscript.txt",
                {
                    "place": place,
                    "number": len(agreements),
                    "states": states_text(agreements),
                    "url": _site("followup_team", slug, place.wave_id, place.team_id),
                },
            ).strip()
            for place, agreements in agreements_before(wave)
        }


def letters_to_teams(organisation: Organisation, today: date, since: date) -> Iterator[Letter]:
    """One letter for everyone who works in or leads a team for which there is something, however
    many teams that are.
    """
    news = news_of_teams(organisation, today, since)
    members = Membership.objects.on(today).filter(organisation=organisation, team__in=news.keys())
    own: dict[UUID, tuple[Membership, set[UUID]]] = {}
    for membership in members.select_related("user").order_by("user_id", "pk"):
        if membership.team_id:
            own.setdefault(membership.user_id, (membership, set()))[1].add(membership.team_id)
    for membership, teams in own.values():
        items = [item for team in teams for item in news[team]]
        items.sort(key=lambda item: (item.team, item.url))
        yield _letter(membership, organisation, "team", items=items)


def to_read(organisation: Organisation, today: date) -> list[Referral]:
    """What waits and was not answered at all, or whose promised day comes this week or is over:
    who named a later day is left alone until then.
    """
    waiting = Referral.objects.filter(organisation=organisation).waiting()
    waiting = waiting.prefetch_related("answers")
    return [
        one for one in waiting if not one.answers.all() or one.answer_by < week_of(today) + WEEK
    ]


def letters_to_addressees(organisation: Organisation, today: date) -> Iterator[Letter]:
    """One letter for every head and HR adviser before whom something lies, and for nobody else."""
    waiting = to_read(organisation, today)
    own: dict[UUID, tuple[Membership, dict[UUID, Referral]]] = {}
    members = Membership.objects.on(today).filter(
        organisation=organisation, role__in=(Role.DEPARTMENT_HEAD, Role.HR_ADVISER)
    )
    for membership in members.select_related("user").order_by("user_id", "pk"):
        mine = _before(membership, waiting)
        own.setdefault(membership.user_id, (membership, {}))[1].update(mine)
    url = _site("referrals", organisation.slug)
    for membership, mine in own.values():
        if mine:
            since = min(one.laid_on for one in mine.values())
            values = {"number": len(mine), "since": since, "url": url}
            yield _letter(membership, organisation, "laid_before", **values)


def _before(membership: Membership, waiting: Iterable[Referral]) -> dict[UUID, Referral]:
    if membership.role == Role.HR_ADVISER:
        return {one.pk: one for one in waiting if one.addressee == "hr"}
    return {
        one.pk: one
        for one in waiting
        if one.addressee == "head" and one.department_id == membership.department_id
    }


def _letter(
    membership: Membership, organisation: Organisation, name: str, **values: object
) -> Letter:
    """The text of `templates/followup/mail/<name>.txt`, its subject on the first line, in Dutch."""
    person = membership.user
    context = {"name": person.name, "organisation": organisation.name} | values
    with translation.override("nl"):
        text = render_to_string(f"followup/mail/{name}.txt", context)
    subject, _line_end, body = text.partition("\n")
    return Letter(person.email, subject, body.strip() + "\n")


def _site(name: str, *args: object) -> str:
    return f"{settings.IGM_SITE_URL}{reverse(name, args=args)}"
