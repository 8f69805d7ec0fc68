"""The table twin of a chart: the same figures, in the same words, for who reads or copies."""

from dataclasses import dataclass

from reports.charts.spec import IntervalChart, Row
from reports.charts.texts import point, span


@dataclass(frozen=True, slots=True)
class Columns:
    """Headings of the three columns."""

    row: str
    value: str
    span: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; of a withheld figure ``value`` is the text that says so and ``span`` is empty."""

    label: str
    value: str
    span: str
    note: str
    withheld: bool


@dataclass(frozen=True, slots=True)
class TableGroup:
    """Rows under one heading; an empty title has none."""

    title: str
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class ChartTable:
    """A table with a caption, ready for the template."""

    caption: str
    columns: Columns
    groups: tuple[TableGroup, ...]


def table(chart: IntervalChart, columns: Columns) -> ChartTable:
    """All rows of ``chart`` as text, in the order of the picture."""
    groups = tuple(
        TableGroup(group.title, tuple(_row(chart, row) for row in group.rows))
        for group in chart.groups
    )
    return ChartTable(chart.title, columns, groups)


def _row(chart: IntervalChart, row: Row) -> TableRow:
    if row.interval is None:
        return TableRow(row.label, chart.phrases.absent, "", row.note, withheld=True)
    value, interval = point(chart, row.interval), span(chart, row.interval)
    return TableRow(row.label, value, interval, row.note, withheld=False)
