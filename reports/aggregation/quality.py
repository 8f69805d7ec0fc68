"""The quality of one measurement, as it is kept beside the published cells.

Only what follows from published cells, or from sums over all people that are large enough to hide
any one of them; whatever cannot be computed or shown is absent without a cause (onthulling).
"""

from collections.abc import Sequence
from math import inf
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reports.aggregation.group_figures import GroupRows, lowest_rows
from reports.disclosure.cells import MeanCell, Publication, Share
from reports.disclosure.counts import partitions, shares
from reports.disclosure.figures import OptionTally
from reports.disclosure.quality import (
    BOTH_SIDES,
    CONTRADICTS,
    HIDDEN,
    SAME,
    USES,
    PublishedQuality,
    QualityClustering,
    QualityElement,
    QualityItem,
    hundredths,
    n_band,
)
from reports.disclosure.shown_teams import FEWEST_TEAMS
from reports.disclosure.waves import ALONE, Continuity
from reports.statistics.answering import both_sides, even_odd
from reports.statistics.clustering import clustering_of_means
from reports.statistics.groups import Groups
from reports.statistics.item_quality import item_use, straight_lining
from reports.statistics.pooled_spread import SpreadOrigin
from reports.statistics.quality import NoReliability, reliability
from reports.statistics.random_groups import reml
from reports.statistics.types import Refusal
from surveys.instruments.elements import Element
from surveys.instruments.model import ItemKind
from surveys.policy import Policy
from surveys.scoring.batch import Batch, Floats

ALL: Final = "all"
CLUSTERING_METRICS = ("willen", "kunnen", "contrast")
LEAST_ELEMENT_SQUARES: Final = 25_000.0
"""Within teams, deviations as they are: under it alpha and SEM together would tell how close people
are to each other (points squared)."""


def quality_of(
    batch: Batch,
    places: Sequence[GroupRows],
    publication: Publication,
    continuity: Continuity = ALONE,
) -> PublishedQuality | None:
    """What may be published about this measurement; None under 50 respondents.

    `continuity` says how the rosters differ from those of earlier waves (see `publish`).
    """
    band = n_band(len(batch))
    if band is None:
        return None
    may_count = _may_count(places, publication.policy, continuity)

    def counted(tally: OptionTally) -> tuple[Share, ...]:
        return _shares(tally) if may_count and tally.n >= publication.policy.counts else ()

    def first(options: tuple[str, str], people: tuple[int, int]) -> Share | None:
        """The share of the first option; `people` are those who chose it, and all counted."""
        tally = OptionTally(options, (people[0], people[1] - people[0]))
        return next(iter(counted(tally)), None)

    complete = ~np.isnan(batch.metrics["contrast"])
    sizes = {place.key: int(complete[place.rows].sum()) for place in places}
    clusterings = (_clustered(metric, sizes, publication) for metric in CLUSTERING_METRICS)
    return PublishedQuality(
        n=band,
        elements=tuple(_element(batch, places, element) for element in Element),
        items=tuple(QualityItem(code, counted(tally)) for code, tally in _tallies(batch).items()),
        straight_lining=first(SAME, straight_lining(batch)),
        clustering=tuple(one for one in clusterings if one is not None),
        both_sides=first(BOTH_SIDES, both_sides(batch)),
        contradicting=first(CONTRADICTS, even_odd(batch)),
    )


def _element(batch: Batch, places: Sequence[GroupRows], element: Element) -> QualityElement:
    scores = batch.items(element)
    report = reliability(element, scores)
    if isinstance(report, NoReliability) and report.reason is Refusal.FORMATIVE:
        return QualityElement(str(element), None, report.reason.value)
    if (
        isinstance(report, NoReliability)
        or None in report.item_rest
        or _squares_within(scores, places) < LEAST_ELEMENT_SQUARES
    ):
        return QualityElement(str(element), None, HIDDEN)
    return QualityElement(
        metric=str(element),
        n=n_band(report.n),
        reason=None,
        alpha=hundredths(report.alpha),
        alpha_low=hundredths(report.alpha_low),
        alpha_high=hundredths(report.alpha_high),
        omega=None if report.omega is None else hundredths(report.omega),
        item_rest=tuple(None if r is None else hundredths(r) for r in report.item_rest),
        sem=None if report.sem is None else hundredths(report.sem),
    )


def _squares_within(scores: Floats, places: Sequence[GroupRows]) -> float:
    """The squares of the element's scores within the lowest groups, of people with all its items;
    deviations as they are (points squared).
    """
    complete: NDArray[np.bool_] = np.asarray(~np.isnan(scores).any(axis=1))
    people = [rows[complete[rows]] for rows in lowest_rows(places)]
    groups = [rows for rows in people if len(rows)]
    points = np.where(complete, np.nan_to_num(scores).mean(axis=1), 0.0)
    return Groups.of(groups).within(points, most=inf).squares if groups else 0.0


def _may_count(places: Sequence[GroupRows], policy: Policy, continuity: Continuity) -> bool:
    """Whether anything of all people together may be counted: by the rules for a group of which no
    part counts the same.
    """
    (whole,) = (place for place in places if place.parent is None)
    enough = len(whole.rows) >= policy.counts
    took_part = policy.participates_enough(len(whole.rows), whole.size)
    return enough and took_part and continuity.permits(whole.key)


def _shares(tally: OptionTally) -> tuple[Share, ...]:
    """As counts are published: options are merged until every block holds three people."""
    blocks = partitions({ALL: ()}, {ALL: tally}).get(ALL)
    return () if blocks is None else shares(tally, blocks)


def _tallies(batch: Batch) -> dict[str, OptionTally]:
    """Of every scored item how many answered at which end of its scale. Obstacles are counted per
    group already; two counts of one question could be subtracted.
    """
    item_codes = {
        item.code
        for item in batch.instrument.items
        if item.kind is ItemKind.ELEMENT and item.element is not Element.BELEMMERINGEN
    }
    tallies = {}
    for use in item_use(batch):
        if use.code in item_codes:
            lowest, highest = round(use.lowest * use.n), round(use.highest * use.n)
            between = use.n - lowest - highest
            missing = len(batch) - use.n
            tallies[use.code] = OptionTally(USES, (missing, lowest, between, highest))
    return tallies


def _clustered(
    metric: str, sizes: dict[str, int], publication: Publication
) -> QualityClustering | None:
    """From the published means of teams, their numbers of people and the published spread within
    teams, if that was measured in this wave.
    """
    cells = {
        key: group.means[metric]
        for key, group in publication.groups.items()
        if group.level == "team"
    }
    means = {key: cell.value for key, cell in cells.items() if isinstance(cell, MeanCell)}
    if len(means) < FEWEST_TEAMS:
        return None
    spread = publication.spreads[metric]
    if spread.origin is not SpreadOrigin.OWN:
        return None
    people, within = [sizes[key] for key in means], float(spread.points**2)
    result = clustering_of_means(people, list(means.values()), within=within)
    variances = reml(people, list(means.values()), within * (result.n - result.teams))
    return QualityClustering(
        metric,
        hundredths(result.icc1),
        hundredths(result.icc1_low),
        hundredths(result.icc1_high),
        None if result.icc2 is None else hundredths(result.icc2),
        hundredths(variances.icc),
    )
