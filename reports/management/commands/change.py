"""`manage.py change INSTRUMENT FIRST.csv SECOND.csv [--json]`: the same people, twice."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from reports.commands.changes import change_lines, changes
from reports.commands.printed_command import PrintedCommand
from surveys.answer_files.respondents import Ids
from surveys.instruments.model import Instrument


class Command(PrintedCommand):
    help = "Vergelijkt twee metingen van dezelfde mensen, gekoppeld op id."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("first", type=Path, help="CSV of .sav met de eerste meting")
        parser.add_argument("second", type=Path, help="CSV of .sav met de tweede meting")
        self.add_own_spread(parser)
        self.add_json(parser)

    def answer(self, instrument: Instrument, options: Mapping[str, Any]) -> None:
        first, second = (
            {
                person.id: person.answers
                for person in self.read(options[name], instrument, Ids.NEEDED)
            }
            for name in ("first", "second")
        )
        content = changes(instrument, first, second, own_spread=options["own_spread"])
        self.tell(content, change_lines(content), options)
