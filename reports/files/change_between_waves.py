"""What changed between two published waves in one file, as of two different groups of people.

From published cells alone, by the same rule as the pages (`overview.differences`). Who took part
both times is not known here; where that was measured, the later wave itself holds the change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

from django.utils.translation import gettext as _

from reports.disclosure.cells import MeanCell, PublishedGroup
from reports.exports.file_texts import FileTexts
from reports.exports.table import (
    ExportSource,
    FigureRow,
    RowState,
    Unit,
    department_of,
    ordered,
    spread_origin,
)
from reports.overview.differences import JUDGED_METRICS, difference
from reports.statistics.pooled_spread import SpreadOrigin
from reports.texts.elements import METRIC_NAMES

UNLINKED_PREFIX: Final = "ongekoppeld."  # followed by the metric


def with_unlinked(words: FileTexts) -> FileTexts:
    """The same words, with a name for every row of `unlinked`."""
    names = {
        UNLINKED_PREFIX + metric: _("Change, whoever took part then and now: %(name)s")
        % {"name": METRIC_NAMES[metric]}
        for metric in JUDGED_METRICS
    }
    return replace(words, measures={**words.measures, **names})


def unlinked(sources: Sequence[ExportSource]) -> Iterator[FigureRow]:
    """The rows of every two waves that follow each other and asked the very same questions."""
    same = sorted(sources, key=lambda source: (source.checksum, source.closes_on, source.wave))
    for _checksum, waves in groupby(same, key=lambda source: source.checksum):
        for before, after in pairwise(waves):
            yield from _between(before, replace(after, since=before.wave))


def _between(before: ExportSource, after: ExportSource) -> Iterator[FigureRow]:
    then, now = before.publication.groups, after.publication.groups
    for group in ordered(now):
        if group.key in then:
            department = department_of(group, now)
            yield from (
                _row(before, then[group.key], FigureRow(after, group, department, m, Unit.CHANGE))
                for m in JUDGED_METRICS
            )


def _row(earlier: ExportSource, then: PublishedGroup, row: FigureRow) -> FigureRow:
    """One difference; withheld where one of both means is."""
    before, after = then.means[row.measure], row.group.means[row.measure]
    change_row = replace(row, measure=UNLINKED_PREFIX + row.measure)
    if not isinstance(before, MeanCell) or not isinstance(after, MeanCell):
        return change_row
    change = difference(row.measure, before, after)
    fewest = min(before.n, after.n, key=lambda band: band.low)
    origins = [
        origin
        for wave in (earlier, row.source)
        if (origin := spread_origin(wave, row.measure)) is not None
    ]
    return replace(
        change_row,
        state=RowState.SHOWN,
        value=change.points,
        low=change.low,
        high=change.high,
        n=fewest,
        spread=max(origins, key=list(SpreadOrigin).index) if len(origins) == 2 else None,
    )
