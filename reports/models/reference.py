"""Standard errors of measurement: from this installation's own closed waves, or from elsewhere."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from igm_portal.accounts.models import Organisation
from reports.disclosure.quality import QUALITY_FROM, n_band
from reports.statistics.sem import Measured, Origin, SemTable, Source, layered_table
from surveys.policy import Band


class ReferenceKind(models.TextChoices):
    """Where values come from: one measurement of many people, two of the same people, a file."""

    CONSISTENCY = "referentie", "referentie"
    RETEST = "hertest", "hertest"
    IMPORTED = "elders", "elders"


FIRST_TO_COUNT: Final = (
    ReferenceKind.RETEST,
    ReferenceKind.CONSISTENCY,
    ReferenceKind.IMPORTED,
)
"""Of what is known of a metric: days included before one day, own people before others."""


class ReferenceQuerySet(models.QuerySet["ReferenceValues"]):
    def holding(
        self, checksum: str, organisation_id: UUID | None, at: datetime | None = None
    ) -> "ReferenceQuerySet":
        """What held for a questionnaire in an organisation at a moment, by default now; the newest
        last. A wave rests on what held at its launch, whatever was added or taken away since.
        """
        moment = at or timezone.now()
        return self.filter(
            Q(organisation=None) | Q(organisation_id=organisation_id),
            Q(removed_at=None) | Q(removed_at__gt=moment),
            checksum=checksum,
            created_at__lte=moment,
        ).order_by("computed_on", "id")


class ReferenceValues(models.Model):
    """SEM per metric of a questionnaire version: from n >= 100 first measurements (statistiek §2),
    from n >= 50 pairs of a retest (§6), or from a file that another organisation made.

    A new computation adds a row; a snapshot keeps the values it was made with. What was measured
    here holds for every organisation of the installation, a file for the one that read it in. `n`
    is the exact number of a first measurement, and the low end of a band of all else, of which
    `n_high` is the other end.
    """

    kind = models.CharField(
        max_length=12, choices=ReferenceKind.choices, default=ReferenceKind.CONSISTENCY
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="+"
    )
    checksum = models.CharField(max_length=80, db_index=True)
    n = models.PositiveIntegerField()
    n_high = models.PositiveIntegerField(null=True)
    computed_on = models.DateField()
    sems = models.JSONField()
    # Only of a file: published spreads in whole points by name, and the whole file as it was read.
    spreads = models.JSONField(default=dict)
    content = models.TextField(blank=True, default="")
    source = models.CharField(max_length=120, blank=True, default="")
    # From and until when they hold.
    created_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        get_latest_by = ["computed_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ReferenceKind.IMPORTED, organisation__isnull=False)
                | (~Q(kind=ReferenceKind.IMPORTED) & Q(organisation__isnull=True)),
                name="reference_of_one_when_imported",
            )
        ]

    def __str__(self) -> str:
        return f"{self.checksum[:14]} n={self.n}"

    @property
    def band(self) -> Band:
        """Of how many people, as it may be shown."""
        if self.kind == ReferenceKind.CONSISTENCY:
            return n_band(self.n) or Band(QUALITY_FROM, None)
        return Band(self.n, self.n_high)

    @property
    def measured(self) -> Measured:
        band = self.band
        source = Source(band.low, band.high, self.computed_on.isoformat(), self.source)
        return Measured(Origin(self.kind), self.sems, source)

    @property
    def table(self) -> SemTable:
        return layered_table([self.measured])
