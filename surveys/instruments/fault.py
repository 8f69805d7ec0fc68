"""What is wrong with an instrument file, in words for the adviser who wrote it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class LineFault:
    """One fault: the file, the line (from 1; 0 when it concerns the whole file), plain Dutch."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}, regel {self.line}" if self.line else self.file
        return f"{place}: {self.message}"


class InstrumentFault(Exception):
    """A file that cannot be used, with everything that is wrong with it."""

    def __init__(self, faults: Iterable[LineFault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class FaultLog:
    """Collects the faults of one file, so that the writer gets all of them at once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._faults: list[LineFault] = []

    def add(self, line: int, message: str) -> None:
        self._faults.append(LineFault(self.file, line, message))

    def check(self) -> None:
        """Raise InstrumentFault if anything was added."""
        if self._faults:
            raise InstrumentFault(self._faults)

    def refuse(self, line: int, message: str) -> InstrumentFault:
        """The exception to raise when reading cannot go on after this fault."""
        self.add(line, message)
        return InstrumentFault(self._faults)
