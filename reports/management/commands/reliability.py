"""`manage.py reliability INSTRUMENT ANSWERS.csv [--json]`: do the questions measure one thing?"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from reports.commands.consistency import consistency, consistency_lines
from reports.commands.printed_command import PrintedCommand
from surveys.instruments.model import Instrument


class Command(PrintedCommand):
    help = "Berekent per element de betrouwbaarheid, of zegt waarom dat niet kan."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("answers", type=Path, help="CSV met de antwoorden")
        self.add_json(parser)

    def answer(self, instrument: Instrument, options: Mapping[str, Any]) -> None:
        everybody = self.read(options["answers"], instrument)
        content = consistency(instrument, [entry.answers for entry in everybody])
        self.tell(content, consistency_lines(content), options)
