"""Every text of a file of figures, translated before the file streams."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reports.disclosure.cells import Coded
from reports.disclosure.indicative import Indicative
from reports.exports.table import RowState, Unit
from surveys.policy import Level


@dataclass(frozen=True, slots=True)
class FileTexts:
    """Every word of a file that does not come from the wave itself.

    `columns` and `meanings` head and explain the columns by their name, `measures` and `elements`
    name and explain the means; `withheld` is the one text of everything that is not shown.
    """

    columns: Mapping[str, str]
    meanings: Mapping[str, str]
    measures: Mapping[str, str]
    elements: Mapping[str, str]
    levels: Mapping[Level, str]
    units: Mapping[Unit, str]
    states: Mapping[RowState, str]
    bounds: Mapping[Coded, str]
    withheld: str
    indicative: Mapping[Indicative, str]
    yes: str
    no: str


def coded(words: FileTexts) -> FileTexts:
    """The same words with codes that never change in the cells, for programs."""
    return replace(
        words,
        levels={"organisation": "organisatie", "department": "afdeling", "team": "team"},
        units={unit: unit.value for unit in Unit},
        states={state: state.value for state in RowState},
        bounds={"top": "of_meer", "bottom": "of_minder"},
        yes="ja",
        no="nee",
    )
