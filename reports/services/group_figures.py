"""From the answers of a wave to the figures of all its groups at once, ready for the door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reports.disclosure.figures import (
    ANCHOR,
    OBSTACLE,
    Facet,
    GroupFigures,
    Tally,
    anchor,
    bins,
    obstacle,
)
from reports.statistics.sem import SemTable
from reports.statistics.standing import standing_differences
from reports.statistics.team import estimate, estimate_from
from reports.statistics.types import Estimate
from surveys.instruments.elements import METRICS, Element, Outcome
from surveys.instruments.model import AnchorChoice, Instrument
from surveys.policy import Level
from surveys.scoring.answers import step_values
from surveys.scoring.batch import FacetTable, facet_scores, item_scores, score_many
from surveys.scoring.obstacles import HEAVY

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

COMMON_METRICS = tuple(metric for metric in METRICS if metric not in set(Outcome))


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
    obstacles: Mapping[str, Floats]
    facets: Mapping[Element, FacetTable]


def figures(
    places: Sequence[Place],
    instrument: Instrument,
    answers: Sequence[str],
    sems: SemTable,
    *,
    minimum: int,
) -> tuple[GroupFigures, ...]:
    """The figures of every place. Under `minimum` respondents no estimate is made at all.

    Raises AnswerFault on answers that are not of this instrument.
    """
    material = _material(instrument, answers)
    return tuple(_figures(place, material, sems, minimum) for place in places)


def element_figures(
    places: Sequence[Place], instrument: Instrument, answers: Sequence[str], *, minimum: int
) -> tuple[GroupFigures, ...]:
    """Nothing but the elements of every place: all that the wave after it needs to know."""
    metrics = score_many(instrument, answers).metrics
    complete = ~np.isnan(metrics["contrast"])
    return tuple(_elements_of(place, metrics, complete, minimum) for place in places)


def _elements_of(
    place: Place, metrics: Mapping[str, Floats], complete: NDArray[np.bool_], minimum: int
) -> GroupFigures:
    common = place.rows[complete[place.rows]]
    enough = len(common) >= minimum
    return GroupFigures(
        key=place.key,
        level=place.level,
        parent=place.parent,
        name=place.name,
        size=place.size,
        respondents=len(place.rows),
        complete=len(common),
        estimates={
            str(element): _plain_estimate(element, metrics[element][common], place.size, 0.0)
            for element in Element
            if enough
        },
    )


def _plain_estimate(metric: str, values: Floats, size: int | None, sem: float) -> Estimate:
    mean, sd = float(values.mean()), float(values.std(ddof=1))
    return estimate_from(metric, len(values), mean, sd, size=size, sem=sem)


def _material(instrument: Instrument, answers: Sequence[str]) -> Material:
    metrics = score_many(instrument, answers).metrics
    items = instrument.items_of(Element.BELEMMERINGEN)
    columns = item_scores(instrument, answers, Element.BELEMMERINGEN)
    return Material(
        metrics=metrics,
        complete=~np.isnan(metrics["contrast"]),
        anchor=_anchor_choices(instrument, answers),
        obstacles={item.code: columns[:, index] for index, item in enumerate(items)},
        facets={element: facet_scores(instrument, answers, element) for element in Element},
    )


def _anchor_choices(instrument: Instrument, answers: Sequence[str]) -> Rows:
    """The chosen option of the anchor question per respondent, 0 where none was chosen."""
    if instrument.anchor is None:
        return np.zeros(len(answers), dtype=np.int64)
    position = instrument.position(instrument.anchor.code)
    values = step_values(instrument.scales[instrument.anchor.scale])
    return np.array([values.get(string[position], 0) for string in answers], dtype=np.int64)


def _figures(place: Place, material: Material, sems: SemTable, minimum: int) -> GroupFigures:
    common = place.rows[material.complete[place.rows]]
    own = {metric: _present(material.metrics[metric][place.rows]) for metric in Outcome}
    enough = len(common) >= minimum
    estimates = _common_estimates(place, material, common, sems) if enough else {}
    for metric, values in own.items():
        if len(values) >= minimum:
            estimates[metric] = estimate(metric, values, size=place.size, sem=sems.of(metric))
    return GroupFigures(
        key=place.key,
        level=place.level,
        parent=place.parent,
        name=place.name,
        size=place.size,
        respondents=len(place.rows),
        complete=len(common),
        answered={str(metric): len(values) for metric, values in own.items()},
        estimates=estimates,
        standing=_standing(place, material, common, sems) if enough else {},
        tallies=_tallies(place, material, common),
        facets=_facets(place, material, common, sems) if enough else {},
    )


def _common_estimates(
    place: Place, material: Material, common: Rows, sems: SemTable
) -> dict[str, Estimate]:
    return {
        metric: estimate(
            metric, material.metrics[metric][common], size=place.size, sem=sems.of(metric)
        )
        for metric in COMMON_METRICS
    }


def _standing(
    place: Place, material: Material, common: Rows, sems: SemTable
) -> dict[str, Estimate]:
    scores = {str(element): material.metrics[element][common].tolist() for element in Element}
    return standing_differences(scores, size=place.size, sems=sems)


def _facets(
    place: Place, material: Material, common: Rows, sems: SemTable
) -> dict[str, tuple[Facet, ...]]:
    return {
        str(element): tuple(
            _facet(code, table, common, place.size, sems.of_facet(element, items / all_items))
            for code, items in table.items.items()
        )
        for element, table in material.facets.items()
        if (all_items := sum(table.items.values()))
    }


def _facet(code: str, table: FacetTable, common: Rows, size: int | None, sem: float) -> Facet:
    estimate = _plain_estimate(code, table.scores[code][common], size, sem)
    return Facet(code, table.items[code], estimate)


def _tallies(place: Place, material: Material, common: Rows) -> dict[str, Tally]:
    chosen = material.anchor[place.rows]
    tallies = {
        ANCHOR: anchor(*(int((chosen == choice).sum()) for choice in AnchorChoice)),
        "willen": bins(material.metrics["willen"][common]),
        "kunnen": bins(material.metrics["kunnen"][common]),
    }
    for code, column in material.obstacles.items():
        answered = _present(column[place.rows])
        tallies[OBSTACLE + code] = obstacle(int((answered <= HEAVY).sum()), len(answered))
    return tallies


def _present(values: Floats) -> Floats:
    return values[~np.isnan(values)]
