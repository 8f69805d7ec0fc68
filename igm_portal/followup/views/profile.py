"""The profile of a team, on the screen and on paper, with what its own members agreed."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.followup.models import Agreement
from igm_portal.followup.selectors import agreements_until
from igm_portal.followup.views.figures import elements_since
from igm_portal.pdf.report import ReportTable
from reports.files.group_pdf import LANGUAGE
from reports.snapshot_access import READERS, readable_team
from reports.views.group_pdf import team_paper
from reports.views.groups import team_page


@gzip_page
@require_safe
@requires(*READERS)
def team(request: OrganisationRequest, wave_id: UUID, team_id: UUID) -> HttpResponse:
    """The page of everyone who may read the team; its agreements for its members alone (ADR 40)."""
    readable = readable_team(request.access, wave_id, team_id)
    place, every = agreements_until(request.access, readable)
    since = elements_since(request.access, place, every) if place else {}
    parts = {"agreed": [(one, since.get(one.pk)) for one in every]}
    return team_page(request, readable, template="followup/team_profile.html", parts=parts)


@require_POST
@requires(*READERS)
def paper(request: OrganisationRequest, wave_id: UUID, team_id: UUID) -> HttpResponseBase:
    """The report or the conversation sheet; with the agreements of whoever works in the team."""
    readable = readable_team(request.access, wave_id, team_id)
    _place, every = agreements_until(request.access, readable)
    with override(LANGUAGE):
        return team_paper(request, wave_id, team_id, _table(every) if every else None)


def _table(every: list[Agreement]) -> ReportTable:
    return ReportTable(
        title=_("Our agreements"),
        columns=[_("What we do"), _("Who"), _("We look back on"), _("How it goes")],
        rows=[
            (
                one.what,
                one.get_owner_display(),
                date_format(one.look_back_on, "j F Y"),
                _how(one),
            )
            for one in every
        ],
        note=_("Only for the team itself; not for any appraisal."),
    )


def _how(agreement: Agreement) -> str:
    step = agreement.newest_step
    if step is None:
        return "–"
    return ": ".join(filter(None, (step.get_state_display(), step.sentence)))
