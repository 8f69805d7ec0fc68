"""`manage.py reference_values`: measure the measurement errors from the closed waves."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reports.disclosure.quality import QUALITY_FROM, n_band
from reports.services.reference import Computed, compute_reference
from reports.statistics.quality import Reliability
from surveys.models import InstrumentVersion


class Command(BaseCommand):
    help = (
        "Berekent per vragenlijstversie de meetfouten uit alle gesloten metingen "
        "(vanaf 100 mensen, van ieder de eerste meting) en legt ze vast met datum en aantal."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for version in InstrumentVersion.objects.order_by("code", "version"):
            self._say(version, compute_reference(version, today=timezone.localdate()))

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
