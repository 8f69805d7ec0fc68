"""What is asked of who needs a second step, and taking away that of another."""

from uuid import UUID

from allauth.mfa.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.authenticators import STEPS
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.second_step import is_passed
from igm_portal.accounts.services.second_step import reset_second_step
from igm_portal.accounts.views.acting import carry_out
from igm_portal.accounts.views.person import person_here


@require_safe
def second_step(request: HttpRequest) -> HttpResponse:
    """Why somebody cannot go on yet, and how to. Who comes back after that goes on."""
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    if is_passed(request):
        return redirect(back)
    has_one = get_adapter().is_mfa_enabled(request.user, STEPS)
    return render(request, "account/second_step.html", {"has_one": has_one, "back": back})


second_step.opened_to = ()  # type: ignore[attr-defined]  # everybody who is signed in


@require_POST
@requires(Permission.MANAGE_ORGANISATION)
def reset(request: OrganisationRequest, person_id: UUID) -> HttpResponse:
    person = person_here(request, person_id)
    text = _("The second step is gone. The person has been signed out everywhere, and gets a mail.")
    carry_out(request, text, reset_second_step, access=request.access, person=person)
    return redirect("person", request.access.organisation.slug, person.pk)
