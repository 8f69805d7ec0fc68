"""The quality of one measurement, as it is kept beside the published cells."""

from collections.abc import Sequence

import numpy as np

from reports.disclosure.cells import Publication
from reports.disclosure.quality import (
    PublishedQuality,
    QualityClustering,
    QualityElement,
    QualityItem,
    hundredths,
    n_band,
    share_band,
)
from reports.services.group_figures import Place
from reports.statistics.clustering import clustering
from reports.statistics.groups import Rows
from reports.statistics.item_quality import item_use, straight_lining
from reports.statistics.quality import Refused, reliability
from surveys.instruments.elements import Element
from surveys.instruments.model import Instrument, ItemKind
from surveys.scoring.batch import ScoreTable, item_scores, score_many

CLUSTERED = ("willen", "kunnen", "contrast")
FEWEST_TEAMS = 3


def quality_of(
    instrument: Instrument,
    answers: Sequence[str],
    places: Sequence[Place],
    publication: Publication,
) -> PublishedQuality | None:
    """What may be told about this measurement; None under 50 respondents."""
    band = n_band(len(answers))
    if band is None:
        return None
    straight = straight_lining(instrument, answers)
    return PublishedQuality(
        n=band,
        elements=tuple(_element(instrument, answers, element) for element in Element),
        items=_items(instrument, answers),
        straight_lining=None if straight is None else share_band(straight),
        clustering=_clustering(score_many(instrument, answers), places, publication),
    )


def _element(instrument: Instrument, answers: Sequence[str], element: Element) -> QualityElement:
    found = reliability(element, item_scores(instrument, answers, element))
    if isinstance(found, Refused):
        return QualityElement(str(element), n_band(found.n), found.reason.value)
    return QualityElement(
        metric=str(element),
        n=n_band(found.n),
        reason=None,
        alpha=hundredths(found.alpha),
        alpha_low=hundredths(found.alpha_low),
        alpha_high=hundredths(found.alpha_high),
        omega=None if found.omega is None else hundredths(found.omega),
        item_rest=tuple(None if r is None else hundredths(r) for r in found.item_rest),
        sem=None if found.sem is None else hundredths(found.sem),
    )


def _items(instrument: Instrument, answers: Sequence[str]) -> tuple[QualityItem, ...]:
    scored = {item.code for item in instrument.items if item.kind is ItemKind.ELEMENT}
    return tuple(
        QualityItem(
            use.code, share_band(use.missing), share_band(use.lowest), share_band(use.highest)
        )
        for use in item_use(instrument, answers)
        if use.code in scored
    )


def _clustering(
    table: ScoreTable, places: Sequence[Place], publication: Publication
) -> tuple[QualityClustering, ...]:
    """Over published teams only: otherwise it would tell about the withheld ones (decisions 8)."""
    shown = [
        place for place in places if place.level == "team" and publication.groups[place.key].shown
    ]
    if len(shown) < FEWEST_TEAMS:
        return ()
    complete = ~np.isnan(table.metrics["contrast"])
    rows = [place.rows[complete[place.rows]] for place in shown]
    return tuple(_clustered(metric, table, rows) for metric in CLUSTERED)


def _clustered(metric: str, table: ScoreTable, rows: Sequence[Rows]) -> QualityClustering:
    found = clustering([table.metrics[metric][team].tolist() for team in rows])
    return QualityClustering(
        metric,
        hundredths(found.icc1),
        hundredths(found.icc1_low),
        hundredths(found.icc1_high),
        None if found.icc2 is None else hundredths(found.icc2),
    )
