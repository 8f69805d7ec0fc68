"""From the answers of a wave to the figures of all its groups at once, ready for the door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reports.disclosure.figures import (
    ANCHOR,
    BIN_OPTIONS,
    OBSTACLE,
    Facet,
    GroupFigures,
    Tally,
    anchor,
    bin_of,
    binned,
    obstacle,
)
from reports.statistics.groups import Floats, Groups, Rows
from reports.statistics.sem import SemTable
from reports.statistics.standing import BONFERRONI, against_others
from reports.statistics.team import LEVEL, estimate_from
from reports.statistics.types import Estimate
from surveys.instruments.elements import METRICS, Element, Outcome
from surveys.instruments.model import AnchorChoice, Instrument
from surveys.policy import Level
from surveys.scoring.answers import step_values
from surveys.scoring.batch import FacetTable, facet_scores, item_scores, score_many
from surveys.scoring.obstacles import HEAVY

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
    bins: Mapping[str, Rows]
    obstacles: Mapping[str, Rows]
    facets: Mapping[Element, FacetTable]


@dataclass(frozen=True, slots=True)
class Score:
    """One score of everybody: its points per row, the SEM of one person, the level of intervals."""

    points: Floats
    sem: float
    level: float = LEVEL


Estimates = list[dict[str, Estimate]]
"""Per place the estimates by name; none of a place with too few people."""


def group_figures(
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
    common = _among(places, material.complete)
    estimates = _estimates(places, common, _common_scores(material, sems), minimum)
    answered: list[dict[str, int]] = [{} for _ in places]
    for metric in Outcome:
        points = material.metrics[metric]
        own = _among(places, ~np.isnan(points))
        found = _estimates(places, own, {metric: Score(points, sems.of(metric))}, minimum)
        for at, rows in enumerate(own):
            answered[at][str(metric)] = len(rows)
            estimates[at] |= found[at]
    standing = _estimates(places, common, _standing_scores(material, sems), minimum)
    facets = _facets(places, common, material, sems, minimum)
    return tuple(
        GroupFigures(
            key=place.key,
            level=place.level,
            parent=place.parent,
            name=place.name,
            size=place.size,
            respondents=len(place.rows),
            complete=len(common[at]),
            answered=answered[at],
            estimates=estimates[at],
            standing=standing[at],
            tallies=_tallies(place, material, common[at]),
            facets=facets[at],
        )
        for at, place in enumerate(places)
    )


def element_figures(
    places: Sequence[Place], instrument: Instrument, answers: Sequence[str], *, minimum: int
) -> tuple[GroupFigures, ...]:
    """Nothing but the elements of every place: all that the wave after it needs to know."""
    metrics = score_many(instrument, answers).metrics
    common = _among(places, ~np.isnan(metrics["contrast"]))
    scores = {str(element): Score(metrics[element], sem=0.0) for element in Element}
    estimates = _estimates(places, common, scores, minimum)
    return tuple(
        GroupFigures(
            key=place.key,
            level=place.level,
            parent=place.parent,
            name=place.name,
            size=place.size,
            respondents=len(place.rows),
            complete=len(common[at]),
            estimates=estimates[at],
        )
        for at, place in enumerate(places)
    )


def _among(places: Sequence[Place], known: NDArray[np.bool_]) -> list[Rows]:
    """Per place its rows of which a score is known."""
    return [place.rows[known[place.rows]] for place in places]


def _estimates(
    places: Sequence[Place], people: Sequence[Rows], scores: Mapping[str, Score], minimum: int
) -> Estimates:
    """The estimates of all scores on `people`, those of a place, if there are `minimum` of them."""
    found: Estimates = [{} for _ in places]
    enough = [at for at, rows in enumerate(people) if len(rows) >= minimum]
    if not enough:
        return found
    groups = Groups.of([people[at] for at in enough])
    for name, score in scores.items():
        for at, (mean, sd) in zip(enough, groups.spreads(score.points), strict=True):
            n, size = len(people[at]), places[at].size
            found[at][name] = estimate_from(
                name, n, mean, sd, size=size, sem=score.sem, level=score.level
            )
    return found


def _common_scores(material: Material, sems: SemTable) -> dict[str, Score]:
    return {name: Score(material.metrics[name], sems.of(name)) for name in COMMON_METRICS}


def _standing_scores(material: Material, sems: SemTable) -> dict[str, Score]:
    return {
        name: Score(points, sems.of_standing(name), BONFERRONI)
        for name, points in against_others(material.metrics).items()
    }


def _facets(
    places: Sequence[Place],
    common: Sequence[Rows],
    material: Material,
    sems: SemTable,
    minimum: int,
) -> list[dict[str, tuple[Facet, ...]]]:
    told: list[dict[str, tuple[Facet, ...]]] = [{} for _ in places]
    for element, table in material.facets.items():
        items = sum(table.items.values())
        scores = {
            code: Score(points, sems.of_facet(element, table.items[code] / items))
            for code, points in table.scores.items()
        }
        for at, found in enumerate(_estimates(places, common, scores, minimum)):
            if found:
                told[at][str(element)] = tuple(
                    Facet(code, table.items[code], estimate) for code, estimate in found.items()
                )
    return told


def _material(instrument: Instrument, answers: Sequence[str]) -> Material:
    metrics = score_many(instrument, answers).metrics
    items = instrument.items_of(Element.BELEMMERINGEN)
    columns = item_scores(instrument, answers, Element.BELEMMERINGEN)
    return Material(
        metrics=metrics,
        complete=~np.isnan(metrics["contrast"]),
        anchor=_anchor_choices(instrument, answers),
        bins={name: _bins(metrics[name]) for name in ("willen", "kunnen")},
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


def _bins(points: Floats) -> Rows:
    """The bin of everybody; that of who has no score means nothing."""
    return np.array([bin_of(score) for score in points.tolist()], dtype=np.int64)


def _heavy(points: Floats) -> Rows:
    """0 without an answer, 1 for an obstacle that is not heavy, 2 for a heavy one."""
    return np.where(np.isnan(points), 0, np.where(points <= HEAVY, 2, 1))


def _tallies(place: Place, material: Material, common: Rows) -> dict[str, Tally]:
    chosen = _counted(material.anchor, place.rows, max(AnchorChoice) + 1)
    tallies = {ANCHOR: anchor(*(chosen[choice] for choice in AnchorChoice))}
    for name, column in material.bins.items():
        tallies[name] = binned(_counted(column, common, len(BIN_OPTIONS)))
    for code, column in material.obstacles.items():
        _, light, heavy = _counted(column, place.rows, 3)
        tallies[OBSTACLE + code] = obstacle(heavy, light + heavy)
    return tallies


def _counted(choices: Rows, rows: Rows, options: int) -> list[int]:
    """How many of `rows` made each of the choices 0, 1, ..."""
    return [int(count) for count in np.bincount(choices[rows], minlength=options)]
