"""`manage.py estimate INSTRUMENT ANSWERS.csv --team-size N [--json]`: statistics of one group."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser

from reports.commands.estimates import estimate_lines, estimates
from reports.commands.printed_command import GroupCommand
from surveys.instruments.model import Instrument


class Command(GroupCommand):
    help = "Berekent van een groep elk gemiddelde met zijn interval, onafgerond."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        self.add_own_spread(parser)

    def answer(self, instrument: Instrument, options: Mapping[str, Any]) -> None:
        group, own_spread = self.group(instrument, options), options["own_spread"]
        content = estimates(instrument, *group, own_spread=own_spread)
        self.tell(content, estimate_lines(instrument, content), options)
