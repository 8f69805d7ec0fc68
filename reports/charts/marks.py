"""The grammar of every chart: a track, a soft band for the uncertainty, and a mark on the figure.

Each family has its own shape, so that a black-and-white print says the same as the screen.
"""

from dataclasses import dataclass

from reports.charts.palette import GAP, INK, LINE, PAPER, QUIET
from reports.charts.spec import Axis, Family, Gap, Interval, IntervalChart
from reports.disclosure.cells import Coded

_SHAPES = {
    Family.WILLEN: "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0z",
    Family.KUNNEN: "M0-9L9 0L0 9L-9 0z",
    Family.CONTRAST: "M-6.5-6.5H6.5V6.5H-6.5z",
    Family.NEUTRAL: "M0-8L8 6.5H-8z",
}
_ARROWS: dict[Coded, str] = {"top": "M-7-8L9 0L-7 8z", "bottom": "M7-8L-9 0L7 8z"}
BAND = 10  # px, also the height of the track
_NARROW = 0.08  # of an axis: on a phone the mark is as wide
_TALL = 20  # px, higher than a mark


@dataclass(frozen=True, slots=True)
class AxisScale:
    """Turns points of an axis into places: percentages of a strip, or units of a drawing."""

    axis: Axis
    left: float = 0
    width: float = 100
    unit: str = "%"

    @property
    def right(self) -> float:
        return self.left + self.width

    def at(self, value: float) -> str:
        """Where ``value`` stands, ready for an attribute."""
        return f"{self.left + self.axis.fraction(value) * self.width:.6g}{self.unit}"

    def length(self, low: float, high: float) -> str:
        """How long it is from ``low`` to ``high``."""
        share = self.axis.fraction(high) - self.axis.fraction(low)
        return f"{share * self.width:.6g}{self.unit}"

    def place(self, value: float, y: int, body: str) -> str:
        """``drawn`` around (0, 0), moved to ``value``; a transform knows no percentages."""
        if self.unit:
            return f'<svg x="{self.at(value)}" y="{y}" overflow="visible">{body}</svg>'
        return f'<g transform="translate({self.at(value)} {y})">{body}</g>'


def track(scale: AxisScale, y: int) -> str:
    """The whole scale."""
    axis = scale.axis
    return _bar(scale, axis.minimum, axis.maximum, y, f'class="igm-chart__track" fill="{LINE}"')


def band(scale: AxisScale, interval: Interval, y: int) -> str:
    """The uncertainty of a figure; one as narrow as its mark stands out above and below."""
    look = 'class="igm-chart__interval" fill="currentColor" fill-opacity=".4"'
    narrow = scale.axis.fraction(interval.high) - scale.axis.fraction(interval.low) <= _NARROW
    return _bar(scale, interval.low, interval.high, y, look, _TALL if narrow else BAND)


def gap_shade(scale: AxisScale, one: Interval, other: Interval, gap: Gap, y: int) -> str:
    """The distance between two figures."""
    low, high = sorted((one.value, other.value))
    kind, fill = ("clear", GAP) if gap.clear else ("unclear", QUIET)
    look = f'class="igm-chart__gap igm-chart__gap--{kind}" fill="{fill}"'
    return _bar(scale, low, high, y, look + ("" if gap.clear else ' fill-opacity=".35"'))


def mark(scale: AxisScale, family: Family, interval: Interval, y: int) -> str:
    """The figure itself; a bound points to where the figure may lie."""
    return scale.place(interval.value, y, symbol(family, interval))


def outline(scale: AxisScale, family: Family, value: int, y: int) -> str:
    """An open mark: where the figure was before."""
    shape = (
        '<path class="igm-chart__outline" stroke="currentColor" stroke-width="2"'
        f' fill="{PAPER}" d="{_SHAPES[family]}"/>'
    )
    return scale.place(value, y, shape)


def symbol(family: Family, interval: Interval, y: int = 0) -> str:
    """The mark of a figure around the point (0, y)."""
    shape = _ARROWS[interval.coded] if interval.coded else _SHAPES[family]
    transform = f' transform="translate(0 {y})"' if y else ""
    return (
        '<path class="igm-chart__mark" fill="currentColor"'
        f' stroke="{PAPER}" stroke-width="1.5"{transform} d="{shape}"/>'
    )


def references(scale: AxisScale, chart: IntervalChart, top: int, bottom: int) -> str:
    """The margin and the reference lines of a chart behind one row."""
    body = ""
    if margin := chart.margin:
        body = (
            f'<rect class="igm-chart__margin" x="{scale.at(margin.low)}" y="{top}"'
            f' width="{scale.length(margin.low, margin.high)}" height="{bottom - top}"'
            f' fill="{QUIET}" fill-opacity=".25"/>'
        )
    for line in chart.lines:
        x = scale.at(line.value)
        body += (
            f'<line class="igm-chart__line" x1="{x}" x2="{x}" y1="{top}" y2="{bottom}"'
            f' stroke="{INK}"/>'
        )
    return body


def _bar(scale: AxisScale, low: float, high: float, y: int, look: str, height: int = BAND) -> str:
    return (
        f'<rect {look} x="{scale.at(low)}" y="{y - height // 2}"'
        f' width="{scale.length(low, high)}" height="{height}" rx="{BAND // 2}"/>'
    )
