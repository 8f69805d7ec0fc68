"""Reference values of a questionnaire version: how large its measurement errors are."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from igm_portal.audit.services import record
from reports.models import ReferenceValues
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
