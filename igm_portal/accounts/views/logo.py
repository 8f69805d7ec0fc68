"""The logo of the organisation: shown on every page, changed by the administrator."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.forms.structure import LogoForm
from igm_portal.accounts.models import Logo, User
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.services import logo as services
from igm_portal.accounts.views.acting import filled_in, succeeds


@require_safe
def logo(request: HttpRequest, organisation: str, mark: str) -> HttpResponse:
    """The picture itself; another logo has another address, so that a browser may keep it.

    Everybody of the organisation sees it, also above the page that asks for a second step.
    """
    here = Logo.objects.filter(organisation__slug=organisation).select_related("organisation")
    picture = here.filter(organisation__memberships__user=cast(User, request.user)).first()
    if picture is None or mark != picture.organisation.logo:
        raise Http404("No such logo for this person.")
    headers = {"Cache-Control": "private, max-age=604800, immutable"}
    return HttpResponse(bytes(picture.content), content_type="image/png", headers=headers)


logo.opened_to = ()  # type: ignore[attr-defined]  # everybody of the organisation


@requires(Permission.MANAGE_ORGANISATION)
def edit_logo(request: OrganisationRequest) -> HttpResponse:
    form = LogoForm(data=request.POST or None, files=request.FILES or None)
    if filled_in(request, form) and succeeds(
        form, services.set_logo, access=request.access, content=form.cleaned_data["file"].read()
    ):
        messages.success(request, _("The logo now stands on pages and papers."))
        return redirect("structure", request.access.organisation.slug)
    return render(request, "accounts/logo.html", {"form": form})


@require_POST
@requires(Permission.MANAGE_ORGANISATION)
def remove_logo(request: OrganisationRequest) -> HttpResponse:
    services.remove_logo(access=request.access)
    messages.success(request, _("The logo has been removed; the name stands in its place."))
    return redirect("structure", request.access.organisation.slug)
