"""A chart as a drawing that stands alone, with its own letters: for a PDF and for a saved file.

Plain string building, every text escaped. No ``style`` attribute and no ``<style>`` element
occur, so the strict Content-Security-Policy holds; colours are presentation attributes that
``static/js/chart.js`` replaces by those of the theme. The picture is one image to assistive
technology, named by the title and described by all its rows in words.
"""

from reports.charts.axis import axis
from reports.charts.layout import (
    LINE_HEIGHT,
    NOTE_HEIGHT,
    Layout,
    Panel,
    PlacedRow,
    layout_of,
    panels,
)
from reports.charts.marks import AxisScale, band, gap_shade, mark, references, track
from reports.charts.markup import Svg, escape, lines, text
from reports.charts.palette import HUES, INK, QUIET
from reports.charts.spec import Gap, Interval, IntervalChart, Row
from reports.charts.texts import description, is_signed, point, span
from reports.charts.timeline import timelines

_FONT = 'font-family="Source Sans 3, Noto Sans, DejaVu Sans, Arial, sans-serif" font-size="15"'
_BOLD = ' font-weight="700"'
_END = ' text-anchor="end"'
_VALUE_GAP = 22
_SPACE = "\N{EN SPACE}"  # not dx: renderers of PDF forget it when they align to the end
_WIDTH = 780


def render(chart: IntervalChart, *, ident: str) -> Svg:
    """The chart as a file; ``ident`` keeps the ids of several charts on a page apart."""
    if chart.moments:
        body, height = timelines(chart, _WIDTH)
    elif chart.gap is not None and (ends := chart.gap_ends) is not None:
        body, height = _hero(chart, chart.gap, *ends)
    else:
        body, height = _rows(chart)
    name = escape(f"g-{ident}")  # an id begins with a letter
    return Svg(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}"'
        f' viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="{name}-title"'
        f' aria-describedby="{name}-desc" {_FONT} fill="{INK}">'
        f'<title id="{name}-title">{escape(chart.title)}</title>'
        f'<desc id="{name}-desc">{escape(description(chart))}</desc>{body}</svg>'
    )


def _rows(chart: IntervalChart) -> tuple[str, int]:
    layout = layout_of(chart)
    placed_rows = [
        (AxisScale(chart.axis, panel.x + layout.plot_left, layout.plot_width, unit=""), panel)
        for panel in panels(chart, layout)
    ]
    body = "".join(_panel(chart, layout, scale, panel) for scale, panel in placed_rows)
    below, height = axis(chart, ((scale, panel.bottom) for scale, panel in placed_rows))
    return body + below, height


def _panel(chart: IntervalChart, layout: Layout, scale: AxisScale, panel: Panel) -> str:
    (x, anchor), _end = _edges(chart, layout, panel.x)
    headings = "".join(
        lines(x, heading.y, LINE_HEIGHT, heading.lines, _BOLD + anchor)
        for heading in panel.headings
    )
    return headings + "".join(_row(chart, layout, scale, panel.x, row) for row in panel.rows)


def _edges(chart: IntervalChart, layout: Layout, x: int) -> tuple[tuple[int, str], tuple[int, str]]:
    """Where names begin in a panel and where figures end, each with how it is placed there."""
    left, right = (x, ""), (x + layout.panel, _END)
    return (right, left) if chart.right_to_left and layout.is_stacked else (left, right)


def _row(chart: IntervalChart, layout: Layout, scale: AxisScale, x: int, place: PlacedRow) -> str:
    row = place.row
    (start, alignment), (end, anchor) = _edges(chart, layout, x)
    label = lines(
        start, place.label_y, LINE_HEIGHT, place.label, (_BOLD if row.total else "") + alignment
    )
    note = lines(start, place.note_y, NOTE_HEIGHT, place.note, _quiet(13) + alignment)
    if row.interval is None:
        left = start if layout.is_stacked else int(scale.left)
        figure = lines(left, place.mark_y + 5, NOTE_HEIGHT, place.absent, _quiet(14) + alignment)
    else:
        if not layout.is_stacked:
            end, anchor = int(scale.right) + _VALUE_GAP, ""
        figure = (
            track(scale, place.mark_y)
            + references(scale, chart, place.grid_top, place.grid_bottom)
            + (band(scale, row.interval, place.mark_y) if chart.intervals else "")
            + mark(scale, row.family, row.interval, place.mark_y)
            + f'<text x="{end}" y="{place.value_y}"{anchor}>{_value(chart, row)}</text>'
        )
    return _hued(row, f"{label}{note}{figure}")


def _hero(chart: IntervalChart, gap: Gap, one: Interval, other: Interval) -> tuple[str, int]:
    """One axis: the first row above it, the second below it, and the gap over both."""
    scale = AxisScale(chart.axis, 10, _WIDTH - 20, unit="")
    above, below = chart.rows
    middle = (one.value + other.value) / 2
    body = text(scale.at(middle), 16, gap.text, _BOLD + _anchor(scale, middle))
    body += track(scale, 62) + gap_shade(scale, one, other, gap, 62)
    body += "".join(
        _hued(row, band(scale, interval, 62)) for row, interval in ((above, one), (below, other))
    )
    for row, interval, y in ((above, one, 42), (below, other, 90)):
        words = f"{escape(row.label)} {_value(chart, row)}"
        place = f'x="{scale.at(interval.value)}" y="{y}"{_anchor(scale, interval.value)}'
        shape = mark(scale, row.family, interval, 62)
        body += _hued(row, f"{shape}<text {place}>{words}</text>")
    foot, height = axis(chart, ((scale, 100),))
    return body + foot, height


def _anchor(scale: AxisScale, value: float) -> str:
    """Where a text at ``value`` begins, so that it stays within the drawing."""
    place = scale.axis.fraction(value)
    side = "start" if place < 0.2 else "end" if place > 0.8 else "middle"
    return f' text-anchor="{side}"'


def _value(chart: IntervalChart, row: Row) -> str:
    if row.interval is None:
        return escape(chart.phrases.absent)
    value = point(row.interval, with_sign=is_signed(chart, row))
    figure = f"<tspan{_BOLD}>{escape(value)}</tspan>"
    if not chart.intervals:
        return figure
    return f"{figure}{_SPACE}<tspan{_quiet(14)}>{escape(span(chart, row))}</tspan>"


def _hued(row: Row, shape: str) -> str:
    return f'<g class="igm-hue--{row.family}" color="{HUES[row.family]}">{shape}</g>'


def _quiet(size: int) -> str:
    return f' class="igm-chart__quiet" fill="{QUIET}" font-size="{size}"'
