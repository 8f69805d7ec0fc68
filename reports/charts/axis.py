"""The foot of a chart: numbers of the scale, what its directions mean, and its name."""

from reports.charts.layout import Layout, Panel
from reports.charts.marks import Scale
from reports.charts.markup import text
from reports.charts.palette import QUIET
from reports.charts.spec import IntervalChart
from reports.charts.texts import number

_STEP = 19
_SPARE = 8
_MIDDLE = ' text-anchor="middle"'


def axis(chart: IntervalChart, layout: Layout, placed: tuple[Panel, ...]) -> tuple[str, int]:
    """The foot below each panel, and the height of the whole drawing."""
    feet = [_foot(Scale(chart, layout, panel.x), panel.bottom) for panel in placed]
    drawn = "".join(part for part, _ in feet)
    group = f'<g class="igm-chart__quiet" fill="{QUIET}" font-size="14">{drawn}</g>'
    return group, max(bottom for _, bottom in feet) + _SPARE


def _foot(scale: Scale, top: int) -> tuple[str, int]:
    parts: list[str] = []
    for draw in (_ticks, _references, _ends, _name, _margin):
        if part := draw(scale, top + (len(parts) + 1) * _STEP):
            parts.append(part)
    return "".join(parts), top + len(parts) * _STEP


def _ticks(scale: Scale, y: int) -> str:
    axis = scale.chart.axis
    return "".join(
        text(scale.at(tick), y, number(tick, signed=axis.signed), _MIDDLE) for tick in axis.ticks
    )


def _references(scale: Scale, y: int) -> str:
    return "".join(text(scale.at(line.value), y, line.label, _MIDDLE) for line in scale.chart.lines)


def _ends(scale: Scale, y: int) -> str:
    low, high = scale.chart.axis.low_end, scale.chart.axis.high_end
    drawn = text(scale.left, y, f"\N{LEFTWARDS ARROW} {low}") if low else ""
    if high:
        drawn += text(scale.right, y, f"{high} \N{RIGHTWARDS ARROW}", ' text-anchor="end"')
    return drawn


def _name(scale: Scale, y: int) -> str:
    label = scale.chart.axis.label
    return text((scale.left + scale.right) // 2, y, label, _MIDDLE) if label else ""


def _margin(scale: Scale, y: int) -> str:
    margin, left = scale.chart.margin, scale.left
    if margin is None:
        return ""
    swatch = f'<path class="igm-chart__margin" fill-opacity=".18" d="M{left} {y - 11}h14v12h-14z"/>'
    return swatch + text(left + 22, y, margin.label)
