"""Files of published figures for HR, and a profile on paper for who may see its page."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from igm_portal.accounts.access import Access, OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from reports.downloads import figures
from reports.export_form import ExportForm, FileForm
from reports.exports.paper import Kind, pdf
from reports.exports.text import file_name
from reports.models import Snapshot
from reports.papers import Copy, paper
from reports.selectors import snapshot_of, visible_teams
from reports.services.exports import record_figures, record_paper
from reports.services.tree import ORGANISATION, department_key, team_key
from reports.views.groups import READERS

KINDS = (Kind.CONVERSATION, Kind.REPORT)


@requires(Permission.EXPORT)
def exports(request: OrganisationRequest) -> HttpResponseBase:
    """Choose waves (`?meting=` does so beforehand) and a kind of file; POST sends it."""
    form = ExportForm(
        request.access,
        data=request.POST if request.method == "POST" else None,
        initial={"waves": request.GET.getlist("meting")},
    )
    if request.method != "POST" or not form.is_valid():
        return render(request, "reports/exports.html", {"form": form})
    snapshots, kind = form.cleaned_data["waves"], FileForm(form.cleaned_data["form"])
    download = figures(snapshots, kind, timezone.localdate())
    record_figures(access=request.access, snapshots=snapshots, form=kind)
    return _as_file(StreamingHttpResponse(download.content), download.name, download.content_type)


@require_POST
@requires(*READERS)
def team_paper(request: OrganisationRequest, wave_id: UUID, team_id: UUID) -> HttpResponseBase:
    """The team on paper, for whoever may see the page of this team."""
    snapshot = _snapshot(request.access, wave_id)
    if not visible_teams(request.access).filter(wave_id=wave_id, team_id=team_id).exists():
        raise PermissionDenied
    return _paper(request, snapshot, team_key(team_id))


@require_POST
@requires(Permission.SEE_ALL_GROUPS, Permission.SEE_DEPARTMENT)
def department_paper(
    request: OrganisationRequest, wave_id: UUID, department_id: UUID
) -> HttpResponseBase:
    snapshot = _snapshot(request.access, wave_id)
    sees_all = request.access.may(Permission.SEE_ALL_GROUPS)
    if not sees_all and department_id not in request.access.department_ids:
        raise PermissionDenied
    return _paper(request, snapshot, department_key(department_id))


@require_POST
@requires(Permission.SEE_ALL_GROUPS)
def organisation_paper(request: OrganisationRequest, wave_id: UUID) -> HttpResponseBase:
    return _paper(request, _snapshot(request.access, wave_id), ORGANISATION)


def _snapshot(access: Access, wave_id: UUID) -> Snapshot:
    try:
        return snapshot_of(access, wave_id)
    except Snapshot.DoesNotExist:
        raise Http404("No results of such a wave.") from None


def _paper(request: OrganisationRequest, snapshot: Snapshot, key: str) -> HttpResponseBase:
    group, kind = snapshot.publication.groups.get(key), request.POST.get("kind")
    if group is None or kind not in KINDS:
        raise Http404("No such paper.")
    content = pdf(paper(Kind(kind), Copy(snapshot, key, timezone.localdate())))
    record_paper(access=request.access, snapshot=snapshot, form=f"pdf-{kind}", group=group.name)
    name = file_name(kind, group.name, snapshot.wave.title, extension="pdf")
    return _as_file(HttpResponse(content), name, "application/pdf")


def _as_file(response: HttpResponseBase, name: str, content_type: str) -> HttpResponseBase:
    """Saved, never shown inside the site and never kept by anything in between."""
    response.headers["Content-Type"] = content_type
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["Cache-Control"] = "private, no-store"
    return response
