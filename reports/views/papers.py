"""One group on paper, at once, for whoever may see the page of that group."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from reports.disclosure.group_keys import ORGANISATION
from reports.exports.paper import Kind, pdf
from reports.exports.text import file_name
from reports.files.group_pdf import LANGUAGE, Copy, has_paper, paper
from reports.models import Snapshot
from reports.overview.since import SinceView, since_previous
from reports.selectors import visible_teams
from reports.services.exports import record_paper
from reports.views.sending import as_file
from reports.views.snapshot_access import (
    OF_DEPARTMENTS,
    READERS,
    department_of,
    snapshot_or_404,
    team_of,
)


@require_POST
@requires(*READERS)
def team_paper(request: OrganisationRequest, wave_id: UUID, team_id: UUID) -> HttpResponseBase:
    snapshot, key = team_of(request.access, wave_id, team_id)
    with override(LANGUAGE):
        since = since_previous(visible_teams(request.access), snapshot, team_id)
    return _paper(request, snapshot, key, since)


@require_POST
@requires(*OF_DEPARTMENTS)
def department_paper(
    request: OrganisationRequest, wave_id: UUID, department_id: UUID
) -> HttpResponseBase:
    return _paper(request, *department_of(request.access, wave_id, department_id))


@require_POST
@requires(Permission.SEE_ALL_GROUPS)
def organisation_paper(request: OrganisationRequest, wave_id: UUID) -> HttpResponseBase:
    return _paper(request, snapshot_or_404(request.access, wave_id), ORGANISATION)


def _paper(
    request: OrganisationRequest, snapshot: Snapshot, key: str, since: SinceView | None = None
) -> HttpResponseBase:
    """The paper; of a group that is not shown the page again, with the reason."""
    group, kind = snapshot.publication.groups.get(key), request.POST.get("kind")
    if group is None or kind not in list(Kind):
        raise Http404("No such paper.")
    if not has_paper(group):
        messages.warning(request, _("This group is not shown, so there is nothing for on paper."))
        return redirect(request.path.removesuffix("papier/"))
    content = pdf(paper(Kind(kind), Copy(snapshot, key, timezone.localdate(), since)))
    record_paper(access=request.access, snapshot=snapshot, form=f"pdf-{kind}", group=group.name)
    name = file_name(kind, group.name, snapshot.wave.title, extension="pdf")
    return as_file(HttpResponse(content), name, "application/pdf")
