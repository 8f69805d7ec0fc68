"""One group over waves: a heading per measure, a row per wave, oldest first.

Only waves of the same questionnaire belong in one chart; who calls sees to that (research §8,
traps 13 and 16). The points are not joined by a line: between two measurements nothing is known.
"""

from collections.abc import Iterable, Sequence

from reports.charts.multiples import NamedMeans, rows_of
from reports.charts.spec import Group, IntervalChart
from reports.charts.team import ChartTexts, score_rows


def trend(metrics: Iterable[str], waves: Sequence[NamedMeans], words: ChartTexts) -> IntervalChart:
    """Scores on 0-100 of each metric in each wave.

    Raises KeyError for a metric that the cells do not hold, ValueError without any wave.
    """
    return score_rows(
        tuple(Group(words.labels[metric], rows_of(metric, waves)) for metric in metrics), words
    )
