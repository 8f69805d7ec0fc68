"""One group as PDF, at once, for whoever may see the page of that group."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.pdf.report import GroupForm, ReportTable, report_pdf
from reports.disclosure.group_keys import ORGANISATION
from reports.exports.text import file_name
from reports.files.group_pdf import LANGUAGE, ReportSource, group_report, has_report
from reports.models import Snapshot
from reports.overview.since import SinceView, since_previous
from reports.overview.waves import wave_of_other_questions
from reports.selectors import visible_teams
from reports.services.exports import record_pdf
from reports.snapshot_access import (
    OF_DEPARTMENTS,
    department_of,
    snapshot_or_404,
    team_of,
)
from reports.views.sending import as_file
from surveys.models import WaveTeam


def team_paper(
    request: OrganisationRequest, wave_id: UUID, team_id: UUID, agreements: ReportTable | None
) -> HttpResponseBase:
    """The PDF of a team, with its `agreements` for whoever may read those."""
    snapshot, key = team_of(request.access, wave_id, team_id)
    with override(LANGUAGE):
        since = since_previous(visible_teams(request.access), snapshot, team_id)
    teams = visible_teams(request.access).filter(team_id=team_id)
    return _pdf(request, snapshot, key, teams, since, agreements)


@require_POST
@requires(*OF_DEPARTMENTS)
def department_pdf(
    request: OrganisationRequest, wave_id: UUID, department_id: UUID
) -> HttpResponseBase:
    teams = visible_teams(request.access).filter(department_id=department_id)
    return _pdf(request, *department_of(request.access, wave_id, department_id), teams)


@require_POST
@requires(Permission.SEE_ALL_GROUPS)
def organisation_pdf(request: OrganisationRequest, wave_id: UUID) -> HttpResponseBase:
    snapshot = snapshot_or_404(request.access, wave_id)
    return _pdf(request, snapshot, ORGANISATION, visible_teams(request.access))


def _pdf(
    request: OrganisationRequest,
    snapshot: Snapshot,
    key: str,
    teams: QuerySet[WaveTeam],
    since: SinceView | None = None,
    agreements: ReportTable | None = None,
) -> HttpResponseBase:
    """Send the PDF. Of a group that is not shown there is a conversation sheet without figures,
    which no record of exports mentions; instead of a report its page comes again, with the reason.
    """
    group, form = snapshot.publication.groups.get(key), request.POST.get("kind")
    if group is None or form not in list(GroupForm):
        raise Http404("No such PDF.")
    publication = snapshot.publication
    has_figures = has_report(group) or key in publication.shown_teams
    if not has_figures and form != GroupForm.CONVERSATION:
        messages.warning(request, _("This group is not shown, so there is nothing for on paper."))
        return redirect(request.path.removesuffix("pdf/"))
    other = wave_of_other_questions(teams, snapshot)
    source = ReportSource(snapshot, key, timezone.localdate(), since, agreements, other)
    content = report_pdf(group_report(GroupForm(form), source))
    if has_figures:
        record_pdf(access=request.access, snapshot=snapshot, form=f"pdf-{form}", group=group.name)
    name = file_name(form, group.name, snapshot.wave.title, extension="pdf")
    return as_file(HttpResponse(content), name, "application/pdf")
