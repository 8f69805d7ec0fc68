"""A choice of people from the list: first a page with numbers, then done in one go."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.forms.filters import PeopleFilter
from igm_portal.accounts.forms.selection import EndingForm, PlacementForm
from igm_portal.accounts.models import User
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import find_people, without_invitation, without_password
from igm_portal.accounts.services.invitations import invite_all
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.selection import (
    NumbersChanged,
    Placement,
    RoleEnding,
    end_all,
    ending,
    place,
    placement,
)
from igm_portal.accounts.views.acting import site_of
from igm_portal.outbox.selectors import stoppage

BulkStep = Callable[[OrganisationRequest, QuerySet[User]], HttpResponse]


@requires(Permission.MANAGE_ORGANISATION)
def selection(request: OrganisationRequest) -> HttpResponse:
    """Of the list that the address gives: who was ticked, who stands on the page, or everyone.

    Who opens the address itself is sent to the list.
    """
    step = BULK_STEPS.get(request.POST.get("do", ""))
    if step is None:
        return _back(request)
    people = _selected(request)
    if not people.exists():
        messages.warning(request, _("Choose at least one person first. Nothing has been done."))
        return _back(request)
    return step(request, people)


def _invite(request: OrganisationRequest, people: QuerySet[User]) -> HttpResponse:
    """Whoever has a role and no password yet is mailed."""
    organisation, today = request.access.organisation, timezone.localdate()
    waiting = list(without_password(organisation, today).filter(pk__in=people.values("pk")))
    new = without_invitation(organisation, waiting)
    total = people.count()
    numbers = f"{total}-{len(waiting)}-{len(new)}"
    recipients = {"new": new, "all": waiting}.get(request.POST.get("to", ""))
    if recipients is None or request.POST.get("numbers") != numbers:
        return _ask(
            request,
            "invite",
            people,
            numbers=numbers,
            changed=recipients is not None,
            new=len(new),
            again=len(waiting) - len(new),
            waiting=len(waiting),
            others=total - len(waiting),
            stoppage=stoppage(),
        )
    number = invite_all(access=request.access, people=recipients, site=site_of(request))
    text = ngettext("%(number)s person gets a mail.", "%(number)s people get a mail.", number)
    messages.success(request, text % {"number": number})
    return _back(request)


def _place(request: OrganisationRequest, people: QuerySet[User]) -> HttpResponse:
    """As employees in one team."""
    form_data = request.POST if "step" in request.POST else None
    form = PlacementForm(request.access.organisation, data=form_data)
    if not form.is_valid():
        return _ask(request, "place", people, form=form)
    choices = {"access": request.access, "people": people, **form.cleaned_data}
    try:
        change = place(mark=request.POST.get("numbers", ""), **choices)
    except NumbersChanged:
        return _ask(request, "place", people, form=form, change=placement(**choices))
    number = len(change.beginning)
    text = ngettext(
        "%(number)s person has a place in %(team)s.",
        "%(number)s people have a place in %(team)s.",
        number,
    )
    messages.success(request, text % {"number": number, "team": form.cleaned_data["team"].name})
    return _back(request)


def _end(request: OrganisationRequest, people: QuerySet[User]) -> HttpResponse:
    """All roles that they have here."""
    today = timezone.localdate()
    form = EndingForm(request.POST if "step" in request.POST else {"last_day": today})
    if not form.is_valid():
        return _ask(request, "end", people, form=form)
    choices: dict[str, Any] = {
        "access": request.access,
        "people": people,
        "last_day": form.cleaned_data["last_day"],
        "today": today,
    }
    try:
        change = end_all(mark=request.POST.get("numbers", ""), **choices)
    except NumbersChanged:
        return _ask(request, "end", people, form=form, change=ending(**choices))
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return _ask(request, "end", people, form=form)
    text = ngettext(
        "The roles of %(number)s person have been given a last day.",
        "The roles of %(number)s people have been given a last day.",
        change.people,
    )
    messages.success(request, text % {"number": change.people})
    return _back(request)


BULK_STEPS: Mapping[str, BulkStep] = {"invite": _invite, "place": _place, "end": _end}


def _ask(
    request: OrganisationRequest,
    do: str,
    people: QuerySet[User],
    change: Placement | RoleEnding | None = None,
    **context: Any,
) -> HttpResponse:
    """The page with numbers; they are shown again when they are others than those on the page."""
    numbers: dict[str, Any] = {
        "do": do,
        "people": list(people),
        "whom": "all" if request.POST.get("whom") == "all" else "chosen",
        "keys": [] if request.POST.get("whom") == "all" else _keys(request),
        "query": request.GET.urlencode(),
        "change": change,
        "numbers": change.mark if change else "",
        "changed": bool(change and request.POST.get("numbers")),
    }
    return render(request, f"accounts/selection/{do}.html", numbers | context)


def _selected(request: OrganisationRequest) -> QuerySet[User]:
    """Within what the search gives, so within the organisation."""
    organisation = request.access.organisation
    form = PeopleFilter(organisation, data=request.GET)
    choices = form.cleaned_data if form.is_valid() else {}
    matches = find_people(
        organisation,
        today=timezone.localdate(),
        words=choices.get("q", ""),
        role=choices.get("role", ""),
        team=choices.get("team"),
        former=choices.get("former", False),
    )
    if request.POST.get("whom") == "all" and form.is_valid():
        return matches
    return matches.filter(pk__in=_keys(request))


def _keys(request: OrganisationRequest) -> list[UUID]:
    """The people who were ticked, or everybody on the page of the list; what is no key is none."""
    keys = []
    for text in request.POST.getlist("page" if request.POST.get("whom") == "page" else "person"):
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    return keys


def _back(request: OrganisationRequest) -> HttpResponseRedirect:
    query = request.GET.urlencode()
    url = reverse("people", args=[request.access.organisation.slug])
    return redirect(f"{url}?{query}" if query else url)
