"""A client takes part: the page for codes, the own code, and the way back out."""

from http import HTTPStatus
from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.adapters import address_of
from surveys import start_values
from surveys.client_access import (
    ClientRequest,
    forget,
    public,
    reachable_participant,
    remember,
    with_code,
)
from surveys.client_texts import PROBLEMS, mistyped_text
from surveys.codes.code import Code, CodeKind, Mistyped, read
from surveys.models import Wave
from surveys.participant import ClientParticipant
from surveys.participant_marks import marked, require_mark
from surveys.reader_language import (
    LANGUAGE_COOKIE,
    choices,
    interface_choices,
    reading_of,
    remember_language,
)
from surveys.selectors import own_language, response_of
from surveys.services.answering import ANSWERS_ERASED
from surveys.services.client_answering import (
    CodeRefused,
    Problem,
    StalePage,
    begin,
    find_start,
    go_on,
)
from surveys.views import filling
from surveys.views.filling import FillContext, FillUrls

BEGIN_AGAIN = pgettext_lazy(
    "client", "This page was open for a long time. Nothing went wrong. Choose “Begin” once more."
)


class ClientCodeForm(forms.Form):
    """One code, of either kind, typed by hand."""

    code = forms.CharField(
        label=pgettext_lazy("client", "Your code"),
        help_text=pgettext_lazy("client", "For example XR4-97K-C2M. Capitals do not matter."),
        max_length=300,
        required=False,  # an empty code has words of its own
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
    )

    def clean_code(self) -> Code:
        try:
            return read(self.cleaned_data["code"])
        except Mistyped as mistake:
            raise forms.ValidationError(mistyped_text(mistake)) from None


@public
def entry(request: HttpRequest) -> HttpResponse:
    """Type a code: a printed one to begin, or the own one to go on."""
    form = ClientCodeForm(request.POST or None)
    if request.method != "POST":
        return _show_entry(request, form)
    if not form.is_valid():
        return _show_entry(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    code: Code = form.cleaned_data["code"]
    if code.kind is CodeKind.START:
        return redirect("client_card", code)
    try:
        participant = go_on(code=code, address=address_of(request), now=timezone.now())
    except CodeRefused as refusal:
        return _explain(request, refusal)
    response = redirect(marked(reverse("client_introduction"), participant.mark))
    remember(request, response, participant)
    if LANGUAGE_COOKIE not in request.COOKIES and (language := own_language(participant)):
        remember_language(response, language)
    return response


@require_safe
@public
def card(request: HttpRequest, code: str) -> HttpResponse:
    """From a link or a QR code: what it is for and who sees what. A used code gives the same card;
    only *Begin* tells. Who is busy with this wave in this browser can go on from here.
    """
    try:
        start_code = read(code)
        if start_code.kind is not CodeKind.START:  # an own code is typed, never an address
            return redirect("client_entry")
        wave = find_start(code=start_code, address=address_of(request), now=timezone.now())
    except Mistyped:
        return _show_entry(request, ClientCodeForm({"code": code}), HTTPStatus.NOT_FOUND)
    except CodeRefused as refusal:
        return _explain(request, refusal)
    reading, value = reading_of(request, wave), start_values.page_value(request, start_code)
    context = {
        "wave": wave,
        "reading": reading,
        "instrument": reading.instrument,
        "languages": choices(wave, reading.language),
        "code": start_code,
        "value": value,
        "participant": _participant_in(request, wave),
    }
    response = render(request, "surveys/client/card.html", context)
    start_values.keep(response, start_code, value)
    return response


@require_POST
@public
def start(request: HttpRequest) -> HttpResponse:
    """The one moment at which a start code is used; after it the address holds no code. A second
    press, or a first one whose reply got lost, leads to the same participant.
    """
    try:
        code = read(request.POST.get("code", ""))
    except Mistyped:
        return redirect("client_entry")
    value, earlier = start_values.values_for_begin(request, code)
    try:
        participant = begin(
            code=code, value=value, earlier=earlier, address=address_of(request), now=timezone.now()
        )
    except StalePage:
        messages.info(request, str(BEGIN_AGAIN))
        return redirect("client_card", code)
    except CodeRefused as refusal:
        return _explain(request, refusal)
    response = redirect(marked(reverse("client_code"), participant.mark))
    remember(request, response, participant, card=code)
    return response


@require_safe
@with_code
def own_code(request: ClientRequest) -> HttpResponse:
    """The personal code, to write down, photograph or print; only this browser knows it."""
    fill = _fill_context(request)
    first_page = fill.own_urls.page(1)
    return fill.show(request, "code", fill.reading(request, None), first_page=first_page)


@require_safe
@with_code
def introduction(request: ClientRequest) -> HttpResponse:
    """Where the answers were erased, from here or elsewhere, this browser lets go of the code."""
    open_now = request.participant.wave.accepts_answers(timezone.localdate())
    if open_now and response_of(request.participant) is None:
        messages.warning(request, str(ANSWERS_ERASED))
        response = redirect("client_entry")
        forget(request, response)
        return response
    return filling.introduction(request, _fill_context(request))


@gzip_page
@with_code
def page(request: ClientRequest, number: int) -> HttpResponse:
    return filling.page(request, _fill_context(request), number)


@require_POST
@with_code
def save_one(request: ClientRequest) -> HttpResponse:
    return filling.save_one(request, _fill_context(request))


@gzip_page
@with_code
def review(request: ClientRequest) -> HttpResponse:
    return filling.review(request, _fill_context(request))


@require_safe
@with_code
def later(request: ClientRequest) -> HttpResponse:
    return filling.later(request, _fill_context(request))


@require_POST
@public
def stop(request: HttpRequest) -> HttpResponse:
    """Leave this device, which may be anybody's; the answers stay where they are. Nobody stops for
    somebody else, who may not have written down the own code yet.
    """
    participant = reachable_participant(request)
    if participant is not None:
        cast(ClientRequest, request).participant = participant
        require_mark(request, participant.mark)
    message = pgettext("client", "You have stopped on this device. Your own code still works.")
    messages.success(request, message)
    response = redirect("client_entry")
    forget(request, response)
    return response


def _fill_context(request: ClientRequest) -> FillContext:
    urls = FillUrls(
        introduction=reverse("client_introduction"),
        page=lambda number: reverse("client_page", args=[number]),
        save_one=reverse("client_save_one"),
        review=reverse("client_review"),
        later=reverse("client_later"),
        result=reverse("client_result"),
        away=reverse("client_entry"),
    )
    extra = {
        "own_code": request.participant.code,
        "site": request.get_host() + urls.away,
    }
    return FillContext(
        request.participant, urls, "surveys/client", "surveys/client/base.html", extra
    )


def _show_entry(
    request: HttpRequest, form: ClientCodeForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    """A refused code is read out first: the field with its error has the focus."""
    if form.errors:
        form.fields["code"].widget.attrs["autofocus"] = True
    participant = reachable_participant(request)
    context = {
        "form": form,
        "participant": participant,
        "participant_mark": participant.mark if participant else "",
        "languages": interface_choices(),
    }
    return render(request, "surveys/client/entry.html", context, status=status)


def _explain(request: HttpRequest, refusal: CodeRefused) -> HttpResponse:
    explanation = PROBLEMS[refusal.problem]
    is_used = refusal.problem is Problem.USED
    context = {
        "explanation": explanation,
        "participant": _participant_in(request, refusal.wave) if is_used else None,
        "refused_by": refusal.wave.organisation if refusal.wave else None,
        "languages": interface_choices(),
        "here": request.path if request.method == "GET" else reverse("client_entry"),
        "starts_on": refusal.wave.starts_on
        if refusal.wave and refusal.problem is Problem.EARLY
        else None,
    }
    return render(request, "surveys/client/explanation.html", context, status=explanation.status)


def _participant_in(request: HttpRequest, wave: Wave | None) -> ClientParticipant | None:
    """The participant of this browser in this wave, as long as there are answers to go on with."""
    participant = reachable_participant(request)
    if participant is None or participant.wave != wave or response_of(participant) is None:
        return None
    return participant
