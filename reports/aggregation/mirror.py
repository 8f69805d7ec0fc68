"""The figures of the spiegel: what each of its questions, and what is left of every facet around
them, comes to in every group (ADR 57).
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from reports.aggregation.group_figures import GroupRows
from reports.disclosure.figures import Facet, WaveFigures
from reports.statistics.groups import Groups
from surveys.instruments.elements import Element
from surveys.instruments.mirror import mirror_questions
from surveys.scoring.batch import Batch, Floats


def with_mirror(
    figures: WaveFigures, places: Sequence[GroupRows], batch: Batch, *, minimum: int
) -> WaveFigures:
    """The figures of a wave with, of every element that has questions of the spiegel, the mean of
    each of these and of the other questions of every facet together, on the common set. Under
    `minimum` of its people no mean of a group is made at all.
    """
    instrument = batch.instrument
    codes = set(mirror_questions(instrument.code, instrument.version).values())
    elements = [e for e in Element if codes & {item.code for item in instrument.items_of(e)}]
    if not elements:
        return figures
    complete = ~np.isnan(batch.metrics["contrast"])
    people = [place.rows[complete[place.rows]] for place in places]
    enough = [at for at, rows in enumerate(people) if len(rows) >= minimum]
    parts: list[dict[str, tuple[Facet, ...]]] = [{} for _ in places]
    large_groups = Groups.of([people[at] for at in enough]) if enough else None
    for element in elements:
        for code, items, column in _columns(batch, element, codes):
            means = large_groups.means(column) if large_groups else ()
            for at, mean in zip(enough, means, strict=True):
                parts[at][element] = (*parts[at].get(element, ()), Facet(code, items, mean))
    groups = [replace(group, parts=own) for group, own in zip(figures.groups, parts, strict=True)]
    return replace(figures, groups=groups, mirror=tuple(sorted(codes)))


def _columns(batch: Batch, element: Element, codes: set[str]) -> list[tuple[str, int, Floats]]:
    """The parts that an element falls into: each of the questions `codes` by its code, and by the
    code of their facet all others of it; how many questions each has, and its scores. A missing
    answer counts as it does for facets.
    """
    scores = batch.prorated(element)
    positions: dict[str, list[int]] = {}
    for position, item in enumerate(batch.instrument.items_of(element)):
        part = item.code if item.code in codes else item.facet or ""
        positions.setdefault(part, []).append(position)
    return [(code, len(at), scores[:, at].mean(axis=1)) for code, at in positions.items()]
