"""Closed waves with published cells of the test's own choosing, for pages that read only those."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.utils import timezone

from reports.disclosure.cells import (
    WITHHELD,
    Association,
    MeanCell,
    Participation,
    Publication,
    PublishedGroup,
    PublishedSpread,
    StandingOut,
    Withheld,
)
from reports.disclosure.group_keys import ORGANISATION, department_key, team_key
from reports.disclosure.serialise import to_json
from reports.models import Snapshot
from reports.models.snapshot import digest_of
from reports.statistics.contrast import ContrastOutcome
from reports.statistics.sem import PROVISIONAL
from reports.statistics.types import Direction
from surveys.instruments.canonical import checksum, from_json
from surveys.instruments.canonical import to_json as questionnaire_to_json
from surveys.instruments.elements import METRICS, Element
from surveys.models import InstrumentVersion, Wave, WaveState
from surveys.policy import Band, Level, ParticipationBand

NOTHING: Mapping[str, MeanCell | Withheld] = dict.fromkeys(METRICS, WITHHELD)


def cell(value: int, half: int = 4) -> MeanCell:
    return MeanCell(value, value - half, value + half, Band(10, 14), None)


def means(willen: int = 70, kunnen: int = 50) -> dict[str, MeanCell | Withheld]:
    """Every metric, with willen and kunnen as asked and all else at 60."""
    found: dict[str, MeanCell | Withheld] = {metric: cell(60) for metric in METRICS}
    return found | {
        "willen": cell(willen),
        "kunnen": cell(kunnen),
        "contrast": cell(willen - kunnen),
    }


def group(
    key: str, level: Level, parent: str | None, name: str, cells: Mapping[str, MeanCell | Withheld]
) -> PublishedGroup:
    shown = cells is not NOTHING
    return PublishedGroup(
        key=key,
        level=level,
        parent=parent,
        name=name,
        size=15,
        participation=Participation(ParticipationBand(70, 80), False) if shown else WITHHELD,
        means=cells,
        contrast=ContrastOutcome.KUNNEN_LAGS_CLEARLY if shown else WITHHELD,
        overstemt=WITHHELD,
        standing_out=() if shown else WITHHELD,
        counts={},
    )


def close(
    wave: Wave,
    cells: Mapping[str, Mapping[str, MeanCell | Withheld]] | None = None,
    *,
    on: date | None = None,
    spreads: Mapping[str, PublishedSpread] | None = None,
    low: Element | None = None,
    associations: Mapping[str, Association | Withheld] | None = None,
) -> Snapshot:
    """End this wave with `cells` by name of team or department, `means()` for all others; where
    cells are shown, the element `low` stands out low.
    """
    told = cells or {}
    groups = [group(ORGANISATION, "organisation", None, "Zandstad", told.get("Zandstad", means()))]
    for place in wave.teams.all():
        department = department_key(place.department_id)
        name = place.department_name
        above = group(department, "department", ORGANISATION, name, told.get(name, means()))
        name = place.team_name
        below = group(team_key(place.team_id), "team", department, name, told.get(name, means()))
        groups += [above, below]
    if low:
        outstanding = (StandingOut(low, Direction.LOWEST),)
        groups = [
            one if one.standing_out is WITHHELD else replace(one, standing_out=outstanding)
            for one in groups
        ]
    by_key = {found.key: found for found in groups}
    content = to_json(
        Publication(wave.policy, by_key, spreads=spreads or {}, associations=associations or {})
    )
    version = wave.launched
    Wave.objects.filter(pk=wave.pk).update(
        state=WaveState.CLOSED,
        closes_on=on or wave.closes_on,
        starts_on=on or wave.starts_on,
        results_at=timezone.now(),
    )
    return Snapshot.objects.create(
        wave=wave,
        organisation=wave.organisation,
        content=content,
        digest=digest_of(content, ""),
        basis={
            "instrument": str(version),
            "checksum": version.checksum,
            "sem": {"values": dict(PROVISIONAL.values), "origins": dict(PROVISIONAL.origins)},
        },
    )


def next_version(version: InstrumentVersion) -> InstrumentVersion:
    """A later version of the same questionnaire, which is another questionnaire."""
    changed = replace(from_json(version.content), version=version.version + 1, title="Anders")
    changed = replace(changed, checksum=checksum(changed))
    return InstrumentVersion.objects.create(
        code=version.code,
        version=changed.version,
        checksum=changed.checksum,
        title=changed.title,
        content=questionnaire_to_json(changed),
    )


def damage(wave: Wave, text: str, digest: str = "") -> None:
    """Put another text in the place of a snapshot, as a failing disk would."""
    basis = Snapshot.objects.get(wave=wave).basis
    Snapshot.objects.filter(wave=wave).delete()
    Snapshot.objects.create(
        wave=wave,
        organisation=wave.organisation,
        content=text,
        digest=digest or digest_of(text, ""),
        basis=basis,
    )
