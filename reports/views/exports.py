"""Files that a worker makes: ask for one, see how far it is, download it, throw it away."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from reports.files.form import REPORTS, ExportForm, FileForm, asked_groups
from reports.files.group_pdf import has_report
from reports.jobs import files
from reports.jobs.tasks import MOST_FILES, TooManyFiles, ask, ask_again, jobs_of, throw_away
from reports.jobs.texts import job_view
from reports.models import Job, JobState
from reports.overview.texts import wave_label
from reports.selectors import snapshots_of
from reports.services.exports import record_file
from reports.snapshot_access import snapshot_or_404
from reports.views.sending import as_file


@requires(Permission.EXPORT)
def exports(request: OrganisationRequest) -> HttpResponse:
    """Choose waves (`?meting=` does so beforehand) and a kind of file; POST asks for it."""
    now = timezone.now()
    form = ExportForm(
        request.access,
        data=request.POST if request.method == "POST" else None,
        initial={"waves": request.GET.getlist("meting")},
    )
    if request.method == "POST" and form.is_valid():
        waves, kind = form.cleaned_data["waves"], form.cleaned_data["form"]
        try:
            job = ask(access=request.access, snapshots=waves, form=kind, now=now)
        except TooManyFiles:
            too_many = _("You have %(number)s files. Throw one away before you ask for another.")
            form.add_error(None, too_many % {"number": MOST_FILES})
        else:
            return redirect("export_job", request.access.organisation.slug, job.pk)
    titles = _titles(request)
    jobs = [job_view(job, titles) for job in jobs_of(request.access, now)]
    return render(request, "reports/exports.html", {"form": form, "jobs": jobs})


@require_safe
@requires(Permission.EXPORT)
def wave_files(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """Every file of one wave in one place; a file with nothing in it is not offered."""
    snapshot = snapshot_or_404(request.access, wave_id)
    kinds = [
        (
            kind.value,
            kind.label,
            kind not in REPORTS or any(map(has_report, asked_groups(snapshot, kind))),
        )
        for kind in FileForm
    ]
    context = {"wave": snapshot.wave, "snapshot": snapshot, "kinds": kinds}
    return render(request, "reports/wave_files.html", context)


@require_safe
@requires(Permission.EXPORT)
def export_job(request: OrganisationRequest, job_id: UUID) -> HttpResponse:
    """How far it is, in words and as a bar; the page may be left."""
    context = {"job": job_view(_job(request, job_id), _titles(request))}
    return render(request, "reports/export_job.html", context)


@require_safe
@requires(Permission.EXPORT)
def export_progress(request: OrganisationRequest, job_id: UUID) -> HttpResponse:
    """The same for the script on that page."""
    job = job_view(_job(request, job_id), {})
    return JsonResponse({"busy": job.busy, "progress": job.progress, "words": job.sentence})


@require_safe
@requires(Permission.EXPORT)
def export_file(request: OrganisationRequest, job_id: UUID) -> HttpResponseBase:
    """The file itself, for who asked for it; what leaves the product is on record."""
    job = _job(request, job_id)
    if job.state != JobState.READY:
        raise Http404("There is no file.")
    snapshots = [
        snapshot for snapshot in snapshots_of(request.access) if str(snapshot.pk) in job.waves
    ]
    reports = job.form in REPORTS
    record_file(access=request.access, snapshots=snapshots, form=job.form, reports=reports)
    length = {"Content-Length": str(job.size)}
    response = StreamingHttpResponse(files.pieces(job), headers=length)
    return as_file(response, job.file_name, job.content_type)


@require_POST
@requires(Permission.EXPORT)
def retry_export(request: OrganisationRequest, job_id: UUID) -> HttpResponse:
    """Once more, after it failed; what runs or lies ready stays as it is."""
    job = _job(request, job_id)
    if job.state == JobState.FAILED:
        try:
            job = ask_again(access=request.access, job=job, now=timezone.now())
        except TooManyFiles:
            too_many = _("You have %(number)s files. Throw one away before you ask for another.")
            messages.error(request, too_many % {"number": MOST_FILES})
    return redirect("export_job", request.access.organisation.slug, job.pk)


@require_POST
@requires(Permission.EXPORT)
def remove_export(request: OrganisationRequest, job_id: UUID) -> HttpResponse:
    throw_away(job=_job(request, job_id))
    messages.success(request, _("The file is gone."))
    return redirect("exports", request.access.organisation.slug)


def _titles(request: OrganisationRequest) -> dict[str, str]:
    """The closed waves by id, newest first; what they published is not read for their names."""
    snapshots = snapshots_of(request.access).defer("content", "wave__instrument__content")
    return {str(snapshot.pk): wave_label(snapshot.wave) for snapshot in snapshots}


def _job(request: OrganisationRequest, job_id: UUID) -> Job:
    """A job of this person; to anyone else it does not exist."""
    for job in jobs_of(request.access, timezone.now()):
        if job.pk == job_id:
            return job
    raise Http404("No such file.")
