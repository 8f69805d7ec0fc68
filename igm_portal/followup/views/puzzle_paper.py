"""The sheet of a puzzle: what was laid around a client who does not exist, and the empty one."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import Access, OrganisationRequest, requires
from igm_portal.accounts.selectors import drawing_of
from igm_portal.followup.models import Force, Puzzle, PuzzleAction, PuzzleActor
from igm_portal.pdf.puzzle import PuzzlePaper, puzzle_pdf
from reports.snapshot_access import READERS
from reports.texts.elements import METRIC_NAMES
from reports.views.sending import as_file
from surveys.instruments.elements import Element
from surveys.instruments.languages.tag import BASE


@require_safe
@requires(*READERS)
def puzzle_paper(request: OrganisationRequest) -> HttpResponseBase:
    """What was laid, on one large sheet to take along; of somebody who does not exist."""
    current = Puzzle.objects.of(request.access).running(timezone.localdate()).first()
    if current is None:
        raise Http404("No puzzle is going on.")
    paper = _paper(request.access, current, list(current.actions.all()))
    return as_file(HttpResponse(puzzle_pdf(paper)), "puzzel.pdf", "application/pdf")


@require_safe
@requires(*READERS)
def empty_paper(request: OrganisationRequest) -> HttpResponseBase:
    """The same sheet with nothing on it, for a real client: nothing of that is kept here."""
    paper = puzzle_pdf(_paper(request.access, None, ()))
    return as_file(HttpResponse(paper), "puzzel-leeg.pdf", "application/pdf")


def _paper(access: Access, current: Puzzle | None, actions: Sequence[PuzzleAction]) -> PuzzlePaper:
    works_on = current.behaviours if current else dict.fromkeys(PuzzleActor, "")
    return PuzzlePaper(
        language=get_language() or BASE,
        title=_("Puzzle: %(client)s") % {"client": current.content.title}
        if current
        else _("Puzzle around one client"),
        organisation=access.organisation.name,
        logo=drawing_of(access.organisation),
        lead=_("About somebody who does not exist.")
        if current
        else _("No name on this sheet. Lay it on the table, write, and take it away with you."),
        goal_label=_("The goal that all three share"),
        goal=current.goal if current else "",
        columns=[
            _("Element"),
            *(f"{actor.label}: {works_on[actor] or '…'}" for actor in PuzzleActor),
        ],
        rows=[
            (
                str(METRIC_NAMES[element]),
                [
                    [
                        f"↓ {one.text}" if one.force == Force.PRESSURE else f"↑ {one.text}"
                        for one in actions
                        if (one.actor, one.element) == (actor, element)
                    ]
                    for actor in PuzzleActor
                ],
            )
            for element in Element
        ],
        questions=[
            _("↑ helps or makes room, ↓ presses. Which comes first?"),
            _("How does it serve the goal, and does it get in the way of one of the others?"),
            _("Is there pressure? Who makes alternatives visible then, and who clears obstacles?"),
            _("Which of this waits until something goes wrong? Can it be earlier?"),
        ],
        promise=_(
            "Nothing of this is kept on the site. Not for a file, a decision or an appraisal."
        )
        if current is None
        else _(
            "Laid together about a client who does not exist. Nothing of it is kept on the site."
        ),
    )
