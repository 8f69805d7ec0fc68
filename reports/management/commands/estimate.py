"""`manage.py estimate INSTRUMENT ANSWERS.csv --team-size N [--json]`: statistics of one group."""

from collections.abc import Mapping
from typing import Any

from reports.commands.estimates import estimate_lines, estimates
from reports.commands.printed_command import GroupCommand
from surveys.instruments.model import Instrument


class Command(GroupCommand):
    help = "Berekent van een groep elk gemiddelde met zijn interval, onafgerond."

    def answer(self, instrument: Instrument, options: Mapping[str, Any]) -> None:
        content = estimates(instrument, *self.group(instrument, options))
        self.tell(content, estimate_lines(content), options)
