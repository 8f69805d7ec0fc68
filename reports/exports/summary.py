"""What the first sheet of a spreadsheet holds: one row per group, in words and published means."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from reports.charts.spec import Family
from reports.disclosure.cells import MeanCell, MeanCells
from surveys.instruments.elements import KUNNEN, WILLEN
from surveys.policy import Level

SUMMARY_METRICS: Final = ("willen", "kunnen", "contrast", *map(str, (*WILLEN, *KUNNEN)))
"""The means of a row, in their order: each takes two columns."""
COMPARED_METRICS: Final = SUMMARY_METRICS[:3]
"""The means of the earlier wave that stand beside them."""
FIRST_ROW: Final = 4
"""The rows above are the title, how to read it and two rows of headings."""
NAME, SENTENCE, FIRST_MEAN = 0, 1, 2
"""The columns of the name, the sentence and the first mean, counted from 0."""
FAMILIES: Final[Mapping[str, Family]] = {
    **dict.fromkeys(("willen", *WILLEN), Family.WILLEN),
    **dict.fromkeys(("kunnen", *KUNNEN), Family.KUNNEN),
    "contrast": Family.CONTRAST,
}


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One group in words and published means; `then` are its means of the earlier wave and
    `change` what may be said of the difference.
    """

    name: str
    level: Level
    sentence: str
    means: MeanCells
    people: str
    participation: str
    then: MeanCells = field(default_factory=dict)
    change: str = ""

    @property
    def shown(self) -> bool:
        """Whether any mean of this row is published."""
        return any(isinstance(cell, MeanCell) for cell in self.means.values())


@dataclass(frozen=True, slots=True)
class SummaryTexts:
    """The words of the sheet: headings, names of the means, how an interval reads."""

    group: str
    sentence: str
    people: str
    participation: str
    change: str
    of_willen: str
    of_kunnen: str
    score: str
    span: str
    withheld: str
    means: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SummarySheet:
    """One wave: the name of the sheet, its title, how to read it and its rows; `then` names the
    earlier wave whose means stand beside it and `since` the wave that `change` compares with;
    each is empty where there is none.
    """

    name: str
    title: str
    caption: str
    texts: SummaryTexts
    rows: Iterable[SummaryRow]
    then: str = ""
    since: str = ""
