"""`manage.py reference_values`: measure the measurement errors from the closed waves."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

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

    def _say(self, version: InstrumentVersion, computed: Computed) -> None:
        self.stdout.write(f"{version}: {computed.n} mensen")
        for report in computed.reports:
            if isinstance(report, Reliability):
                self.stdout.write(
                    f"  {report.metric:<26} n {report.n:>6}  alfa {report.alpha:.2f} "
                    f"[{report.alpha_low:.2f}, {report.alpha_high:.2f}]  SEM {report.sem:.2f}"
                )
            else:
                self.stdout.write(f"  {report.metric:<26} n {report.n:>6}  {report.reason.value}")
        if computed.stored is None:
            self.stdout.write("  Niets vastgelegd: de voorlopige waarden blijven gelden.")
