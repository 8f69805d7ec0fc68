"""Measuring again: asked by a manager, answered by HR."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.models import Team
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.views.acting import filled_in, succeeds
from igm_portal.followup.assignment_forms import RemeasureAnswerForm, RemeasureForm
from igm_portal.followup.models import Remeasurement
from igm_portal.followup.services.remeasurements import answer_question, ask_again, take_back
from igm_portal.followup.views.own_pages import own_address, own_form
from surveys.participant_marks import own_mark, require_mark


@requires(Permission.OWN_ASSIGNMENT)
def ask(request: OrganisationRequest) -> HttpResponse:
    access, today = request.access, timezone.localdate()
    require_mark(request, own_mark(access))
    teams = Team.objects.filter(pk__in=access.team_ids)
    only = teams.first() if len(access.team_ids) == 1 else None
    form = RemeasureForm(
        teams=teams, today=today, data=request.POST or None, initial={"team": only}
    )
    if filled_in(request, form) and succeeds(
        form, ask_again, access=access, today=today, **form.cleaned_data
    ):
        messages.success(request, _("Asked. The answer comes on the page of your assignment."))
        return redirect(own_address(access, "assignment"))
    return own_form(request, "followup/remeasure_form.html", {"form": form})


@require_POST
@requires(Permission.OWN_ASSIGNMENT)
def withdraw(request: OrganisationRequest) -> HttpResponse:
    access = request.access
    require_mark(request, own_mark(access))
    take_back(access=access)
    messages.success(request, _("Taken back: HR does not read it any more."))
    return redirect(own_address(access, "assignment"))


@requires(Permission.MANAGE_WAVES)
def answer(request: OrganisationRequest, question_id: UUID) -> HttpResponse:
    """One question of one manager."""
    access, today = request.access, timezone.localdate()
    waiting = Remeasurement.objects.filter(organisation=access.organisation).waiting()
    question = get_object_or_404(waiting.select_related("person", "team"), pk=question_id)
    form = RemeasureAnswerForm(today=today, data=request.POST or None)
    if filled_in(request, form) and succeeds(
        form,
        answer_question,
        access=access,
        question=question,
        today=today,
        **form.cleaned_data,
    ):
        messages.success(request, _("The manager reads your answer on the own page."))
        return redirect("referrals", access.organisation.slug)
    context = {"form": form, "question": question}
    return render(request, "followup/remeasure_answer.html", context)
