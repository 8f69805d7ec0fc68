"""A conversation about a case in its own window: twenty minutes, led by anybody.

No address names a conversation: each is that of whoever is signed in. The window shows no name and
leads nowhere, as the hour (ADR 45).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.services.refusals import Refused
from igm_portal.followup.models import LEAST_ANSWERS, CaseSession
from igm_portal.followup.services.case_sessions import end_session, running_session, show_spread
from igm_portal.local_texts import in_own_words_lazy
from igm_portal.pdf.code_cards import qr_svg
from reports.snapshot_access import READERS
from reports.texts.elements import METRIC_NAMES
from reports.views.presentation import HourStep, step_number
from surveys.codes.code import Code, CodeKind
from surveys.instruments.elements import KUNNEN, WILLEN
from surveys.instruments.languages.tag import BASE
from surveys.participant_marks import own_mark, require_mark

STEPS = (
    HourStep(
        "begin",
        gettext_lazy("Begin"),
        2,
        gettext_lazy(
            "Read these sentences aloud. Then: “Take your phone. No phone? Join in the "
            "conversation afterwards.” One phone is one answer."
        ),
    ),
    HourStep(
        "answer",
        gettext_lazy("Answer alone"),
        6,
        gettext_lazy(
            "Say: “Read first, then choose. In silence, and do not look at each other.” Answer "
            "too, on your own phone. Wait until the number stands still."
        ),
    ),
    HourStep(
        "spread",
        gettext_lazy("The spread"),
        4,
        gettext_lazy(
            "Compare the number with the people in the room. More answers than people? Then end "
            "and begin again. Give no opinion: ask “What do you see?” and wait."
        ),
    ),
    HourStep(
        "approaches",
        in_own_words_lazy(gettext_lazy("Two {klantmanagers}")),
        3,
        gettext_lazy(
            "Have somebody read each aloud. Which of the two is better is not the question."
        ),
    ),
    HourStep(
        "talk",
        gettext_lazy("Talk"),
        4,
        gettext_lazy(
            "Say: “In pairs, two minutes: choose one question.” Then a round of one sentence each. "
            "Nobody has to tell what he or she chose. You speak last."
        ),
    ),
    HourStep(
        "end",
        gettext_lazy("End"),
        1,
        gettext_lazy("Ask: “Who does something otherwise tomorrow?” Then press the button."),
    ),
)
"""Twenty minutes. What is in them follows practice 15 of docs/research.md §6."""


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """How many chose one thing. `family` is willen, kunnen or empty; `language` that of a label
    which is not translated.
    """

    label: str | Promise
    number: int
    family: str = ""
    language: str = ""

    @property
    def marks(self) -> range:
        """One for each answer, to draw."""
        return range(self.number)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*READERS)
def session(request: OrganisationRequest) -> HttpResponse:
    """One step, or what is left when the conversation is over: nothing."""
    access = request.access
    require_mark(request, own_mark(access))
    current = running_session(access, timezone.localdate())
    if current is None:
        return render(request, "followup/case_over.html", {"cases": True})
    if request.method == "POST":
        return _act(request, current)
    number = step_number(request, STEPS)
    context = {
        "session": current,
        "case": current.content,
        "step": STEPS[number - 1],
        "leads": STEPS[number - 1].leads,
        "number": number,
        "steps": STEPS,
        "before": number - 1 or None,
        "after": number + 1 if number < len(STEPS) else None,
        "answers": current.answers.count(),
        "least": LEAST_ANSWERS,
        "choice": "",
        "participant_mark": own_mark(access),
    }
    if STEPS[number - 1].name == "answer":
        context |= _way_in(request, current)
    if current.spread is not None:
        context["element_rows"] = _element_rows(current.spread["elements"])
        context["action_rows"] = _action_rows(current.content.actions, current.spread["actions"])
    return render(request, "followup/case_session.html", context)


@require_safe
@requires(*READERS)
def count(request: OrganisationRequest) -> HttpResponse:
    """How many have answered, for the script of the window; the same words as on its page."""
    current = running_session(request.access, timezone.localdate())
    if current is None:
        return JsonResponse({}, status=HTTPStatus.NOT_FOUND)
    number = current.answers.count()
    words = ngettext("%(number)s answer", "%(number)s answers", number) % {"number": number}
    return JsonResponse({"words": words, "enough": number >= LEAST_ANSWERS})


def _act(request: OrganisationRequest, current: CaseSession) -> HttpResponse:
    """A button of the window: show the spread, or end and delete."""
    place = reverse("case_session", args=[request.access.organisation.slug])
    if request.POST.get("to") == "end":
        end_session(access=request.access)
        return redirect(place)
    try:
        show_spread(session=current)
    except Refused as refusal:
        messages.warning(request, str(refusal.message))
    return redirect(f"{place}?stap=3")


def _way_in(request: OrganisationRequest, current: CaseSession) -> dict[str, object]:
    """How somebody in the room comes to the case: an address, a code and both in one picture."""
    code = Code(CodeKind.ROOM, current.code)
    address = request.build_absolute_uri(reverse("case_answer", args=[code]))
    return {
        "code": code,
        "site": request.get_host() + reverse("case_entry"),
        "qr": mark_safe(qr_svg(address)),  # noqa: S308  drawn here, of an address of ours
        "qr_text": _("QR code of this address: %(address)s") % {"address": address},
    }


def _element_rows(numbers: Mapping[str, int]) -> list[SpreadRow]:
    """In the order of the model: an order by number would be a judgement."""
    families = [("willen", one) for one in WILLEN] + [("kunnen", one) for one in KUNNEN]
    return [SpreadRow(METRIC_NAMES[one], numbers[one], family) for family, one in families]


def _action_rows(actions: Sequence[str], numbers: Sequence[int]) -> list[SpreadRow]:
    """In the order of the case; the last number is of something else."""
    pairs = zip(actions, numbers[:-1], strict=True)
    rows = [SpreadRow(action, number, language=BASE) for action, number in pairs]
    return [*rows, SpreadRow(_("Something else"), numbers[-1])]
