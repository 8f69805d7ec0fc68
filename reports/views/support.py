"""What helps in the profession: of the organisation for HR, of a department for its head too."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from reports.disclosure.group_keys import ORGANISATION
from reports.exports.table import ordered
from reports.models import Snapshot
from reports.overview.scope import ident, scope_of
from reports.profile.support import support_view
from reports.snapshot_access import OF_DEPARTMENTS, department_of, snapshot_or_404
from surveys.instruments.languages.tag import BASE
from surveys.reader_language import Reading, first_spoken


@require_safe
@requires(Permission.SEE_ALL_GROUPS)
def organisation(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    return _page(request, snapshot_or_404(request.access, wave_id), ORGANISATION)


@require_safe
@requires(*OF_DEPARTMENTS)
def department(request: OrganisationRequest, wave_id: UUID, department_id: UUID) -> HttpResponse:
    return _page(request, *department_of(request.access, wave_id, department_id))


def _page(request: OrganisationRequest, snapshot: Snapshot, key: str) -> HttpResponse:
    wave, groups = snapshot.wave, snapshot.publication.groups
    if wave.support is None or key not in groups:
        raise Http404("Nothing was asked here about what helps.")
    language = first_spoken((get_language(),), (BASE, *wave.support_revisions))
    addition = wave.support.in_language(
        language, wave.support_revisions.get(language, 1), wave.words
    )
    scope, slug = scope_of(request.access), request.access.organisation.slug
    context = {
        "wave": wave,
        "reading": Reading(language, addition),
        "policy": snapshot.publication.policy,
        "view": support_view(groups[key], addition),
        "others": [
            (group.name, _address(slug, wave.pk, ident(group)))
            for group in ordered(groups)
            if group.level != "team" and group.key != key and scope.allows(group)
        ],
    }
    return render(request, "reports/support.html", context)


def _address(slug: str, wave_id: UUID, place: str) -> str:
    """The address of this page for a department by its id, or for the organisation."""
    if place == ORGANISATION:
        return reverse("organisation_support", args=[slug, wave_id])
    return reverse("department_support", args=[slug, wave_id, place])
