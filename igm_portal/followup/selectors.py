"""What has been written down after the result of a team, and what waits for whom."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from igm_portal.accounts.access import Access
from igm_portal.accounts.permissions import Permission
from igm_portal.followup.models import (
    Addressee,
    Agreement,
    AgreementStep,
    Conversation,
    ConversationEnd,
    Referral,
    StepState,
)
from igm_portal.followup.models.agreement import INSTRUMENTAL
from igm_portal.followup.models.referral import ReferralQuerySet
from igm_portal.joined_rows import places_for
from reports.snapshot_access import ReadableTeam
from surveys.models import Wave, WaveKind, WaveState, WaveTeam

LEAST_TEAMS = 10
"""Of fewer teams HR reads neither a balance nor what worked (docs/gesprek.md)."""


@dataclass(frozen=True, slots=True)
class Course:
    """The days of gemeten, besproken, afgesproken, teruggekeken and opnieuw gemeten; None for what
    has not happened. `nothing_agreed` is true where a conversation ended so and nothing came later.
    """

    measured_on: date
    discussed_on: date | None
    agreed_on: date | None
    looked_back_on: date | None
    measured_again_on: date | None
    nothing_agreed: bool


def agreements_of(place: WaveTeam) -> QuerySet[Agreement]:
    """All agreements of a team, of this wave and of others, with their steps and answers."""
    return (
        Agreement.objects.of_team(place.wave.organisation_id, place.team_id)
        .select_related("place__wave", "place__team")
        .prefetch_related("steps", "referrals__answers")
    )


# In the order of the model; a page of a team asks it for everyone who works in it (ADR 88).
_AGREEMENTS = """
SELECT agreement.* FROM followup_agreement agreement
WHERE agreement.place_id IN ({places}) ORDER BY agreement.made_on, agreement.id
"""


def agreements_until(access: Access, team: ReadableTeam) -> tuple[WaveTeam | None, list[Agreement]]:
    """The place of an own team in a wave with what it agreed after that wave or the one before it
    (with the same questionnaire): what its profile has to look back on. Nothing for others.
    """
    place = next(one for one in team.places if one.wave_id == team.snapshot.wave_id)
    if place.team_id not in access.team_ids:
        return None, []
    until = [
        one.pk
        for one in team.places
        if one.wave.instrument_code == place.wave.instrument_code
        and one.wave.closes_on < place.wave.closes_on
    ]
    places = {one.pk: one for one in team.places}
    asked = [place.pk, *until[:1]]
    rows = Agreement.objects.raw(_AGREEMENTS.format(places=places_for(asked)), asked)
    every = list(rows.prefetch_related("steps"))
    for one in every:
        one.place = places[one.place_id]
    return place, every


def wave_after(wave: Wave, **conditions: object) -> Wave | None:
    """The first closed wave after this one with the same questionnaire."""
    return (
        Wave.objects.published()
        .filter(
            organisation_id=wave.organisation_id,
            instrument_code=wave.instrument_code,
            closes_on__gt=wave.closes_on,
            **conditions,
        )
        .order_by("closes_on")
        .first()
    )


def open_again(places: Iterable[WaveTeam], place: WaveTeam) -> Wave | None:
    """The wave in which the team is asked again at this moment, by its `places` in all waves."""
    running = (
        one.wave
        for one in places
        if one.team_id == place.team_id
        and one.wave.instrument_code == place.wave.instrument_code
        and one.wave.kind == WaveKind.ORDINARY
        and one.wave.state == WaveState.OPEN
        and one.wave.closes_on > place.wave.closes_on
    )
    return min(running, key=lambda wave: wave.closes_on, default=None)


def agreements_before(wave: Wave) -> list[tuple[WaveTeam, list[Agreement]]]:
    """Of every team of a wave its place in the last wave before it with the same questionnaire, and
    what it agreed after that; teams that agreed nothing are left out.
    """
    earlier = Wave.objects.announced().filter(
        organisation_id=wave.organisation_id,
        instrument_code=wave.instrument_code,
        closes_on__lt=wave.closes_on,
    )
    places = (
        WaveTeam.objects.filter(wave__in=earlier, team__in=wave.teams.values("team"))
        .select_related("wave")
        .prefetch_related("agreements__steps")
        .order_by("wave__closes_on", "pk")
    )
    last = {place.team_id: place for place in places}
    pairs = [(place, list(place.agreements.all())) for place in last.values()]
    return [(place, agreements) for place, agreements in pairs if agreements]


def states_text(agreements: Iterable[Agreement]) -> str:
    """How many agreements are in which state, by what the team said last: "1 bezig, 1 gelukt"."""
    steps = [one.newest_step for one in agreements]
    counts = Counter(StepState(step.state) if step else StepState.NOT_YET for step in steps)
    return ", ".join(f"{counts[one]} {one.label.lower()}" for one in StepState if counts[one])


def newest_team_wave(access: Access, since: date) -> Wave | None:
    """The newest wave with figures of teams whose result is there, if it closed `since` then."""
    waves = Wave.objects.in_organisation(access.organisation.id).announced()
    return newest_of(waves.filter(closes_on__gte=since), since)


def newest_of(waves: Iterable[Wave], since: date) -> Wave | None:
    """The same, of these waves of the organisation."""
    recent = [wave for wave in waves if wave.closes_on >= since and wave.is_announced]
    with_teams = (wave for wave in recent if wave.has_team_results)
    return min(with_teams, key=lambda wave: (-wave.closes_on.toordinal(), wave.pk), default=None)


def course_of(place: WaveTeam) -> Course:
    """Where a team stands after a wave, from days that the team knows itself."""
    organisation_id = place.wave.organisation_id
    past_conversations = Conversation.objects.of_place(organisation_id, place).ended()
    agreed_on = Agreement.objects.filter(place=place).aggregate(day=Min("made_on"))["day"]
    again = wave_after(place.wave, teams__team_id=place.team_id)
    return Course(
        measured_on=place.wave.closes_on,
        discussed_on=past_conversations.aggregate(day=Min("day"))["day"],
        agreed_on=agreed_on,
        looked_back_on=AgreementStep.objects.filter(agreement__place=place).aggregate(
            day=Min("day")
        )["day"],
        measured_again_on=again.closes_on if again else None,
        nothing_agreed=agreed_on is None
        and past_conversations.filter(outcome=ConversationEnd.NOTHING_AGREED).exists(),
    )


def referrals_before(access: Access) -> ReferralQuerySet:
    """What was laid before this person as head or as HR, with its answers; nothing for others."""
    referrals = Referral.objects.none()
    if access.may(Permission.SEE_DEPARTMENT):
        referrals |= Referral.objects.before(
            access.organisation.id, Addressee.HEAD, access.department_ids
        )
    if access.may(Permission.SEE_ALL_GROUPS):
        referrals |= Referral.objects.before(access.organisation.id, Addressee.HR, frozenset())
    return referrals.select_related("agreement__place__wave").prefetch_related("answers")


def heard_by_head(organisation_id: UUID, department_id: UUID, since: date) -> list[Referral]:
    """What was laid before the head of a department from `since` on, by the words of the teams: in
    no order that leads to one of them.
    """
    departments = frozenset({department_id})
    referrals = Referral.objects.before(organisation_id, Addressee.HEAD, departments)
    recent = referrals.filter(laid_on__gte=since).prefetch_related("answers")
    return list(recent.order_by("question", "id"))


def waiting_per_department(organisation_id: UUID) -> list[tuple[str, int, date]]:
    """By department how much waits for its head and since when, the longest first: no words."""
    waiting = Referral.objects.filter(organisation_id=organisation_id, addressee=Addressee.HEAD)
    rows = waiting.waiting().order_by().values("department__name")
    counts = rows.annotate(number=Count("pk"), since=Min("laid_on")).order_by("since")
    return [(row["department__name"], row["number"], row["since"]) for row in counts]


@dataclass(frozen=True, slots=True)
class TeamProgress:
    """Of one team after a wave what HR may know: a date and a state, never a text."""

    place: WaveTeam
    planned_on: date | None
    held_on: date | None

    @property
    def state(self) -> str:
        return "held" if self.held_on else "planned" if self.planned_on else "not_yet"


def progress_of(wave: Wave, departments: frozenset[UUID] | None = None) -> tuple[TeamProgress, ...]:
    """Whether every team, or every team of these departments, has a date for its conversation, or
    has had it: in the order of names.
    """
    took_place = ~Q(conversations__outcome=ConversationEnd.PLANNED)
    teams = wave.teams.all()
    teams = teams if departments is None else teams.filter(department__in=departments)
    places = teams.annotate(
        planned_on=Min(
            "conversations__day", filter=Q(conversations__outcome=ConversationEnd.PLANNED)
        ),
        held_on=Min("conversations__day", filter=took_place),
    )
    return tuple(TeamProgress(place, place.planned_on, place.held_on) for place in places)


def balance_of(wave: Wave, today: date) -> int | None:
    """Which share of the agreements changes the work itself (procesmatig), in steps of ten per
    cent; None as long as fewer than `LEAST_TEAMS` teams have one.

    Of the months before this one: who sees a team talk today does not read today what kind of thing
    it agreed.
    """
    agreements = Agreement.objects.filter(place__wave=wave, made_on__lt=today.replace(day=1))
    counts = agreements.aggregate(
        teams=Count("place", distinct=True),
        every=Count("pk"),
        instrumental=Count("pk", filter=Q(kind__in=INSTRUMENTAL)),
    )
    if counts["teams"] < LEAST_TEAMS:
        return None
    every: int = counts["every"]
    return 10 * round(10 * (every - int(counts["instrumental"])) / every)


def shared_agreements(wave: Wave) -> list[Agreement]:
    """What worked, of the teams that wish HR to read it, in waves of at least `LEAST_TEAMS`."""
    if wave.teams.count() < LEAST_TEAMS:
        return []
    agreements = Agreement.objects.filter(place__wave=wave, shared_on__isnull=False)
    return list(agreements.select_related("place").order_by("place__team_name", "pk"))


def waiting_per_addressee(wave: Wave) -> Mapping[str, tuple[int, date]]:
    """By addressee how many referrals of this wave wait for a yes or a no, and since when."""
    waiting = Referral.objects.filter(agreement__place__wave=wave).waiting().order_by()
    rows = waiting.values("addressee").annotate(number=Count("pk"), since=Min("laid_on"))
    return {row["addressee"]: (row["number"], row["since"]) for row in rows}


def newest_place(places: Iterable[WaveTeam], team_id: UUID) -> WaveTeam | None:
    """Of these places, newest first, that of the team, if its wave is less than a year ago."""
    newest = next((place for place in places if place.team_id == team_id), None)
    since = timezone.localdate() - timedelta(days=365)
    return newest if newest and newest.wave.closes_on >= since else None
