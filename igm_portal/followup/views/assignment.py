"""An assignment of one's own: six questions, the chain, obstacles, days to look back.

No address names it: each page is about whoever is signed in, so there is none of somebody else to
ask for. What others share stands in `shared_assignments` (ADR 50).
"""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import drawing_of
from igm_portal.accounts.views.acting import filled_in
from igm_portal.followup.assignment_forms import (
    AssignmentForm,
    ChainForm,
    LookBackForm,
    ObstacleForm,
)
from igm_portal.followup.models import COLUMNS, QUESTIONS, Assignment, Obstacle, Remeasurement
from igm_portal.followup.services.assignments import (
    keep_assignment,
    keep_obstacle,
    look_back,
    remove_assignment,
)
from igm_portal.followup.views.own_pages import kept_nowhere, own_address, own_day, own_form
from igm_portal.pdf.report import AssignmentSheet, Passage, ReportTable
from reports.own.audience import PROFESSIONAL
from reports.views.own_profile import as_pdf
from surveys.instruments.languages.tag import BASE
from surveys.participant_marks import own_mark, require_mark


@require_safe
@requires(Permission.OWN_ASSIGNMENT)
def assignment(request: OrganisationRequest) -> HttpResponse:
    """What is kept; without any, the questions."""
    access = request.access
    require_mark(request, own_mark(access))
    assignment = Assignment.objects.of(access).first()
    if assignment is None:
        return redirect(own_address(access, "edit_assignment"))
    context = {
        "assignment": assignment,
        "columns": COLUMNS.values(),
        "readers": assignment.readers.select_related("person"),
        "question": Remeasurement.objects.of(access).select_related("team").first(),
        "today": timezone.localdate(),
        "participant_mark": own_mark(access),
    }
    return kept_nowhere(render(request, "followup/assignment.html", context))


@requires(Permission.OWN_ASSIGNMENT)
def edit_assignment(request: OrganisationRequest) -> HttpResponse:
    """Answer the six questions, or change the answers."""
    access, today = request.access, timezone.localdate()
    require_mark(request, own_mark(access))
    assignment = Assignment.objects.of(access).first()
    form = AssignmentForm(today=today, data=request.POST or None, initial=_initial(assignment))
    if filled_in(request, form):
        keep_assignment(access=access, **form.cleaned_data)
        messages.success(request, _("Kept. Nobody else reads it until you share it."))
        return redirect(own_address(access, "assignment"))
    title = _("Change the six answers") if assignment else _("Begin a change assignment")
    return _form(request, form, title, assignment)


@requires(Permission.OWN_ASSIGNMENT)
def edit_chain(request: OrganisationRequest) -> HttpResponse:
    """The chain around what somebody wants to change, link by link."""
    assignment = _own(request)
    form = ChainForm(data=request.POST or None, chain=assignment.chain)
    if filled_in(request, form):
        keep_assignment(access=request.access, **form.cleaned_data)
        messages.success(request, _("The chain has been kept."))
        return redirect(own_address(request.access, "assignment"))
    return own_form(request, "followup/assignment_chain_form.html", {"form": form})


@requires(Permission.OWN_ASSIGNMENT)
def new_obstacle(request: OrganisationRequest) -> HttpResponse:
    return _obstacle(request, None)


@requires(Permission.OWN_ASSIGNMENT)
def edit_obstacle(request: OrganisationRequest, obstacle_id: UUID) -> HttpResponse:
    return _obstacle(request, get_object_or_404(_own(request).obstacles, pk=obstacle_id))


@require_POST
@requires(Permission.OWN_ASSIGNMENT)
def remove_obstacle(request: OrganisationRequest, obstacle_id: UUID) -> HttpResponse:
    get_object_or_404(_own(request).obstacles, pk=obstacle_id).delete()
    messages.success(request, _("The obstacle has been removed."))
    return redirect(own_address(request.access, "assignment"))


@requires(Permission.OWN_ASSIGNMENT)
def look_back_on_it(request: OrganisationRequest) -> HttpResponse:
    assignment, today = _own(request), timezone.localdate()
    form = LookBackForm(today=today, data=request.POST or None)
    if filled_in(request, form):
        look_back(assignment=assignment, today=today, **form.cleaned_data)
        messages.success(request, _("Kept. Nobody keeps count of how often you look back."))
        return redirect(own_address(request.access, "assignment"))
    return _form(request, form, _("Look back on your assignment"), assignment)


@require_safe
@requires(Permission.OWN_ASSIGNMENT)
def assignment_pdf(request: OrganisationRequest) -> HttpResponse:
    """One A4 without a score or a name: a print may be left on a printer, or handed over."""
    assignment, organisation = _own(request), request.access.organisation
    notes = [_("This may not be used to assess you.")]
    if assignment.look_back_on:
        notes.insert(0, f"{_('I look back on')} {date_format(assignment.look_back_on, 'l j F Y')}.")
    sheet = AssignmentSheet(
        language=get_language() or BASE,
        title=_("Change assignment"),
        name=_("Change assignment"),
        above=_("for myself"),
        lead=_("No score stands on this sheet. You decide who gets to see it."),
        organisation=organisation.name,
        logo=drawing_of(organisation),
        page=str(PROFESSIONAL.page),
        questions=[Passage(str(title), [text or "–"]) for title, text in assignment.answers],
        chain=ReportTable(
            _("Chain map"),
            [str(label) for label in COLUMNS.values()],
            [[link[name] or "–" for name in COLUMNS] for link in assignment.chain],
            "",
        ),
        passages=_passages(assignment),
        notes=[Passage("", notes)],
    )
    return kept_nowhere(as_pdf(sheet, "mijn-blad.pdf"))


@require_safe
@requires(Permission.OWN_ASSIGNMENT)
def assignment_calendar(request: OrganisationRequest) -> HttpResponse:
    assignment = _own(request)
    if assignment.look_back_on is None:
        raise Http404("No day has been chosen.")
    return own_day(request, str(assignment.pk), assignment.look_back_on)


@require_POST
@requires(Permission.OWN_ASSIGNMENT)
def remove(request: OrganisationRequest) -> HttpResponse:
    access = request.access
    require_mark(request, own_mark(access))
    remove_assignment(access=access)
    messages.success(request, _("You have no change assignment here any more."))
    return redirect("learning_moments", access.organisation.slug)


def _passages(assignment: Assignment) -> list[Passage]:
    """What stands in the way and what was seen, as far as there is any."""
    obstacles = [
        f"{one.sentence} ({_('out of the way')})" if one.is_gone else one.sentence
        for one in assignment.obstacles.all()
    ]
    look_backs = [
        f"{date_format(one.day, 'j F Y')}: {one.sentence}" for one in assignment.look_backs.all()
    ]
    sections = ((_("What stands in the way"), obstacles), (_("What I saw"), look_backs))
    return [Passage(title, lines) for title, lines in sections if lines]


def _obstacle(request: OrganisationRequest, obstacle: Obstacle | None) -> HttpResponse:
    assignment = _own(request)
    initial = (
        {"sentence": obstacle.sentence, "is_gone": obstacle.is_gone} if obstacle is not None else {}
    )
    form = ObstacleForm(data=request.POST or None, initial=initial)
    if filled_in(request, form):
        keep_obstacle(
            assignment=assignment,
            obstacle=obstacle,
            today=timezone.localdate(),
            **form.cleaned_data,
        )
        messages.success(request, _("The obstacle has been kept."))
        return redirect(own_address(request.access, "assignment"))
    title = _("Change an obstacle") if obstacle else _("Write down an obstacle")
    return _form(request, form, title, assignment, obstacle)


def _form(
    request: OrganisationRequest,
    form: Form,
    title: str,
    assignment: Assignment | None,
    obstacle: Obstacle | None = None,
) -> HttpResponse:
    context = {"form": form, "title": title, "assignment": assignment, "obstacle": obstacle}
    return own_form(request, "followup/assignment_form.html", context)


def _own(request: OrganisationRequest) -> Assignment:
    """Raises Http404 where nothing is kept, and OtherParticipant for a page of somebody else."""
    require_mark(request, own_mark(request.access))
    return get_object_or_404(Assignment.objects.of(request.access))


def _initial(assignment: Assignment | None) -> dict[str, object]:
    """What is kept; a day that has been is chosen anew."""
    if assignment is None:
        return {}
    values: dict[str, object] = {name: getattr(assignment, name) for name in QUESTIONS}
    past = assignment.look_back_on and assignment.look_back_on < timezone.localdate()
    return values if past else values | {"look_back_on": assignment.look_back_on}
