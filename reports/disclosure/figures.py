"""The figures that publishing starts from: aggregates per group, never an answer of one person.

Everything a group says about willen, kunnen, contrast and the elements rests on one *common set*:
the respondents whose seven element scores all exist (onthulling §2). On different sets, three times
willen minus two of its elements would tell the third element of exactly those who skipped one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Final

from reports.statistics.pooled_spread import Within
from reports.statistics.sem import SemTable
from surveys.policy import Level

ANCHOR: Final = "anker"
ANCHOR_OPTIONS: Final = ("willen", "kunnen", "allebei", "niets")
OBSTACLE: Final = "belemmering."  # followed by the code of the item
SUPPORT: Final = "steun."  # followed by the code of the item
OBSTACLE_OPTIONS: Final = ("zwaar", "niet_zwaar")


class FiguresFault(ValueError):
    """The figures contradict themselves or each other; nothing is published from them."""


@dataclass(frozen=True, slots=True)
class OptionTally:
    """How many chose each option. In an ordered tally only neighbours may be merged.

    Raises FiguresFault when the counts do not fit the options.
    """

    options: tuple[str, ...]
    counts: tuple[int, ...]
    is_ordered: bool = False

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
    """One facet of an element on the common set: its code, its items, and its mean in points.

    A missing answer counts as the person's mean on the element, as it does for the element itself;
    so an element is exactly the mean of its facets, weighted by their items.
    """

    code: str
    items: int
    mean: float


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The figures of one team, department or organisation in one wave.

    `size` is the roster at launch (None: no roster, as for clients); `respondents` sent their
    answers, `complete` of them have all seven elements. `means` holds the seven elements on that
    common set, intentie and gedrag, and (but of teams) the questions of the addition by SUPPORT +
    item code, each on the people who have that score, as many as `score_counts` says; willen,
    kunnen and all differences follow from the elements. Groups of fewer than the threshold need no
    means. `tallies` counts: ANCHOR, OBSTACLE + item code. `facets` has per element all its facets;
    `parts` has of elements with questions of the spiegel these, and by the code of their facet what
    is left of it.
    A parent counts the people of its children and those directly under it.
    """

    key: str
    level: Level
    parent: str | None
    name: str
    size: int | None
    respondents: int
    complete: int
    score_counts: Mapping[str, int] = field(default_factory=dict)
    means: Mapping[str, float] = field(default_factory=dict)
    tallies: Mapping[str, OptionTally] = field(default_factory=dict)
    facets: Mapping[str, Sequence[Facet]] = field(default_factory=dict)
    parts: Mapping[str, Sequence[Facet]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        most = self.respondents if self.size is None else min(self.size, self.respondents)
        if self.respondents != most or not 0 <= self.complete <= most:
            raise FiguresFault(f"{self.key}: more respondents than people")
        if any(not 0 <= n <= most for n in self.score_counts.values()):
            raise FiguresFault(f"{self.key}: more scores than respondents")
        if any(tally.n > most for tally in self.tallies.values()):
            raise FiguresFault(f"{self.key}: more choices than respondents")

    def mean_of(self, name: str) -> float:
        """One of the means. Raises FiguresFault when there is none, or it is no number."""
        mean = self.means.get(name)
        if mean is None or not isfinite(mean):
            raise FiguresFault(f"{self.key}: no mean of {name}")
        return mean


@dataclass(frozen=True, slots=True)
class WaveFigures:
    """The figures of all groups of a wave, and what they have in common.

    `within` has, by the names of `names`, the squares within the groups of the lowest level,
    everybody in exactly one of them. `steps` is how far apart, in points, two scores of an element
    or outcome lie at most. `earlier` has the published spreads (whole points) of the latest earlier
    waves with a pool of their own, `elsewhere` those of another organisation. `support` names the
    questions of the addition, where one was asked; `mirror` has the codes of those of the spiegel.
    `habit` is how many points a habit of answering high may have added to the contrast, from the
    keys of the questionnaire alone.
    """

    groups: Sequence[GroupFigures]
    within: Mapping[str, Within]
    sems: SemTable
    steps: Mapping[str, float]
    earlier: Mapping[str, int] = field(default_factory=dict)
    elsewhere: Mapping[str, int] = field(default_factory=dict)
    support: tuple[str, ...] = ()
    mirror: tuple[str, ...] = ()
    habit: float = 0.0


def anchor(willen: int, kunnen: int, allebei: int, niets: int) -> OptionTally:
    """The answers (a) to (d) to "Wat houdt u nu het meest tegen?" (research §3.6)."""
    return OptionTally(ANCHOR_OPTIONS, (willen, kunnen, allebei, niets))


def obstacle(heavy: int, people: int) -> OptionTally:
    """How many of those who answered an obstacle item found it heavy (answer 4 or higher)."""
    return OptionTally(OBSTACLE_OPTIONS, (heavy, people - heavy))
