"""`manage.py validate INSTRUMENT ANSWERS [--retest SECOND] [--group COLUMN] [--lavaan RESULTS]
[--output REPORT.pdf] [--json]`: what an expert judges of a version of a questionnaire.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from reports.commands.content import as_json
from reports.commands.printed_command import PrintedCommand
from reports.validation.factors import NoFactors, read_factors
from reports.validation.paper import validation_lines, validation_pdf
from reports.validation.report import REPORT_MINIMUM, validation
from surveys.answer_files.output import replacing_by_name
from surveys.answer_files.respondents import Ids, respondents
from surveys.instruments.model import Instrument


class Command(PrintedCommand):
    help = "Maakt een validatierapport van een versie, uit de antwoorden in een eigen bestand."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("answers", type=Path, help="CSV of .sav met de antwoorden")
        parser.add_argument(
            "--retest", type=Path, help="dezelfde mensen een tweede keer, gekoppeld op id"
        )
        parser.add_argument("--group", help="kolom die zegt bij welke groep iemand hoort")
        parser.add_argument(
            "--lavaan", type=Path, help="de uitkomst van het script van r_script --lavaan"
        )
        parser.add_argument(
            "--output", type=Path, help="bestand voor het rapport: .pdf of .json (anders: scherm)"
        )
        self.add_json(parser)

    def answer(self, instrument: Instrument, options: Mapping[str, Any]) -> None:
        again, output = options["retest"], options["output"]
        if output is not None and output.suffix.lower() not in (".pdf", ".json"):
            raise self.refused((), f"{output} moet eindigen op .pdf of .json.")
        try:
            factors = read_factors(options["lavaan"], instrument) if options["lavaan"] else None
        except NoFactors as fault:
            raise self.refused((), f"{fault}.") from None
        ids = Ids.DISTINCT if again is None else Ids.NEEDED
        answers, group = options["answers"], options["group"]
        if not self.first_pass(answers, instrument, ids, group).has_group and group is not None:
            raise self.refused((), f"{answers} heeft geen kolom {group}.")
        everybody = list(respondents(answers, instrument, group))
        if len(everybody) < REPORT_MINIMUM:
            message = f"Een rapport vraagt ten minste {REPORT_MINIMUM} mensen; dit zijn er"
            raise self.refused((), f"{message} {len(everybody)}.")
        content = validation(
            instrument,
            everybody,
            second=None if again is None else self.read(again, instrument, ids, group),
            group=group,
            factors=factors,
        )
        if output is None:
            self.tell(content, validation_lines(content), options)
            return
        with replacing_by_name(output, inputs=(answers,)) as path:
            if output.suffix.lower() == ".pdf":
                path.write_bytes(validation_pdf(instrument, content))
            else:
                path.write_text(as_json(content), encoding="utf-8")
        if options["json"]:
            self.stdout.write(as_json(content))
