"""`manage.py plan INSTRUMENT SIZE... [--response PER CENT] [--json]`: what a wave would show."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser

from reports.commands.plans import planned, planned_lines
from reports.commands.printed_command import PrintedCommand
from reports.planning import USUAL_RESPONSE, reference
from reports.statistics.sem import PROVISIONAL
from surveys.instruments.model import Instrument, RespondentGroup


class Command(PrintedCommand):
    help = "Zegt vooraf welk verschil en welke verandering bij deze teams te zien zal zijn."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("sizes", nargs="+", metavar="N", help="aantal mensen van elk team")
        parser.add_argument(
            "--response",
            default=str(USUAL_RESPONSE),
            metavar="PROCENT",
            help=f"hoeveel procent er meedoet (anders {USUAL_RESPONSE})",
        )
        self.add_json(parser)

    def answer(self, instrument: Instrument, options: Mapping[str, Any]) -> None:
        if instrument.group is RespondentGroup.CLIENT:
            message = "Van cliënten is niet bekend hoeveel er zijn: deze opdracht kan dat niet."
            raise self.refused((), message)
        sizes = [self._whole(text, 1, 100_000, "aantal mensen") for text in options["sizes"]]
        response = self._whole(options["response"], 1, 100, "percentage")
        content = planned(instrument, sizes, response, reference({}, PROVISIONAL))
        self.tell(content, planned_lines(content), options)

    def _whole(self, text: str, least: int, most: int, what: str) -> int:
        """Read here and not by argparse, which tells what is wrong in English."""
        if text.isascii() and text.isdecimal() and least <= int(text[:9]) <= most:
            return int(text)
        message = f"'{text}' is geen {what}: geef een getal van {least} tot en met {most}."
        raise self.refused((), message)
