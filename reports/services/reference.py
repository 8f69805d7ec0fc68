"""Reference values of a questionnaire version: how large its measurement errors are."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from igm_portal.audit.services import record
from reports.models import ReferenceValues, Snapshot
from reports.models.reference import ReferenceKind
from reports.selectors import first_measurements
from reports.statistics.quality import NoReliability, Reliability, measured_sems, reliability
from reports.statistics.sem import REFERENCE_MINIMUM
from surveys.instruments.elements import Element, Outcome
from surveys.models import InstrumentVersion
from surveys.scoring.batch import Batch


@dataclass(frozen=True, slots=True)
class Computed:
    """What came of it: a report per element and outcome, and the row that was stored, if any."""

    n: int
    reports: tuple[Reliability | NoReliability, ...]
    row: ReferenceValues | None


def compute_reference(version: InstrumentVersion, *, today: date) -> Computed:
    """Store the SEM of every element with at least 100 complete answers and a positive alpha.

    One measurement per person, over all closed waves and organisations of this installation. With
    fewer nothing is stored and the provisional values stay. Snapshots that exist keep theirs.
    """
    batch = Batch(version.instrument, first_measurements(version))
    reports = tuple(
        reliability(metric, batch.items(metric), minimum=REFERENCE_MINIMUM)
        for metric in (*Element, *Outcome)
    )
    return Computed(len(batch), reports, _stored(version, reports, today))


def store_retest(snapshot: Snapshot) -> ReferenceValues | None:
    """Let what a retest published hold for its questionnaire version, from the moment on which it
    may be read; None where it published nothing, and of any other wave.
    """
    report, at = snapshot.retest_report, snapshot.wave.results_at
    if report is None or at is None or not report.measured:
        return None
    band = min((one.n for one in report.measured if one.n), key=lambda band: band.low)
    version = snapshot.wave.launched
    values = ReferenceValues.objects.create(
        kind=ReferenceKind.RETEST,
        checksum=version.checksum,
        n=band.low,
        n_high=band.high,
        computed_on=timezone.localdate(at),
        sems={one.metric: one.sem for one in report.measured},
        created_at=at,
    )
    record("reference.computed", values, by=None, organisation_id=None, version=str(version))
    return values


@transaction.atomic
def _stored(
    version: InstrumentVersion, reports: tuple[Reliability | NoReliability, ...], today: date
) -> ReferenceValues | None:
    sems = measured_sems(reports)
    if not sems:
        return None
    values = ReferenceValues.objects.create(
        checksum=version.checksum,
        n=min(report.n for report in reports if report.metric in sems),
        computed_on=today,
        sems=sems,
    )
    record("reference.computed", values, by=None, organisation_id=None, version=str(version))
    return values
