"""The reaper: brings back what a killed worker left, and removes what has had its time."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from reports.jobs import files
from reports.jobs.asking import throw_away
from reports.jobs.progress import LEASE
from reports.jobs.running import expiry
from reports.jobs.tasks import enqueue, forget_old, is_queued
from reports.models import Job, JobFault, JobState

ATTEMPTS: Final = 3
_KEPT: Final = timedelta(hours=1)  # of a task that ended: the job says how
_FOR_EVER: Final = timedelta(days=1)  # no task runs that long


def reap(now: datetime) -> None:
    """Safe to run at any moment, by any number of workers at once."""
    for job in Job.objects.lost(now):
        _bring_back(job, now)
    for job in Job.objects.filter(state=JobState.WAITING):
        if not is_queued(job, now - LEASE):
            enqueue(job)
    for job in Job.objects.expired(now):
        throw_away(job=job)
    forget_old(ended_before=now - _KEPT, began_before=now - _FOR_EVER)
    runs = Job.objects.exclude(run=None).values_list("run", flat=True)
    files.remove_orphans({run.hex for run in runs if run}, now - LEASE)


def _bring_back(job: Job, now: datetime) -> None:
    """Another attempt for a job whose worker fell silent; after the last one it has failed."""
    lost = Job.objects.lost(now).filter(pk=job.pk, run=job.run)
    with transaction.atomic():
        if job.attempts >= ATTEMPTS:
            updated = lost.update(
                state=JobState.FAILED,
                fault=JobFault.STOPPED,
                alive_until=None,
                expires_at=expiry(now),
            )
        else:
            updated = lost.update(state=JobState.WAITING, alive_until=None, progress=0)
            if updated:
                enqueue(job)
    if updated:
        files.remove(job.run)
