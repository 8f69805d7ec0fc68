"""Every questionnaire as a respondent meets it, in every language; nothing is ever saved here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.models import Organisation
from igm_portal.accounts.permissions import Permission
from surveys.forms.fill import PageForm
from surveys.instruments.model import RespondentGroup
from surveys.library import Ready, find, ready
from surveys.policy import Policy, default_policy
from surveys.questionnaire_pdf import can_be_printed, instrument_pdf
from surveys.reader_language import Choice, Reading, first_spoken, offered
from surveys.views.filling import PAGE_MOVES

PARAMETER = "taal"
SHOWN_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Example:
    """A wave that does not exist, for the words around the questions."""

    title: str
    organisation: Organisation
    closes_on: date
    policy: Policy


@dataclass(frozen=True, slots=True)
class Look:
    """One questionnaire in one language, and the addresses of its preview."""

    ready: Ready
    reading: Reading
    address: Callable[..., str]

    @property
    def client(self) -> bool:
        return self.ready.instrument.group is RespondentGroup.CLIENT

    @property
    def languages(self) -> list[tuple[Choice, str]]:
        """Every language, each with the address of this preview in it."""
        choices = offered(self.ready.names, self.reading.language)
        return [(choice, self.address("preview", language=choice.tag)) for choice in choices]


@require_safe
@requires(Permission.MANAGE_WAVES)
def questionnaires(request: OrganisationRequest) -> HttpResponse:
    """What lies ready to be asked, with ways to look at it and to print it."""
    rows = [
        (one, offered(one.names, ""), [tag for tag in one.names if can_be_printed(tag)])
        for one in ready()
    ]
    return render(request, "surveys/library/list.html", {"questionnaires": rows})


@require_safe
@requires(Permission.MANAGE_WAVES)
def preview(request: OrganisationRequest, edition: str) -> HttpResponse:
    """The page before the first question."""
    look = _look(request, edition)
    example = Example(
        title=_("Example"),
        organisation=request.access.organisation,
        closes_on=timezone.localdate() + SHOWN_FOR,
        policy=default_policy(look.ready.instrument.group),
    )
    start = "surveys/client/card.html" if look.client else "surveys/introduction.html"
    context = {"wave": example, "start": start, "started": False, "code": "", "languages": ()}
    return _show(request, look, "introduction", go_on=look.address("preview_page", 1), **context)


@requires(Permission.MANAGE_WAVES)
def preview_page(request: OrganisationRequest, edition: str, number: int) -> HttpResponse:
    """One page of questions; its buttons lead on, and what was chosen goes nowhere."""
    look = _look(request, edition)
    total = len(look.reading.instrument.pages)
    if not 1 <= number <= total:
        raise Http404("No such page.")
    if request.method == "POST":
        return redirect(_onward(request, look, number, total))
    form = PageForm(look.reading, number)
    page = "surveys/client/page.html" if look.client else "surveys/page.html"
    last = number == total
    context = {"form": form, "page": form.page, "total": total, "is_last": last, "start": page}
    return _show(request, look, "page", **context)


@require_safe
@requires(Permission.MANAGE_WAVES)
def as_pdf(request: OrganisationRequest, edition: str) -> HttpResponse:
    """Send the questionnaire as PDF, with the codes of the screen."""
    look = _look(request, edition)
    if not can_be_printed(look.reading.language):
        raise Http404("No PDF in this language.")
    content = instrument_pdf(look.reading.instrument, request.access.organisation)
    name = f"{edition.replace('@', '-')}-{look.reading.language}.pdf"
    return _download(content, "application/pdf", name)


@require_safe
@requires(Permission.MANAGE_WAVES)
def answers_file(request: OrganisationRequest, edition: str) -> HttpResponse:
    """Send an empty file to type answers from paper in, as `manage.py score` reads it."""
    look = _look(request, edition)
    codes = ["id", *(item.code for item in look.ready.instrument.items)]
    content = (",".join(codes) + "\r\n").encode()
    name = f"{edition.replace('@', '-')}-antwoorden.csv"
    return _download(content, "text/csv; charset=utf-8", name)


def _look(request: OrganisationRequest, edition: str) -> Look:
    questionnaire = find(edition)
    if questionnaire is None:
        raise Http404("No such questionnaire.")
    wishes = (request.GET.get(PARAMETER), get_language())
    language = first_spoken(wishes, tuple(questionnaire.names))
    slug = request.access.organisation.slug

    def address(name: str, *more: int, language: str = language) -> str:
        query = urlencode({PARAMETER: language})
        return f"{reverse(name, args=[slug, edition, *more])}?{query}"

    return Look(questionnaire, questionnaire.reading(language), address)


def _show(request: OrganisationRequest, look: Look, name: str, **context: Any) -> HttpResponse:
    common = {
        "look": look,
        "reading": look.reading,
        "instrument": look.reading.instrument,
        "base_template": "surveys/client/base.html" if look.client else "base.html",
        "urls": {"save_one": "", "review": ""},
    }
    return render(request, f"surveys/library/{name}.html", common | context)


def _onward(request: OrganisationRequest, look: Look, number: int, total: int) -> str:
    to = request.POST.get("to", "next")
    number += PAGE_MOVES.get(to, 1)
    if to == "later" or number > total:
        messages.info(request, _("This was the preview. Nothing was saved."))
        return reverse("questionnaires", args=[request.access.organisation.slug])
    return look.address("preview_page", number) if number else look.address("preview")


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
