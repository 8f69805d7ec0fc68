"""The forms of a conversation, to choose from and to print: the same for everybody with a role."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.models import Module
from igm_portal.accounts.selectors import module_is_on
from igm_portal.followup.scripts import DIALOGUE, SCRIPTS
from reports.snapshot_access import READERS

EVERY = {**SCRIPTS, "dialogue": DIALOGUE}


@require_safe
@requires(*READERS)
def scripts(request: OrganisationRequest) -> HttpResponse:
    organisation = request.access.organisation
    context = {
        "scripts": EVERY.items(),
        "cases_on": module_is_on(organisation.id, Module.CASES),
        "sharing_on": module_is_on(organisation.id, Module.CONVERSATION),
    }
    return render(request, "followup/scripts.html", context)


@require_safe
@requires(*READERS)
def script(request: OrganisationRequest, format: str) -> HttpResponse:
    """One form on one page of paper."""
    if format not in EVERY:
        raise Http404("No such form of a conversation.")
    return render(request, "followup/script.html", {"script": EVERY[format]})
