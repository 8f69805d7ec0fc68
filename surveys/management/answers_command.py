"""What the commands share that read someone's own answer files (ADR 27).

They open no database and need no key. Whatever is wrong with the caller's files is told on standard
error, one line per fault, and the exit code is 2.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser

from surveys.answer_files.faults import AnswerFileFault
from surveys.answer_files.output import NoOutput
from surveys.answer_files.research_packages import NoPackage
from surveys.answer_files.respondents import Contents, Ids, check
from surveys.instruments.fault import FaultLog, InstrumentFault
from surveys.instruments.loader import available, load, load_file
from surveys.instruments.model import Instrument

EXIT_REFUSED: Final = 2
_EDITION = re.compile(r"([A-Za-z][A-Za-z0-9]*)(?:@([1-9][0-9]{0,2}))?", re.ASCII)
_FILES = (".yaml", ".yml")
_MOST_NAMED: Final = 20


class AnswersCommand(BaseCommand):
    """A command about answer files; a subclass does its work in `answer`."""

    requires_system_checks: list[str] = []  # the checks ask for a key

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "instrument", help="code (k1), code met versie (k1@1) of pad naar een YAML-bestand"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.answer(find(options["instrument"]), options)
        except AnswerFileFault as fault:
            number = len(fault.faults)
            first = f" De eerste {number} staan hierboven." if number < fault.total else ""
            summary = f"Fouten: {fault.total}.{first} Er is niets geschreven."
            raise self.refused(fault.lines, summary) from None
        except InstrumentFault as fault:
            raise self.refused(
                map(str, fault.faults), "Deze vragenlijst is niet bruikbaar."
            ) from None
        except NoOutput as fault:
            raise self.refused((), f"{fault}.") from None
        except NoPackage as fault:
            raise self.refused((), str(fault)) from None

    def answer(self, instrument: Instrument, options: Mapping[str, Any]) -> None:
        """Do the work of the command; raise a fault before anything is written."""
        raise NotImplementedError

    def first_pass(
        self,
        path: Path,
        instrument: Instrument,
        ids: Ids = Ids.LABELS,
        group: str | None = None,
    ) -> Contents:
        """Check the whole file, and say which questions it leaves out."""
        contents = check(path, instrument, ids, group)
        self.remark(path, contents)
        return contents

    def remark(self, path: Path, contents: Contents) -> None:
        """Say what is no fault, but may not be meant."""
        if contents.absent:
            absent = ", ".join(contents.absent)
            message = f"Let op: {path} heeft geen kolom voor {absent}; die tellen als onbeantwoord."
            self.stderr.write(message, self.style.WARNING)
        if contents.unused:
            shown = ", ".join(contents.unused[:_MOST_NAMED])
            more = ", …" if len(contents.unused) > _MOST_NAMED else ""
            message = f"Let op: uit {path} niet gebruikt: {shown}{more}."
            self.stderr.write(message, self.style.WARNING)
        if contents.relabelled:
            codes = ", ".join(contents.relabelled)
            message = (
                f"Let op: in {path} horen bij {codes} andere getallen bij de antwoorden dan in de "
                "vragenlijst. De labels zijn gevolgd."
            )
            self.stderr.write(message, self.style.WARNING)
        if contents.alike:
            message = (
                f"Let op: in {path} verschillen {contents.alike} id's alleen in hoofdletters of "
                "schrijfwijze van een andere id. Zij tellen als andere mensen."
            )
            self.stderr.write(message, self.style.WARNING)

    def refused(self, lines: Iterable[str], summary: str) -> CommandError:
        """The error to raise, after telling `lines`; exit code 2."""
        for line in lines:
            self.stderr.write(line)
        return CommandError(summary, returncode=EXIT_REFUSED)


def find(name: str) -> Instrument:
    """The instrument called `name`: a code (its newest version), code@version, or a path to a file.

    What ends in .yaml or has a folder in it is a path. Raises InstrumentFault.
    """
    if name.endswith(_FILES) or Path(name).name != name:
        return load_file(name)
    match = _EDITION.fullmatch(name)
    code = match[1].lower() if match else ""
    if match is None or code not in {edition.code for edition in available()}:
        choices = ", ".join(map(str, available()))
        raise FaultLog(name).refuse(0, f"kies {choices}, of een pad naar een YAML-bestand")
    instrument = load(code, int(match[2]) if match[2] else None)
    if instrument.is_addition:
        raise FaultLog(name).refuse(0, "een aanvulling heeft geen scores op de zeven elementen")
    return instrument
