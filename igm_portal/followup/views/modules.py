"""What is on in an organisation and since when: for all to read, set by an administrator."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.models import Module, ModuleDecision
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.views.acting import filled_in, succeeds
from igm_portal.followup.dialogue_forms import ModuleForm
from igm_portal.followup.modules import MODULES
from igm_portal.followup.services.modules import decide_on_module


@require_safe
@requires(*Permission)
def modules(request: OrganisationRequest) -> HttpResponse:
    """Every module with what was decided about it, newest first."""
    decisions = list(ModuleDecision.objects.filter(organisation=request.access.organisation))
    rows = [
        (module, texts, [one for one in reversed(decisions) if one.module == module])
        for module, texts in MODULES.items()
    ]
    context = {"modules": rows, "may_change": request.access.may(Permission.MANAGE_ORGANISATION)}
    return render(request, "followup/modules.html", context)


@requires(Permission.MANAGE_ORGANISATION)
def edit_module(request: OrganisationRequest, module: str) -> HttpResponse:
    """Record what the works council said, and switch the module on or off."""
    if module not in MODULES:
        raise Http404("No such module.")
    today = timezone.localdate()
    form = ModuleForm(module=module, today=today, data=request.POST or None)
    if filled_in(request, form) and succeeds(
        form,
        decide_on_module,
        access=request.access,
        module=Module(module),
        today=today,
        **form.cleaned_data,
    ):
        messages.success(request, _("Recorded. Every employee can read it on this page."))
        return redirect("modules", request.access.organisation.slug)
    context = {"form": form, "texts": MODULES[module]}
    return render(request, "followup/module_form.html", context)
