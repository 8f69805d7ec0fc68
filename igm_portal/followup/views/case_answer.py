"""Answering a case on one's own phone: with the code on the screen, without signing in.

The pages know a browser and no person (ADR 43). They never show what was answered before: two
people may use one device.
"""

from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from igm_portal.accounts.adapters import address_of
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.views.acting import filled_in, succeeds
from igm_portal.followup.case_forms import CaseAnswerForm
from igm_portal.followup.models import CaseSession
from igm_portal.followup.room_access import browser_of, remember_browser
from igm_portal.followup.services.case_sessions import (
    hand_in,
    has_answered,
    session_by_code,
    take_back,
)
from surveys.client_access import public
from surveys.codes.code import Code, CodeKind, Mistyped, read
from surveys.services.code_limits import count_wrong, is_spent

NO_CODE = _("This is no code of a conversation. Look at the screen and type it again.")
SEND_AGAIN = _("This page was open for a long time. Choose once more and send it again.")


class RoomCodeForm(forms.Form):
    """The code on the screen, typed by hand."""

    code = forms.CharField(
        label=_("The code on the screen"),
        help_text=_("For example XR4-97K. Capitals do not matter."),
        max_length=300,
        error_messages={"required": _("Type the code that stands on the screen.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> Code:
        code = room_code(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(NO_CODE)
        return code


@public
def entry(request: HttpRequest) -> HttpResponse:
    """Type the code, where a phone cannot read the picture."""
    form = RoomCodeForm(request.POST or None)
    if filled_in(request, form):
        return redirect("case_answer", form.cleaned_data["code"])
    return render(request, "followup/case_entry.html", {"form": form})


@public
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """The case and two questions; afterwards that the answer is in, and not what it was."""

    def page(session: CaseSession) -> HttpResponse:
        browser = browser_of(request)
        form = CaseAnswerForm(case=session.content, data=request.POST or None)
        if request.method == "POST" and not browser:
            form.add_error(None, SEND_AGAIN)
        elif filled_in(request, form) and succeeds(
            form, hand_in, session=session, browser=browser, **form.cleaned_data
        ):
            return redirect("case_answer", code)
        again = "opnieuw" in request.GET or request.method == "POST"
        context = {
            "form": form,
            "case": session.content,
            "code": code,
            "is_shown": session.is_shown,
            "answered": has_answered(session, browser),
            "show_form": again or not has_answered(session, browser),
        }
        response = render(request, "followup/case_answer.html", context)
        remember_browser(request, response)
        return response

    return _in_room(request, code, page)


@require_POST
@public
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take back the answer of this browser; once the spread was shown there is none any more."""

    def act(session: CaseSession) -> HttpResponse:
        with suppress(Refused):  # the page itself says why
            take_back(session=session, browser=browser_of(request))
        return redirect("case_answer", code)

    return _in_room(request, code, act)


def room_code(text: str) -> Code | None:
    """The code of a conversation that somebody typed; None for anything else."""
    try:
        return read(text, [CodeKind.ROOM])
    except Mistyped:
        return None


def _in_room(
    request: HttpRequest, text: str, page: Callable[[CaseSession], HttpResponse]
) -> HttpResponse:
    """The page of the conversation of this code; that there is none, where it is over, never was,
    or somebody tries one code after the other.
    """
    code, now = room_code(text), timezone.now()
    session = None
    if code is not None and not is_spent(code, address_of(request), now):
        session = session_by_code(code.symbols, timezone.localdate(now))
        if session is None:
            count_wrong(code, address_of(request), now)
    if session is None:
        return render(request, "followup/case_over.html", status=HTTPStatus.NOT_FOUND)
    return page(session)
