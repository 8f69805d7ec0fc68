"""A client takes part: the door for codes, the own code, and the way back out."""

from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from surveys.client_access import ClientRequest, forget, public, remember, seat_of, with_code
from surveys.client_texts import MISTYPED, PROBLEMS
from surveys.codes.code import Code, Kind, Mistyped, read
from surveys.reader_language import choices, interface_choices, reading_of
from surveys.selectors import response_of
from surveys.services.answering import ERASED
from surveys.services.client_answering import CodeRefused, Problem, begin, find_start, go_on
from surveys.views import filling
from surveys.views.filling import Desk, Ways


class CodeForm(forms.Form):
    """One code, of either kind, typed by hand."""

    code = forms.CharField(
        label=pgettext_lazy("client", "Your code"),
        help_text=pgettext_lazy("client", "For example XR4-97K-C2M. Capitals do not matter."),
        max_length=60,
        required=False,  # an empty code has words of its own
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> Code:
        try:
            return read(self.cleaned_data["code"])
        except Mistyped as mistake:
            raise forms.ValidationError(str(MISTYPED[mistake.fault])) from None


@public
def door(request: HttpRequest) -> HttpResponse:
    """Type a code: a printed one to begin, or the own one to go on."""
    form = CodeForm(request.POST or None)
    if request.method != "POST":
        return _show_door(request, form)
    if not form.is_valid():
        return _show_door(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    code: Code = form.cleaned_data["code"]
    if code.kind is Kind.START:
        return redirect("client_card", code)
    try:
        seat = go_on(code=code, address=_address(request), now=timezone.now())
    except CodeRefused as refusal:
        return _explain(request, refusal)
    response = redirect("client_introduction")
    remember(response, seat)
    return response


@require_safe
@public
def card(request: HttpRequest, code: str) -> HttpResponse:
    """From a link or a QR code: what it is for and who sees what. A used code gives the same card;
    only *Begin* tells.
    """
    try:
        given = read(code)
        if given.kind is not Kind.START:  # an own code is typed, never an address
            return redirect("client_door")
        wave = find_start(code=given, address=_address(request), now=timezone.now())
    except Mistyped as mistake:
        form = CodeForm()
        return _show_door(request, form, HTTPStatus.NOT_FOUND, wrong=MISTYPED[mistake.fault])
    except CodeRefused as refusal:
        return _explain(request, refusal)
    reading = reading_of(request, wave)
    context = {
        "wave": wave,
        "reading": reading,
        "instrument": reading.instrument,
        "languages": choices(wave, reading.language),
        "code": given,
    }
    return render(request, "surveys/client/card.html", context)


@require_POST
@public
def start(request: HttpRequest) -> HttpResponse:
    """The one moment at which a start code is used; after it the address holds no code."""
    try:
        code = read(request.POST.get("code", ""))
        seat = begin(code=code, address=_address(request), now=timezone.now())
    except Mistyped:
        return redirect("client_door")
    except CodeRefused as refusal:
        return _explain(request, refusal)
    response = redirect("client_code")
    remember(response, seat)
    return response


@require_safe
@with_code
def own_code(request: ClientRequest) -> HttpResponse:
    """The personal code, to write down, photograph or print; only this browser knows it."""
    desk = _desk(request)
    return desk.show(request, "code", desk.reading(request, None), first_page=_page_address(1))


@require_safe
@with_code
def introduction(request: ClientRequest) -> HttpResponse:
    """Where the answers were erased, from here or elsewhere, this browser lets go of the code."""
    open_now = request.seat.wave.accepts_answers(timezone.localdate())
    if open_now and response_of(request.seat) is None:
        messages.warning(request, str(ERASED))
        response = redirect("client_door")
        forget(response)
        return response
    return filling.introduction(request, _desk(request))


@with_code
def page(request: ClientRequest, number: int) -> HttpResponse:
    return filling.page(request, _desk(request), number)


@require_POST
@with_code
def save_one(request: ClientRequest) -> HttpResponse:
    return filling.save_one(request, _desk(request))


@with_code
def review(request: ClientRequest) -> HttpResponse:
    return filling.review(request, _desk(request))


@require_safe
@with_code
def later(request: ClientRequest) -> HttpResponse:
    return filling.later(request, _desk(request))


@require_POST
@public
def stop(request: HttpRequest) -> HttpResponse:
    """Leave this device, which may be anybody's; the answers stay where they are."""
    done = pgettext("client", "You have stopped on this device. Your own code still works.")
    messages.success(request, done)
    response = redirect("client_door")
    forget(response)
    return response


def _desk(request: ClientRequest) -> Desk:
    ways = Ways(
        introduction=reverse("client_introduction"),
        page=_page_address,
        save_one=reverse("client_save_one"),
        review=reverse("client_review"),
        later=reverse("client_later"),
        result=reverse("client_result"),
        away=reverse("client_door"),
    )
    extra = {
        "own_code": request.seat.code,
        "site": request.get_host() + ways.away,
    }
    return Desk(request.seat, ways, "surveys/client", "surveys/client/base.html", extra)


def _page_address(number: int) -> str:
    return reverse("client_page", args=[number])


def _show_door(
    request: HttpRequest, form: CodeForm, status: int = HTTPStatus.OK, wrong: object = ""
) -> HttpResponse:
    context = {
        "form": form,
        "wrong": wrong,
        "seated": seat_of(request) is not None,
        "languages": interface_choices(),
    }
    return render(request, "surveys/client/door.html", context, status=status)


def _explain(request: HttpRequest, refusal: CodeRefused) -> HttpResponse:
    explanation = PROBLEMS[refusal.problem]
    context = {
        "explanation": explanation,
        "languages": interface_choices(),
        "here": request.path if request.method == "GET" else reverse("client_door"),
        "starts_on": refusal.wave.starts_on
        if refusal.wave and refusal.problem is Problem.EARLY
        else None,
    }
    return render(request, "surveys/client/explanation.html", context, status=explanation.status)


def _address(request: HttpRequest) -> str:
    """Where the request comes from, own proxies left out; kept as a hash, for ten minutes."""
    address: str = get_adapter(request).get_client_ip(request)
    return address
