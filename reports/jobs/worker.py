"""Run a job: take it, make its file, report how far it is, write down how it ended.

Every step is safe to be killed at: the file is made in a temporary file without a name, and copied
to the database in the transaction that says READY. A run that was thought dead finds that its job
is no longer its own.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from threading import Event
from typing import Any, BinaryIO, Final
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from igm_portal.accounts.access import access_of
from igm_portal.accounts.permissions import Permission
from igm_portal.local_words import speaking
from reports.files.form import FileForm
from reports.jobs import files
from reports.jobs.making import make
from reports.models import Job, JobFault, JobState, Snapshot
from reports.selectors import snapshots_of

Clock = Callable[[], datetime]

LEASE: Final = timedelta(minutes=3)  # longer than any one part takes
_LONGEST_SILENCE: Final = timedelta(seconds=20)  # between two renewals of the lease

logger = logging.getLogger(__name__)
stopping: Final = Event()
"""Set when this process has to end: the job in hand goes back to the others."""


class Superseded(Exception):
    """Another worker has this job, or it was thrown away: nothing may be written any more."""


class Stopped(Exception):
    """This process had to end half-way."""


class JobRefused(Exception):
    """There will be no file; `fault` says why."""

    def __init__(self, fault: JobFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Run:
    """One attempt of this process at one job."""

    id: UUID
    job: Job
    clock: Clock


class JobProgress:
    """How far one run is. Each call reports it, renews the lease and learns whether to go on."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._percent, self._reported_at = 0, run.clock()

    def __call__(self, count: int, total: int) -> None:
        """Raises Superseded or Stopped when this run should not go on."""
        if stopping.is_set():
            raise Stopped
        percent = min(99, count * 100 // max(total, 1))  # 100 is for a file that is there
        now = self._run.clock()
        if percent <= self._percent and now < self._reported_at + _LONGEST_SILENCE:
            return
        self._percent, self._reported_at = percent, now
        if not _own_row(self._run).update(progress=percent, alive_until=now + LEASE):
            raise Superseded


def run_job(job_id: UUID, clock: Clock) -> None:
    """Make the file of this job, unless another worker does or it is not wanted any more.

    Raises Stopped when this process had to end: the job then waits as if never taken.
    """
    run = _claim(job_id, clock)
    if run is None:
        return
    try:
        with TemporaryFile() as file, speaking(run.job.organisation.words):
            _deliver(run, file, _make(run, file))
    except Superseded:
        return
    except Stopped:
        _write(run, state=JobState.WAITING, attempts=run.job.attempts - 1, progress=0)
        raise
    except JobRefused as refusal:
        _fail(run, refusal.fault)
    except Exception:
        logger.exception("The file of job %s could not be made.", job_id)
        _fail(run, JobFault.ERROR)


def expiry(now: datetime) -> datetime:
    """When what ended now is removed."""
    return now + timedelta(hours=settings.IGM_FILE_HOURS)


def _claim(job_id: UUID, clock: Clock) -> Run | None:
    """Take a waiting job, for the length of the lease; None when it does not wait."""
    ident, now = uuid4(), clock()
    row_count = Job.objects.filter(pk=job_id, state=JobState.WAITING).update(
        state=JobState.RUNNING,
        run=ident,
        attempts=F("attempts") + 1,
        progress=0,
        alive_until=now + LEASE,
    )
    if not row_count:
        return None
    return Run(ident, Job.objects.select_related("owner", "organisation").get(run=ident), clock)


def _make(run: Run, file: BinaryIO) -> dict[str, Any]:
    """Write the file; returns what the row has to say about it. Raises JobRefused."""
    progress, job = JobProgress(run), run.job
    snapshots = _snapshots(job)
    name, content_type = make(snapshots, FileForm(job.form), job.made_on, file, progress)
    progress(1, 1)
    size = file.seek(0, 2)
    if size > files.LARGEST:
        raise JobRefused(JobFault.TOO_LARGE)
    return {"file_name": name, "content_type": content_type, "size": size}


@transaction.atomic
def _deliver(run: Run, file: BinaryIO, result: dict[str, Any]) -> None:
    """Say that the file is ready and bring it to the database: both or neither."""
    if _write(run, state=JobState.READY, progress=100, expires_at=expiry(run.clock()), **result):
        files.store(run.job, file)


def _snapshots(job: Job) -> Sequence[Snapshot]:
    """The waves of a job, as far as its owner may still have them. Raises JobRefused."""
    access = access_of(job.owner, job.organisation.slug)
    if access is None or not access.may(Permission.EXPORT):
        raise JobRefused(JobFault.NO_RIGHT)
    snapshots = [snapshot for snapshot in snapshots_of(access) if str(snapshot.pk) in job.waves]
    if len(snapshots) < len(job.waves):
        raise JobRefused(JobFault.NO_FIGURES)
    return snapshots


def _fail(run: Run, fault: JobFault) -> None:
    _write(run, state=JobState.FAILED, fault=fault, expires_at=expiry(run.clock()))


def _write(run: Run, **values: Any) -> bool:
    """Write down how it ended; False when the job is no longer of this run."""
    return bool(_own_row(run).update(alive_until=None, **values))


def _own_row(run: Run) -> QuerySet[Job]:
    return Job.objects.filter(pk=run.job.pk, run=run.id, state=JobState.RUNNING)
