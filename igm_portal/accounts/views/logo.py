"""The logo of the organisation: shown on every page, changed by the administrator."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.access import OrganisationRequest, for_the_person, requires
from igm_portal.accounts.forms.structure import LogoForm
from igm_portal.accounts.models import Logo
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.services import logo as services
from igm_portal.accounts.views.acting import filled_in, succeeds


@require_safe
@for_the_person
def logo(request: OrganisationRequest, mark: str) -> HttpResponse:
    """The picture itself; another logo has another address, so that a browser may keep it."""
    organisation = request.access.organisation
    picture = Logo.objects.filter(organisation=organisation).first()
    if picture is None or mark != organisation.logo:
        raise Http404("No such logo.")
    headers = {"Cache-Control": "private, max-age=604800, immutable"}
    return HttpResponse(bytes(picture.content), content_type="image/png", headers=headers)


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
