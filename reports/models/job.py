"""A file that is being made in the background, for the one person who asked for it."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Exists, OuterRef, Q

from igm_portal.accounts.models import Organisation, User


class JobState(models.TextChoices):
    WAITING = "waiting", "waiting"  # for a worker
    RUNNING = "running", "running"
    READY = "ready", "ready"  # the file can be downloaded
    FAILED = "failed", "failed"


class JobFault(models.TextChoices):
    """Why there is no file: a kind, never the words of the program."""

    NO_RIGHT = "no_right", "no_right"  # who asked may not export any more
    NO_FIGURES = "no_figures", "no_figures"  # a wave is no longer there
    STOPPED = "stopped", "stopped"  # the worker was stopped half-way, again and again
    TOO_LARGE = "too_large", "too_large"
    LOST = "lost", "lost"  # it was ready; a restored database came without it
    ERROR = "error", "error"  # a mistake of ours; the log has it


class JobQuerySet(models.QuerySet["Job"]):
    def live(self) -> "JobQuerySet":
        """What is being made or lies ready: asking for it again gives the same."""
        return self.exclude(state=JobState.FAILED)

    def of(self, *, owner: UUID, organisation: UUID) -> "JobQuerySet":
        """What this person asked for in this organisation, the newest first."""
        jobs = self.filter(owner_id=owner, organisation_id=organisation)
        return jobs.order_by("-asked_at", "id")

    def lost(self, now: datetime) -> "JobQuerySet":
        """What a worker took and has not told about for too long."""
        return self.filter(state=JobState.RUNNING, alive_until__lte=now)

    def expired(self, now: datetime) -> "JobQuerySet":
        return self.filter(expires_at__lte=now)

    def without_file(self) -> "JobQuerySet":
        """What says it is ready and has no file: backups leave the files out."""
        return self.filter(~Exists(FileChunk.objects.filter(job=OuterRef("pk"))), state="ready")


class Job(models.Model):
    """One file: `waves` and `form` say what, `progress` (0-100) how far, `run` who makes it.

    `run` is made anew by every worker that takes the job. It fences off a worker that was thought
    dead. `alive_until` is the lease of that worker. `expires_at` is set at the end; then this row
    and its file go.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=20)
    waves: "models.JSONField[Any, Any]" = models.JSONField()
    fingerprint = models.CharField(max_length=64, editable=False)
    made_on = models.DateField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    task = models.UUIDField(null=True)
    run = models.UUIDField(null=True, unique=True)
    alive_until = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True, db_index=True)
    fault = models.CharField(max_length=12, choices=JobFault.choices, blank=True, default="")
    file_name = models.CharField(max_length=110, blank=True, default="")
    content_type = models.CharField(max_length=100, blank=True, default="")
    size = models.PositiveBigIntegerField(default=0)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "organisation", "fingerprint"],
                condition=~Q(state="failed"),
                name="job_live_once",
            ),
            models.CheckConstraint(
                condition=Q(progress__lte=100), name="job_progress_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(run__isnull=False, alive_until__isnull=False),
                name="job_running_has_a_lease",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ready", "failed"]) | Q(expires_at__isnull=False),
                name="job_ended_expires",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class FileChunk(models.Model):
    """One piece of the file of a job that is ready; `number` counts from 0."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="chunk_once")]

    def __str__(self) -> str:
        return f"{self.job_id} {self.number}"
