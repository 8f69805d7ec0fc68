"""The table twin of a chart: the same figures, in the same words, for who reads or copies."""

from dataclasses import dataclass

from reports.charts.spec import IntervalChart, Row
from reports.charts.texts import is_signed, point, span


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
    """All rows of ``chart`` as text in the order of the picture, the difference of a gap last."""
    groups = [
        TableGroup(
            "" if group.rows[0].total else group.title,
            tuple(_row(chart, row) for row in group.rows),
        )
        for group in chart.groups
    ]
    if chart.gap is not None:
        groups.append(TableGroup("", (_row(chart, chart.gap.row),)))
    return ChartTable(chart.title, columns, tuple(groups))


def _row(chart: IntervalChart, row: Row) -> TableRow:
    if row.interval is None:
        return TableRow(row.label, chart.phrases.absent, "", row.note, withheld=True)
    value = point(row.interval, with_sign=is_signed(chart, row))
    return TableRow(row.label, value, span(chart, row), row.note, withheld=False)
