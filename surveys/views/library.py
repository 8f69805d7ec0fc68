"""Every questionnaire as a respondent meets it, in every language; nothing is ever saved here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
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
from surveys.choice_pdf import choice_sheet
from surveys.forms.fill import PageForm
from surveys.forms.questionnaires import AUDIENCES, newest_entries
from surveys.instruments.addition import SUPPORT_CODE
from surveys.instruments.languages.tag import BASE, html_language
from surveys.instruments.loader import load
from surveys.instruments.model import RespondentGroup, Status
from surveys.library import LibraryEntry, find, library_entries, purpose_of
from surveys.policy import Policy, default_policy
from surveys.pretest_pdf import tried_out
from surveys.questionnaire_pdf import can_be_printed, instrument_pdf
from surveys.reader_language import LanguageChoice, Reading, first_spoken, offered
from surveys.views.filling import PAGE_MOVES

PARAMETER = "taal"
SHOWN_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class ExampleWave:
    """A wave that does not exist, for the words around the questions."""

    title: str
    organisation: Organisation
    closes_on: date
    policy: Policy
    asks_support: bool = False
    is_trial: bool = False
    is_retest: bool = False
    is_conversation: bool = False
    chosen_with: str = ""
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """One questionnaire in one language, and the addresses of its preview."""

    entry: LibraryEntry
    reading: Reading
    address: Callable[..., str]

    @property
    def client(self) -> bool:
        return self.entry.instrument.group is RespondentGroup.CLIENT

    @property
    def languages(self) -> list[tuple[LanguageChoice, str]]:
        """Every language, each with the address of this preview in it."""
        choices = offered(self.entry.names, self.reading.language)
        return [(choice, self.address("preview", language=choice.tag)) for choice in choices]


@require_safe
@requires(Permission.MANAGE_WAVES)
def questionnaires(request: OrganisationRequest) -> HttpResponse:
    """What lies ready to be asked, with ways to look at it and to print it: by audience, those of
    klantmanagers above the others, and per questionnaire the newest version first.
    """
    entries = sorted(
        library_entries(), key=lambda entry: (entry.instrument.code, -entry.instrument.version)
    )
    rows = [
        (
            *(entry, offered(entry.names, "")),
            [tag for tag in entry.names if can_be_printed(tag)],
            [tag for tag in entry.names if html_language(tag) == BASE],
        )
        for entry in entries
    ]
    versions = [list(same) for _code, same in groupby(rows, lambda row: row[0].instrument.code)]
    groups = {entry.instrument.group for entry in newest_entries()}
    audiences = [
        (
            group if group in groups else "",
            name,
            [
                (purpose_of(newest[0]), newest, older)
                for newest, *older in versions
                if newest[0].instrument.group is group
            ],
        )
        for group, name in AUDIENCES.items()
    ]
    support = find(f"{SUPPORT_CODE}@{load(SUPPORT_CODE).version}")
    context = {"audiences": audiences, "support": support}
    return render(request, "surveys/library/list.html", context)


@require_safe
@requires(Permission.MANAGE_WAVES)
def preview_start(request: OrganisationRequest, edition: str) -> HttpResponse:
    """The page before the first question."""
    preview = _preview_of(request, edition)
    if preview.entry.instrument.is_addition:
        return redirect(preview.address("preview_page", 1))
    example = ExampleWave(
        title=_("Example"),
        organisation=request.access.organisation,
        closes_on=timezone.localdate() + SHOWN_FOR,
        policy=default_policy(preview.entry.instrument.group),
        is_trial=preview.entry.instrument.status is Status.TRIAL,
    )
    start = "surveys/client/card.html" if preview.client else "surveys/introduction.html"
    context = {"wave": example, "start": start, "started": False, "code": "", "languages": ()}
    return _show(
        request, preview, "introduction", go_on=preview.address("preview_page", 1), **context
    )


@requires(Permission.MANAGE_WAVES)
def preview_page(request: OrganisationRequest, edition: str, number: int) -> HttpResponse:
    """One page of questions; its buttons lead on, and what was chosen goes nowhere."""
    preview = _preview_of(request, edition)
    total = len(preview.reading.instrument.pages)
    if not 1 <= number <= total:
        raise Http404("No such page.")
    if request.method == "POST":
        return redirect(_onward(request, preview, number, total))
    form = PageForm(preview.reading, number)
    page = "surveys/client/page.html" if preview.client else "surveys/page.html"
    last = number == total
    context = {"form": form, "page": form.page, "total": total, "is_last": last, "start": page}
    return _show(request, preview, "page", **context)


@require_safe
@requires(Permission.MANAGE_WAVES)
def as_pdf(request: OrganisationRequest, edition: str) -> HttpResponse:
    """Send the questionnaire as PDF, with the codes of the screen."""
    preview = _preview_of(request, edition)
    if not can_be_printed(preview.reading.language):
        raise Http404("No PDF in this language.")
    content = instrument_pdf(preview.reading.instrument, request.access.organisation)
    name = f"{edition.replace('@', '-')}-{preview.reading.language}.pdf"
    return _download(content, "application/pdf", name)


@require_safe
@requires(Permission.MANAGE_WAVES)
def choice(request: OrganisationRequest, audience: str) -> HttpResponse:
    """Send the page with which a team chooses among the questionnaires for one audience."""
    entries = [entry for entry in newest_entries() if entry.instrument.group == audience]
    if not entries:
        raise Http404("No questionnaires for these people.")
    name = str(AUDIENCES[RespondentGroup(audience)])
    content = choice_sheet(request.access.organisation, name, entries)
    return _download(content, "application/pdf", f"keuze-{audience}.pdf")


@require_safe
@requires(Permission.MANAGE_WAVES)
def pretest(request: OrganisationRequest, edition: str) -> HttpResponse:
    """Send the sheet with which this questionnaire is tried out; its own words are Dutch."""
    preview = _preview_of(request, edition)
    if html_language(preview.reading.language) != BASE:
        raise Http404("No pre-test in this language.")
    content = tried_out(preview.reading.instrument, request.access.organisation)
    name = f"proef-{edition.replace('@', '-')}-{preview.reading.language}.pdf"
    return _download(content, "application/pdf", name)


@require_safe
@requires(Permission.MANAGE_WAVES)
def answers_file(request: OrganisationRequest, edition: str) -> HttpResponse:
    """Send an empty file to type answers from paper in, as `manage.py score` reads it."""
    preview = _preview_of(request, edition)
    if preview.entry.instrument.is_addition:
        raise Http404("What was answered to an addition is not scored from a file.")
    codes = ["id", *(item.code for item in preview.entry.instrument.items)]
    content = (",".join(codes) + "\r\n").encode()
    name = f"{edition.replace('@', '-')}-antwoorden.csv"
    return _download(content, "text/csv; charset=utf-8", name)


def _preview_of(request: OrganisationRequest, edition: str) -> Preview:
    entry = find(edition)
    if entry is None:
        raise Http404("No such questionnaire.")
    wishes = (request.GET.get(PARAMETER), get_language())
    language = first_spoken(wishes, tuple(entry.names))
    slug = request.access.organisation.slug

    def address(name: str, *more: int, language: str = language) -> str:
        query = urlencode({PARAMETER: language})
        return f"{reverse(name, args=[slug, edition, *more])}?{query}"

    return Preview(entry, entry.reading(language), address)


def _show(
    request: OrganisationRequest, preview: Preview, name: str, **context: Any
) -> HttpResponse:
    common = {
        "preview": preview,
        "reading": preview.reading,
        "instrument": preview.reading.instrument,
        "base_template": "surveys/client/base.html" if preview.client else "base.html",
        "urls": {"save_one": "", "review": ""},
    }
    return render(request, f"surveys/library/{name}.html", common | context)


def _onward(request: OrganisationRequest, preview: Preview, number: int, total: int) -> str:
    to = request.POST.get("to", "next")
    number += PAGE_MOVES.get(to, 1)
    if to == "later" or number > total:
        messages.info(request, _("This was the preview. Nothing was saved."))
        return reverse("questionnaires", args=[request.access.organisation.slug])
    return preview.address("preview_page", number) if number else preview.address("preview")


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
