"""A puzzle in its own window: three professionals around one client who does not exist.

No address names a puzzle: each is that of whoever is signed in. The window shows no name and leads
nowhere, as the hour (ADR 45). For a real client there is an empty sheet of paper, and nothing here.
"""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form, model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from igm_portal.accounts.access import Access, OrganisationRequest, requires
from igm_portal.accounts.models import Module
from igm_portal.accounts.selectors import module_is_on
from igm_portal.accounts.views.acting import succeeds
from igm_portal.followup.cases.library import puzzle_example, shipped_cases
from igm_portal.followup.models import Force, OwnCase, Puzzle, PuzzleAction, PuzzleActor, Stance
from igm_portal.followup.puzzle_forms import ActionForm, GoalForm
from igm_portal.followup.services.puzzles import (
    begin_puzzle,
    end_puzzle,
    gaps,
    keep_goal,
    lay_action,
    pressure_stands_alone,
    take_action_away,
)
from igm_portal.local_texts import in_own_words_lazy
from reports.snapshot_access import READERS
from reports.texts.elements import METRIC_NAMES
from reports.views.presentation import HourStep, step_number
from surveys.instruments.elements import KUNNEN, WILLEN, Element
from surveys.participant_marks import own_mark, require_mark

STEPS = (
    HourStep(
        "begin",
        gettext_lazy("Begin"),
        3,
        in_own_words_lazy(
            gettext_lazy(
                "Read these sentences aloud. Give everybody a chair: {klantmanager}, "
                "{inkomensconsulent}, {accountmanager}. Are you with more? Then share a chair."
            )
        ),
    ),
    HourStep(
        "client",
        gettext_lazy("The client"),
        5,
        gettext_lazy(
            "Have somebody read it aloud. Ask: “What helps this person, and what stands in the "
            "way?” Nobody says yet what should be done."
        ),
    ),
    HourStep(
        "goal",
        gettext_lazy("One goal"),
        6,
        gettext_lazy(
            "First the goal: go on until all three can say yes. Then each says in one sentence "
            "what the client would do. Type it, and save."
        ),
    ),
    HourStep(
        "actions",
        gettext_lazy("Actions"),
        12,
        gettext_lazy(
            "Go round: each lays one action, then the next. Ask at every one: “How does it serve "
            "the goal, and does it get in the way of one of us?”"
        ),
    ),
    HourStep(
        "chairs",
        gettext_lazy("Change chairs"),
        5,
        gettext_lazy(
            "Everybody moves up one chair and answers from there. Two minutes in silence, then one "
            "sentence each. Go back to lay another action if you want to."
        ),
    ),
    HourStep(
        "forces",
        gettext_lazy("The forces"),
        6,
        gettext_lazy(
            "Look first, in silence. Ask: “What would it be like to stand in the middle?” Then "
            "read aloud what stands below, and change what has to change."
        ),
    ),
    HourStep(
        "end",
        gettext_lazy("End"),
        3,
        gettext_lazy(
            "Ask: “What do we do otherwise with the next client?” Print it if you like, then press "
            "the button."
        ),
    ),
)
"""Forty minutes. What is in them follows practices 18 to 24 of docs/research.md §6."""

CHAIRS = (
    (
        PuzzleActor.KLANTMANAGER.label,
        gettext_lazy("What do you need from the other two before the client can move?"),
    ),
    (
        PuzzleActor.INKOMENSCONSULENT.label,
        gettext_lazy("What can you do before something goes wrong, so that the rules help?"),
    ),
    (
        PuzzleActor.ACCOUNTMANAGER.label,
        gettext_lazy("What would you have to know now, to find a place where this can work?"),
    ),
    (
        gettext_lazy("The client"),
        gettext_lazy(
            "Three people want something from you this week. Which of them do you answer?"
        ),
    ),
)
"""From each chair one question; the last chair is of who is talked about."""


@require_safe
@requires(*READERS)
def puzzles(request: OrganisationRequest) -> HttpResponse:
    """What it is, the clients to choose from, and the empty sheet."""
    access = request.access
    context = {
        "cases": [(name, case, puzzle_example(name)) for name, case in shipped_cases().items()],
        "own_cases": _own_cases(access),
        "running": _running(access),
        "minutes": sum(step.minutes for step in STEPS),
        "participant_mark": own_mark(access),
    }
    return render(request, "followup/puzzles.html", context)


@require_POST
@requires(*READERS)
def begin(request: OrganisationRequest) -> HttpResponse:
    """Begin with a client, or with the example of one laid beforehand."""
    access = request.access
    require_mark(request, own_mark(access))
    name = request.POST.get("case") or request.POST.get("example", "")
    example = puzzle_example(name) if "example" in request.POST else None
    if name in shipped_cases():
        case = shipped_cases()[name]
    else:
        try:
            case = get_object_or_404(_own_cases(access), pk=UUID(name)).case
        except ValueError:
            raise Http404("No such case.") from None
    begin_puzzle(access=access, case=case, example=example, today=timezone.localdate())
    return redirect("puzzle", access.organisation.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*READERS)
def puzzle(request: OrganisationRequest) -> HttpResponse:
    """One step, or what is left when the puzzle is over: nothing."""
    access = request.access
    require_mark(request, own_mark(access))
    current = _running(access)
    if current is None:
        return render(request, "followup/case_over.html", {"cases": True, "puzzle": True})
    number = step_number(request, STEPS)
    step, form = STEPS[number - 1], None
    if request.method == "POST":
        answer = _act(request, current, number)
        if isinstance(answer, HttpResponse):
            return answer
        form = answer
    actions = list(current.actions.all())
    context = {
        "puzzle": current,
        "case": current.content,
        "actions": actions,
        "actors": PuzzleActor,
        "form": form or _form(step.name, current),
        "step": step,
        "leads": step.leads,
        "number": number,
        "steps": STEPS,
        "before": number - 1 or None,
        "after": number + 1 if number < len(STEPS) else None,
        "choice": "",
        "chairs": CHAIRS,
        "participant_mark": own_mark(access),
    }
    if step.name == "forces":
        idle, untouched_elements, all_late = gaps(actions)
        context |= {
            "rows": _force_rows(actions),
            "alone": pressure_stands_alone(actions),
            "against": [one for one in actions if one.against],
            "idle": [actor.label for actor in idle],
            "untouched": [METRIC_NAMES[element] for element in untouched_elements],
            "all_late": all_late,
            "early": sum(one.stance == Stance.PROACTIVE for one in actions),
        }
    return render(request, "followup/puzzle.html", context)


def _act(request: OrganisationRequest, current: Puzzle, number: int) -> HttpResponse | Form:
    """A button of the window; the form with what is wrong where something is."""
    access, today = request.access, timezone.localdate()
    place = f"{reverse('puzzle', args=[access.organisation.slug])}?stap={number}"
    button = request.POST.get("to", "")
    if button == "end":
        end_puzzle(access=access)
        return redirect(place)
    if button.startswith("away-"):
        for action in current.actions.all():  # a number that somebody made up is none of these
            if button == f"away-{action.pk}":
                take_action_away(access=access, today=today, action_id=action.pk)
        return redirect(place)
    form: Form = GoalForm(request.POST) if button == "goal" else ActionForm(request.POST)
    act = keep_goal if button == "goal" else lay_action
    if form.is_valid() and succeeds(form, act, access=access, today=today, **form.cleaned_data):
        messages.success(request, _("Saved."))
        return redirect(place)
    return form


def _form(step: str, current: Puzzle) -> Form | None:
    if step == "goal":
        return GoalForm(initial=model_to_dict(current, ["goal", *PuzzleActor.values]))
    return ActionForm() if step == "actions" else None


def _running(access: Access) -> Puzzle | None:
    return Puzzle.objects.of(access).running(timezone.localdate()).first()


def _own_cases(access: Access) -> QuerySet[OwnCase]:
    """Cases of the own organisation, where they may be used at all (ADR 43)."""
    own = OwnCase.objects.filter(organisation=access.organisation)
    return own if module_is_on(access.organisation.id, Module.CASES) else own.none()


def _force_rows(
    actions: Sequence[PuzzleAction],
) -> list[tuple[str, str, list[PuzzleAction], list[PuzzleAction]]]:
    """Of every element its name and family, what supports and what presses, as they were laid."""

    def laid(element: Element, force: Force) -> list[PuzzleAction]:
        return [one for one in actions if (one.element, one.force) == (element, force)]

    families = [("willen", one) for one in WILLEN] + [("kunnen", one) for one in KUNNEN]
    return [
        (
            str(METRIC_NAMES[element]),
            family,
            laid(element, Force.SUPPORT),
            laid(element, Force.PRESSURE),
        )
        for family, element in families
    ]
