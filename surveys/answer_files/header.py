"""The header of an answer file: which column holds which question."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from igm_portal.csv_files.records import DELIMITERS, Record
from surveys.answer_files.faults import FaultTally
from surveys.instruments.model import Instrument, Item
from surveys.scoring.answers import BLANK, MISSING, step_values

ID: Final = "id"


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """A question: its place in the answer string, and the character that each cell becomes."""

    code: str
    position: int
    letters: Mapping[str, str]
    allowed_cells: str


@dataclass(frozen=True, slots=True)
class Header:
    """The columns by their place in the row; a faulty column is in none of these."""

    width: int
    id_at: int | None
    columns: Mapping[int, AnswerColumn]
    absent: tuple[str, ...]
    group_at: int | None = None


def check_header_is_first(
    first: Record, below: Iterable[Record], instrument: Instrument, tally: FaultTally
) -> None:
    """Raise AnswerFileFault when the codes of questions stand in a row below the first one, as in a
    file with a title above its table.
    """
    codes = {item.code for item in instrument.items}
    if not codes.isdisjoint(_words(first)):
        return
    for record in below:
        if len(codes & _words(record)) > 1:
            message = "hier staat de kop; de kop moet op rij 1 staan, haal weg wat erboven staat"
            tally.add(record.row, 1, message)
            tally.check()


def _words(record: Record) -> set[str]:
    """What stands in the cells of a row, whichever delimiter it has."""
    return {word.strip() for cell in record.cells for word in re.split(r"[;,\t]", cell)}


def read_header(
    record: Record, instrument: Instrument, tally: FaultTally, group: str | None = None
) -> Header:
    """The header of a file for `instrument`; what is wrong with it goes to `tally`.

    Questions may stand in any order and may be absent: those count as not answered. `group` is the
    name of a column beside the answers, which may be absent too.
    """
    columns_by_name: dict[str, int] = {}
    columns: dict[int, AnswerColumn] = {}
    codes = {item.code for item in instrument.items}
    row, is_misspelt = record.row, False
    for at, name in enumerate(cell.strip() for cell in record.cells):
        if not name:
            tally.add(row, at + 1, "deze kolom heeft geen naam")
        elif name in columns_by_name:
            tally.add(row, at + 1, "{} staat ook in kolom {}", name, str(columns_by_name[name]))
        elif name in codes:
            columns[at] = _column(instrument, instrument.item(name))
        elif name not in (ID, group):
            is_misspelt |= name.upper() in map(str.upper, codes)
            _tell_unknown(row, at + 1, name, instrument, tally)
        columns_by_name.setdefault(name, at + 1)
    if not codes & columns_by_name.keys() and not is_misspelt:
        tally.add(row, 1, "er is geen enkele kolom met een vraag van deze vragenlijst")
    return Header(
        width=len(record.cells),
        id_at=columns_by_name[ID] - 1 if ID in columns_by_name else None,
        columns=columns,
        absent=tuple(item.code for item in instrument.items if item.code not in columns_by_name),
        group_at=columns_by_name[group] - 1 if group in columns_by_name else None,
    )


def _column(instrument: Instrument, item: Item) -> AnswerColumn:
    scale = instrument.scales[item.scale]
    letters = {str(value): letter for letter, value in step_values(scale).items()}
    letters |= {code.value: letter for letter, code in MISSING.items()}
    letters[""] = BLANK
    missing = ", ".join(code.value for code in MISSING.values())
    range_text = f"{scale.minimum} tot en met {scale.maximum}, {missing} of niets"
    return AnswerColumn(item.code, instrument.position(item.code), letters, range_text)


def _tell_unknown(
    row: int, column: int, name: str, instrument: Instrument, tally: FaultTally
) -> None:
    codes = (ID, *(item.code for item in instrument.items))
    correct_name = next((code for code in codes if code.lower() == name.lower()), None)
    if correct_name:
        tally.add(row, column, "'{}' moet zijn: {}", name, correct_name)
    elif any(delimiter in name for delimiter in DELIMITERS):
        message = "de kop heeft komma's en puntkomma's door elkaar; gebruik er een van"
        tally.add(row, column, message)
    else:
        where = f"{instrument.code}@{instrument.version}"
        tally.add(row, column, "'{}' is geen vraag van {}", name, where)
