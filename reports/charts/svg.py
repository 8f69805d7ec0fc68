"""A chart as inline SVG: first paint, print, PDF, and everybody without JavaScript.

Plain string building, every text escaped. No ``style`` attribute and no ``<style>`` element
occur, so the strict Content-Security-Policy holds; colours are presentation attributes that
``static/css/chart.css`` replaces by tokens. The picture is one image to assistive technology,
named by the title and described by all its rows in words.
"""

from reports.charts.axis import axis
from reports.charts.layout import (
    COMPACT,
    LINE_HEIGHT,
    NOTE_HEIGHT,
    Layout,
    Panel,
    PlacedRow,
    layouts,
    panels,
)
from reports.charts.marks import Scale, background, bar, dot
from reports.charts.markup import Svg, escape, lines
from reports.charts.palette import HUES, INK, QUIET
from reports.charts.spec import Interval, IntervalChart, Style
from reports.charts.texts import point, reading, span

_FONT = 'font-family="Source Sans 3, Noto Sans, DejaVu Sans, Arial, sans-serif" font-size="15"'
_BOLD = ' font-weight="700"'
_VALUE_GAP = 22
_GAP = "\N{EN SPACE}"  # not dx: renderers of PDF forget it when they align to the end
_DRAW = {Style.DOT: dot, Style.BAR: bar}


def render(chart: IntervalChart, *, ident: str, standalone: bool = False) -> Svg:
    """The chart as markup; ``ident`` keeps the ids of several charts on a page apart.

    On a page: the wide and the compact drawing, of which the style sheet shows one.
    ``standalone``: the wide drawing alone, with namespace and size, for a PDF or a file.
    """
    wide, compact = layouts(chart)
    if standalone:
        return Svg(_drawing(chart, wide, ident, standalone=True))
    return Svg(_drawing(chart, wide, ident) + _drawing(chart, compact, ident))


def render_compact(chart: IntervalChart, *, ident: str) -> Svg:
    """The compact drawing alone, for many small pictures side by side."""
    return Svg(_drawing(chart, COMPACT, ident))


def _drawing(chart: IntervalChart, layout: Layout, ident: str, *, standalone: bool = False) -> str:
    name = escape(f"{ident}-{layout.name}")
    kind = f"igm-chart__svg igm-chart__svg--{layout.name}"
    placed = panels(chart, layout)
    body = "".join(_panel(Scale(chart, layout, panel.x), panel) for panel in placed)
    below, height = axis(chart, layout, placed)
    return (
        f'<svg class="{kind}"{_size(layout, height, standalone)}'
        f' viewBox="0 0 {layout.width} {height}" role="img" aria-labelledby="{name}-title"'
        f' aria-describedby="{name}-desc" {_FONT} fill="{INK}">'
        f'<title id="{name}-title">{escape(chart.title)}</title>'
        f'<desc id="{name}-desc">{escape(_description(chart))}</desc>{body}{below}</svg>'
    )


def _size(layout: Layout, height: int, standalone: bool) -> str:
    if not standalone:
        return ""
    return f' xmlns="http://www.w3.org/2000/svg" width="{layout.width}" height="{height}"'


def _description(chart: IntervalChart) -> str:
    return "; ".join(reading(chart, row) for row in chart.rows)


def _panel(scale: Scale, panel: Panel) -> str:
    headings = "".join(
        lines(panel.x, heading.y, LINE_HEIGHT, heading.lines, _BOLD) for heading in panel.headings
    )
    return headings + "".join(_row(scale, placed) for placed in panel.rows)


def _row(scale: Scale, placed: PlacedRow) -> str:
    family = placed.row.family
    label = lines(scale.x, placed.label_y, LINE_HEIGHT, placed.label)
    note = lines(scale.x, placed.note_y, NOTE_HEIGHT, placed.note, _quiet(13))
    return (
        f'<g class="igm-chart__row igm-chart__row--{family}" color="{HUES[family]}">'
        f"{label}{note}{_figure(scale, placed)}</g>"
    )


def _figure(scale: Scale, placed: PlacedRow) -> str:
    row = placed.row
    if row.interval is None:
        x = scale.x if scale.layout.stacked else scale.left
        return lines(x, placed.mark_y + 5, NOTE_HEIGHT, placed.absent, _quiet(14))
    mark = _DRAW[scale.chart.style](scale, row.family, row.interval, placed.mark_y)
    return background(scale, placed) + mark + _value(scale, placed.value_y, row.interval)


def _value(scale: Scale, y: int, interval: Interval) -> str:
    stacked = scale.layout.stacked
    x = scale.x + scale.layout.panel if stacked else scale.right + _VALUE_GAP
    anchor = ' text-anchor="end"' if stacked else ""
    value, around = point(scale.chart, interval), span(scale.chart, interval)
    return (
        f'<text x="{x}" y="{y}"{anchor}><tspan{_BOLD}>{escape(value)}</tspan>{_GAP}'
        f"<tspan{_quiet(14)}>{escape(around)}</tspan></text>"
    )


def _quiet(size: int) -> str:
    return f' class="igm-chart__quiet" fill="{QUIET}" font-size="{size}"'
