"""Heights, axes and texts around the traces of a plotly figure."""

import textwrap
from dataclasses import dataclass
from html import escape
from typing import Any

from reports.charts.palette import INK, LINE, PAPER, QUIET
from reports.charts.spec import Axis, IntervalChart, Row

_PIXELS = 68
_TIME = 420
_HEADING = 0.7
_TOP, _SIDE = 40, 14
_NUMBERS, _TEXT = 26, 20
_CHARS = 30
_TRANSPARENT = "rgba(0,0,0,0)"
_QUIET = {"yref": "paper", "y": 0, "yanchor": "top", "showarrow": False, "font": {"color": QUIET}}


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A heading or a row at its height, counted downwards from 0 in rows."""

    y: float
    heading: str = ""
    row: Row | None = None


def heights(chart: IntervalChart) -> tuple[FigureLine, ...]:
    """Where each heading and each row stands."""
    lines: list[FigureLine] = []
    y = 0.0
    for group in chart.groups:
        if group.title:
            y -= _HEADING
            lines.append(FigureLine(round(y, 2), heading=group.title))
        for row in group.rows:
            y -= 1
            lines.append(FigureLine(round(y, 2), row=row))
    return tuple(lines)


def markup(text: str) -> str:
    """``text`` as plotly's little HTML: escaped, and broken where a phone is too narrow."""
    parts = textwrap.wrap(text, _CHARS) if len(text) > _CHARS else [text]
    return "<br>".join(escape(part, quote=False) for part in parts)


def layout(chart: IntervalChart, lines: tuple[FigureLine, ...]) -> dict[str, Any]:
    """Size, axes and reference marks; only the scale can be zoomed, and never past its ends."""
    top, bottom = lines[0].y + (0.8 if lines[0].row else 0.4), lines[-1].y - 0.4
    foot = _foot(chart)
    return {
        **_frame(round((top - bottom) * _PIXELS) + _TOP + foot, foot),
        "showlegend": False,
        "xaxis": _scale(chart.axis),
        "yaxis": {"visible": False, "fixedrange": True, "range": [bottom, top]},
        "shapes": _shapes(chart),
        "annotations": _annotations(chart),
    }


def time_layout(chart: IntervalChart) -> dict[str, Any]:
    """The day from left to right; whoever explores may zoom in on the scale and hide lines."""
    return {
        **_frame(_TIME, _NUMBERS + 2 * _TEXT),
        "showlegend": len(chart.groups) > 1,
        "legend": {"orientation": "h", "y": -0.2},
        "xaxis": {
            "type": "date",
            "tickvals": [day.isoformat() for day, _label in chart.moments],
            "ticktext": [markup(label) for _day, label in chart.moments],
            "gridcolor": LINE,
            "fixedrange": True,
        },
        "yaxis": _scale(chart.axis),
    }


def _frame(height: int, foot: int) -> dict[str, Any]:
    return {
        "autosize": True,
        "height": height,
        "margin": {"l": _SIDE, "r": _SIDE, "t": _TOP, "b": foot},
        "separators": ",.",
        "hovermode": "closest",
        "dragmode": False,
        "paper_bgcolor": _TRANSPARENT,
        "plot_bgcolor": _TRANSPARENT,
        "font": {"size": 14, "color": INK},
        "hoverlabel": {"bgcolor": PAPER, "font": {"size": 15, "color": INK}},
    }


def _scale(axis: Axis) -> dict[str, Any]:
    spare = (axis.maximum - axis.minimum) * 0.03
    ends = [axis.minimum - spare, axis.maximum + spare]
    return {
        "range": ends,
        "minallowed": ends[0],
        "maxallowed": ends[1],
        "nticks": 6,
        "tickformat": "~f",
        "gridcolor": LINE,
        "zeroline": False,
    }


def _shapes(chart: IntervalChart) -> list[dict[str, Any]]:
    whole = {"yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    lines = [
        {**whole, "type": "line", "x0": line.value, "x1": line.value, "line": {"color": INK}}
        for line in chart.lines
    ]
    if margin := chart.margin:
        area = {"type": "rect", "x0": margin.low, "x1": margin.high, "fillcolor": QUIET}
        lines.insert(0, {**whole, **area, "opacity": 0.18, "line": {"width": 0}})
    return lines


def _foot(chart: IntervalChart) -> int:
    """Pixels below the rows: the numbers of the scale and each line of text that follows."""
    ends = bool(chart.axis.low_end or chart.axis.high_end)
    return _NUMBERS + _TEXT * (bool(chart.lines) + ends + 1) + (2 * _TEXT if chart.margin else 0)


def _annotations(chart: IntervalChart) -> list[dict[str, Any]]:
    """What stands below the numbers of the scale, from top to bottom."""
    axis = chart.axis
    centre, left, right = _at(0.5, "center"), _at(0, "left"), _at(1, "right")
    rows = [
        [({"x": line.value}, line.label) for line in chart.lines],
        [
            (left, axis.low_end and f"← {axis.low_end}"),
            (right, axis.high_end and f"{axis.high_end} →"),
        ],
        [(centre, axis.label)],
        [(centre, chart.margin.label)] if chart.margin else [],
    ]
    filled_rows = [row for row in rows if any(text for _, text in row)]
    return [
        {**place, **_QUIET, "yshift": -_NUMBERS - depth * _TEXT, "text": markup(text)}
        for depth, row in enumerate(filled_rows)
        for place, text in row
        if text
    ]


def _at(x: float, anchor: str) -> dict[str, Any]:
    return {"xref": "paper", "x": x, "xanchor": anchor}
