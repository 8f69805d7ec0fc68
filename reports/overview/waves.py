"""The waves whose published figures somebody may lay side by side; no answers are read here."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from igm_portal.accounts.access import Access
from igm_portal.accounts.permissions import Permission
from igm_portal.joined_rows import as_parameter, columns_of, object_of, places_for
from reports.disclosure.cells import Publication
from reports.models import Snapshot
from reports.selectors import own_snapshots, readable_publication
from surveys.instruments.model import RespondentGroup
from surveys.models import Wave, WaveState, WaveTeam
from surveys.models.instrument import InstrumentVersion
from surveys.waves_at_hand import WavesAtHand

LONGEST_TREND = 12
STATES = (WaveState.OPEN, WaveState.CLOSING, WaveState.CLOSED)
MANAGER = RespondentGroup.MANAGER.value


@dataclass(frozen=True, slots=True)
class Waves:
    """Waves with visible results, newest first, and those whose results are still to come."""

    with_results: tuple[Wave, ...]
    open: tuple[Wave, ...]

    def asking(self, questionnaire: str) -> tuple[Wave, ...]:
        """The newest closed waves of one questionnaire version, such as `k1@1`."""
        waves = [wave for wave in self.with_results if str(wave.launched) == questionnaire]
        return tuple(waves[:LONGEST_TREND])

    def other_versions(self, questionnaire: str) -> tuple[Wave, ...]:
        """The closed waves about the same behaviour with other questions: not to be laid beside
        those of `asking`, because not all items are the same (statistiek §7).
        """
        code, _at, _version = questionnaire.partition("@")
        return tuple(
            wave
            for wave in self.with_results
            if wave.instrument_code == code and str(wave.launched) != questionnaire
        )

    @property
    def questionnaires(self) -> tuple[Wave, ...]:
        """Of every questionnaire version its newest closed wave, the newest first."""
        newest: dict[int | None, Wave] = {}
        for wave in self.with_results:
            newest.setdefault(wave.instrument_id, wave)
        return tuple(newest.values())


_TEXT = ("content",)
_WAVES = f"""
SELECT wave.*, {columns_of(InstrumentVersion, "version", without=_TEXT)}
FROM surveys_wave wave
JOIN surveys_instrumentversion version ON version.id = wave.instrument_id
WHERE wave.organisation_id = %s AND wave.kind = 'ordinary'
    AND wave.state IN ('open', 'closing', 'closed') AND ({{own}})
ORDER BY wave.closes_on DESC, wave.title, wave.id
"""  # noqa: S608  names of columns


def waves_for(access: Access) -> Waves:
    """What HR, or a head of department, may see groups of; one query, whatever there is."""
    sees_all = access.may(Permission.SEE_ALL_GROUPS)
    departments = [] if sees_all else [as_parameter(one) for one in access.department_ids]
    own = "TRUE"
    if not sees_all:
        own = (
            "EXISTS (SELECT 1 FROM surveys_waveteam place WHERE place.wave_id = wave.id"  # noqa: S608  places
            f" AND place.department_id IN ({places_for(departments)}))"
        )
    rows = Wave.objects.raw(
        _WAVES.format(own=own), [as_parameter(access.organisation.id), *departments]
    )
    waves = [wave for wave in rows if sees_all or wave.policy_content.get("group") != MANAGER]
    for wave in waves:
        wave.instrument = object_of(InstrumentVersion, "version", wave, without=_TEXT)
    return _with_results_apart(waves)


def waves_among(access: Access, at_hand: WavesAtHand) -> Waves:
    """The same, of what was read already."""
    ordinary = [wave for wave in at_hand.waves if wave.has_group_figures and wave.state in STATES]
    if access.may(Permission.SEE_ALL_GROUPS):
        return _with_results_apart(ordinary)
    return _with_results_apart(
        wave
        for wave in ordinary
        if wave.pk in at_hand.of_departments and wave.policy_content.get("group") != MANAGER
    )


def _with_results_apart(waves: Iterable[Wave]) -> Waves:
    """Of these waves, newest first, those with visible results apart."""
    every = tuple(waves)
    return Waves(
        with_results=tuple(wave for wave in every if wave.is_announced),
        open=tuple(wave for wave in every if not wave.is_announced),
    )


def publications(access: Access, waves: Iterable[Wave]) -> list[tuple[Wave, Publication]]:
    """What was published of these waves of the own organisation, in their order; one query. A
    damaged snapshot is left out.
    """
    return [
        (wave, publication)
        for wave, snapshot in snapshots(access, waves)
        if (publication := readable_publication(snapshot))
    ]


def snapshots(access: Access, waves: Iterable[Wave]) -> list[tuple[Wave, Snapshot]]:
    """The snapshots of these waves of the own organisation, in their order; one query."""
    wanted_waves = list(waves)
    by_wave = own_snapshots(access, [wave.pk for wave in wanted_waves])
    for wave in wanted_waves:
        by_wave[wave.pk].wave = wave
    return [(wave, by_wave[wave.pk]) for wave in wanted_waves]


def snapshots_of_places(places: QuerySet[WaveTeam]) -> QuerySet[Snapshot]:
    """The snapshots of the waves of these teams, each with its wave; one query."""
    waves = places.order_by().values("wave")
    related = Snapshot.objects.filter(wave__in=waves).select_related("wave")
    return related.defer("content", "quality", "basis")


def previous_snapshot(snapshots: Iterable[Snapshot], snapshot: Snapshot) -> Snapshot | None:
    """The last of these before this one that asked the very same questionnaire.

    `snapshots` are those of the waves in which the reader may see the team: what that person may
    not see of an earlier wave is not laid beside this one (ADR 23).
    """
    wave = snapshot.wave
    earlier = (
        one
        for one in snapshots
        if one.organisation_id == snapshot.organisation_id
        and one.wave.instrument_id == wave.instrument_id
        and one.wave.closes_on < wave.closes_on
    )
    return min(earlier, key=lambda one: (-one.wave.closes_on.toordinal(), one.pk), default=None)


def wave_of_other_questions(teams: QuerySet[WaveTeam], snapshot: Snapshot) -> Wave | None:
    """The last earlier wave in which one of these teams answered this questionnaire, where every
    such wave asked another version of it: then there is nothing to compare with (statistiek §7).
    """
    wave = snapshot.wave
    earlier = Wave.objects.published().filter(
        pk__in=teams.order_by().values("wave"),
        organisation_id=snapshot.organisation_id,
        instrument_code=wave.instrument_code,
        closes_on__lt=wave.closes_on,
    )
    waves = list(earlier.order_by("-closes_on", "id"))
    same = any(one.instrument_id == wave.instrument_id for one in waves)
    return None if same or not waves else waves[0]
