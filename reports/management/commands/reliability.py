"""`manage.py reliability INSTRUMENT ANSWERS.csv [--retest SECOND.csv] [--json]`: do the questions
measure one thing, and the same thing twice?
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from reports.commands.consistency import consistency, consistency_lines
from reports.commands.printed_command import PrintedCommand
from reports.commands.retests import retest_lines, retests
from surveys.answer_files.respondents import Ids
from surveys.instruments.model import Instrument


class Command(PrintedCommand):
    help = "Berekent per element de betrouwbaarheid, of zegt waarom dat niet kan."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("answers", type=Path, help="CSV of .sav met de antwoorden")
        parser.add_argument(
            "--retest",
            type=Path,
            metavar="TWEEDE",
            help="CSV of .sav met de antwoorden van dezelfde mensen, zo'n twee weken later; "
            "gekoppeld op id",
        )
        self.add_json(parser)

    def answer(self, instrument: Instrument, options: Mapping[str, Any]) -> None:
        again: Path | None = options["retest"]
        ids = Ids.DISTINCT if again is None else Ids.NEEDED
        everybody = self.read(options["answers"], instrument, ids)
        content = consistency(instrument, [entry.answers for entry in everybody])
        lines = consistency_lines(content)
        if again is not None:
            first = {entry.id: entry.answers for entry in everybody}
            second = {entry.id: entry.answers for entry in self.read(again, instrument, ids)}
            content["retest"] = retests(instrument, first, second)
            lines += ["", *retest_lines(content["retest"])]
        self.tell(content, lines, options)
