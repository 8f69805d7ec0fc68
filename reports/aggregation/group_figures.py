"""The figures of all groups of a wave at once, ready for disclosure control."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reports.disclosure.figures import (
    ANCHOR,
    OBSTACLE,
    Facet,
    GroupFigures,
    OptionTally,
    WaveFigures,
    anchor,
    obstacle,
)
from reports.disclosure.names import (
    COMMON,
    OUTCOMES,
    facet_name,
    pair_name,
    standing_name,
)
from reports.statistics.groups import Groups, Rows
from reports.statistics.habit import habit_in_contrast
from reports.statistics.pooled_spread import Within
from reports.statistics.sem import SemTable
from reports.statistics.standing import against_each, against_others
from surveys.instruments.elements import Element
from surveys.instruments.model import AnchorChoice
from surveys.policy import Level
from surveys.scoring.answers import step_values
from surveys.scoring.batch import Batch, FacetTable, Floats
from surveys.scoring.obstacles import HEAVY
from surveys.scoring.plan import ScoringPlan


@dataclass(frozen=True, slots=True)
class GroupRows:
    """One group of the tree: its roster size N (None without a roster) and its answers by row."""

    key: str
    level: Level
    parent: str | None
    name: str
    size: int | None
    rows: Rows


def group_figures(
    places: Sequence[GroupRows],
    batch: Batch,
    sems: SemTable,
    *,
    minimum: int,
    earlier: Mapping[str, int] | None = None,
    elsewhere: Mapping[str, int] | None = None,
) -> WaveFigures:
    """The figures of every place, and the spreads within the lowest of them. Under `minimum`
    respondents no mean is made at all. `earlier` has the published spreads of earlier waves,
    `elsewhere` those of another organisation.
    """
    metrics = batch.metrics
    complete = ~np.isnan(metrics["contrast"])
    facets = {element: batch.facets(element) for element in Element}
    facet_means = _facets(_among(places, complete), facets, minimum)
    anchor_options, obstacles = _counted_answers(batch)
    groups = [
        replace(
            group,
            tallies=_tallies(place.rows, anchor_options, obstacles),
            facets=facet_means[at],
        )
        for at, (place, group) in enumerate(
            zip(places, element_figures(places, batch, minimum=minimum), strict=True)
        )
    ]
    within = within_of(places, complete, common_points(metrics, facets))
    for outcome in OUTCOMES:
        points = {outcome: metrics[outcome]}
        has_answer = ~np.isnan(metrics[outcome])
        rows = _among(places, has_answer)
        within |= within_of(places, has_answer, points)
        groups = [
            replace(
                group,
                score_counts={**group.score_counts, outcome: len(rows[at])},
                means={**group.means, **means},
            )
            for at, (group, means) in enumerate(
                zip(groups, _means(rows, points, minimum), strict=True)
            )
        ]
    return WaveFigures(
        groups,
        within,
        sems,
        steps_of(batch.plan),
        earlier or {},
        elsewhere or {},
        habit=habit_in_contrast(batch.instrument),
    )


def element_figures(
    places: Sequence[GroupRows], batch: Batch, *, minimum: int
) -> tuple[GroupFigures, ...]:
    """Nothing but the elements of every place: all that the wave after it needs to know."""
    common = _among(places, ~np.isnan(batch.metrics["contrast"]))
    means = _means(common, {element: batch.metrics[element] for element in Element}, minimum)
    return tuple(
        GroupFigures(
            key=place.key,
            level=place.level,
            parent=place.parent,
            name=place.name,
            size=place.size,
            respondents=len(place.rows),
            complete=len(common[at]),
            means=means[at],
        )
        for at, place in enumerate(places)
    )


def steps_of(plan: ScoringPlan) -> dict[str, float]:
    """Per element and outcome how far apart, in points, two of its scores lie at most: the largest
    step of its items, of which the score is the mean.
    """
    steps = {}
    for rule in (*plan.elements, *plan.outcomes):
        values = [sorted(item.scores.values()) for item in rule.items]
        gaps = [float(b - a) for scores in values for a, b in pairwise(scores)]
        steps[str(rule.name)] = max(gaps, default=0.0) / max(len(values), 1)
    return steps


def common_points(
    metrics: Mapping[str, Floats], facets: Mapping[Element, FacetTable]
) -> dict[str, Floats]:
    """By name everything that is published of the people with all elements, in points."""
    elements = {element.value: metrics[element] for element in Element}
    return {
        **{name: metrics[name] for name in COMMON},
        **{standing_name(e): points for e, points in against_others(elements).items()},
        **{pair_name(*pair): points for pair, points in against_each(elements).items()},
        **{
            facet_name(code): points
            for one in facets.values()
            for code, points in one.scores.items()
        },
    }


def within_of(
    places: Sequence[GroupRows], has_scores: NDArray[np.bool_], points: Mapping[str, Floats]
) -> dict[str, Within]:
    """The squares within the groups of the lowest level, of the people who have scores."""
    people = [rows[has_scores[rows]] for rows in lowest_rows(places) if has_scores[rows].any()]
    if not people:
        return {}
    groups = Groups.of(people)
    return {name: groups.within(column) for name, column in points.items()}


def lowest_rows(places: Sequence[GroupRows]) -> list[Rows]:
    """Per place the rows of who is directly in it: everybody in exactly one."""
    inside: dict[str | None, list[Rows]] = {}
    for place in places:
        inside.setdefault(place.parent, []).append(place.rows)
    return [
        _outside(place.rows, inside[place.key]) if place.key in inside else place.rows
        for place in places
    ]


def _outside(rows: Rows, parts: Sequence[Rows]) -> Rows:
    """Marked by row: of a large organisation far faster than comparing sets of numbers."""
    is_inside = np.zeros(max(part.max(initial=-1) for part in (rows, *parts)) + 1, dtype=np.bool_)
    is_inside[np.concatenate(parts)] = True
    return rows[~is_inside[rows]]


def _among(places: Sequence[GroupRows], has_scores: NDArray[np.bool_]) -> list[Rows]:
    """Per place its rows that have a score."""
    return [place.rows[has_scores[place.rows]] for place in places]


def _means(
    people: Sequence[Rows], points: Mapping[str, Floats], minimum: int
) -> list[dict[str, float]]:
    """Per place the means by name; none of a place with fewer than `minimum` people."""
    means: list[dict[str, float]] = [{} for _ in people]
    enough = [at for at, rows in enumerate(people) if len(rows) >= minimum]
    if not enough:
        return means
    groups = Groups.of([people[at] for at in enough])
    for name, column in points.items():
        for at, mean in zip(enough, groups.means(column), strict=True):
            means[at][str(name)] = mean
    return means


def _facets(
    common: Sequence[Rows], facets: Mapping[Element, FacetTable], minimum: int
) -> list[dict[str, tuple[Facet, ...]]]:
    per_place: list[dict[str, tuple[Facet, ...]]] = [{} for _ in common]
    for element, table in facets.items():
        for at, means in enumerate(_means(common, table.scores, minimum)):
            if means:
                per_place[at][str(element)] = tuple(
                    Facet(code, table.items[code], mean) for code, mean in means.items()
                )
    return per_place


def _counted_answers(batch: Batch) -> tuple[Rows, Mapping[str, Rows]]:
    """Per respondent the option of the anchor question (0: none), and per obstacle item 0 without
    an answer, 1 for an obstacle that is not heavy, 2 for a heavy one.
    """
    instrument = batch.instrument
    options = np.zeros(256, dtype=np.int64)
    anchor_letters = np.zeros(len(batch), dtype=np.uint8)
    if instrument.anchor is not None:
        anchor_letters = batch.letters[:, instrument.position(instrument.anchor.code)]
        for letter, value in step_values(instrument.scales[instrument.anchor.scale]).items():
            options[ord(letter)] = value
    points = batch.items(Element.BELEMMERINGEN)
    weights = np.where(np.isnan(points), 0, np.where(points <= HEAVY, 2, 1))
    items = instrument.items_of(Element.BELEMMERINGEN)
    return options[anchor_letters], {item.code: weights[:, at] for at, item in enumerate(items)}


def _tallies(
    rows: Rows, anchor_options: Rows, obstacles: Mapping[str, Rows]
) -> dict[str, OptionTally]:
    counts = np.bincount(anchor_options[rows], minlength=max(AnchorChoice) + 1)
    tallies = {ANCHOR: anchor(*(int(counts[choice]) for choice in AnchorChoice))}
    for code, weights in obstacles.items():
        _, light, heavy = np.bincount(weights[rows], minlength=3).tolist()
        tallies[OBSTACLE + code] = obstacle(heavy, light + heavy)
    return tallies
