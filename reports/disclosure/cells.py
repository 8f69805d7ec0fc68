"""What has been published. Only these types reach pages, charts, files and advice.

Imports neither numpy nor scipy. There is one withheld state without a reason: a reason would tell
what it hides (onthulling).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Final, Literal, get_args

from reports.statistics.contrast import ContrastOutcome, Overstemt
from reports.statistics.pooled_spread import SpreadOrigin
from reports.statistics.types import Direction
from surveys.instruments.elements import Element
from surveys.policy import Band, Level, ParticipationBand, Policy

FORMAT: Final = 6
"""1: means, sentences and counts; 2: facets, agreement and change as well; 3: no agreement, but the
spreads that all intervals rest on, and the shown teams of a group taken together; 4: the questions
of the addition, where one was asked; 5: the questions of the spiegel; 6: which elements go together
with intention and behaviour.
"""

Coded = Literal["top", "bottom"]
_CODED: Final = (None, *get_args(Coded))


class Withheld(Enum):
    """Not shown, whatever the cause."""

    WITHHELD = "withheld"


WITHHELD: Final = Withheld.WITHHELD


@dataclass(frozen=True, slots=True)
class MeanCell:
    """A mean in whole points with its interval, rounded outward and inside the scale.

    `coded` "top" means `value` or more, "bottom" means `value` or less; the interval then covers
    what the code hides. Raises ValueError unless `low <= value <= high` are whole numbers.
    """

    value: int
    low: int
    high: int
    n: Band
    coded: Coded | None

    def __post_init__(self) -> None:
        whole = type(self.low) is type(self.value) is type(self.high) is int
        if not whole or not self.low <= self.value <= self.high:
            raise ValueError(f"{self.value} [{self.low}, {self.high}] is no published mean")
        if self.coded not in _CODED:
            raise ValueError(f"a mean is coded at the top or the bottom, not {self.coded!r}")


@dataclass(frozen=True, slots=True)
class Share:
    """The part of the respondents that chose one of `options`, from `low` to `high` per cent.

    Several options together are a merged category: which of them was chosen is not told.
    """

    options: tuple[str, ...]
    low: int
    high: int

    def __post_init__(self) -> None:
        if not self.options or self.low not in range(0, 100, 10) or self.high != self.low + 10:
            raise ValueError(f"{self.low}-{self.high} is no published share")


@dataclass(frozen=True, slots=True)
class CountsCell:
    """How the respondents are spread over the options of one question, small categories merged."""

    n: Band
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class ChangeCell:
    """The mean change of those who took part both times, now minus then in whole points, with its
    interval rounded outward; `n` counts those people. Of an element the interval is that of one of
    seven. Raises ValueError unless `low <= value <= high` are whole numbers.
    """

    value: int
    low: int
    high: int
    n: Band

    def __post_init__(self) -> None:
        whole = type(self.low) is type(self.value) is type(self.high) is int
        if not whole or not self.low <= self.value <= self.high:
            raise ValueError(f"{self.value} [{self.low}, {self.high}] is no published change")


@dataclass(frozen=True, slots=True)
class ItemCell:
    """The mean of one question in whole points from 0 to 100, without an interval (ADR 51, 57).

    `coded` "top" means `value` or more, "bottom" means `value` or less. Raises ValueError for any
    other number.
    """

    value: int
    n: Band
    coded: Coded | None

    def __post_init__(self) -> None:
        if type(self.value) is not int or not 0 <= self.value <= 100:
            raise ValueError(f"{self.value} is no published mean of a question")
        if self.coded not in _CODED:
            raise ValueError(f"a mean is coded at the top or the bottom, not {self.coded!r}")


class Strength(StrEnum):
    """How strongly an element goes together with an outcome, beside the other six."""

    STRONGEST = "sterkst"
    ALSO = "ook"
    LEAST = "minst"


@dataclass(frozen=True, slots=True)
class Association:
    """Which elements go together with intention or behaviour in the whole organisation: no numbers,
    a word per element. Without elements the seven together tell nothing sure about it. Raises
    ValueError when some have a word and others not.
    """

    n: Band
    elements: Mapping[str, Strength]

    def __post_init__(self) -> None:
        if self.elements and set(self.elements) != {element.value for element in Element}:
            raise ValueError(f"a word for every element or for none, not {sorted(self.elements)}")


Cell = MeanCell | CountsCell | ChangeCell | Withheld
MeanCells = Mapping[str, MeanCell | Withheld]


@dataclass(frozen=True, slots=True)
class Participation:
    """How much of the roster answered; `warning` when that is too little to lean on."""

    band: ParticipationBand
    warning: bool


@dataclass(frozen=True, slots=True)
class StandingOut:
    """An element that is low or high on this questionnaire, beyond chance; `alone` when it is *the*
    lowest or highest: it differs beyond chance from the next one too. Before format 3 only that
    one was named, whether or not it did.
    """

    element: str
    direction: Direction
    alone: bool = True


@dataclass(frozen=True, slots=True)
class PublishedSpread:
    """The standard deviation within teams, in whole points, that the intervals of one name rest on
    in all groups of a wave; and where it comes from.
    """

    points: int
    origin: SpreadOrigin


@dataclass(frozen=True, slots=True)
class PublishedGroup:
    """Everything that may be known about one group.

    `participation` is None where there is no roster to compare with. An empty `standing_out` says
    that no element stands out; None that too few people answered to say so. `facets` has per
    element the means of its facets by their code; `change` has per metric the change of those who
    took part both times. Both are empty where the publication knew nothing of them. `support` has
    the questions of the addition by their code; it is empty for teams, and where none was asked.
    `mirror` has those of the spiegel, of the organisation alone.
    """

    key: str
    level: Level
    parent: str | None
    name: str
    size: int | None
    participation: Participation | Withheld | None
    means: MeanCells
    contrast: ContrastOutcome | Withheld
    overstemt: Overstemt | Withheld
    standing_out: tuple[StandingOut, ...] | Withheld | None
    counts: Mapping[str, CountsCell | Withheld]
    facets: Mapping[str, Mapping[str, MeanCell] | Withheld] = field(default_factory=dict)
    change: Mapping[str, ChangeCell | Withheld] = field(default_factory=dict)
    support: Mapping[str, ItemCell | Withheld] = field(default_factory=dict)
    mirror: Mapping[str, ItemCell | Withheld] = field(default_factory=dict)

    @property
    def shown(self) -> bool:
        """Whether any figure of this group is published."""
        cells = (*self.means.values(), *self.counts.values())
        return any(cell is not WITHHELD for cell in cells)


@dataclass(frozen=True, slots=True)
class ShownTeams:
    """All shown teams of a group whose own figures are withheld, taken together: `shown` of its
    `teams`. Of the figures only means and what follows from them are there.
    """

    shown: int
    teams: int
    figures: PublishedGroup


@dataclass(frozen=True, slots=True)
class Publication:
    """All published cells of one closed wave with the policy that made them, groups by key.

    `spreads` has by name (see `names`) what every interval rests on, and `shown_teams` by key of a
    group what its shown teams together give. `associations` has by outcome which elements go
    together with it; it is empty where that was not computed. `since` is the digest of the earlier
    publication with which `change` compares, None where there is none: the same answers give the
    same bytes, and an id would not. `format` numbers the kinds of cells there were when it was
    made.
    """

    policy: Policy
    groups: Mapping[str, PublishedGroup]
    since: str | None = None
    spreads: Mapping[str, PublishedSpread] = field(default_factory=dict)
    shown_teams: Mapping[str, ShownTeams] = field(default_factory=dict)
    associations: Mapping[str, Association | Withheld] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def provisional(self) -> bool:
        """Whether intervals rest on a spread that was not measured yet."""
        contrast = self.spreads.get("contrast")
        return contrast is not None and contrast.origin is SpreadOrigin.PROVISIONAL
