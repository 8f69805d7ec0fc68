"""The only file of this app that reads answers: models in, plain rows out.

Rows about people go into `reports.services.closing` and nowhere else; screens read snapshots.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from igm_portal.accounts.access import Access
from igm_portal.accounts.permissions import Permission
from igm_portal.joined_rows import as_parameter, places_for
from reports.disclosure.cells import Publication
from reports.models import ReferenceValues, Snapshot
from reports.models.reference import FIRST_TO_COUNT, ReferenceKind
from reports.models.snapshot import SnapshotDamaged
from reports.statistics.pooled_spread import SpreadOrigin
from reports.statistics.sem import PROVISIONAL, SemTable, layered_table
from surveys import identity
from surveys.instruments.mirror import QUESTIONS
from surveys.instruments.model import RespondentGroup
from surveys.models import InstrumentVersion, Invitation, Wave, WaveTeam
from surveys.models.response import Response
from surveys.models.wave import WaveQuerySet
from surveys.selectors import IS_LOCKED

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SentAnswers:
    """The sent questionnaires of a wave, in the order of their random ids; `support` has the
    answers to its addition, empty texts where it has none.
    """

    teams: tuple[UUID | None, ...]
    answers: tuple[str, ...]
    pseudonyms: tuple[str, ...]
    support: tuple[str, ...] = ()


def sent_answers(wave: Wave) -> SentAnswers:
    """All that counts of a wave: sorted by random id, so that twice is the same (ADR 20)."""
    team_of = cache(UUID)
    teams, answers, pseudonyms, support = [], [], [], []
    for text, given, pseudonym, addition in Response.objects.sent_in(wave.pk):
        teams.append(team_of(text) if text else None)
        answers.append(given)
        pseudonyms.append(pseudonym)
        support.append(addition)
    return SentAnswers(tuple(teams), tuple(answers), tuple(pseudonyms), tuple(support))


@dataclass(frozen=True, slots=True)
class Asked:
    """Who was asked in one wave, per team, and the teams as they were at launch. People are the
    numbers of their ids (`UUID.int`): sets of them are made and compared faster than of UUIDs.
    """

    teams: tuple[WaveTeam, ...]
    people: Mapping[UUID, frozenset[int]]


AskedIn = Callable[[Wave], Asked]


def asked_in(wave: Wave) -> Asked:
    """The roster of a wave; who was erased since is no longer in `people`."""
    people = Invitation.objects.people_by_team(wave.pk)
    return Asked(tuple(wave.teams.order_by("team_name", "team_id")), people)


def waves_before(wave: Wave) -> WaveQuerySet:
    """Waves of this organisation with the same questionnaire, whatever its version, that published
    figures of groups.
    """
    return closed_before(wave).published()


def mirrored_before(wave: Wave) -> WaveQuerySet:
    """Waves of this organisation that published figures of groups and asked the questions of the
    spiegel, about whatever behaviour: the same question, so the same thing to count (ADR 57).
    """
    codes = {code for code, _version in QUESTIONS}
    return (
        Wave.objects.published()
        .filter(organisation_id=wave.organisation_id, instrument_code__in=codes)
        .exclude(pk=wave.pk)
        .order_by("closes_on", "id")
    )


def closed_before(wave: Wave) -> WaveQuerySet:
    """As `waves_before`, with trials, which published how well the questions worked."""
    return (
        Wave.objects.closed()
        .filter(organisation_id=wave.organisation_id, instrument_code=wave.instrument_code)
        .exclude(pk=wave.pk)
        .order_by("closes_on", "id")
    )


def wave_before(wave: Wave) -> Wave | None:
    """The last closed wave before this one with the very same questionnaire version."""
    same = waves_before(wave).filter(instrument=wave.instrument_id, closes_on__lt=wave.closes_on)
    related = same.select_related("organisation", "instrument", "snapshot")
    return related.defer("snapshot__content").last()


def earlier_spreads(wave: Wave) -> dict[str, int]:
    """By name the published spread (whole points) of the latest earlier wave with the very same
    questionnaire version that measured one itself; never computed again (ADR 18). A damaged
    snapshot is left out: a wave closes, whatever became of another one.
    """
    same = waves_before(wave).filter(
        instrument__version=wave.instrument_version, closes_on__lt=wave.closes_on
    )
    spreads: dict[str, int] = {}
    for before in same.select_related("snapshot").defer("snapshot__content"):
        try:
            earlier = before.snapshot.spreads
        except SnapshotDamaged:
            _log_damaged(before.snapshot)
            continue
        for name, spread in earlier.items():
            if spread.origin is SpreadOrigin.OWN:
                spreads[name] = spread.points
    return spreads


def imported_spreads(wave: Wave) -> dict[str, int]:
    """By name the spread (whole points) in the newest file that was read in and held at the launch
    of this wave; of one that was not launched yet, now.
    """
    version = (
        wave.instrument
        or InstrumentVersion.objects.filter(
            code=wave.instrument_code, version=wave.instrument_version
        ).first()
    )
    if version is None:
        return {}
    holding = ReferenceValues.objects.holding(
        version.checksum, wave.organisation_id, wave.launched_at
    )
    newest = holding.filter(kind=ReferenceKind.IMPORTED).last()
    return dict(newest.spreads) if newest else {}


def readable_publication(snapshot: Snapshot) -> Publication | None:
    """What was published; None, with a line in the log, where the stored text is damaged.

    For whoever reads several waves: one that cannot be read takes no other with it.
    """
    try:
        return snapshot.publication
    except SnapshotDamaged:
        _log_damaged(snapshot)
        return None


def _log_damaged(snapshot: Snapshot) -> None:
    log.error("Snapshot %s is damaged: left out of a comparison.", snapshot.pk)


def wave_of_change(snapshot: Snapshot) -> Wave | None:
    """The earlier wave that the published changes of this one compare with."""
    since = snapshot.publication.since
    if since is None:
        return None
    snapshots_then = Snapshot.objects.filter(organisation_id=snapshot.organisation_id, digest=since)
    snapshot_before = snapshots_then.exclude(pk=snapshot.pk).select_related("wave").first()
    return snapshot_before.wave if snapshot_before else None


def somebody_else(wave: Wave) -> frozenset[int]:
    """People asked in this wave whose address was changed since and not vouched for: whoever
    answers now may be another person (ADR 21). As numbers, like `Asked.people`.
    """
    locked_invitations = Invitation.objects.filter(IS_LOCKED, wave=wave)
    return frozenset(
        person.int for person in locked_invitations.values_list("person_id", flat=True)
    )


def first_measurements(version: InstrumentVersion) -> tuple[str, ...]:
    """The answers of all closed waves of a version, of each person the first only (statistiek §2);
    those of a trial count for nothing but its quality page (ADR 54).

    People are recognised over waves by computing their pseudonyms again. Waves of clients, whom
    nobody invites, count whole; a wave of which nobody can tell any more whose answers they are is
    left out, because nobody in it can be recognised.
    """
    people: set[UUID] = set()
    answers: list[str] = []
    waves = Wave.objects.published().filter(instrument=version).order_by("closes_on", "id")
    for wave in waves:
        if wave.key_generation in identity.generations():
            answers += _new_people(wave, people)
    return tuple(answers)


def _new_people(wave: Wave, people: set[UUID]) -> list[str]:
    answers_by_pseudonym = dict(
        Response.objects.filter(wave=wave, sent=True).values_list("pseudonym", "answers")
    )
    invitations = Invitation.objects.filter(wave=wave).select_related("wave")
    if not invitations and not wave.anonymous:  # whose answers they are is gone
        return []
    if not invitations:
        return [answers_by_pseudonym[pseudonym] for pseudonym in sorted(answers_by_pseudonym)]
    answers_by_person = {
        invitation.person_id: answers_by_pseudonym.get(invitation.pseudonym)
        for invitation in invitations
    }
    new = {
        person: answers
        for person, answers in answers_by_person.items()
        if answers and person not in people
    }
    people.update(new)
    return sorted(new.values())


def sem_for(
    checksum: str, organisation_id: UUID | None = None, at: datetime | None = None
) -> SemTable:
    """Of every metric of this questionnaire version the newest value of the first kind that has one
    (see `FIRST_TO_COUNT`), or else the provisional one; as it held `at` a moment, by default now.
    """
    holding = ReferenceValues.objects.holding(checksum, organisation_id, at)
    newest = {values.kind: values for values in holding}
    layers = [newest[kind].measured for kind in FIRST_TO_COUNT if kind in newest]
    return layered_table(layers) if layers else PROVISIONAL


def sem_at_launch(wave: Wave) -> SemTable:
    """What the figures of a wave rest on: nothing that was measured or read in since its launch, so
    that nobody chooses them with the answers in sight (ADR 65).
    """
    return sem_for(wave.launched.checksum, wave.organisation_id, wave.launched_at)


def sem_of_plan(wave: Wave) -> SemTable:
    """The same for a wave that may not have been launched, by the code of its questionnaire."""
    versions = InstrumentVersion.objects.filter(
        code=wave.instrument_code, version=wave.instrument_version
    )
    version = versions.first()
    return sem_for(version.checksum, wave.organisation_id) if version else PROVISIONAL


def snapshot_of(access: Access, wave_id: UUID) -> Snapshot:
    """The snapshot of a closed wave of this organisation; raises Snapshot.DoesNotExist."""
    return Snapshot.objects.select_related("wave__instrument", "wave__support").get(
        wave_id=wave_id, organisation=access.organisation
    )


def quality_of_wave(access: Access, wave_id: UUID) -> Snapshot:
    """As `snapshot_of`, of a trial as well: for how well the questions worked, and nothing else."""
    return Snapshot.with_trials.select_related("wave__instrument").get(
        wave_id=wave_id, organisation=access.organisation
    )


def personal_sems(wave: Wave) -> SemTable:
    """What the own result of a wave rests on: the best that is known by now, since it is shown to
    nobody else; that of a trial is provisional for good (ADR 54).
    """
    return PROVISIONAL if wave.is_trial else sem_for(wave.launched.checksum, wave.organisation_id)


def snapshots_of(access: Access) -> QuerySet[Snapshot]:
    """The snapshots of all closed waves of this organisation, newest first."""
    return (
        Snapshot.objects.filter(organisation=access.organisation)
        .select_related("wave__instrument", "organisation")
        .order_by("-wave__closes_on", "wave__title")
    )


# As `Snapshot.objects` has it (ADR 36, 54, 69).
_OWN_SNAPSHOTS = """
SELECT snapshot.wave_id, snapshot.organisation_id, snapshot.digest FROM reports_snapshot snapshot
JOIN surveys_wave wave ON wave.id = snapshot.wave_id
WHERE snapshot.organisation_id = %s AND wave.kind = 'ordinary' AND wave.results_at <= %s
    AND snapshot.wave_id IN ({waves})
"""


def own_snapshots(access: Access, waves: Collection[UUID]) -> dict[UUID, Snapshot]:
    """The snapshots of these waves of this organisation, by wave: one query, which reads no more
    than the digest of what is remembered.
    """
    if not waves:
        return {}
    organisation, now = as_parameter(access.organisation.id), as_parameter(timezone.now())
    rows = Snapshot.objects.raw(
        _OWN_SNAPSHOTS.format(waves=places_for(waves)),
        [organisation, now, *map(as_parameter, waves)],
    )
    return {one.wave_id: one for one in rows}


def announced_teams(places: Iterable[WaveTeam]) -> list[WaveTeam]:
    """Of these places, read with their waves, those of `own_teams`: of waves of which results of
    teams may be read.
    """
    return [
        place
        for place in places
        if place.wave.is_announced
        and place.wave.policy_content.get("group") != RespondentGroup.MANAGER
    ]


def announced_before(snapshot: Snapshot) -> Snapshot | None:
    """The last earlier wave of this organisation with the very same questionnaire version that
    everyone may read.
    """
    wave = snapshot.wave
    return (
        Snapshot.objects.filter(
            organisation_id=snapshot.organisation_id,
            wave__instrument_id=wave.instrument_id,
            wave__closes_on__lt=wave.closes_on,
        )
        .select_related("wave")
        .order_by("-wave__closes_on", "wave_id")
        .first()
    )


def was_asked(access: Access, wave: Wave) -> bool:
    """Whether this person was asked in this wave, answered or not."""
    return Invitation.objects.filter(wave=wave, person_id=access.user.id).exists()


def visible_teams(access: Access) -> QuerySet[WaveTeam]:
    """The teams of closed waves whose published figures this person may see, newest wave first.

    HR sees all, a head the own department, members and managers the own team of today and the
    team in which they were asked (ADR 23). A wave of managers has no figures of teams.
    """
    if access.may(Permission.SEE_ALL_GROUPS):
        return _closed_teams(access)
    condition = _of_own_team(access)
    if access.may(Permission.SEE_DEPARTMENT):
        condition |= Q(department_id__in=access.department_ids)
    return _closed_teams(access).filter(condition)


def own_teams(access: Access) -> QuerySet[WaveTeam]:
    """Those of `visible_teams` that are the own team of today, or the one somebody was asked in."""
    return _closed_teams(access).filter(_of_own_team(access))


def _of_own_team(access: Access) -> Q:
    if not access.may(Permission.SEE_OWN_TEAM):
        return Q(pk__in=[])
    own_invitations = Invitation.objects.filter(
        wave=OuterRef("wave"), team=OuterRef("team"), person_id=access.user.id
    )
    return Q(team_id__in=access.team_ids) | Q(Exists(own_invitations))


def _closed_teams(access: Access) -> QuerySet[WaveTeam]:
    announced_waves = Wave.objects.in_organisation(access.organisation.id).announced()
    return (
        WaveTeam.objects.filter(wave__in=announced_waves.order_by())
        .exclude(wave__policy_content__group=RespondentGroup.MANAGER.value)
        .select_related("wave")
        .order_by("-wave__closes_on", "wave__title", "team_name")
    )
