"""Numbers as text: the one place where a figure of a chart becomes characters.

SVG, plotly and the table twin all take their texts here, so the same figure reads the same.
"""

from reports.charts.spec import Interval, IntervalChart, Row

_MINUS = "\N{MINUS SIGN}"
_BOUND = {"top": "\N{GREATER-THAN OR EQUAL TO} ", "bottom": "\N{LESS-THAN OR EQUAL TO} "}


def number(value: int, *, signed: bool = False) -> str:
    """A whole number with a real minus sign, and with a plus sign when ``signed``."""
    if value < 0:
        return f"{_MINUS}{-value}"
    return f"+{value}" if signed and value else str(value)


def point(chart: IntervalChart, interval: Interval) -> str:
    """The figure itself, for example "73", "+12" or, for a coded figure, "≥ 93"."""
    bound = _BOUND[interval.coded] if interval.coded else ""
    return bound + number(interval.value, signed=chart.axis.signed)


def span(chart: IntervalChart, interval: Interval) -> str:
    """Its uncertainty in the wording of the chart, for example "69 tot 77"."""
    signed = chart.axis.signed
    low, high = number(interval.low, signed=signed), number(interval.high, signed=signed)
    return chart.phrases.span.format(low=low, high=high)


def interval_text(chart: IntervalChart, interval: Interval) -> str:
    """The figure with its uncertainty: "73 (69 tot 77)"."""
    return f"{point(chart, interval)} ({span(chart, interval)})"


def reading(chart: IntervalChart, row: Row) -> str:
    """A row as one phrase, for screen readers and for hovering: "Willen: 73 (69 tot 77)"."""
    value = chart.phrases.absent if row.interval is None else interval_text(chart, row.interval)
    return f"{row.label}: {value}"
