"""The figures of "Wat helpt jou in je vak?": a mean per question, for departments and the
organisation (ADR 51).
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from reports.aggregation.group_figures import GroupRows
from reports.disclosure.figures import SUPPORT, WaveFigures
from surveys.scoring.batch import Batch


def with_support(
    figures: WaveFigures, places: Sequence[GroupRows], batch: Batch, *, minimum: int
) -> WaveFigures:
    """The figures of a wave with, of every group but teams, the number and the mean of those who
    answered each question of the addition. `batch` has their answers to it, row by row as in
    `places`; under `minimum` of them no mean is made at all. Of a team nothing is computed.
    """
    scores = {SUPPORT + code: points for code, points in batch.every_item().items()}
    counts, means = {}, {}
    for place in places:
        if place.level == "team":
            continue
        rows = {name: points[place.rows] for name, points in scores.items()}
        answers = {name: points[~np.isnan(points)] for name, points in rows.items()}
        counts[place.key] = {name: len(points) for name, points in answers.items()}
        means[place.key] = {
            name: float(points.mean()) for name, points in answers.items() if len(points) >= minimum
        }
    return replace(
        figures,
        groups=[
            replace(
                group,
                score_counts={**group.score_counts, **counts.get(group.key, {})},
                means={**group.means, **means.get(group.key, {})},
            )
            for group in figures.groups
        ],
        support=tuple(scores),
    )
