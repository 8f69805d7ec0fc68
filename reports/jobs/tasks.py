"""Between request and worker: the queue of django-tasks, which holds ids and nothing else.

The job says how it goes; a task is no more than the call to look at it. So a task too many does no
harm, and one too few is made anew by the reaper.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from reports.jobs.progress import Stopped
from reports.jobs.running import run_job
from reports.models import Job, JobState


@task()
def make_file(job_id: str) -> None:
    """Make the file; when this process has to end before that, another one will."""
    try:
        run_job(UUID(job_id), timezone.now)
    except Stopped:
        for job in Job.objects.filter(pk=job_id, state=JobState.WAITING):
            enqueue(job)


def enqueue(job: Job) -> None:
    """Let a worker make it, in the caller's transaction."""
    job.task = UUID(make_file.enqueue(str(job.pk)).id)
    job.save(update_fields=["task"])


def is_queued(job: Job, since: datetime) -> bool:
    """Whether a worker will look at this job, or took its task after `since`."""
    waits_or_began = Q(status="READY") | Q(status="RUNNING", started_at__gt=since)
    return DBTaskResult.objects.filter(waits_or_began, pk__in=_task_of(job)).exists()


def forget(job: Job) -> None:
    """Take this job out of the queue; a task that runs finds out by itself."""
    DBTaskResult.objects.ready().filter(pk__in=_task_of(job)).delete()


def _task_of(job: Job) -> list[UUID]:
    return [job.task] if job.task else []


def forget_old(*, ended_before: datetime, began_before: datetime) -> None:
    """Remove tasks that ended, and those of workers that were killed."""
    DBTaskResult.objects.finished().filter(finished_at__lt=ended_before).delete()
    DBTaskResult.objects.running().filter(started_at__lt=began_before).delete()
