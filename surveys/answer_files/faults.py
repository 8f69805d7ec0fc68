"""What is wrong with an answer file, by row and column, in words for who made the file."""

from dataclasses import dataclass
from typing import Final

MOST_TOLD: Final = 1_000
_LONGEST_QUOTE = 40


@dataclass(frozen=True, slots=True)
class CellFault:
    """One fault. Rows and columns count from 1, the header is row 1; 0 is the file as a whole. In a
    file of cases and variables (SPSS) the case after the header is case 1, and the message names
    the variable.
    """

    row: int
    column: int
    message: str
    in_cases: bool = False

    def __str__(self) -> str:
        if not self.row or (self.in_cases and self.row == 1):
            return self.message
        column = "" if self.in_cases else f", kolom {self.column}"
        return f"{row_name(self.row, in_cases=self.in_cases)}{column}: {self.message}"


def row_name(row: int, *, in_cases: bool) -> str:
    """What the program that made the file calls this row."""
    return f"geval {row - 1}" if in_cases else f"rij {row}"


class AnswerFileFault(Exception):
    """A file that cannot be used: the first faults, and how many there are in all."""

    def __init__(self, file: str, faults: tuple[CellFault, ...], total: int) -> None:
        self.file = file
        self.faults = faults
        self.total = total
        super().__init__("\n".join(self.lines))

    @property
    def lines(self) -> tuple[str, ...]:
        """One line per fault that is kept."""
        return tuple(f"{self.file}: {fault}" for fault in self.faults)


class FaultTally:
    """Counts every fault of one file and keeps the first thousand."""

    def __init__(self, file: str, *, in_cases: bool = False) -> None:
        self.file = file
        self.in_cases = in_cases
        self.total = 0
        self._faults: list[CellFault] = []

    def add(self, row: int, column: int, message: str, *quotes: str) -> None:
        """`message` with `quotes` from the file in its {}; made up only when it is kept."""
        self.total += 1
        if len(self._faults) < MOST_TOLD:
            printable_quotes = (printable(quote) for quote in quotes)
            text = message.format(*printable_quotes)
            self._faults.append(CellFault(row, column, text, self.in_cases))

    def check(self) -> None:
        """Raise AnswerFileFault if anything was added."""
        if self.total:
            raise AnswerFileFault(self.file, tuple(self._faults), self.total)

    def refuse(self, message: str, *quotes: str) -> AnswerFileFault:
        """The exception to raise when the file as a whole cannot be read."""
        self.add(0, 0, message, *quotes)
        return AnswerFileFault(self.file, tuple(self._faults), self.total)


def printable(quote: str) -> str:
    """Text from a file that is safe on a terminal: short, and without anything invisible."""
    text = "".join(character if character.isprintable() else "�" for character in quote)
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
