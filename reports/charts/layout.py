"""Where everything of a drawing that stands alone is placed, in SVG units; see ``svg.py``.

WIDE puts labels beside the rows. PAIR puts two groups side by side: willen first, where one begins
to read.
"""

import textwrap
from dataclasses import dataclass

from reports.charts.spec import Group, IntervalChart, Row

LINE_HEIGHT = 20
NOTE_HEIGHT = 17
_HEADING_CHAR = 9
_HEADING_GAP = 10
_GROUP_GAP = 14
_ASCENT = 15
_NOTE_ASCENT = 13
_REACH = 12


@dataclass(frozen=True, slots=True)
class Layout:
    """Measures of one panel and how many stand side by side; ``*_chars`` is where text wraps."""

    width: int
    columns: int
    panel: int
    plot_left: int
    plot_right: int
    is_stacked: bool
    label_chars: int
    absent_chars: int

    @property
    def plot_width(self) -> int:
        return self.plot_right - self.plot_left


WIDE = Layout(780, 1, 780, 232, 632, False, label_chars=26, absent_chars=66)
PAIR = Layout(780, 2, 360, 10, 350, True, label_chars=26, absent_chars=42)


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row with its wrapped texts and the heights at which its parts are drawn."""

    row: Row
    label: tuple[str, ...]
    label_y: int
    note: tuple[str, ...]
    note_y: int
    absent: tuple[str, ...]
    mark_y: int
    value_y: int
    grid_top: int
    grid_bottom: int


@dataclass(frozen=True, slots=True)
class Heading:
    """The wrapped title of a group, with the baseline of its first line."""

    lines: tuple[str, ...]
    y: int


@dataclass(frozen=True, slots=True)
class Panel:
    """Groups on one axis: headings, rows, and where the axis begins."""

    x: int
    headings: tuple[Heading, ...]
    rows: tuple[PlacedRow, ...]
    bottom: int


def layout_of(chart: IntervalChart) -> Layout:
    """The layout that suits ``chart``."""
    return PAIR if chart.side_by_side and len(chart.groups) == PAIR.columns else WIDE


def panels(chart: IntervalChart, layout: Layout) -> tuple[Panel, ...]:
    """All groups in one panel, or one group per panel where they stand side by side."""
    if layout.columns == 1:
        return (_panel(0, chart.groups, chart, layout),)
    step = layout.width - layout.panel
    places = range(layout.columns)
    return tuple(
        _panel(column * step, (group,), chart, layout)
        for column, group in zip(
            reversed(places) if chart.right_to_left else places, chart.groups, strict=True
        )
    )


def _panel(x: int, groups: tuple[Group, ...], chart: IntervalChart, layout: Layout) -> Panel:
    headings: list[Heading] = []
    rows: list[PlacedRow] = []
    y = 0
    for group in groups:
        if group.title and not group.rows[0].total:  # else its first row says the same
            y += _GROUP_GAP if rows else 0
            headings.append(Heading(_wrap(group.title, layout.panel // _HEADING_CHAR), y + _ASCENT))
            y += len(headings[-1].lines) * LINE_HEIGHT + _HEADING_GAP
        for row in group.rows:
            layout_row, y = _place(row, y, chart, layout)
            rows.append(layout_row)
    return Panel(x, tuple(headings), tuple(rows), y)


def _place(row: Row, top: int, chart: IntervalChart, layout: Layout) -> tuple[PlacedRow, int]:
    """The row below ``top``, and where the next one begins."""
    label = _wrap(row.label, layout.label_chars)
    note = _wrap(row.note, layout.label_chars + 6) if row.note else ()
    absent = _wrap(chart.phrases.absent, layout.absent_chars) if row.withheld else ()
    text = len(label) * LINE_HEIGHT + len(note) * NOTE_HEIGHT
    spare = max(0, len(absent) - 1) * NOTE_HEIGHT
    if layout.is_stacked:
        label_top, mark_y = top, top + text + _REACH + 2
        bottom = mark_y + _REACH + 8 + spare
        grid = mark_y - _REACH, mark_y + _REACH
    else:
        bottom = top + max(44, text + 14, spare + 44)
        label_top, mark_y = top + (bottom - top - text) // 2, (top + bottom) // 2
        grid = top, bottom
    label_y = label_top + _ASCENT
    note_y = label_top + len(label) * LINE_HEIGHT + _NOTE_ASCENT
    value_y = label_y if layout.is_stacked else mark_y + 5
    return PlacedRow(row, label, label_y, note, note_y, absent, mark_y, value_y, *grid), bottom


def _wrap(text: str, chars: int) -> tuple[str, ...]:
    return (text,) if len(text) <= chars else tuple(textwrap.wrap(text, chars))
