"""The foot of a chart: numbers of the scale, what its directions mean, and its name."""

from collections.abc import Iterable

from reports.charts.marks import AxisScale
from reports.charts.markup import text
from reports.charts.palette import QUIET
from reports.charts.spec import IntervalChart
from reports.charts.texts import number

_STEP = 19
_SPARE = 8
_MIDDLE = ' text-anchor="middle"'


def axis(chart: IntervalChart, feet_at: Iterable[tuple[AxisScale, int]]) -> tuple[str, int]:
    """The foot below each scale at its height, and the height of the whole drawing."""
    feet = [_foot(chart, scale, bottom) for scale, bottom in feet_at]
    body = "".join(part for part, _ in feet)
    group = f'<g class="igm-chart__quiet" fill="{QUIET}" font-size="14">{body}</g>'
    return group, max(bottom for _, bottom in feet) + _SPARE


def _foot(chart: IntervalChart, scale: AxisScale, top: int) -> tuple[str, int]:
    parts: list[str] = []
    for draw in (_ticks, _references, _ends, _name, _margin):
        if part := draw(chart, scale, top + (len(parts) + 1) * _STEP):
            parts.append(part)
    return "".join(parts), top + len(parts) * _STEP


def _ticks(chart: IntervalChart, scale: AxisScale, y: int) -> str:
    axis = chart.axis
    return "".join(
        text(scale.at(tick), y, number(tick, with_sign=axis.with_sign), _MIDDLE)
        for tick in axis.ticks
    )


def _references(chart: IntervalChart, scale: AxisScale, y: int) -> str:
    return "".join(text(scale.at(line.value), y, line.label, _MIDDLE) for line in chart.lines)


def _ends(chart: IntervalChart, scale: AxisScale, y: int) -> str:
    low, high = chart.axis.low_end, chart.axis.high_end
    ends = text(f"{scale.left:g}", y, f"\N{LEFTWARDS ARROW} {low}") if low else ""
    if high:
        ends += text(f"{scale.right:g}", y, f"{high} \N{RIGHTWARDS ARROW}", ' text-anchor="end"')
    return ends


def _name(chart: IntervalChart, scale: AxisScale, y: int) -> str:
    label = chart.axis.label
    return text(f"{(scale.left + scale.right) / 2:g}", y, label, _MIDDLE) if label else ""


def _margin(chart: IntervalChart, scale: AxisScale, y: int) -> str:
    if chart.margin is None:
        return ""
    left = scale.left
    swatch = (
        f'<path class="igm-chart__margin" fill-opacity=".25" d="M{left:g} {y - 11}h14v12h-14z"/>'
    )
    return swatch + text(f"{left + 22:g}", y, chart.margin.label)
