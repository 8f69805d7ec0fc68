"""`manage.py reference_values`: measure the measurement errors from the closed waves, or put what
an organisation published of them in a file.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from igm_portal.accounts.models import Organisation
from reports.disclosure.quality import QUALITY_FROM, n_band
from reports.disclosure.reference_file import LONGEST_PLACE, to_text
from reports.services.reference import Computed, compute_reference
from reports.services.reference_files import published_values
from reports.statistics.quality import Reliability
from surveys.models import InstrumentVersion


class Command(BaseCommand):
    help = (
        "Berekent per vragenlijstversie de meetfouten uit alle gesloten metingen "
        "(vanaf 100 mensen, van ieder de eerste meting) en legt ze vast met datum en aantal. "
        "Met --export zet zij wat een organisatie al publiceerde in een bestand; dan berekent zij "
        "niets."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--export", type=Path, metavar="BESTAND", help="het bestand (JSON) om te maken"
        )
        parser.add_argument("--organisation", metavar="NAAM", help="de korte naam in adressen")
        parser.add_argument(
            "--questionnaire", metavar="VERSIE", help="welke vragenlijst, bijvoorbeeld k1@2"
        )
        parser.add_argument(
            "--place",
            default="",
            metavar="PLAATS",
            help="hoe de organisatie in het bestand heet; zonder dit staat er geen naam in",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["export"] is not None:
            self._export(options)
            return
        for version in InstrumentVersion.objects.order_by("code", "version"):
            self._say(version, compute_reference(version, today=timezone.localdate()))

    def _export(self, options: dict[str, Any]) -> None:
        organisation = Organisation.objects.filter(slug=options["organisation"] or "").first()
        if organisation is None:
            names = ", ".join(Organisation.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(f"Noem met --organisation een van: {names}.")
        versions = {str(one): one for one in InstrumentVersion.objects.order_by("code", "version")}
        version = versions.get(options["questionnaire"] or "")
        if version is None:
            raise CommandError(f"Noem met --questionnaire een van: {', '.join(versions)}.")
        place = " ".join(options["place"].split())
        if len(place) > LONGEST_PLACE or not (place + " ").isprintable():
            raise CommandError(f"--place is een naam van hoogstens {LONGEST_PLACE} tekens.")
        file = published_values(organisation, version, place)
        if file is None:
            raise CommandError(
                f"Van {version} heeft {organisation.name} nog niets gepubliceerd dat mee kan: "
                "daarvoor zijn ten minste 100 mensen nodig, of 50 die twee keer antwoordden."
            )
        path: Path = options["export"]
        try:
            with path.open("x", encoding="utf-8") as new_file:
                new_file.write(to_text(file) + "\n")
        except FileExistsError:
            raise CommandError(f"{path} bestaat al: kies een andere naam.") from None
        except OSError as fault:
            raise CommandError(f"{path} kan niet gemaakt worden: {fault.strerror}.") from fault
        self.stdout.write(
            f"{path}: {len(file.sems)} meetfouten en {len(file.spreads)} spreidingen van {version}"
        )

    def _say(self, version: InstrumentVersion, result: Computed) -> None:
        self.stdout.write(f"{version}: {_people(result.n)} mensen")
        for report in result.reports:
            if isinstance(report, Reliability):
                sem = "geen: controleer de sleutel" if report.sem is None else f"{report.sem:.2f}"
                self.stdout.write(
                    f"  {report.metric:<26} n {_people(report.n):>12}  alfa {report.alpha:.2f} "
                    f"[{report.alpha_low:.2f}, {report.alpha_high:.2f}]  SEM {sem}"
                )
            else:
                self.stdout.write(
                    f"  {report.metric:<26} n {_people(report.n):>12}  {report.reason.value}"
                )
        if result.row is None:
            self.stdout.write("  Niets vastgelegd: de voorlopige waarden blijven gelden.")


def _people(n: int) -> str:
    """Never an exact number: two runs around one erasure or one wave would tell a difference."""
    band = n_band(n)
    if band is None:
        return f"minder dan {QUALITY_FROM}"
    return f"{band.low} of meer" if band.high is None else f"{band.low}-{band.high}"
