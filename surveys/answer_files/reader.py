"""The rows of an answer file on disk, with what is wrong with it in words."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final

from igm_portal.csv_files.records import LONGEST_LINE, Defect, Record, Unreadable, read_records
from surveys.answer_files.faults import FaultTally

_UNREADABLE = "het bestand is niet leesbaar"
_STOP = "vanaf hier is niet verder gelezen"
_SAVE = "sla het op als CSV (UTF-8)"
_MESSAGES: Final[Mapping[StrEnum, str]] = {
    Defect.EMPTY: "het bestand is leeg",
    Defect.SPREADSHEET: f"dit is een spreadsheet of zip-bestand; {_SAVE}",
    Defect.OLD_SPREADSHEET: f"dit is een oud Excel-bestand; {_SAVE}",
    Defect.PDF: f"dit is een PDF; {_SAVE}",
    Defect.GZIP: "dit is een gzip-bestand; pak het eerst uit",
    Defect.UTF_16: f"dit is tekst in UTF-16; {_SAVE}",
    Defect.HTML: f"dit is een webpagina; {_SAVE}",
    Defect.NOT_TEXT: f"dit is geen leesbare tekst; {_SAVE}",
    Defect.MIXED_ENCODING: "deze rijen hebben een andere codering dan de andere: {}; "
    "sla elk deel eerst op als CSV (UTF-8)",
    Defect.OTHER_DELIMITER: "de kolommen zijn gescheiden met streepjes ({}); gebruik komma's of "
    "puntkomma's",
    Defect.TWO_DELIMITERS: "de kop heeft komma's en puntkomma's door elkaar; gebruik er een van",
    Defect.LINE_TOO_LONG: f"deze regel is langer dan {LONGEST_LINE} tekens; {_STOP}",
    Defect.QUOTES: f"de aanhalingstekens kloppen niet; {_STOP}",
}


def read_answers(path: Path, tally: FaultTally) -> Iterator[Record]:
    """The rows of `path` that are not empty, the header first, one at a time.

    Faults go to `tally`; after one that hides where rows end, reading stops. Raises AnswerFileFault
    when the file is not there or cannot be read.
    """
    try:
        if not path.exists():
            raise tally.refuse("het bestand bestaat niet")
        if not path.is_file():
            raise tally.refuse("dit is geen gewoon bestand; het moet twee keer te lezen zijn")
        with path.open("rb") as file:
            yield from read_records(file)
    except Unreadable as reason:
        tally.add(reason.row or 1, 1, _MESSAGES[reason.kind], reason.value)
    except OSError:
        raise tally.refuse(_UNREADABLE) from None
