"""Numbers as text: the one place where a figure of a chart becomes characters.

SVG, plotly, the page and the table twin all take their texts here, so the same figure reads the
same.
"""

from collections.abc import Mapping
from typing import Final

from reports.charts.spec import Axis, Family, Interval, IntervalChart, Row

_MINUS = "\N{MINUS SIGN}"
BOUNDS: Final[Mapping[str | None, str]] = {
    "top": "\N{GREATER-THAN OR EQUAL TO} ",
    "bottom": "\N{LESS-THAN OR EQUAL TO} ",
    None: "",
}


def number(value: int, *, with_sign: bool = False) -> str:
    """A whole number with a real minus sign, and with a plus sign when ``with_sign``."""
    if value < 0:
        return f"{_MINUS}{-value}"
    return f"+{value}" if with_sign and value else str(value)


def ends(axis: Axis) -> tuple[str, str]:
    """The two ends of a scale with what they mean, the number outermost; empty without meanings."""
    if not axis.low_end:
        return "", ""
    low, high = (number(end, with_sign=axis.with_sign) for end in (axis.minimum, axis.maximum))
    return f"{low} \N{MIDDLE DOT} {axis.low_end}", f"{axis.high_end} \N{MIDDLE DOT} {high}"


def point(interval: Interval, *, with_sign: bool = False) -> str:
    """The figure itself, for example "73", "+12" or, for a coded figure, "≥ 93"."""
    return BOUNDS[interval.coded] + number(interval.value, with_sign=with_sign)


def span(chart: IntervalChart, row: Row) -> str:
    """The uncertainty of a row in the wording of the chart, for example "69 tot 77".

    Raises ValueError for a row that is withheld: it has none.
    """
    if row.interval is None:
        raise ValueError(f"{row.label!r} is withheld")
    with_sign = is_signed(chart, row)
    low, high = (number(end, with_sign=with_sign) for end in (row.interval.low, row.interval.high))
    return chart.phrases.span.format(low=low, high=high)


def interval_text(chart: IntervalChart, row: Row) -> str:
    """The figure with its uncertainty: "73 (69 tot 77)"; or the one text where it is withheld."""
    if row.interval is None:
        return chart.phrases.absent
    value = point(row.interval, with_sign=is_signed(chart, row))
    return f"{value} ({span(chart, row)})" if chart.intervals else value


def reading(chart: IntervalChart, row: Row) -> str:
    """A row as one phrase, for screen readers and for hovering: "Willen: 73 (69 tot 77)"."""
    return f"{row.label}: {interval_text(chart, row)}"


def description(chart: IntervalChart) -> str:
    """Every figure of the chart as one sentence; rows of a time axis stand under their group."""
    parts = [
        "; ".join(reading(chart, row) for row in group.rows)
        if not (chart.moments and group.title)
        else f"{group.title}: " + "; ".join(reading(chart, row) for row in group.rows)
        for group in chart.groups
    ]
    if chart.gap is not None:
        parts.append(reading(chart, chart.gap.row))
    return "; ".join(parts)


def is_signed(chart: IntervalChart, row: Row) -> bool:
    """Whether a figure is a difference, and so has a sign."""
    return chart.axis.with_sign or row.family is Family.CONTRAST
