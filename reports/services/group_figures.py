"""From the answers of a wave to the figures of all its groups at once, ready for the door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reports.disclosure.figures import (
    ANCHOR,
    OBSTACLE,
    Facet,
    GroupFigures,
    Tally,
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
from reports.statistics.groups import Floats, Groups, Rows
from reports.statistics.pooled_spread import Within
from reports.statistics.sem import SemTable
from reports.statistics.standing import against_each, against_others
from surveys.instruments.elements import Element
from surveys.instruments.model import AnchorChoice, Instrument
from surveys.policy import Level
from surveys.scoring.answers import step_values
from surveys.scoring.batch import FacetTable, facet_scores, item_scores, score_many
from surveys.scoring.elements import compile_plan
from surveys.scoring.obstacles import HEAVY


@dataclass(frozen=True, slots=True)
class Place:
    """One group of the tree: its roster size N (None without a roster) and its answers by row."""

    key: str
    level: Level
    parent: str | None
    name: str
    size: int | None
    rows: Rows


@dataclass(frozen=True, slots=True)
class Material:
    """The answers of a wave in columns, one row per respondent."""

    metrics: Mapping[str, Floats]
    complete: NDArray[np.bool_]
    anchor: Rows
    obstacles: Mapping[str, Rows]
    facets: Mapping[Element, FacetTable]


def group_figures(
    places: Sequence[Place],
    instrument: Instrument,
    answers: Sequence[str],
    sems: SemTable,
    *,
    minimum: int,
    earlier: Mapping[str, int] | None = None,
) -> WaveFigures:
    """The figures of every place, and the spreads within the lowest of them. Under `minimum`
    respondents no mean is made at all. `earlier` has the published spreads of earlier waves.

    Raises AnswerFault on answers that are not of this instrument.
    """
    material = _material(instrument, answers)
    common = _among(places, material.complete)
    means = _means(common, {e: material.metrics[e] for e in Element}, minimum)
    answered: list[dict[str, int]] = [{} for _ in places]
    for metric in OUTCOMES:
        own = _among(places, ~np.isnan(material.metrics[metric]))
        found = _means(own, {metric: material.metrics[metric]}, minimum)
        for at, rows in enumerate(own):
            answered[at][metric] = len(rows)
            means[at] |= found[at]
    facets = _facets(common, material, minimum)
    groups = tuple(
        GroupFigures(
            key=place.key,
            level=place.level,
            parent=place.parent,
            name=place.name,
            size=place.size,
            respondents=len(place.rows),
            complete=len(common[at]),
            answered=answered[at],
            means=means[at],
            tallies=_tallies(place, material),
            facets=facets[at],
        )
        for at, place in enumerate(places)
    )
    within = within_of(places, material.complete, common_points(material.metrics, material.facets))
    for metric in OUTCOMES:
        points = material.metrics[metric]
        within |= within_of(places, ~np.isnan(points), {metric: points})
    return WaveFigures(groups, within, sems, steps_of(instrument), earlier or {})


def element_figures(
    places: Sequence[Place], instrument: Instrument, answers: Sequence[str], *, minimum: int
) -> tuple[GroupFigures, ...]:
    """Nothing but the elements of every place: all that the wave after it needs to know."""
    metrics = score_many(instrument, answers).metrics
    common = _among(places, ~np.isnan(metrics["contrast"]))
    means = _means(common, {element: metrics[element] for element in Element}, minimum)
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


def steps_of(instrument: Instrument) -> dict[str, float]:
    """Per element and outcome how far apart, in points, two of its scores lie at most: the largest
    step of its items, of which the score is the mean.
    """
    plan = compile_plan(instrument)
    steps = {}
    for rule in (*plan.elements, *plan.outcomes):
        values = [sorted(item.scores.values()) for item in rule.items]
        gaps = [float(b - a) for some in values for a, b in pairwise(some)]
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
    places: Sequence[Place], known: NDArray[np.bool_], points: Mapping[str, Floats]
) -> dict[str, Within]:
    """The squares within the groups of the lowest level, of the people of whom scores are known."""
    rows = [rows[known[rows]] for rows in lowest_rows(places)]
    people = [some for some in rows if len(some)]
    if not people:
        return {}
    groups = Groups.of(people)
    return {name: groups.within(column) for name, column in points.items()}


def lowest_rows(places: Sequence[Place]) -> list[Rows]:
    """Per place the rows of who is directly in it: everybody in exactly one."""
    inside: dict[str | None, list[Rows]] = {}
    for place in places:
        inside.setdefault(place.parent, []).append(place.rows)
    return [
        np.setdiff1d(place.rows, np.concatenate(inside[place.key]))
        if place.key in inside
        else place.rows
        for place in places
    ]


def _among(places: Sequence[Place], known: NDArray[np.bool_]) -> list[Rows]:
    """Per place its rows of which a score is known."""
    return [place.rows[known[place.rows]] for place in places]


def _means(
    people: Sequence[Rows], points: Mapping[str, Floats], minimum: int
) -> list[dict[str, float]]:
    """Per place the means by name; none of a place with fewer than `minimum` people."""
    found: list[dict[str, float]] = [{} for _ in people]
    enough = [at for at, rows in enumerate(people) if len(rows) >= minimum]
    if not enough:
        return found
    groups = Groups.of([people[at] for at in enough])
    for name, column in points.items():
        for at, mean in zip(enough, groups.means(column), strict=True):
            found[at][str(name)] = mean
    return found


def _facets(
    common: Sequence[Rows], material: Material, minimum: int
) -> list[dict[str, tuple[Facet, ...]]]:
    facets: list[dict[str, tuple[Facet, ...]]] = [{} for _ in common]
    for element, table in material.facets.items():
        for at, means in enumerate(_means(common, table.scores, minimum)):
            if means:
                facets[at][str(element)] = tuple(
                    Facet(code, table.items[code], mean) for code, mean in means.items()
                )
    return facets


def _material(instrument: Instrument, answers: Sequence[str]) -> Material:
    metrics = score_many(instrument, answers).metrics
    items = instrument.items_of(Element.BELEMMERINGEN)
    columns = item_scores(instrument, answers, Element.BELEMMERINGEN)
    return Material(
        metrics=metrics,
        complete=~np.isnan(metrics["contrast"]),
        anchor=_anchor_choices(instrument, answers),
        obstacles={item.code: _heavy(columns[:, index]) for index, item in enumerate(items)},
        facets={element: facet_scores(instrument, answers, element) for element in Element},
    )


def _anchor_choices(instrument: Instrument, answers: Sequence[str]) -> Rows:
    """The chosen option of the anchor question per respondent, 0 where none was chosen."""
    if instrument.anchor is None:
        return np.zeros(len(answers), dtype=np.int64)
    position = instrument.position(instrument.anchor.code)
    values = step_values(instrument.scales[instrument.anchor.scale])
    return np.array([values.get(string[position], 0) for string in answers], dtype=np.int64)


def _heavy(points: Floats) -> Rows:
    """0 without an answer, 1 for an obstacle that is not heavy, 2 for a heavy one."""
    return np.where(np.isnan(points), 0, np.where(points <= HEAVY, 2, 1))


def _tallies(place: Place, material: Material) -> dict[str, Tally]:
    chosen = _counted(material.anchor, place.rows, max(AnchorChoice) + 1)
    tallies = {ANCHOR: anchor(*(chosen[choice] for choice in AnchorChoice))}
    for code, column in material.obstacles.items():
        _, light, heavy = _counted(column, place.rows, 3)
        tallies[OBSTACLE + code] = obstacle(heavy, light + heavy)
    return tallies


def _counted(choices: Rows, rows: Rows, options: int) -> list[int]:
    """How many of `rows` made each of the choices 0, 1, ..."""
    return [int(count) for count in np.bincount(choices[rows], minlength=options)]
