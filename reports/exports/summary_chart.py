"""The chart below the first sheet of a spreadsheet, drawn by the program that opens it."""

from typing import Any, Final

from xlsxwriter import Workbook

from reports.charts.palette import HUES, LINE, QUIET
from reports.disclosure.cells import MeanCell, MeanCells
from reports.exports.summary import (
    FAMILIES,
    FIRST_MEAN,
    FIRST_ROW,
    NAME,
    SUMMARY_METRICS,
    SummarySheet,
)

MOST_IN_CHART: Final = 120
"""More points than this beside each other are no picture any more."""


class Halves:
    """How far the intervals of willen and kunnen reach on either side, for the bars of a chart."""

    def __init__(self) -> None:
        self.up: dict[str, list[int]] = {"willen": [], "kunnen": []}
        self.down: dict[str, list[int]] = {"willen": [], "kunnen": []}

    def add(self, means: MeanCells) -> None:
        for metric, values in self.up.items():
            cell = means[metric]
            has_value = isinstance(cell, MeanCell) and len(values) < MOST_IN_CHART
            values.append(cell.high - cell.value if isinstance(cell, MeanCell) and has_value else 0)
            below = cell.value - cell.low if isinstance(cell, MeanCell) and has_value else 0
            self.down[metric].append(below)


def summary_chart(book: Workbook, summary: SummarySheet, last: int, halves: Halves) -> Any:
    """Willen and kunnen of every row as two marks on one axis, joined by the gap between them."""
    chart = book.add_chart({"type": "line"})
    for metric, mark in (("willen", "circle"), ("kunnen", "diamond")):
        column = FIRST_MEAN + 2 * SUMMARY_METRICS.index(metric)
        hue = HUES[FAMILIES[metric]]
        chart.add_series(
            {
                "name": summary.texts.means[metric],
                "categories": [summary.name, FIRST_ROW, NAME, last, NAME],
                "values": [summary.name, FIRST_ROW, column, last, column],
                "line": {"none": True},
                "marker": {
                    "type": mark,
                    "size": 9,
                    "fill": {"color": hue},
                    "border": {"color": hue},
                },
                "y_error_bars": {
                    "type": "custom",
                    "plus_values": halves.up[metric],
                    "minus_values": halves.down[metric],
                    "end_style": 0,
                    "line": {"color": hue, "width": 2, "transparency": 55},
                },
            }
        )
    rows = last - FIRST_ROW + 1
    chart.set_high_low_lines({"line": {"color": "#B9B5A8", "width": 4}})
    chart.set_y_axis(
        {
            "min": 0,
            "max": 100,
            "major_unit": 20,
            "name": summary.texts.score,
            "name_font": {"bold": False, "color": QUIET},
            "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}},
        }
    )
    chart.set_x_axis({"num_font": {"rotation": -45}})
    chart.set_title({"none": True})
    chart.set_legend({"position": "top"})
    chart.show_blanks_as("gap")
    chart.set_size({"width": min(2400, 260 + 70 * rows), "height": 560})
    return chart
