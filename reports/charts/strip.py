"""The part of a chart that is drawn on a page: a strip as wide as its place, without any letter.

Names and values stand in HTML beside it, so larger text and wider spacing move them and cut
nothing off (WCAG 1.4.4, 1.4.12). Places are percentages; marks keep their size in pixels.
"""

from reports.charts.marks import AxisScale, band, gap_shade, mark, outline, references, track
from reports.charts.markup import Svg, escape
from reports.charts.spec import Axis, Family, Gap, Interval, IntervalChart, Row
from reports.charts.texts import description

_HEIGHT = 20
_HERO = 24
_SPARK = 24


def strip(chart: IntervalChart, row: Row, *, with_band: bool = True) -> Svg | None:
    """One row; None where there is nothing to draw.

    Without its band it is for a reader who is told in words what the score means.
    """
    if row.interval is None:
        return None
    scale, y = AxisScale(chart.axis), _HEIGHT // 2
    body = (
        track(scale, y)
        + references(scale, chart, 0, _HEIGHT)
        + (band(scale, row.interval, y) if with_band else "")
        + mark(scale, row.family, row.interval, y)
    )
    return _svg("strip", _HEIGHT, body)


def gap_strip(chart: IntervalChart, gap: Gap, ends: tuple[Interval, Interval]) -> Svg:
    """Both rows on one axis with the distance between them shaded."""
    scale, y = AxisScale(chart.axis), _HERO // 2
    body = track(scale, y) + gap_shade(scale, *ends, gap, y) + _both(chart, scale, y)
    return _svg("strip igm-strip--hero", _HERO, body)


def then_and_now(axis: Axis, family: Family, before: Interval, after: int) -> Svg:
    """A figure at two moments on one axis: an open mark then, a full one now.

    The band of `before` is how far it may move without a change.
    """
    scale, y = AxisScale(axis), _HEIGHT // 2
    low, high = sorted((before.value, after))
    line = (
        f'<line class="igm-chart__slope" stroke="currentColor" stroke-width="2.5" y1="{y}" y2="{y}"'
        f' x1="{scale.at(low)}" x2="{scale.at(high)}"/>'
    )
    now = Interval(after, after, after)
    marks = outline(scale, family, before.value, y) + mark(scale, family, now, y)
    return _svg("strip", _HEIGHT, track(scale, y) + band(scale, before, y) + line + marks)


def spark(chart: IntervalChart) -> Svg:
    """All rows on one small axis, for a card or a list; described in words, for it stands alone."""
    scale, y = AxisScale(chart.axis), _SPARK // 2
    body = track(scale, y) + _both(chart, scale, y)
    attributes = f' role="img" aria-label="{escape(description(chart))}"'
    return _svg("strip igm-strip--spark", _SPARK, body, attributes)


def _both(chart: IntervalChart, scale: AxisScale, y: int) -> str:
    """All bands, then all marks; each in the hue of its family."""
    intervals: list[tuple[Row, Interval]] = [(r, r.interval) for r in chart.rows if r.interval]
    return "".join(
        f'<g class="igm-hue--{row.family}">{part}</g>'
        for row, part in [
            *((row, band(scale, interval, y)) for row, interval in intervals),
            *((row, mark(scale, row.family, interval, y)) for row, interval in intervals),
        ]
    )


def _svg(kind: str, height: int, body: str, attributes: str = ' aria-hidden="true"') -> Svg:
    return Svg(f'<svg class="igm-{kind}" width="100%" height="{height}"{attributes}>{body}</svg>')
