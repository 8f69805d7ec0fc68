"""How a job stands, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.files.form import FileForm
from reports.models import Job, JobFault, JobState

JOB_FAULTS: dict[str, str | Promise] = {
    JobFault.NO_RIGHT: gettext_lazy(
        "Your role changed meanwhile: you may not export any more, so no file was made."
    ),
    JobFault.NO_FIGURES: gettext_lazy(
        "A wave that you chose is no longer there. Choose again which waves you want."
    ),
    JobFault.STOPPED: gettext_lazy(
        "Making the file was interrupted several times. Try again, or choose fewer waves."
    ),
    JobFault.TOO_LARGE: gettext_lazy("The file became too large. Choose fewer waves."),
    JobFault.LOST: gettext_lazy(
        "The file is no longer there, because the portal was put back from a backup or got a new "
        "version. Ask for it again."
    ),
    JobFault.ERROR: gettext_lazy(
        "Something went wrong on our side. Try again; if it keeps happening, tell your "
        "administrator."
    ),
}


@dataclass(frozen=True, slots=True)
class JobView:
    """One file as a page shows it; `progress` is 0-100, `summary` sets apart files of one kind."""

    id: UUID
    title: str
    waves: str
    summary: str
    sentence: str
    progress: int
    asked_at: datetime
    expires_at: datetime | None
    busy: bool
    ready: bool
    has_failed: bool
    size: int


def job_view(job: Job, titles: Mapping[str, str]) -> JobView:
    """`titles` names the waves by id; one that is no longer there is left out."""
    waves = "; ".join(title for key, title in titles.items() if key in job.waves)
    asked_on = date_format(timezone.localtime(job.asked_at), "j F Y, H:i")
    return JobView(
        id=job.pk,
        title=str(FileForm(job.form).label),
        waves=waves,
        summary=_("%(waves)s. Asked for on %(moment)s.") % {"waves": waves, "moment": asked_on},
        sentence=_sentence(job),
        progress=job.progress,
        asked_at=job.asked_at,
        expires_at=job.expires_at,
        busy=job.state in {JobState.WAITING, JobState.RUNNING},
        ready=job.state == JobState.READY,
        has_failed=job.state == JobState.FAILED,
        size=job.size,
    )


def _sentence(job: Job) -> str:
    if job.state == JobState.FAILED:
        return str(JOB_FAULTS[job.fault])
    if job.state == JobState.READY:
        return _("The file is ready.")
    if job.state == JobState.RUNNING:
        return _("The file is being made: %(percent)s %% done.") % {"percent": job.progress}
    if job.attempts:
        return _("Making the file was interrupted. It starts again by itself.")
    return _("The file will be made in a moment.")
