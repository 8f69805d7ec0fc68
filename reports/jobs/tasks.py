"""Jobs between request and worker: ask for a file, throw it away, bring back what was left.

The queue of django-tasks holds ids and nothing else: the job says how it goes, and a task is no
more than the call to look at it. So a task too many does no harm, and one too few is made anew
(`reap`).
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from igm_portal.accounts.access import Access
from reports.files.form import FileForm
from reports.jobs.worker import LEASE, Stopped, expiry, run_job
from reports.models import Job, JobFault, JobState, Snapshot
from reports.models.job import JobQuerySet

ATTEMPTS: Final = 3
MOST_FILES: Final = 20  # of one person in one organisation: they stand in the database for a day
_TASK_RETENTION: Final = timedelta(hours=1)  # of a task that ended: the job says how
_LONGEST_TASK: Final = timedelta(days=1)  # one that began before that was killed


class TooManyFiles(Exception):
    """This person has MOST_FILES already."""


def ask(*, access: Access, snapshots: Sequence[Snapshot], form: FileForm, now: datetime) -> Job:
    """The job that makes this file: the one that runs or lies ready, or a new one. Raises
    TooManyFiles.
    """
    waves = sorted(str(snapshot.pk) for snapshot in snapshots)
    return _once(access, waves, form, now)


def ask_again(*, access: Access, job: Job, now: datetime) -> Job:
    """The same file after a failure; the failed job goes."""
    with transaction.atomic():
        throw_away(job=job)
        return _once(access, job.waves, FileForm(job.form), now)


def throw_away(*, job: Job) -> None:
    """Remove a job with its task and file, whatever its state; a run that works on it stops."""
    with transaction.atomic():
        DBTaskResult.objects.ready().filter(pk__in=[job.task]).delete()
        locked_jobs = Job.objects.select_for_update().filter(pk=job.pk)
        for row in locked_jobs:  # first the lock: a file that is delivered right now goes along
            row.delete()


def jobs_of(access: Access, now: datetime) -> list[Job]:
    """The jobs of this person in this organisation, the newest first."""
    jobs = Job.objects.of(owner=access.user.id, organisation=access.organisation.id)
    _fail_without_file(jobs)
    return [*jobs.filter(Q(expires_at=None) | Q(expires_at__gt=now))]


def reap(now: datetime) -> None:
    """Bring back what a killed worker left, and remove what has had its time.

    Safe to run at any moment, by any number of workers at once.
    """
    for job in Job.objects.lost(now):
        _bring_back(job, now)
    for job in Job.objects.filter(state=JobState.WAITING):
        alive = Q(status="READY") | Q(status="RUNNING", started_at__gt=now - LEASE)
        if not DBTaskResult.objects.filter(alive, pk__in=[job.task]).exists():
            _enqueue(job)
    for job in Job.objects.expired(now):
        throw_away(job=job)
    DBTaskResult.objects.finished().filter(finished_at__lt=now - _TASK_RETENTION).delete()
    DBTaskResult.objects.running().filter(started_at__lt=now - _LONGEST_TASK).delete()


@task()
def make_file(job_id: str) -> None:
    """Make the file; when this process has to end before that, another one will."""
    try:
        run_job(UUID(job_id), timezone.now)
    except Stopped:
        for job in Job.objects.filter(pk=job_id, state=JobState.WAITING):
            _enqueue(job)


def _enqueue(job: Job) -> None:
    """Let a worker make it, in the caller's transaction."""
    job.task = UUID(make_file.enqueue(str(job.pk)).id)
    job.save(update_fields=["task"])


def _once(access: Access, waves: Sequence[str], form: FileForm, now: datetime) -> Job:
    fingerprint = sha256(json.dumps([form, *waves]).encode()).hexdigest()
    jobs = Job.objects.of(owner=access.user.id, organisation=access.organisation.id)
    _fail_without_file(jobs)
    same = jobs.live().filter(fingerprint=fingerprint)
    for old in same.expired(now):
        throw_away(job=old)
    if jobs.live().exclude(pk__in=same).count() >= MOST_FILES:
        raise TooManyFiles
    job = Job(
        organisation=access.organisation,
        owner=access.user,
        form=form,
        waves=list(waves),
        fingerprint=fingerprint,
        made_on=timezone.localdate(now),
        asked_at=now,
    )
    try:
        _insert(job)
    except IntegrityError:  # asked before, or at this very moment in another window
        existing = same.first()
        if existing:
            return existing
        _insert(job)  # that one failed or was thrown away since
    return job


@transaction.atomic
def _insert(job: Job) -> None:
    job.save(force_insert=True)
    _enqueue(job)


def _bring_back(job: Job, now: datetime) -> None:
    """Another attempt for a job whose worker fell silent; after the last one it has failed."""
    own_job = Job.objects.lost(now).filter(pk=job.pk, run=job.run)
    if job.attempts >= ATTEMPTS:
        failure = {"state": JobState.FAILED, "fault": JobFault.STOPPED, "expires_at": expiry(now)}
        own_job.update(alive_until=None, **failure)
        return
    with transaction.atomic():
        if own_job.update(state=JobState.WAITING, alive_until=None, progress=0):
            _enqueue(job)


def _fail_without_file(jobs: JobQuerySet) -> None:
    """Say of a job whose file is away that it failed, so that it can be asked for again."""
    jobs.without_file().update(state=JobState.FAILED, fault=JobFault.LOST)
