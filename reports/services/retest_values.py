"""The measurement errors a retest published, kept for its questionnaire version.

Apart from `reference`, which computes: a web process closes waves too, and has no use for numpy.
"""

from django.utils import timezone

from igm_portal.audit.services import record
from reports.models import ReferenceValues, Snapshot
from reports.models.reference import ReferenceKind


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
