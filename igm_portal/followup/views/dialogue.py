"""The activation dialogue of a department: planned by its head, with questions without a name."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.models import Department, Module, Team
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import module_is_on
from igm_portal.accounts.views.acting import carry_out, filled_in, succeeds
from igm_portal.followup.dialogue_forms import DialogueForm, QuestionForm
from surveys.models import Dialogue
from surveys.participant_marks import own_mark, require_mark
from surveys.services import dialogues
from surveys.working_days import working_day_from


@requires(Permission.SEE_OWN_TEAM, Permission.SEE_DEPARTMENT)
def dialogue(request: OrganisationRequest, department_id: UUID) -> HttpResponse:
    """For the head the day and, on that day, the questions; for who works there an own question."""
    access, today = request.access, timezone.localdate()
    department = get_object_or_404(Department, pk=department_id, organisation=access.organisation)
    current = dialogues.latest(access.organisation.id, department.pk, today)
    if current is not None:
        dialogues.settle(current, today)
    context: dict[str, object] = {
        "department": department,
        "dialogue": current,
        "today": today,
        "questions_on": module_is_on(access.organisation.id, Module.QUESTIONS),
    }
    if department.pk in access.department_ids:
        context["may_plan"] = current is None or current.day < today
        context["may_move"] = current is not None and dialogues.takes_questions(current, today)
        if current is not None and current.state == "passed_on":
            context["questions"] = [question.text for question in current.questions.all()]
        return render(request, "followup/dialogue_head.html", context)
    _require_member(request, department)
    return _member_page(request, department, current, context)


def _member_page(
    request: OrganisationRequest,
    department: Department,
    current: Dialogue | None,
    context: dict[str, object],
) -> HttpResponse:
    today, mark = timezone.localdate(), own_mark(request.access)
    require_mark(request, mark)
    own = dialogues.question_of(request.access, current) if current else ""
    form = QuestionForm(data=request.POST or None, initial={"text": own})
    if (
        current
        and filled_in(request, form)
        and succeeds(
            form,
            dialogues.hand_in,
            access=request.access,
            dialogue=current,
            today=today,
            **form.cleaned_data,
        )
    ):
        messages.success(
            request,
            _("Your question is in. Until the day of the dialogue, on this site only you see it."),
        )
        return redirect("dialogue", request.access.organisation.slug, department.pk)
    open_now = current is not None and dialogues.takes_questions(current, today)
    context |= {
        "form": form if open_now and context["questions_on"] else None,
        "own": own,
        "participant_mark": mark,
    }
    return render(request, "followup/dialogue.html", context)


@requires(Permission.SEE_DEPARTMENT)
def plan_dialogue(request: OrganisationRequest, department_id: UUID) -> HttpResponse:
    """Plan the day, or move it while questions still come in."""
    department, today = headed(request, department_id), timezone.localdate()
    form = DialogueForm(
        today=today,
        data=request.POST or None,
        initial={"day": working_day_from(today + 2 * dialogues.LEAST_NOTICE)},
    )
    if filled_in(request, form) and succeeds(
        form,
        dialogues.plan_dialogue,
        access=request.access,
        department=department,
        today=today,
        **form.cleaned_data,
    ):
        messages.success(request, _("The dialogue has been planned."))
        return redirect("dialogue", request.access.organisation.slug, department.pk)
    return render(request, "followup/dialogue_form.html", {"form": form, "department": department})


@require_POST
@requires(Permission.SEE_DEPARTMENT)
def cancel_dialogue(request: OrganisationRequest, department_id: UUID) -> HttpResponse:
    department, today = headed(request, department_id), timezone.localdate()
    current = dialogues.upcoming(request.access.organisation.id, department.pk, today)
    if current is not None:
        carry_out(
            request,
            _(
                "The dialogue has been called off. "
                "Questions for it were deleted, if there were any."
            ),
            dialogues.cancel_dialogue,
            access=request.access,
            dialogue=current,
        )
    return redirect("dialogue", request.access.organisation.slug, department.pk)


@require_POST
@requires(Permission.SEE_OWN_TEAM)
def withdraw_question(request: OrganisationRequest, department_id: UUID) -> HttpResponse:
    access, today = request.access, timezone.localdate()
    department = get_object_or_404(Department, pk=department_id, organisation=access.organisation)
    _require_member(request, department)
    require_mark(request, own_mark(access))
    current = dialogues.upcoming(access.organisation.id, department.pk, today)
    if current is not None:
        carry_out(
            request,
            _("You have no question for this dialogue any more."),
            dialogues.withdraw,
            access=access,
            dialogue=current,
            today=today,
        )
    return redirect("dialogue", access.organisation.slug, department.pk)


def headed(request: OrganisationRequest, department_id: UUID) -> Department:
    """Raises PermissionDenied for a department that this person does not head today."""
    if department_id not in request.access.department_ids:
        raise PermissionDenied
    departments = Department.objects.select_related("organisation")
    return get_object_or_404(
        departments, pk=department_id, organisation=request.access.organisation
    )


def _require_member(request: OrganisationRequest, department: Department) -> None:
    """Raises PermissionDenied for who works in no team of it, and for its head: whoever reads the
    questions adds none of their own to the five.
    """
    access = request.access
    own = Team.objects.filter(pk__in=access.team_ids, department=department)
    if department.pk in access.department_ids or not own.exists():
        raise PermissionDenied
