"""What goes into the door: aggregates per group, never an answer of one person.

Everything a group says about willen, kunnen, contrast and the elements rests on one *common set*:
the respondents whose seven element scores all exist (decisions 12). On different sets, three times
willen minus two of its elements would tell the third element of exactly those who skipped one.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from reports.statistics.types import Estimate
from surveys.policy import Level

ANCHOR: Final = "anker"
ANCHOR_OPTIONS: Final = ("willen", "kunnen", "allebei", "niets")
OBSTACLE: Final = "belemmering."  # followed by the code of the item
OBSTACLE_OPTIONS: Final = ("zwaar", "niet_zwaar")
BIN_EDGES: Final = (0, 25, 50, 75, 100)
BIN_OPTIONS: Final = tuple(f"{low}-{high}" for low, high in pairwise(BIN_EDGES))


class FiguresFault(ValueError):
    """The figures contradict themselves or each other; nothing is published from them."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many chose each option. In an `ordered` tally only neighbours may be merged.

    Raises FiguresFault when the counts do not fit the options.
    """

    options: tuple[str, ...]
    counts: tuple[int, ...]
    ordered: bool = False

    def __post_init__(self) -> None:
        if len(self.options) != len(self.counts) or len(set(self.options)) != len(self.options):
            raise FiguresFault(f"one count for each of {self.options}, not {self.counts}")
        if any(count < 0 for count in self.counts):
            raise FiguresFault(f"a count under 0: {self.counts}")

    @property
    def n(self) -> int:
        """How many chose any option."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet of an element on the common set: its code, its items, and its estimate.

    A missing answer counts as the person's mean on the element, as it does for the element itself;
    so an element is exactly the mean of its facets, weighted by their items.
    """

    code: str
    items: int
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The figures of one team, department or organisation in one wave.

    `size` is the roster at launch (None: no roster, as for clients); `respondents` sent their
    answers, `complete` of them have all seven elements. `estimates` holds the common set: the seven
    elements, willen, kunnen and contrast; and intentie and gedrag, each on the `answered` people
    who have that score. `standing` holds, per element, its difference from the mean of the other
    six, on the common set. Groups of fewer than the threshold need no estimates. `tallies` counts:
    ANCHOR, "willen" and "kunnen" (see `bin_of`) on the common set, OBSTACLE + item code. `facets`
    has per element all its facets. A parent counts the people of its children and those directly
    under it.
    """

    key: str
    level: Level
    parent: str | None
    name: str
    size: int | None
    respondents: int
    complete: int
    answered: Mapping[str, int] = field(default_factory=dict)
    estimates: Mapping[str, Estimate] = field(default_factory=dict)
    standing: Mapping[str, Estimate] = field(default_factory=dict)
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    facets: Mapping[str, Sequence[Facet]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        most = self.respondents if self.size is None else min(self.size, self.respondents)
        if self.respondents != most or not 0 <= self.complete <= most:
            raise FiguresFault(f"{self.key}: more respondents than people")
        if any(not 0 <= n <= most for n in self.answered.values()):
            raise FiguresFault(f"{self.key}: more scores than respondents")
        if any(tally.n > most for tally in self.tallies.values()):
            raise FiguresFault(f"{self.key}: more choices than respondents")


def bin_of(score: float) -> int:
    """Which of the four equal bins a score of 0-100 is in, from 0; one on an edge goes up, 100 into
    the last.
    """
    return min(bisect_right(BIN_EDGES, score), len(BIN_OPTIONS)) - 1


def binned(counts: Iterable[int]) -> Tally:
    """How many scores lie in each bin, the lowest first."""
    return Tally(BIN_OPTIONS, tuple(counts), ordered=True)


def anchor(willen: int, kunnen: int, allebei: int, niets: int) -> Tally:
    """The answers (a) to (d) to "Wat houdt u nu het meest tegen?" (domain.md 3.6)."""
    return Tally(ANCHOR_OPTIONS, (willen, kunnen, allebei, niets))


def obstacle(heavy: int, answered: int) -> Tally:
    """How many of those who answered an obstacle item found it heavy (answer 4 or higher)."""
    return Tally(OBSTACLE_OPTIONS, (heavy, answered - heavy))
