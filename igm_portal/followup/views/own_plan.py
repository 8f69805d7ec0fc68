"""A plan of one's own: kept for whoever made it, or made as a file of which nothing stays.

No address names a plan: each is about whoever is signed in, so there is none of somebody else to
ask for (ADR 56).
"""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.access import Access, OrganisationRequest, requires
from igm_portal.accounts.models import Module
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import module_is_on
from igm_portal.accounts.views.acting import filled_in, succeeds
from igm_portal.followup.models import OwnPlan
from igm_portal.followup.plan_form import OwnPlanForm
from igm_portal.followup.services.own_plan import keep_plan, remove_plan
from igm_portal.followup.views.own_pages import kept_nowhere, own_address, own_day
from igm_portal.followup.views.sentences_sheet import sentences_sheet
from igm_portal.pdf.report import Passage
from reports.views.own_profile import as_pdf
from surveys.participant_marks import own_mark, require_mark
from surveys.selectors import own_questionnaires

PAPER, CALENDAR = "paper", "calendar"
"""Buttons that give a file and keep nothing."""


@require_safe
@requires(Permission.SEE_OWN_RESULT)
def my_plan(request: OrganisationRequest) -> HttpResponse:
    """The plan that is kept; without one, the form for it."""
    access, mark = request.access, own_mark(request.access)
    require_mark(request, mark)
    plan = OwnPlan.objects.of(access).first()
    if plan is None:
        return redirect(own_address(access, "edit_my_plan"))
    context = {
        "plan": plan,
        "may_change": module_is_on(access.organisation.id, Module.OWN_PLAN),
        "today": timezone.localdate(),
        "participant_mark": mark,
    }
    return kept_nowhere(render(request, "followup/own_plan.html", context))


@requires(Permission.SEE_OWN_RESULT)
def edit_plan(request: OrganisationRequest) -> HttpResponse:
    """Make a plan or change it. Where the module is off, what it is stands on the page of modules;
    who has no own profile yet reads when it comes.
    """
    access, today = request.access, timezone.localdate()
    require_mark(request, own_mark(access))
    if not module_is_on(access.organisation.id, Module.OWN_PLAN):
        return redirect("modules", access.organisation.slug)
    present_plan = OwnPlan.objects.of(access).first()
    if present_plan is None and not any(one.is_sent for one in own_questionnaires(access, today)):
        return redirect("my_profile", access.organisation.slug)
    form = OwnPlanForm(today=today, data=request.POST or None, initial=_initial(present_plan))
    if filled_in(request, form):
        plan = OwnPlan(**form.cleaned_data)
        if request.POST.get("to") == PAPER:
            return _paper(access, plan)
        if request.POST.get("to") == CALENDAR:
            return own_day(request, str(uuid4()), plan.day)
        if succeeds(form, keep_plan, access=access, **form.cleaned_data):
            messages.success(request, _("Kept. On this site only you can open this page."))
            return redirect(own_address(access, "my_plan"))
    context = {"form": form, "plan": present_plan, "participant_mark": own_mark(access)}
    return kept_nowhere(render(request, "followup/own_plan_form.html", context))


@require_safe
@requires(Permission.SEE_OWN_RESULT)
def plan_pdf(request: OrganisationRequest) -> HttpResponse:
    return _paper(request.access, _own(request))


@require_safe
@requires(Permission.SEE_OWN_RESULT)
def plan_calendar(request: OrganisationRequest) -> HttpResponse:
    plan = _own(request)
    return own_day(request, str(plan.pk), plan.day)


@require_POST
@requires(Permission.SEE_OWN_RESULT)
def remove(request: OrganisationRequest) -> HttpResponse:
    access = request.access
    require_mark(request, own_mark(access))
    remove_plan(access=access)
    messages.success(request, _("You have no plan here any more."))
    return redirect("my_profile", access.organisation.slug)


def _own(request: OrganisationRequest) -> OwnPlan:
    """Raises Http404 where nothing is kept, and OtherParticipant for a page of somebody else."""
    require_mark(request, own_mark(request.access))
    plan = OwnPlan.objects.of(request.access).first()
    if plan is None:
        raise Http404("No plan is kept.")
    return plan


def _initial(plan: OwnPlan | None) -> dict[str, object]:
    """What is kept; a day that has been is chosen anew."""
    if plan is None:
        return {}
    values: dict[str, object] = {
        name: getattr(plan, name) for name in ("element", "step", "moment", "action", "remind")
    }
    return values | ({"day": plan.day} if plan.day >= timezone.localdate() else {})


def _paper(access: Access, plan: OwnPlan) -> HttpResponse:
    """The plan without a score or a name: a print may be left on a printer, or handed over."""
    sheet = sentences_sheet(
        access.organisation,
        title=_("My plan"),
        above=_("for myself"),
        lead=_("No score stands on this sheet. You decide who gets to see it."),
        passages=[
            Passage(_("What it is about"), [plan.element_name]),
            Passage(_("One small step"), [plan.step]),
            Passage(_("When I do it"), [plan.sentence]),
            Passage(_("I look back on"), [date_format(plan.day, "l j F Y")]),
        ],
        note=_("This may not be used to assess you."),
    )
    return kept_nowhere(as_pdf(sheet, "mijn-blad.pdf"))
