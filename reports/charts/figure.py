"""A chart as plotly data, for exploring in the browser (``static/js/chart-explore.js``).

Labels stand above the rows, so that one figure serves a phone and a wall. The figure carries no
template and writes numbers the Dutch way. ``meta`` names the family of a trace, by which the page
gives it the colours of its theme.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reports.charts.figure_layout import FigureLine, heights, layout, markup, time_layout
from reports.charts.palette import HUES, INK, PAPER
from reports.charts.spec import Family, Interval, IntervalChart, Row
from reports.charts.texts import interval_text, reading
from reports.disclosure.cells import Coded

_SYMBOLS = {
    Family.WILLEN: "circle",
    Family.KUNNEN: "diamond",
    Family.CONTRAST: "square",
    Family.NEUTRAL: "triangle-up",
}
_ARROW_SYMBOLS: dict[Coded, str] = {"top": "triangle-right", "bottom": "triangle-left"}
_LABEL_ABOVE = 0.2
_DASHES = ("solid", "dash", "dot", "dashdot")  # lines of one hue stay apart
_UNBROKEN = "\N{NO-BREAK SPACE}"

Trace = dict[str, Any]


def figure(chart: IntervalChart) -> dict[str, Any]:
    """Traces and layout as plain data for ``json_script`` and ``Plotly.newPlot``.

    plotly is imported here: a worker that draws no chart need not hold it (about 45 ms).
    """
    import plotly.graph_objects as go

    if chart.moments:
        traces, sizes = _series(chart), time_layout(chart)
    else:
        lines = heights(chart)
        traces, sizes = [*_traces(chart, lines), _labels(chart, lines)], layout(chart, lines)
    # An empty template, for without one plotly copies its own: 7 kB and half of the time.
    figure = go.Figure(data=traces, layout={**sizes, "template": {}})
    data: dict[str, Any] = figure.to_plotly_json()
    del data["layout"]["template"]
    return data


@dataclass(frozen=True, slots=True)
class _Shown:
    """A row with a figure, at its height."""

    y: float
    row: Row
    interval: Interval


def _traces(chart: IntervalChart, lines: tuple[FigureLine, ...]) -> Iterator[Trace]:
    points = [
        _Shown(line.y, line.row, line.row.interval)
        for line in lines
        if line.row is not None and line.row.interval is not None
    ]
    for family in dict.fromkeys(each.row.family for each in points):
        rows = [each for each in points if each.row.family is family]
        yield _points(chart, family, rows)


def _points(chart: IntervalChart, family: Family, rows: list[_Shown]) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "meta": family.value,
        "x": [each.interval.value for each in rows],
        "y": [each.y for each in rows],
        "text": [markup(reading(chart, each.row)) for each in rows],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "size": 15,
            "color": HUES[family],
            "symbol": [_symbol(family, each.interval) for each in rows],
            "line": {"color": PAPER, "width": 1.5},
        },
        "error_x": _uncertainty(family, [each.interval for each in rows]),
    }


def _series(chart: IntervalChart) -> list[Trace]:
    """A line per group over the days; it stops where a figure is not shown."""
    traces: list[Trace] = []
    for group in chart.groups:
        family = group.rows[0].family
        points = [
            (day.isoformat(), row, row.interval)
            for (day, _label), row in zip(chart.moments, group.rows, strict=True)
            if row.interval is not None
        ]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": group.title,
                "meta": family.value,
                "x": [day for day, _row, _interval in points],
                "y": [interval.value for _day, _row, interval in points],
                "text": [
                    markup(f"{group.title}, {reading(chart, row)}")
                    for _day, row, _interval in points
                ],
                "hovertemplate": "%{text}<extra></extra>",
                "line": {"color": HUES[family], "dash": _DASHES[len(traces) % len(_DASHES)]},
                "marker": {
                    "size": 12,
                    "color": HUES[family],
                    "symbol": [_symbol(family, interval) for _day, _row, interval in points],
                    "line": {"color": PAPER, "width": 1.5},
                },
                "error_y": _uncertainty(family, [interval for _day, _row, interval in points]),
            }
        )
    return traces


def _uncertainty(family: Family, intervals: list[Interval]) -> dict[str, Any]:
    return {
        "type": "data",
        "symmetric": False,
        "array": [interval.high - interval.value for interval in intervals],
        "arrayminus": [interval.value - interval.low for interval in intervals],
        "color": HUES[family],
        "thickness": 3,
        "width": 7,
    }


def _symbol(family: Family, interval: Interval) -> str:
    return _ARROW_SYMBOLS[interval.coded] if interval.coded else _SYMBOLS[family]


def _labels(chart: IntervalChart, lines: tuple[FigureLine, ...]) -> Trace:
    """Headings and rows in words. Bold by the font: ``<b>`` would need inline styles."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [chart.axis.minimum] * len(lines),
        "y": [line.y + (_LABEL_ABOVE if line.row else 0) for line in lines],
        "text": [markup(_label(chart, line.row) if line.row else line.heading) for line in lines],
        "textposition": [
            "top right" if line.row and not line.row.withheld else "middle right" for line in lines
        ],
        "textfont": {
            "size": 14,
            "color": INK,
            "weight": ["normal" if line.row else "bold" for line in lines],
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _label(chart: IntervalChart, row: Row) -> str:
    """A row in words, whose figures stay on one line."""
    if row.interval is None:
        return reading(chart, row)
    return f"{row.label}: {interval_text(chart, row).replace(' ', _UNBROKEN)}"
