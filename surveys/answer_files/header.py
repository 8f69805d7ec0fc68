"""The header of an answer file: which column holds which question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from surveys.answer_files.faults import FaultTally
from surveys.instruments.model import Instrument, Item, Scale
from surveys.scoring.answers import BLANK, MISSING, step_values

ID: Final = "id"


@dataclass(frozen=True, slots=True)
class Column:
    """A question: its place in the answer string, and the character that each cell becomes."""

    code: str
    position: int
    letters: Mapping[str, str]
    allowed: str


@dataclass(frozen=True, slots=True)
class Header:
    """The columns by their place in the row; a faulty column is in none of these."""

    width: int
    id_at: int | None
    columns: Mapping[int, Column]
    absent: tuple[str, ...]


def read_header(cells: list[str], instrument: Instrument, tally: FaultTally) -> Header:
    """The header of a file for `instrument`; what is wrong with it goes to `tally`.

    Questions may stand in any order and may be absent: those count as not answered.
    """
    seen: dict[str, int] = {}
    columns: dict[int, Column] = {}
    codes = {item.code for item in instrument.items}
    for at, name in enumerate(cell.strip() for cell in cells):
        if not name:
            tally.add(1, at + 1, "deze kolom heeft geen naam")
        elif name in seen:
            tally.add(1, at + 1, "{} staat ook in kolom {}", name, str(seen[name]))
        elif name in codes:
            columns[at] = _column(instrument, instrument.item(name))
        elif name != ID:
            _tell_unknown(at + 1, name, instrument, tally)
        seen.setdefault(name, at + 1)
    if not codes & seen.keys():
        tally.add(1, 1, "er is geen enkele kolom met een vraag van deze vragenlijst")
    return Header(
        width=len(cells),
        id_at=seen[ID] - 1 if ID in seen else None,
        columns=columns,
        absent=tuple(item.code for item in instrument.items if item.code not in seen),
    )


def _column(instrument: Instrument, item: Item) -> Column:
    scale = instrument.scales[item.scale]
    letters = {str(value): letter for letter, value in step_values(scale).items()}
    letters |= {code.value: letter for letter, code in MISSING.items()}
    letters[""] = BLANK
    return Column(item.code, instrument.position(item.code), letters, _allowed(scale))


def _allowed(scale: Scale) -> str:
    missing = ", ".join(code.value for code in MISSING.values())
    return f"{scale.minimum} tot en met {scale.maximum}, {missing} of niets"


def _tell_unknown(column: int, name: str, instrument: Instrument, tally: FaultTally) -> None:
    known = (ID, *(item.code for item in instrument.items))
    meant = next((code for code in known if code.lower() == name.lower()), None)
    if meant:
        tally.add(1, column, "'{}' moet zijn: {}", name, meant)
    else:
        where = f"{instrument.code}@{instrument.version}"
        tally.add(1, column, "'{}' is geen vraag van {}", name, where)
