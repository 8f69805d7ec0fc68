"""What leaves the product in a file is on record: who, which wave, which figures, in what form."""

from collections.abc import Iterable

from django.db import transaction

from igm_portal.accounts.access import Access
from igm_portal.audit.services import record
from reports.models import Snapshot


@transaction.atomic
def record_file(*, access: Access, snapshots: Iterable[Snapshot], form: str, reports: bool) -> None:
    """One event per wave of which a file of this form holds the figures, or `reports` on groups."""
    action = "profiles.exported" if reports else "figures.exported"
    for snapshot in snapshots:
        _record(action, access, snapshot, form)


@transaction.atomic
def record_pdf(*, access: Access, snapshot: Snapshot, form: str, group: str) -> None:
    """Record the profile of one group as PDF; `group` is its name in the wave."""
    _record("profile.exported", access, snapshot, form, group=group)


def _record(action: str, access: Access, snapshot: Snapshot, form: str, **details: str) -> None:
    record(
        action,
        snapshot.wave,
        by=access.user,
        organisation_id=access.organisation.id,
        format=form,
        instrument=str(snapshot.wave.launched),
        digest=snapshot.digest,
        **details,
    )
