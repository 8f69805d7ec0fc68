"""The one specification of a chart of intervals, from which every picture and table is made.

Decisions 31: inline SVG, plotly and the table twin read these same rows, so they cannot
disagree. The specification holds integers and texts that were given to it; it has no words of
its own. A withheld row has no interval at all: no renderer can leak what is not there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from reports.disclosure.cells import Coded


class Family(StrEnum):
    """What a row speaks about; each family has one hue and one shape everywhere."""

    WILLEN = "willen"
    KUNNEN = "kunnen"
    CONTRAST = "contrast"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its uncertainty, as published: whole points with ``low <= value <= high``.

    ``coded`` marks a value that is itself a bound: "top" reads as "at least", "bottom" as
    "at most" (onthulling §3). Raises ValueError when the order is wrong.
    """

    value: int
    low: int
    high: int
    coded: Coded | None = None

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"interval {self.low}..{self.high} does not hold {self.value}")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the chart; ``interval`` is None where the figure is not shown.

    ``total`` marks the mean of the rows below it: it stands as the head of its group. ``url`` is
    the page that its label leads to; a file that draws the chart again leaves it out.
    """

    label: str
    family: Family
    interval: Interval | None
    note: str = ""
    total: bool = False
    url: str = ""

    @property
    def withheld(self) -> bool:
        """Whether there is nothing to draw or to say in numbers."""
        return self.interval is None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together; an empty title draws no heading.

    ``outcome`` says in words what changed over time, as far as that is published.
    """

    title: str
    rows: tuple[Row, ...]
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale in points. ``low_end`` and ``high_end`` say what the two directions mean.

    ``with_sign`` writes a sign before every number other than 0 (differences).
    Raises ValueError when the scale has no length.
    """

    minimum: int
    maximum: int
    ticks: tuple[int, ...]
    label: str
    low_end: str = ""
    high_end: str = ""
    with_sign: bool = False

    def __post_init__(self) -> None:
        if self.minimum >= self.maximum:
            raise ValueError(f"an axis from {self.minimum} to {self.maximum} has no length")

    def fraction(self, value: float) -> float:
        """Place of ``value`` on the scale, from 0 (minimum) to 1 (maximum), never outside."""
        place = (value - self.minimum) / (self.maximum - self.minimum)
        return min(1.0, max(0.0, place))


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A reference value drawn through all rows, such as "no difference" at 0."""

    value: int
    label: str


@dataclass(frozen=True, slots=True)
class Margin:
    """A reference band drawn behind all rows, such as the margin of a small difference."""

    low: int
    high: int
    label: str


@dataclass(frozen=True, slots=True)
class Gap:
    """The published difference of the two rows of a chart, shaded between their marks.

    ``text`` stands at the shade; only a ``clear`` gap is numbered there and has a colour, for of
    any other nothing may be said.
    """

    row: Row
    text: str
    clear: bool


@dataclass(frozen=True, slots=True)
class Phrases:
    """Wording that every rendering shares.

    ``span`` is a pattern with ``{low}`` and ``{high}``; ``absent`` is the one text of a figure
    that is not shown, whatever the cause (onthulling).
    """

    span: str
    absent: str


@dataclass(frozen=True, slots=True)
class ChartTexts:
    """The texts of a chart of scores; ``labels`` names each metric and so also its groups.

    ``ends`` says what the low and the high end of the scale mean; ``notes`` what a high figure
    means, for metrics whose name alone may be read the other way.
    """

    title: str
    axis: str
    labels: Mapping[str, str]
    phrases: Phrases
    ends: tuple[str, str] = ("", "")
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IntervalChart:
    """A complete chart: ``view.chart_view`` draws it for a page, ``drawing.drawing`` for a PDF.

    ``side_by_side``: the groups may stand so. ``gap``: the difference of two rows on one axis.
    ``moments``: the day of each row of a group and its label, oldest first; time then runs along
    the horizontal axis. Without ``intervals`` a figure is drawn, told and listed by itself: for a
    reader who gets its uncertainty in words. ``right_to_left``: as a drawing for who reads so, the
    first group and all names stand right; the scale itself never turns.

    Raises ValueError when it has no rows (a page then says so in words), or when a group has not
    one row for each moment.
    """

    title: str
    axis: Axis
    groups: tuple[Group, ...]
    phrases: Phrases
    lines: tuple[ReferenceLine, ...] = ()
    margin: Margin | None = None
    side_by_side: bool = False
    gap: Gap | None = None
    moments: tuple[tuple[date, str], ...] = ()
    intervals: bool = True
    right_to_left: bool = False

    def __post_init__(self) -> None:
        if not self.rows:
            raise ValueError(f"the chart {self.title!r} has no rows")
        if self.moments and any(len(group.rows) != len(self.moments) for group in self.groups):
            raise ValueError(f"a group of {self.title!r} has not one row for each moment")

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows from top to bottom."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def gap_ends(self) -> tuple[Interval, Interval] | None:
        """The two figures between which the gap is drawn; None where there is none to draw."""
        intervals = [row.interval for row in self.rows if row.interval is not None]
        if self.gap is None or len(intervals) != 2 or len(self.rows) != 2:
            return None
        return intervals[0], intervals[1]
