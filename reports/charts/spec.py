"""The one specification of a chart of intervals, from which every picture and table is made.

Decisions 31: inline SVG, plotly and the table twin read these same rows, so they cannot
disagree. The specification holds integers and texts that were given to it; it has no words of
its own. A withheld row has no interval at all: no renderer can leak what is not there.
"""

from dataclasses import dataclass
from enum import StrEnum

from reports.disclosure.cells import Coded


class Family(StrEnum):
    """What a row speaks about; each family has one hue and one shape everywhere."""

    WILLEN = "willen"
    KUNNEN = "kunnen"
    CONTRAST = "contrast"
    NEUTRAL = "neutral"


class Style(StrEnum):
    """How a row is drawn: a point with its interval, or a bar with its uncertainty."""

    DOT = "dot"
    BAR = "bar"


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
    """One line of the chart; ``interval`` is None where the figure is not shown."""

    label: str
    family: Family
    interval: Interval | None
    note: str = ""

    @property
    def withheld(self) -> bool:
        """Whether there is nothing to draw or to say in numbers."""
        return self.interval is None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together; an empty title draws no heading."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale in points. ``low_end`` and ``high_end`` say what the two directions mean.

    ``signed`` writes a sign before every number other than 0 (differences).
    Raises ValueError when the scale has no length.
    """

    minimum: int
    maximum: int
    ticks: tuple[int, ...]
    label: str
    low_end: str = ""
    high_end: str = ""
    signed: bool = False

    def __post_init__(self) -> None:
        if self.minimum >= self.maximum:
            raise ValueError(f"an axis from {self.minimum} to {self.maximum} has no length")

    def fraction(self, value: float) -> float:
        """Place of ``value`` on the scale, from 0 (minimum) to 1 (maximum), never outside."""
        place = (value - self.minimum) / (self.maximum - self.minimum)
        return min(1.0, max(0.0, place))


@dataclass(frozen=True, slots=True)
class Line:
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
class Phrases:
    """Wording that every rendering shares.

    ``span`` is a pattern with ``{low}`` and ``{high}``; ``absent`` is the one text of a figure
    that is not shown, whatever the cause (onthulling).
    """

    span: str
    absent: str


@dataclass(frozen=True, slots=True)
class IntervalChart:
    """A complete chart: give it to ``svg.render``, ``figure.figure`` and ``table.table``.

    Raises ValueError when it has no rows: a page then says so in words.
    """

    title: str
    axis: Axis
    groups: tuple[Group, ...]
    phrases: Phrases
    style: Style = Style.DOT
    lines: tuple[Line, ...] = ()
    margin: Margin | None = None

    def __post_init__(self) -> None:
        if not self.rows:
            raise ValueError(f"the chart {self.title!r} has no rows")

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows from top to bottom."""
        return tuple(row for group in self.groups for row in group.rows)
