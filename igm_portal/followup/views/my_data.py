"""My data, with the plan, conversation and notices that somebody has here (AVG art. 15, 17, 20)."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import Access, OrganisationRequest, for_the_person
from igm_portal.followup.models import (
    COLUMNS,
    QUESTIONS,
    Assignment,
    AssignmentReader,
    CaseSession,
    Notice,
    OwnPlan,
    Peer,
    Puzzle,
    Remeasurement,
    words_of,
)
from igm_portal.followup.services.own_plan import erase_own_data
from reports.own.stored_data import OwnPart
from reports.views.my_data import data_file, data_json, data_page, erase_page


@require_safe
@for_the_person
def my_data(request: OrganisationRequest) -> HttpResponse:
    return data_page(request, list(_parts(request.access)))


@require_safe
@for_the_person
def as_page(request: OrganisationRequest) -> HttpResponseBase:
    """One readable file that needs no portal and no internet."""
    return data_file(request, list(_parts(request.access)))


@require_safe
@for_the_person
def as_json(request: OrganisationRequest) -> HttpResponseBase:
    """The same for machines."""
    return data_json(request, list(_parts(request.access)))


@for_the_person
def erase(request: OrganisationRequest) -> HttpResponse:
    """The answers and what somebody keeps here together, or nothing."""
    also = _("Your plan and your assignment go too, if you keep them here.")
    return erase_page(request, erase_own_data, [also])


def _parts(access: Access) -> Iterator[OwnPart]:
    for plan in OwnPlan.objects.of(access):
        yield OwnPart(
            "plan",
            _("My plan"),
            _("On this site only you can read it, and it goes when you remove it."),
            (
                ("element", _("Element"), plan.element_name),
                ("step", _("One small step"), plan.step),
                ("if", _("If …"), plan.moment),
                ("then", _("… then"), plan.action),
                ("day", _("I look back on"), plan.day),
                ("mail", _("Mail me on that day"), plan.remind),
            ),
        )
    yield from _assignment_parts(access)
    for session in CaseSession.objects.of(access):
        yield OwnPart(
            "case",
            _("Comparing cases"),
            _("A conversation that you lead; it goes when you end it, and else that night."),
            (("case", _("Case"), session.content.title),),
        )
    for puzzle in Puzzle.objects.of(access):
        yield OwnPart(
            "puzzle",
            _("Puzzle"),
            _("Around a client who does not exist; it goes when you end it, and else that night."),
            (
                ("case", _("Case"), puzzle.content.title),
                ("goal", _("The goal that all three share"), puzzle.goal),
                *((actor, actor.label, text) for actor, text in puzzle.behaviours.items()),
                (
                    "actions",
                    _("Actions"),
                    "; ".join(f"{one.text} ({one.serves})" for one in puzzle.actions.all()),
                ),
            ),
        )
    for notice in Notice.objects.of(access):
        yield OwnPart(
            f"notice_{notice.pk}",
            _("Looking along"),
            _("Your notice; who works in the department reads it until you take it away."),
            (
                ("kind", _("What it says"), words_of(access.organisation)[notice.kind]),
                ("element", _("Element"), notice.element_name),
                ("text", _("In your own words"), notice.text),
                ("until", _("It hangs until"), notice.until),
            ),
        )


def _assignment_parts(access: Access) -> Iterator[OwnPart]:
    """The own assignment with who reads it, what was asked of HR, and the place in a leergang."""
    for assignment in Assignment.objects.of(access):
        readers = assignment.readers.select_related("person")
        obstacles, look_backs = assignment.obstacles.all(), assignment.look_backs.all()
        yield OwnPart(
            "assignment",
            _("Change assignment"),
            _("Only who you share it with reads it, and it goes when you remove it."),
            (
                *(
                    (name, title, text)
                    for name, (title, text) in zip(QUESTIONS, assignment.answers, strict=True)
                ),
                *(
                    (f"link_{number}", _("Chain map"), " · ".join(link[name] for name in COLUMNS))
                    for number, link in enumerate(assignment.chain, 1)
                ),
                *(
                    (f"obstacle_{number}", _("What stands in the way"), one.sentence)
                    for number, one in enumerate(obstacles, 1)
                ),
                *(
                    (f"seen_{number}", _("What I saw"), f"{one.day.isoformat()} {one.sentence}")
                    for number, one in enumerate(look_backs, 1)
                ),
                ("day", _("I look back on"), assignment.look_back_on or ""),
                ("readers", _("Who reads it with you"), ", ".join(r.person.name for r in readers)),
            ),
        )
    for question in Remeasurement.objects.of(access).select_related("team"):
        yield OwnPart(
            "remeasurement",
            _("Measuring again"),
            _("What you asked HR; it goes when you take it back."),
            (
                ("team", _("Team"), question.team.name),
                ("from", _("From which day would it help?"), question.wished_on),
                ("asked", _("Asked on"), question.asked_on),
                ("answer", _("Answer of HR"), question.get_answer_display()),
                ("words", pgettext("answer", "In one sentence"), question.words),
                ("date", _("Date"), question.by_date or ""),
            ),
        )
    reader_rows = AssignmentReader.objects.filter(
        person=access.user, assignment__organisation=access.organisation
    )
    for reader in reader_rows.select_related("assignment__person"):
        yield OwnPart(
            f"shared_{reader.pk}",
            _("Shared with you"),
            _("Until who wrote it takes that back."),
            (
                ("by", _("Change assignment"), reader.assignment.person.name),
                ("since", _("Since"), reader.since),
            ),
        )
    for peer in Peer.objects.of(access):
        yield OwnPart(
            "peer",
            _("Learning group"),
            _("Your place in it, until you leave."),
            (("accepted", _("You have accepted"), peer.has_accepted),),
        )
