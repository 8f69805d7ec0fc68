"""Groups by measures in one table: a number, a tint that repeats it, and its interval.

The tint never says more than the number beside it; rows stand as the caller puts them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.multiples import NamedMeans, Section, family_of, rows_of
from reports.charts.scores import score_rows
from reports.charts.spec import ChartTexts, Family, Group, IntervalChart, Row
from reports.charts.texts import point, span

_TINTS = 5
"""How many tints a hue has; a tint spans twenty points."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One figure; `step` is its tint, from 0 to 4, and a withheld one has `absent` alone."""

    value: str
    span: str
    family: Family
    step: int
    absent: str

    @property
    def tint(self) -> str:
        """The classes of the tint on a page."""
        return f"igm-hue--{self.family} igm-heat--{self.step}"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One group; where none of its figures is shown it has the text `absent` and no cells."""

    name: str
    note: str
    url: str
    cells: tuple[MatrixCell, ...]
    absent: str


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """The rows under one heading; an empty title has none."""

    title: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class MatrixView:
    """A whole table; `columns` are the labels with their family."""

    caption: str
    columns: tuple[tuple[str, str], ...]
    groups: tuple[MatrixGroup, ...]

    @property
    def width(self) -> int:
        """Columns of the table, that of the names included."""
        return len(self.columns) + 1


def matrix_view(
    metrics: Sequence[str], sections: Sequence[Section], texts: ChartTexts
) -> MatrixView:
    """The metrics of every group on 0-100.

    Raises KeyError for a metric that the cells do not hold, ValueError for groups without any
    metric.
    """
    return MatrixView(
        caption=texts.title,
        columns=tuple((texts.labels[metric], str(family_of(metric))) for metric in metrics),
        groups=tuple(
            MatrixGroup(one.title, tuple(_row(member, metrics, texts) for member in one.members))
            for one in sections
        ),
    )


def _row(member: NamedMeans, metrics: Sequence[str], texts: ChartTexts) -> MatrixRow:
    rows = tuple(row for metric in metrics for row in rows_of(metric, [member]))
    chart = score_rows((Group("", rows),), texts)
    if all(row.withheld for row in rows):
        return MatrixRow(member.name, member.note, member.url, (), texts.phrases.absent)
    cells = tuple(_cell(chart, row) for row in rows)
    return MatrixRow(member.name, member.note, member.url, cells, "")


def _cell(chart: IntervalChart, row: Row) -> MatrixCell:
    if row.interval is None:
        return MatrixCell("", "", row.family, 0, chart.phrases.absent)
    step = min(_TINTS - 1, max(0, row.interval.value) * _TINTS // 100)
    return MatrixCell(point(row.interval), span(chart, row), row.family, step, "")
