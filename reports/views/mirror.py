"""Klantmanagers, managers and clients beside each other: for HR and heads of department, who
together lead the organisation; and as a sheet for the management team.
"""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.models import Membership
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.roles import Role
from igm_portal.pdf.report import report_pdf
from reports.exports.text import file_name
from reports.files.group_pdf import LANGUAGE
from reports.files.mirror_pdf import mirror_sheet
from reports.models import Snapshot
from reports.overview.mirror import FEWEST
from reports.overview.mirror_page import mirror_view
from reports.overview.mirror_texts import STEPS
from reports.services.exports import record_pdf
from reports.snapshot_access import OF_DEPARTMENTS, snapshot_or_404
from reports.views.sending import as_file


@require_safe
@requires(*OF_DEPARTMENTS)
def mirror(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    snapshot = _snapshot(request, wave_id)
    managers = _managers(request)
    context = {
        "wave": snapshot.wave,
        "view": mirror_view(snapshot),
        "steps": STEPS,
        "managers": managers,
        "least": FEWEST,
        "too_few_managers": managers < FEWEST,
        "may_plan": request.access.may(Permission.MANAGE_WAVES),
    }
    return render(request, "reports/mirror.html", context)


@require_POST
@requires(*OF_DEPARTMENTS)
def mirror_pdf(request: OrganisationRequest, wave_id: UUID) -> HttpResponseBase:
    """The sheet for the management team. It leaves the product, so it is on record."""
    snapshot = _snapshot(request, wave_id)
    with override(LANGUAGE):
        sheet = mirror_sheet(snapshot, timezone.localdate())
        content = report_pdf(sheet)
        name = file_name("spiegel", snapshot.wave.title, extension="pdf")
    record_pdf(access=request.access, snapshot=snapshot, form="pdf-spiegel", group=sheet.name)
    return as_file(HttpResponse(content), name, "application/pdf")


def _snapshot(request: OrganisationRequest, wave_id: UUID) -> Snapshot:
    snapshot = snapshot_or_404(request.access, wave_id)
    if not snapshot.wave.has_mirror:
        raise Http404("No question of this wave stands in the spiegel.")
    return snapshot


def _managers(request: OrganisationRequest) -> int:
    """How many people lead a team today: a number of people, of no wave."""
    leading = Membership.objects.on(timezone.localdate()).filter(
        role=Role.TEAM_MANAGER, organisation=request.access.organisation
    )
    return leading.values("user").distinct().count()
