"""Who helps in an organisation: for everybody in it, and set by its administrator."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, for_the_person, requires
from igm_portal.accounts.forms.help import HelpForm
from igm_portal.accounts.models import Module
from igm_portal.accounts.models.organisation import HELP_FIELDS
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import module_is_on, with_statement
from igm_portal.accounts.services.organisations import set_help
from igm_portal.accounts.statement import model_statement
from igm_portal.accounts.views.acting import filled_in

MODEL = "voorbeeld"


@require_safe
@for_the_person
def help_page(request: OrganisationRequest) -> HttpResponse:
    """Whom to ask, and the first answers for each role that this person has."""
    access = request.access
    answers = access.may(Permission.ANSWER)
    context = {
        "answers": answers,
        "leads": access.may(Permission.SEE_OWN_TEAM) and bool(access.team_ids),
        "plans": access.may(Permission.MANAGE_WAVES),
        "compares": access.may(Permission.SEE_DEPARTMENT),
        "manages": access.may(Permission.MANAGE_ORGANISATION),
        "cases_on": module_is_on(access.organisation.id, Module.CASES),
    }
    return render(request, "accounts/help.html", context)


@require_safe
@login_not_required
def accessibility(request: HttpRequest, organisation: str) -> HttpResponse:
    """The accessibility statement, for everybody (EU 2016/2102, 7). Clients read it among their own
    pages: `client_accessibility`.
    """
    publisher = with_statement(organisation)
    if publisher is None:
        raise Http404("No such statement.")
    return render(request, "accounts/accessibility.html", {"helper": publisher})


@requires(Permission.MANAGE_ORGANISATION)
def edit_help(request: OrganisationRequest) -> HttpResponse:
    """The form; on request with the model of the statement in it, which stands nowhere yet."""
    organisation = request.access.organisation
    initial = {name: getattr(organisation, name) for name in HELP_FIELDS}
    if MODEL in request.GET:
        initial["accessibility_text"] = model_statement(organisation, timezone.localdate())
    form = HelpForm(data=request.POST if request.method == "POST" else None, initial=initial)
    if filled_in(request, form):
        set_help(access=request.access, **form.cleaned_data)
        messages.success(request, _("Saved. It now stands on every page and on new papers."))
        return redirect("structure", organisation.slug)
    return render(request, "accounts/edit_help.html", {"form": form, "model": MODEL})
