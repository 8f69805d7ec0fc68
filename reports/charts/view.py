"""What the templates of a chart need, in one object."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reports.charts.figure import figure
from reports.charts.markup import Svg
from reports.charts.spec import Family, Group, IntervalChart, Row
from reports.charts.strip import gap_strip, spark, strip
from reports.charts.svg import render
from reports.charts.table import ChartTable, Columns, table
from reports.charts.texts import ends, is_signed, point, span
from reports.charts.timeline import places, plot

_LABEL_ROOM = 25  # percent of the axis


@dataclass(frozen=True, slots=True)
class RowView:
    """One row on a page: texts, and the strip without letters; of a withheld row only the text.

    ``place`` are the classes that move a text to its mark on the strip.
    """

    label: str
    note: str
    url: str
    family: Family
    total: bool
    value: str
    span: str
    absent: str
    strip: Svg | None
    place: str


@dataclass(frozen=True, slots=True)
class PanelView:
    """The rows of one group under their heading; ``family`` is the hue of all of them, if one.

    Over time: ``plot`` is the picture of all rows, and ``values`` the first and the last figure.
    """

    title: str
    family: str
    rows: tuple[RowView, ...]
    plot: Svg | None
    values: str
    outcome: str


@dataclass(frozen=True, slots=True)
class GapView:
    """Two rows on one axis with their difference: the rows are those of the only panel."""

    text: str
    clear: bool
    place: str
    strip: Svg


@dataclass(frozen=True, slots=True)
class SparkView:
    """A few figures on one small axis, with their texts, for a card or a list."""

    strip: Svg
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart as the page shows it: its sentence, rows, a drawing to save, and the table.

    ``id`` is unique on the page; ``reading`` says how the picture must be read. ``figure`` is what
    plotly draws, only where exploring pays. ``chart`` is what everything was drawn from, for a
    file that draws it again.
    """

    id: str
    title: str
    sentence: str
    panels: tuple[PanelView, ...]
    gap: GapView | None
    moments: tuple[tuple[str, str], ...]
    drawing: Svg
    figure: dict[str, Any] | None
    table: ChartTable
    reading: str
    chart: IntervalChart

    @property
    def ends(self) -> tuple[str, str]:
        """The low and the high end of the scale in words, with their numbers."""
        return ends(self.chart.axis)

    @property
    def data_id(self) -> str:
        """Id of the script element that carries ``figure``."""
        return f"{self.id}-data"


@lru_cache(maxsize=256)
def chart_view(
    chart: IntervalChart,
    *,
    ident: str,
    sentence: str,
    columns: Columns,
    reading: str = "",
    explore: bool = False,
) -> ChartView:
    """Draw ``chart`` in every form from the same specification.

    The same specification is the same picture, so those asked for last are kept: checking a figure
    takes plotly longer than all the rest of a page.
    """
    return ChartView(
        id=ident,
        title=chart.title,
        sentence=sentence,
        panels=tuple(_panel(chart, group) for group in chart.groups),
        gap=_gap(chart),
        moments=_labelled_moments(chart),
        drawing=render(chart, ident=ident),
        figure=figure(chart) if explore else None,
        table=table(chart, columns),
        reading=reading,
        chart=chart,
    )


def spark_view(chart: IntervalChart) -> SparkView:
    """Draw all rows of `chart` on one small axis."""
    return SparkView(spark(chart), tuple(_row(chart, row) for row in chart.rows))


def place_classes(percent: float) -> str:
    """The classes of ``static/css/chart.css`` that place a text at ``percent`` of its line.

    No inline style may say it (Content-Security-Policy).
    """
    tens, units = divmod(round(percent), 10)
    return f"igm-at igm-tens-{tens} igm-units-{units}"


def _panel(chart: IntervalChart, group: Group) -> PanelView:
    families = {row.family for row in group.rows}
    rows = tuple(_row(chart, row) for row in group.rows)
    return PanelView(
        title="" if rows[0].total else group.title,
        family=str(rows[0].family) if len(families) == 1 else "",
        rows=rows,
        plot=plot(chart, group) if chart.moments else None,
        values=_first_and_last(chart, group) if chart.moments else "",
        outcome=group.outcome,
    )


def _row(chart: IntervalChart, row: Row) -> RowView:
    has_interval = row.interval is not None
    return RowView(
        label=row.label,
        note=row.note,
        url=row.url,
        family=row.family,
        total=row.total,
        value=point(row.interval, with_sign=is_signed(chart, row)) if row.interval else "",
        span=span(chart, row) if has_interval and chart.intervals else "",
        absent="" if has_interval else chart.phrases.absent,
        strip=None if chart.moments else strip(chart, row, with_band=chart.intervals),
        place=_place(chart, row.interval.value) if row.interval else "",
    )


def _first_and_last(chart: IntervalChart, group: Group) -> str:
    """What the figure was at first and is now; nothing where either is not shown."""
    first, last = group.rows[0], group.rows[-1]
    if first.interval is None or last.interval is None or first is last:
        return ""
    with_sign = is_signed(chart, first)
    before, after = (point(row, with_sign=with_sign) for row in (first.interval, last.interval))
    return f"{before} \N{RIGHTWARDS ARROW} {after}"


def _labelled_moments(chart: IntervalChart) -> tuple[tuple[str, str], ...]:
    """The moments with room for their label, and its place; always the first and the last."""
    if not chart.moments:
        return ()
    at = places(chart)
    indices: list[int] = []
    for index, place in enumerate(at):
        room = not indices or place - at[indices[-1]] >= _LABEL_ROOM
        if index == len(at) - 1 or (room and (not indices or at[-1] - place >= _LABEL_ROOM)):
            indices.append(index)
    return tuple((chart.moments[index][1], place_classes(at[index])) for index in indices)


def _gap(chart: IntervalChart) -> GapView | None:
    gap, ends = chart.gap, chart.gap_ends
    if gap is None or ends is None:
        return None
    middle = (ends[0].value + ends[1].value) / 2
    return GapView(gap.text, gap.clear, _place(chart, middle), gap_strip(chart, gap, ends))


def _place(chart: IntervalChart, value: float) -> str:
    return place_classes(100 * chart.axis.fraction(value))
