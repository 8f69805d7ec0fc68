"""A chart as the PDFs draw it: from the same published cells as the page."""

from collections.abc import Iterator

from igm_portal.pdf.report import Drawing
from reports.charts.spec import IntervalChart
from reports.charts.svg import render
from reports.charts.table import ChartTable, Columns, table
from reports.charts.texts import description
from reports.charts.view import ChartView


def drawing_of_view(view: ChartView) -> Drawing:
    """Draw the chart of a page for a PDF."""
    return drawing(view.chart, ident=view.id, sentence=view.sentence, columns=view.table.columns)


def drawing(chart: IntervalChart, *, ident: str, sentence: str, columns: Columns) -> Drawing:
    """Draw a chart for a PDF; its alternative text holds every figure of it."""
    return Drawing(
        title=chart.title,
        sentence=sentence,
        svg=render(chart, ident=ident),
        alt=f"{chart.title}. {description(chart)}.",
        columns=[columns.row, columns.value] + [columns.span] * chart.intervals,
        rows=[*_rows(table(chart, columns), chart)],
    )


def _rows(figures: ChartTable, chart: IntervalChart) -> Iterator[tuple[str, ...]]:
    for group in figures.groups:
        if group.title:
            yield (group.title,)
        for row in group.rows:
            alone = row.withheld or not chart.intervals
            yield (row.label, row.value) if alone else (row.label, row.value, row.span)
