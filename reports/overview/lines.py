"""Groups or waves in a table: every figure as text, what is withheld as the one text."""

from dataclasses import dataclass

from reports.disclosure.cells import PublishedGroup
from reports.overview.texts import band_of, participation
from reports.texts.charts import people
from reports.texts.sentences import WITHHELD_TEXT

NO_FIGURE = "–"


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One row; where nothing is shown it has no cells but the one text."""

    name: str
    cells: tuple[str, ...]
    withheld: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class GroupLines:
    """The rows under one heading; an empty title has none."""

    title: str
    lines: tuple[GroupLine, ...]


def line(name: str, group: PublishedGroup, means: tuple[str, ...] = (), url: str = "") -> GroupLine:
    """These means, then how many people and which part of the roster took part."""
    if not group.shown:
        return GroupLine(name, (), str(WITHHELD_TEXT), url)
    facts = people(band_of(group)), participation(group)
    return GroupLine(name, (*means, *(text or NO_FIGURE for text in facts)), "", url)
