"""The respondents in an answer file: first every fault of the file, then everybody, one by one."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import chain, count, islice
from operator import getitem, itemgetter
from pathlib import Path
from typing import Final

from igm_portal.csv_files.records import DELIMITERS, Record
from igm_portal.spelling import Invisible, identifier, name_key
from surveys.answer_files.faults import FaultTally, row_name
from surveys.answer_files.header import AnswerColumn, Header, check_header_is_first, read_header
from surveys.answer_files.reader import read_answers
from surveys.answer_files.spss import SpssFile, is_spss, read_spss
from surveys.instruments.model import Instrument
from surveys.scoring.answers import blank

LONGEST_ID: Final = 200

_LOOKED_AT = 10  # rows below the first in which a header is looked for
_NOT_ANSWERED = {"NA", "N/A", "NAN", "NULL", "NONE", "-", "?", ".", "99", "999", "-9", "-99"}
_WHOLE = re.compile(r"\d+[.,]0+", re.ASCII)

_FORMULA_SIGNS = "=@"  # a spreadsheet runs a cell that starts like this
_SIGNS = "+-"  # and this, unless a number follows


@dataclass(frozen=True, slots=True)
class Respondent:
    """Someone who answered: the id of the file, or 1, 2, 3... without one, the answers, and the
    group where the file was read with one.
    """

    id: str
    answers: str
    group: str = ""


class Ids(Enum):
    """What ids are for: to label rows, to tell people apart if there are any, or to link files.

    Where they tell people apart or link, none may be empty or stand twice.
    """

    LABELS = 1
    DISTINCT = 2
    NEEDED = 3


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file without faults holds. The questions that have no column count as unanswered;
    `alike` counts ids that differ from an earlier one in capitals or width of letters only.
    `unused` and `relabelled` are about SPSS files (`SpssFile`); `has_group` says whether the column
    with the group was there.
    """

    respondents: int
    absent: tuple[str, ...]
    alike: int = 0
    unused: tuple[str, ...] = ()
    relabelled: tuple[str, ...] = ()
    has_group: bool = False


def check(
    path: Path, instrument: Instrument, ids: Ids = Ids.LABELS, group: str | None = None
) -> Contents:
    """The first pass: read everything, keep no answers. `group` names a column beside the answers.

    Raises AnswerFileFault with the first thousand faults and their number.
    """
    tally = _tally(path)
    reader = _RespondentReader(instrument, tally, group)
    persons = _Persons(tally)
    respondents = 0
    for record, respondent in reader.read(path):
        respondents += 1
        if ids is not Ids.LABELS and reader.header.id_at is not None:
            persons.meet(record.row, reader.header.id_at + 1, respondent.id)
    if ids is Ids.NEEDED and reader.header.id_at is None:
        tally.add(1, 1, "er is geen kolom id; die is nodig om mensen terug te vinden")
    _check_somebody(respondents, tally)
    return reader.contents(respondents, persons.alike)


class OnePass:
    """Everybody and every fault in one pass: half of the time of `check` and `respondents`.

    Iterating gives the respondents in the order of the file, never more than one row in memory.
    After the first fault nobody is given any more, but the rest is read; then AnswerFileFault is
    raised as by `check`, so what was made of it until then must be thrown away. `contents` stands
    when all went well.
    """

    def __init__(self, path: Path, instrument: Instrument) -> None:
        self._path, self._instrument = path, instrument
        self.contents = Contents(0, ())

    def __iter__(self) -> Iterator[Respondent]:
        tally = _tally(self._path)
        reader = _RespondentReader(self._instrument, tally)
        number = 0
        for _, respondent in reader.read(self._path):
            number += 1
            if not tally.total:
                yield respondent
        _check_somebody(number, tally)
        self.contents = reader.contents(number)


def respondents(
    path: Path, instrument: Instrument, group: str | None = None
) -> Iterator[Respondent]:
    """The second pass: everybody in the order of the file; of CSV one row at a time in memory.

    Raises AnswerFileFault at the first fault, for a file that has changed since `check`.
    """
    tally = _tally(path)
    for _, respondent in _RespondentReader(instrument, tally, group).read(path):
        tally.check()
        yield respondent
    tally.check()


def _tally(path: Path) -> FaultTally:
    return FaultTally(str(path), in_cases=is_spss(path))


def _check_somebody(respondents: int, tally: FaultTally) -> None:
    if not respondents and not tally.total:
        tally.add(2, 1, "onder de kop staan geen antwoorden")
    tally.check()


class _RespondentReader:
    """One pass over one file; `header` stands once reading has begun."""

    def __init__(self, instrument: Instrument, tally: FaultTally, group: str | None = None) -> None:
        self._instrument = instrument
        self._tally = tally
        self._group = group
        self._spss: SpssFile | None = None
        self._blank = list(blank(instrument))
        self._hints: set[str] = set()
        self._in_order: Callable[[list[str]], tuple[str, ...]] | None = None
        self._letters: list[Mapping[str, str]] = []
        self.header = Header(0, None, {}, ())

    def read(self, path: Path) -> Iterator[tuple[Record, Respondent]]:
        """Everybody with the row they stand on; what is wrong goes to the tally."""
        first, ahead, records = self._records(path)
        self.header = read_header(first, self._instrument, self._tally, self._group)
        in_order = sorted(self.header.columns.items(), key=lambda pair: pair[1].position)
        if len(in_order) == len(self._blank):
            self._in_order = itemgetter(*(at for at, _ in in_order))
        self._letters = [column.letters for _, column in in_order]
        for number, record in zip(count(1), chain(ahead, records), strict=False):
            if len(record.cells) == self.header.width:
                group = "" if self.header.group_at is None else self._group_of(record)
                yield record, Respondent(self._id(record, number), self._answers(record), group)
            else:
                self._tell_width(record)

    def contents(self, respondents: int, alike: int = 0) -> Contents:
        """What was read, once all of it is."""
        unused = self._spss.unused if self._spss else ()
        relabelled = self._spss.relabelled if self._spss else ()
        has_group = self.header.group_at is not None
        return Contents(respondents, self.header.absent, alike, unused, relabelled, has_group)

    def _records(self, path: Path) -> tuple[Record, list[Record], Iterator[Record]]:
        """The header, the rows that were looked at to be sure that it is one, and the others."""
        if is_spss(path):
            self._spss = read_spss(path, self._instrument, self._tally, self._group)
            return self._spss.header, [], self._spss.cases
        records = read_answers(path, self._tally)
        first = next(records, None)
        self._tally.check()
        if first is None:
            raise self._tally.refuse("het bestand is leeg")
        ahead = list(islice(records, _LOOKED_AT))
        check_header_is_first(first, ahead, self._instrument, self._tally)
        return first, ahead, records

    def _group_of(self, record: Record) -> str:
        return " ".join(record.cells[self.header.group_at or 0].split())

    def _answers(self, record: Record) -> str:
        cells = record.cells
        try:
            if self._in_order is not None:  # every question has a column: without a loop of ours
                return "".join(map(getitem, self._letters, self._in_order(cells)))
            letters = self._blank.copy()
            for at, column in self.header.columns.items():
                letters[column.position] = column.letters[cells[at]]
        except KeyError:
            return self._careful_answers(record)
        return "".join(letters)

    def _careful_answers(self, record: Record) -> str:
        """The same for a row with spaces around an answer, or with faults: name each of them."""
        letters = self._blank.copy()
        for at, column in self.header.columns.items():
            letter = column.letters.get(record.cells[at].strip())
            if letter is None:
                self._tell_answer(record, at, column)
            else:
                letters[column.position] = letter
        return "".join(letters)

    def _id(self, record: Record, number: int) -> str:
        at = self.header.id_at
        if at is None:
            return str(number)
        cell = record.cells[at]
        if cell.isascii() and cell.isalnum() and len(cell) <= LONGEST_ID:
            return cell  # has one spelling, and is nothing to a spreadsheet
        try:
            ident = identifier(cell)
        except Invisible:
            message = "een id is één regel tekst zonder onzichtbare tekens: '{}'"
            self._tally.add(record.row, at + 1, message, cell.strip())
            return cell
        if fault := _id_fault(ident):
            self._tally.add(record.row, at + 1, fault, ident)
        return ident

    def _tell_answer(self, record: Record, at: int, column: AnswerColumn) -> None:
        cell = record.cells[at].strip()
        message = "'{}' is geen antwoord op {}; dat is {}"
        hint = _hint(cell)
        if hint and hint not in self._hints:  # once is enough
            self._hints.add(hint)
            message += f" ({hint})"
        self._tally.add(record.row, at + 1, message, cell, column.code, column.allowed_cells)

    def _tell_width(self, record: Record) -> None:
        wide, width = len(record.cells), self.header.width
        column = min(wide, width) + 1
        if wide == 1 and any(sign in record.cells[0] for sign in DELIMITERS):
            message = "deze rij gebruikt een ander scheidingsteken dan de kop"
            self._tally.add(record.row, 1, message)
        else:
            message = "het aantal kolommen is hier {} en in de kop {}"
            self._tally.add(record.row, column, message, str(wide), str(width))


class _Persons:
    """Whom a file holds, to find an id that stands twice."""

    def __init__(self, tally: FaultTally) -> None:
        self._tally = tally
        self._rows: dict[str, int] = {}
        self._keys: set[str] = set()
        self.alike = 0

    def meet(self, row: int, column: int, ident: str) -> None:
        if not ident:
            self._tally.add(row, column, "de id ontbreekt")
        elif ident in self._rows:
            before = row_name(self._rows[ident], in_cases=self._tally.in_cases)
            self._tally.add(row, column, "id {} staat ook op {}", ident, before)
        else:
            self._rows[ident] = row
            key = name_key(ident)
            self.alike += key in self._keys
            self._keys.add(key)


def _id_fault(ident: str) -> str | None:
    """Why this id is refused: it is handed on in its one spelling, so that must be harmless."""
    if ident[:1] in (*_FORMULA_SIGNS,) or (ident[:1] in (*_SIGNS,) and not ident[1:].isdecimal()):
        return "'{}' zou in een spreadsheet een formule worden"
    if len(ident) > LONGEST_ID:
        return f"deze id is langer dan {LONGEST_ID} tekens: '{{}}'"
    return None


def _hint(cell: str) -> str:
    """What to do with a cell that other programs write where somebody did not answer."""
    if cell.upper() in _NOT_ANSWERED:
        return "maak ontbrekende antwoorden leeg"
    return "schrijf hele getallen, zonder decimalen" if _WHOLE.fullmatch(cell) else ""
