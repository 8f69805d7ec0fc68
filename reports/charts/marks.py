"""What is drawn on the scale: grid, margin, interval with its caps, and the figure's mark.

Each family has its own shape, so that a black-and-white print says the same as the screen.
"""

from dataclasses import dataclass

from reports.charts.layout import Layout, PlacedRow
from reports.charts.palette import INK, LINE, PAPER, QUIET
from reports.charts.spec import Family, Interval, IntervalChart
from reports.disclosure.cells import Coded

_SHAPES = {
    Family.WILLEN: "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0z",
    Family.KUNNEN: "M0-9L9 0L0 9L-9 0z",
    Family.CONTRAST: "M-6.5-6.5H6.5V6.5H-6.5z",
    Family.NEUTRAL: "M0-8L8 6.5H-8z",
}
_ARROWS: dict[Coded, str] = {"top": "M-7-8L9 0L-7 8z", "bottom": "M7-8L-9 0L7 8z"}
_CAP = 7
_BAR = 14


@dataclass(frozen=True, slots=True)
class Scale:
    """Turns points of the axis into units of the drawing."""

    chart: IntervalChart
    layout: Layout
    x: int

    @property
    def left(self) -> int:
        return self.x + self.layout.plot_left

    @property
    def right(self) -> int:
        return self.x + self.layout.plot_right

    def at(self, value: float) -> str:
        """Where ``value`` stands, ready for an attribute."""
        place = self.chart.axis.fraction(value) * self.layout.plot_width
        return f"{self.left + place:g}"


def background(scale: Scale, placed: PlacedRow) -> str:
    """Margin, grid and reference lines behind one row."""
    chart, top, bottom = scale.chart, placed.grid_top, placed.grid_bottom
    ticks = "".join(f"M{scale.at(tick)} {top}V{bottom}" for tick in chart.axis.ticks)
    low, high = scale.at(chart.axis.minimum), scale.at(chart.axis.maximum)
    grid = (
        f'<path class="igm-chart__grid" stroke="{LINE}" d="{ticks}M{low} {placed.mark_y}H{high}"/>'
    )
    references = "".join(f"M{scale.at(line.value)} {top}V{bottom}" for line in chart.lines)
    if references:
        references = f'<path class="igm-chart__line" stroke="{INK}" d="{references}"/>'
    return _margin(scale, top, bottom) + grid + references


def _margin(scale: Scale, top: int, bottom: int) -> str:
    margin = scale.chart.margin
    if margin is None:
        return ""
    low, high = scale.at(margin.low), scale.at(margin.high)
    return (
        f'<path class="igm-chart__margin" fill="{QUIET}" fill-opacity=".18"'
        f' d="M{low} {top}H{high}V{bottom}H{low}z"/>'
    )


def dot(scale: Scale, family: Family, interval: Interval, y: int) -> str:
    """A point on its interval."""
    return _whisker(scale, interval, y, "currentColor", 3) + _mark(scale, family, interval, y)


def bar(scale: Scale, family: Family, interval: Interval, y: int) -> str:
    """A bar from the start of the scale, with its uncertainty drawn over it."""
    start, end = scale.at(scale.chart.axis.minimum), scale.at(interval.value)
    top, bottom = y - _BAR // 2, y + _BAR // 2
    return (
        f'<path class="igm-chart__bar" fill="currentColor" fill-opacity=".3"'
        f' d="M{start} {top}H{end}V{bottom}H{start}z"/>'
        + _whisker(scale, interval, y, "currentColor", 2)
        + _mark(scale, family, interval, y)
    )


def _whisker(scale: Scale, interval: Interval, y: int, colour: str, width: int) -> str:
    low, high = scale.at(interval.low), scale.at(interval.high)
    return (
        f'<path class="igm-chart__interval" stroke="{colour}" stroke-width="{width}" fill="none"'
        f' d="M{low} {y}H{high}M{low} {y - _CAP}v{2 * _CAP}M{high} {y - _CAP}v{2 * _CAP}"/>'
    )


def _mark(scale: Scale, family: Family, interval: Interval, y: int) -> str:
    shape = _ARROWS[interval.coded] if interval.coded else _SHAPES[family]
    return (
        f'<path class="igm-chart__mark" fill="currentColor" stroke="{PAPER}" stroke-width="1.5"'
        f' transform="translate({scale.at(interval.value)} {y})" d="{shape}"/>'
    )
