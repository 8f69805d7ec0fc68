"""A command that reads whole answer files and prints what they tell, as text or as JSON."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import translation

from reports.commands.content import as_json
from surveys.answer_files.respondents import Ids, Respondent, respondents
from surveys.instruments.model import Instrument, RespondentGroup
from surveys.management.answers_command import AnswersCommand


class PrintedCommand(AnswersCommand):
    """Dutch, whatever the language of the installation: there is one text per outcome."""

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("nl"):
            super().handle(*args, **options)

    def add_json(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="als JSON, met alle cijfers")

    def add_own_spread(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--own-spread",
            action="store_true",
            help="rekent met de spreiding van deze mensen zelf; dan volgt er geen uitspraak",
        )

    def read(
        self,
        path: Path,
        instrument: Instrument,
        ids: Ids = Ids.DISTINCT,
        group: str | None = None,
    ) -> list[Respondent]:
        """Everybody in the file, or every fault of it; `group` is a column beside the answers."""
        self.first_pass(path, instrument, ids, group)
        return list(respondents(path, instrument, group))

    def tell(
        self, content: Mapping[str, Any], lines: Iterable[str], options: Mapping[str, Any]
    ) -> None:
        self.stdout.write(as_json(content) if options["json"] else "\n".join(lines))


class GroupCommand(PrintedCommand):
    """Such a command about one group, of which the caller knows how many people it has."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("answers", type=Path, help="CSV of .sav met de antwoorden van de groep")
        parser.add_argument(
            "--team-size",
            metavar="N",
            help="aantal mensen in de groep, ook wie niet antwoordde; bij cliënten niet nodig",
        )
        self.add_json(parser)

    def group(
        self, instrument: Instrument, options: Mapping[str, Any]
    ) -> tuple[list[str], int | None]:
        """The answers of the group and its size, None for clients: of them there is no roster."""
        size = self._size(options["team_size"])
        if size is None and instrument.group is not RespondentGroup.CLIENT:
            raise self.refused((), "Geef het aantal mensen in de groep: --team-size N.")
        answers = [entry.answers for entry in self.read(options["answers"], instrument)]
        if size is not None and len(answers) > size:
            message = (
                f"Er zijn {len(answers)} respondenten in een groep van {size}: "
                "--team-size is te klein."
            )
            raise self.refused((), message)
        return answers, None if instrument.group is RespondentGroup.CLIENT else size

    def _size(self, text: str | None) -> int | None:
        """Read here and not by argparse, which tells what is wrong in English."""
        if text is None:
            return None
        if not text.isascii() or not text.isdecimal() or int(text) < 1:
            message = f"'{text}' is geen aantal mensen: geef bij --team-size een getal vanaf 1."
            raise self.refused((), message)
        return int(text)
