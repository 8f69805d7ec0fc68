"""Ask for a file, throw it away, or try again. What is asked twice is made once."""

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from igm_portal.accounts.access import Access
from reports.files.form import FileForm
from reports.jobs import files
from reports.jobs.tasks import enqueue, forget
from reports.models import Job, Snapshot


def ask(*, access: Access, snapshots: Sequence[Snapshot], form: FileForm, now: datetime) -> Job:
    """The job that makes this file: the one that runs or lies ready, or a new one."""
    waves = sorted(str(snapshot.pk) for snapshot in snapshots)
    return _once(access, waves, form, now)


def ask_again(*, access: Access, job: Job, now: datetime) -> Job:
    """The same file after a failure; the failed job goes."""
    with transaction.atomic():
        throw_away(job=job)
        return _once(access, job.waves, FileForm(job.form), now)


def throw_away(*, job: Job) -> None:
    """Remove a job with its file, whatever state it is in; who works on it finds out and stops."""
    with transaction.atomic():
        forget(job)
        Job.objects.filter(pk=job.pk).delete()
        transaction.on_commit(lambda: files.remove(job.run))


def jobs_of(access: Access, now: datetime) -> list[Job]:
    """What this person asked for in this organisation, the newest first."""
    mine = Job.objects.of(owner=access.user.id, organisation=access.organisation.id)
    return [*mine.filter(Q(expires_at=None) | Q(expires_at__gt=now))]


def _once(access: Access, waves: Sequence[str], form: FileForm, now: datetime) -> Job:
    mark = sha256(json.dumps([form, *waves]).encode()).hexdigest()
    mine = Job.objects.of(owner=access.user.id, organisation=access.organisation.id)
    same = mine.live().filter(fingerprint=mark)
    for old in same.expired(now):
        throw_away(job=old)
    job = Job(
        organisation=access.organisation,
        owner=access.user,
        form=form,
        waves=list(waves),
        fingerprint=mark,
        made_on=timezone.localdate(now),
        asked_at=now,
    )
    try:
        _take_on(job)
    except IntegrityError:  # asked before, or at this very moment in another window
        existing = same.first()
        if existing:
            return existing
        _take_on(job)  # that one failed or was thrown away since
    return job


@transaction.atomic
def _take_on(job: Job) -> None:
    job.save(force_insert=True)
    enqueue(job)
