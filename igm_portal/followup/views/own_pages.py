"""What pages share that are about whoever is signed in and nobody else."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from igm_portal.accounts.access import Access, OrganisationRequest
from igm_portal.calendar_files import CONTENT_TYPE, CalendarEvent, calendar_file
from surveys.participant_marks import marked, own_mark


def own_address(access: Access, name: str) -> str:
    """The address of a page, with the mark of whoever is signed in."""
    return marked(reverse(name, args=[access.organisation.slug]), own_mark(access))


def own_form(
    request: OrganisationRequest, template: str, context: dict[str, object]
) -> HttpResponse:
    """A form with the mark of whoever is signed in, kept by no browser."""
    context = {**context, "participant_mark": own_mark(request.access)}
    return kept_nowhere(render(request, template, context))


def own_day(request: OrganisationRequest, key: str, day: date) -> HttpResponse:
    """A day for a calendar, into which others may look: neither title, text nor address says what
    it is about.
    """
    start = reverse("start", args=[request.access.organisation.slug])
    event = CalendarEvent(
        key=key,
        title=_("Own appointment"),
        begins=day,
        text=_("You know what it is about."),
        url=request.build_absolute_uri(start),
        private=True,
    )
    response = HttpResponse(calendar_file([event], timezone.now()), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="agenda.ics"'
    return kept_nowhere(response)


def kept_nowhere(response: HttpResponse) -> HttpResponse:
    """A browser that somebody else uses next has nothing of it."""
    response.headers["Cache-Control"] = "private, no-store"
    return response
