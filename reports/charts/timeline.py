"""One measure over time: the date runs from left to right, the score from bottom to top.

Two moments make a slope, more of them a line; the band is the uncertainty at each moment. A moment
of which nothing is shown is hatched, and no line goes through it.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reports.charts.marks import BAND, AxisScale, symbol
from reports.charts.markup import Svg, text
from reports.charts.palette import HUES, LINE, QUIET
from reports.charts.spec import Axis, Family, Group, Interval, IntervalChart
from reports.charts.texts import is_signed, point

HEIGHT = 96
"""Pixels from the low to the high end of the scale."""
_TIME_AXIS = Axis(0, 100, (), "")
_EDGE = 10
_LABEL_STEP = 20
"""Pixels of one line of text in a drawing."""


def places(chart: IntervalChart) -> tuple[float, ...]:
    """Where each moment stands, from 0 to 100; evenly where all are of one day."""
    days = [day.toordinal() for day, _label in chart.moments]
    first, last = days[0], days[-1]
    if len(days) == 1:
        return (50.0,)
    if first == last:
        return tuple(100 * index / (len(days) - 1) for index in range(len(days)))
    return tuple(100 * (day - first) / (last - first) for day in days)


def plot(chart: IntervalChart, group: Group) -> Svg:
    """The picture of one group for a page, as wide as its place and without any letter."""
    height = HEIGHT + 2 * _EDGE
    shapes = _plot(chart, group, AxisScale(_TIME_AXIS), _EDGE)
    return Svg(
        f'<svg class="igm-strip igm-strip--time" width="100%" height="{height}"'
        f' aria-hidden="true">{shapes}</svg>'
    )


def timelines(chart: IntervalChart, width: int) -> tuple[str, int]:
    """All groups below each other as a drawing that stands alone, and its height."""
    scale, parts, y = AxisScale(_TIME_AXIS, _EDGE, width - 2 * _EDGE, unit=""), [], 0
    for group in chart.groups:
        words = ": ".join(part for part in (group.title, group.outcome) if part)
        parts.append(text(0, y + 15, words, ' font-weight="700"'))
        parts.append(_plot(chart, group, scale, y + 2 * _LABEL_STEP))
        foot = y + 2 * _LABEL_STEP + HEIGHT + _EDGE
        for place, row, (_day, label) in zip(places(chart), group.rows, chart.moments, strict=True):
            value = (
                point(row.interval, with_sign=is_signed(chart, row))
                if row.interval
                else "\N{EN DASH}"
            )
            side = "start" if place < 10 else "end" if place > 90 else "middle"
            words = f"{value} \N{MIDDLE DOT} {label}"
            parts.append(text(scale.at(place), foot + 15, words, f' text-anchor="{side}"'))
        y = foot + 2 * _LABEL_STEP
    return "".join(parts), y


def _plot(chart: IntervalChart, group: Group, scale: AxisScale, top: int) -> str:
    family, at = group.rows[0].family, places(chart)
    points_in_time = [(x, row.interval) for x, row in zip(at, group.rows, strict=True)]
    hue = f'<g class="igm-hue--{family}" color="{HUES[family]}">'
    points = "".join(
        scale.place(x, top, _point(chart, group.rows[0].family, interval))
        for x, interval in points_in_time
        if interval is not None
    )
    hatching = "".join(_hatch(scale, x, top) for x, interval in points_in_time if interval is None)
    grid = "".join(
        f'<line class="igm-chart__grid" stroke="{LINE}" x1="{scale.at(0)}" x2="{scale.at(100)}"'
        f' y1="{y}" y2="{y}"/>'
        for y in (top, top + HEIGHT // 2, top + HEIGHT)
    )
    segments = (
        f'<svg x="{scale.at(0)}" y="{top}" width="{scale.length(0, 100)}" height="{HEIGHT}"'
        f' viewBox="0 0 100 100" preserveAspectRatio="none" overflow="visible">'
        f"{''.join(_segments(chart, points_in_time))}</svg>"
    )
    return f"{grid}{hatching}{hue}{segments}{points}</g>"


def _segments(
    chart: IntervalChart, points_in_time: Sequence[tuple[float, Interval | None]]
) -> Iterator[str]:
    """A band and a line between moments that follow each other and are both shown."""
    for (x1, one), (x2, other) in pairwise(points_in_time):
        if one is None or other is None:
            continue
        low1, high1, low2, high2, at1, at2 = (
            f"{100 * _down(chart, value):g}"
            for value in (one.low, one.high, other.low, other.high, one.value, other.value)
        )
        yield (
            f'<path class="igm-chart__band" fill="currentColor" fill-opacity=".2"'
            f' d="M{x1:g} {low1}V{high1}L{x2:g} {high2}V{low2}z"/>'
            f'<path class="igm-chart__slope" stroke="currentColor" stroke-width="2.5"'
            f' vector-effect="non-scaling-stroke" d="M{x1:g} {at1}L{x2:g} {at2}"/>'
        )


def _point(chart: IntervalChart, family: Family, interval: Interval) -> str:
    low, value, high = (
        round(_down(chart, place) * HEIGHT)
        for place in (interval.low, interval.value, interval.high)
    )
    return (
        f'<rect class="igm-chart__interval" fill="currentColor" fill-opacity=".4" x="{-BAND // 2}"'
        f' y="{high}" width="{BAND}" height="{low - high}" rx="{BAND // 2}"/>'
        f"{symbol(family, interval, value)}"
    )


def _down(chart: IntervalChart, value: int) -> float:
    """How far ``value`` lies below the top, from 0 to 1."""
    return 1 - chart.axis.fraction(value)


def _hatch(scale: AxisScale, x: float, top: int) -> str:
    strokes = "".join(f"M-6 {y + 12}l12-12" for y in range(0, HEIGHT - 11, 8))
    path = f'<path class="igm-chart__hatch" stroke="{QUIET}" stroke-width="1.5" d="{strokes}"/>'
    return scale.place(x, top, path)
