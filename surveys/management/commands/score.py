"""`manage.py score INSTRUMENT ANSWERS [--output FILE]`: one line of scores per respondent."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Final, TextIO

from django.core.management.base import CommandParser

from surveys.answer_files.output import replacing, replacing_by_name
from surveys.answer_files.respondents import OnePass
from surveys.answer_files.scores import score_lines
from surveys.answer_files.spss_scores import SUFFIX, write_spss
from surveys.instruments.model import Instrument
from surveys.management.answers_command import AnswersCommand

_PIECE: Final = 1 << 20


class Command(AnswersCommand):
    help = "Berekent van elke respondent in een bestand de scores, onafgerond."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("answers", type=Path, help="CSV of .sav met de antwoorden")
        parser.add_argument(
            "--output", type=Path, help="bestand voor de scores: CSV, of .sav (anders: scherm)"
        )

    def answer(self, instrument: Instrument, options: Mapping[str, Any]) -> None:
        answers, output = options["answers"], options["output"]
        everybody = OnePass(answers, instrument)
        if output is not None and output.suffix.lower() == SUFFIX:
            with replacing_by_name(output, inputs=(answers,)) as path:
                write_spss(path, instrument, everybody)
            self.remark(answers, everybody.contents)
            return
        pieces = score_lines(instrument, everybody)
        if output is not None:
            with replacing(output, inputs=(answers,)) as file:
                file.writelines(pieces)
            self.remark(answers, everybody.contents)
            return
        with TemporaryFile("w+", encoding="utf-8", newline="") as file:  # a fault may come last
            file.writelines(pieces)
            self.remark(answers, everybody.contents)
            file.seek(0)
            self._print(file)

    def _print(self, file: TextIO) -> None:
        try:
            while piece := file.read(_PIECE):
                self.stdout.write(piece, ending="")
            self.stdout.flush()
        except BrokenPipeError:  # who reads has seen enough, as `head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
