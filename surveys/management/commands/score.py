"""`manage.py score INSTRUMENT ANSWERS.csv [--output FILE]`: one line of scores per respondent."""

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from surveys.answer_files.output import replacing
from surveys.answer_files.respondents import respondents
from surveys.answer_files.scores import score_lines
from surveys.instruments.model import Instrument
from surveys.management.answers_command import AnswersCommand


class Command(AnswersCommand):
    help = "Berekent van elke respondent in een CSV-bestand de scores, onafgerond."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("answers", type=Path, help="CSV met de antwoorden")
        parser.add_argument("--output", type=Path, help="bestand voor de scores (anders: scherm)")

    def answer(self, instrument: Instrument, options: Mapping[str, Any]) -> None:
        answers, output = options["answers"], options["output"]
        self.first_pass(answers, instrument)
        pieces = score_lines(instrument, respondents(answers, instrument))
        if output is None:
            self._print(pieces)
            return
        with replacing(output, inputs=(answers,)) as file:
            file.writelines(pieces)

    def _print(self, pieces: Iterable[str]) -> None:
        try:
            for piece in pieces:
                self.stdout.write(piece)
            self.stdout.flush()
        except BrokenPipeError:  # who reads has seen enough, as `head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
