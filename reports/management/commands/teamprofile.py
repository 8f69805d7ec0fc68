"""`manage.py teamprofile INSTRUMENT ANSWERS.csv --team-size N [--json]`: as it would be shown."""

from collections.abc import Mapping
from typing import Any

from reports.commands.printed_command import GroupCommand
from reports.commands.profile import profile, profile_lines, publication
from surveys.instruments.model import Instrument


class Command(GroupCommand):
    help = "Laat zien wat het portaal over een groep zou publiceren, na de onthullingscontrole."

    def answer(self, instrument: Instrument, options: Mapping[str, Any]) -> None:
        group_publication = publication(instrument, *self.group(instrument, options))
        lines = profile_lines(instrument, group_publication)
        self.tell(profile(instrument, group_publication), lines, options)
