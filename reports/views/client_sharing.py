"""A client lets one professional read the own result, sees who read it, and takes it back (ADR 69).

Nothing is shared before the client has seen what will be read and by whom. Where somebody is signed
in, in the same browser, nothing can be shared: it would not be sure who does it.
"""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from igm_portal.accounts.adapters import address_of
from reports.own.audience import CLIENT
from reports.own.shared import SharedResult, shared_result
from reports.selectors import personal_sems
from surveys.client_access import ClientRequest, public, reachable_participant, with_code
from surveys.client_texts import MISTYPED_NUMBER
from surveys.codes.code import Code, CodeKind, Mistyped, read
from surveys.instruments.elements import Element
from surveys.models import ProfessionalNumber
from surveys.participant_marks import marked
from surveys.reader_language import interface_choices, reading_of
from surveys.selectors import own_language, scores_to_share
from surveys.services.refusals import Refused
from surveys.services.sharing import (
    NOTHING_CHOSEN,
    ended_sharings_of,
    may_share,
    share,
    sharing_of,
    stop_sharing,
    waiting_professional,
)

EVERYTHING = "all"


class SharingForm(forms.Form):
    """What to share, and the number of the one who may read it."""

    elements = forms.MultipleChoiceField(
        choices=[(EVERYTHING, EVERYTHING), *((one, one) for one in Element)],
        error_messages={"required": NOTHING_CHOSEN, "invalid_choice": NOTHING_CHOSEN},
    )
    number = forms.CharField(
        label=pgettext_lazy("client", "The number of the other person"),
        max_length=300,
        error_messages={"required": MISTYPED_NUMBER, "max_length": MISTYPED_NUMBER},
    )

    def clean_elements(self) -> list[Element]:
        choices = self.cleaned_data["elements"]
        return [one for one in Element if EVERYTHING in choices or one in choices]

    def clean_number(self) -> Code:
        try:
            return read(self.cleaned_data["number"], [CodeKind.PROFESSIONAL])
        except Mistyped:
            raise forms.ValidationError(MISTYPED_NUMBER) from None


@require_http_methods(["GET", "HEAD", "POST"])
@with_code
def client_share(request: ClientRequest) -> HttpResponse:
    """Choose, then see whose number it is and what that person will read, then share."""
    participant, now = request.participant, timezone.now()
    mark = participant.mark
    own_page = marked(reverse("client_share"), mark)
    if scores_to_share(participant) is None or not participant.wave.is_conversation:
        return redirect(marked(reverse("client_result"), mark))
    form = SharingForm(request.POST or None)
    if request.method != "POST" or not _can_share(request):
        return _page(request, SharingForm())
    if not form.is_valid():
        return _page(request, form)
    elements, number = form.cleaned_data["elements"], form.cleaned_data["number"]
    try:
        if "confirmed" in request.POST:
            share(participant=participant, number=number, elements=elements, now=now)
            return redirect(own_page)
        waiting = waiting_professional(
            participant=participant, number=number, address=address_of(request), now=now
        )
    except Refused as refusal:
        form.add_error("number", str(refusal.message))
        return _page(request, form)
    return _confirm(request, waiting, elements)


@require_POST
@with_code
def client_stop_sharing(request: ClientRequest) -> HttpResponse:
    """One press, nothing asked; from then on nobody reads it, also on a page that is open."""
    try:
        stop_sharing(participant=request.participant, now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, pgettext("client", "You have stopped sharing."))
    return redirect(marked(reverse("client_share"), request.participant.mark))


@require_safe
@public
def client_about_sharing(request: HttpRequest) -> HttpResponse:
    """What sharing is and is not, for everyone, also before taking part."""
    participant = reachable_participant(request)
    context = {
        "wave": participant.wave if participant else None,
        "participant": participant,
        "participant_mark": participant.mark if participant else "",
        "languages": interface_choices(),
    }
    return render(request, "reports/client_about_sharing.html", context)


def sharing_parts(request: ClientRequest) -> dict[str, object]:
    """What pages of a client say about sharing; of a wave that is not for conversations nothing."""
    participant = request.participant
    if not participant.wave.is_conversation:
        return {"may_share": False, "sharing": None}
    sharing = sharing_of(participant, timezone.now())
    labels = [CLIENT.labels[one] for one in sharing.shared_elements] if sharing else []
    return {
        "may_share": may_share(participant),
        "sharing": sharing,
        "sharing_code": Code(CodeKind.SHARING, sharing.code) if sharing else "",
        "shared_labels": labels,
        "signed_in_here": request.user.is_authenticated,
    }


def _can_share(request: ClientRequest) -> bool:
    return may_share(request.participant) and not request.user.is_authenticated


def _page(request: ClientRequest, form: SharingForm) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = sharing_parts(request) | {
        "wave": request.participant.wave,
        "form": form,
        "choices": [(one.value, CLIENT.labels[one]) for one in Element],
        "chosen": request.POST.getlist("elements") if form.is_bound else [],
        "everything": EVERYTHING,
        "ended": ended_sharings_of(request.participant),
        "participant_mark": request.participant.mark,
    }
    return render(request, "reports/client_share.html", context, status=status)


def _confirm(
    request: ClientRequest, waiting: ProfessionalNumber, elements: list[Element]
) -> HttpResponse:
    context = {
        "wave": request.participant.wave,
        "professional": waiting.professional,
        "number": Code(CodeKind.PROFESSIONAL, waiting.symbols),
        "chosen": elements,
        "result": _to_be_read(request, elements),
        "participant_mark": request.participant.mark,
    }
    return render(request, "reports/client_share_confirm.html", context)


def _to_be_read(request: ClientRequest, elements: list[Element]) -> SharedResult:
    """The very thing that the professional will read, in the language of this client."""
    participant = request.participant
    scores = scores_to_share(participant)
    if scores is None:
        raise ValueError("Nothing was sent.")
    reading = reading_of(request, participant.wave, own_language(participant))
    return shared_result(reading.instrument, scores, personal_sems(participant.wave), elements)
