"""`manage.py r_script INSTRUMENT [--lavaan] [--output FILE]`: count again in R, without us."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from reports.validation.r_script import figures_script, lavaan_script
from surveys.answer_files.output import replacing
from surveys.instruments.model import Instrument
from surveys.management.answers_command import AnswersCommand


class Command(AnswersCommand):
    help = "Schrijft een R-script dat van deze vragenlijst alle cijfers opnieuw berekent."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--lavaan", action="store_true", help="het script voor het factormodel (zie validate)"
        )
        parser.add_argument("--output", type=Path, help="bestand voor het script (anders: scherm)")

    def answer(self, instrument: Instrument, options: Mapping[str, Any]) -> None:
        script = (lavaan_script if options["lavaan"] else figures_script)(instrument)
        if options["output"] is None:
            self.stdout.write(script)
            return
        with replacing(options["output"]) as file:
            file.write(script)
