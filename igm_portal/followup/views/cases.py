"""Fictional cases: to choose one and begin, and those that an organisation writes itself."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.access import Access, OrganisationRequest, requires
from igm_portal.accounts.models import Module
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import module_is_on
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.views.acting import filled_in, succeeds
from igm_portal.followup.case_forms import OwnCaseForm
from igm_portal.followup.cases.library import Case, shipped_cases
from igm_portal.followup.models import OwnCase
from igm_portal.followup.services.case_sessions import begin_session, running_session
from igm_portal.followup.services.cases import keep_case, remove_case
from reports.snapshot_access import READERS
from surveys.participant_marks import own_mark, require_mark

FIELDS = ("title", "story", "first", "second", "actions")


@require_safe
@requires(*READERS)
def cases(request: OrganisationRequest) -> HttpResponse:
    """Every case, to read beforehand and to begin with."""
    access = request.access
    if not module_is_on(access.organisation.id, Module.CASES):
        return redirect("modules", access.organisation.slug)
    context = {
        "cases": shipped_cases().items(),
        "own_cases": OwnCase.objects.filter(organisation=access.organisation),
        "running": running_session(access, timezone.localdate()),
        "may_write": access.may(Permission.WRITE_CASES),
        "participant_mark": own_mark(access),
    }
    return render(request, "followup/cases.html", context)


@require_POST
@requires(*READERS)
def begin(request: OrganisationRequest) -> HttpResponse:
    """Begin with a case; from here on everything happens in the presentation window."""
    access = request.access
    require_mark(request, own_mark(access))
    case = _case(access, request.POST.get("case", ""))
    try:
        begin_session(access=access, case=case, today=timezone.localdate())
    except Refused as refusal:
        messages.warning(request, str(refusal.message))
        return redirect("modules", access.organisation.slug)
    return redirect("case_session", access.organisation.slug)


@requires(Permission.WRITE_CASES)
def new_case(request: OrganisationRequest) -> HttpResponse:
    return _form(request, None)


@requires(Permission.WRITE_CASES)
def edit_case(request: OrganisationRequest, case_id: UUID) -> HttpResponse:
    return _form(request, _own(request.access, case_id))


@require_POST
@requires(Permission.WRITE_CASES)
def remove(request: OrganisationRequest, case_id: UUID) -> HttpResponse:
    remove_case(access=request.access, case=_own(request.access, case_id))
    messages.success(request, _("The case has been removed."))
    return redirect("cases", request.access.organisation.slug)


def _form(request: OrganisationRequest, case: OwnCase | None) -> HttpResponse:
    slug = request.access.organisation.slug
    if not module_is_on(request.access.organisation.id, Module.CASES):
        return redirect("modules", slug)
    initial = {name: getattr(case, name) for name in FIELDS} if case else {}
    form = OwnCaseForm(request.POST or None, initial=initial)
    if filled_in(request, form) and succeeds(
        form, keep_case, access=request.access, case=case, **form.cleaned_data
    ):
        messages.success(request, _("Kept. Everybody in your organisation can choose this case."))
        return redirect("cases", slug)
    return render(request, "followup/case_form.html", {"form": form, "case": case})


def _own(access: Access, case_id: UUID) -> OwnCase:
    return get_object_or_404(OwnCase, organisation=access.organisation, pk=case_id)


def _case(access: Access, name: str) -> Case:
    """The case that a button names: one that ships, or an own one. Raises Http404."""
    if name in shipped_cases():
        return shipped_cases()[name]
    try:
        return _own(access, UUID(name)).case
    except ValueError:
        raise Http404("No such case.") from None
