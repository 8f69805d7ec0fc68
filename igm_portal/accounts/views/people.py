"""Everyone of the organisation, for the administrator: looking up, adding, inviting."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.forms.filters import PeopleFilter
from igm_portal.accounts.forms.people import NewPersonForm
from igm_portal.accounts.models import Organisation
from igm_portal.accounts.people_list import team_names
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.roles import GRANTS, Role
from igm_portal.accounts.selectors import find_people, never_invited, unreached, without_password
from igm_portal.accounts.services.invitations import invite_all
from igm_portal.accounts.services.people import add_person
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.views.acting import filled_in, site_of
from igm_portal.accounts.views.paging import counted_page_of, kept_query
from igm_portal.accounts.views.people_rows import rows_of
from igm_portal.outbox.selectors import stoppage
from igm_portal.render_cache import RenderCache

FILTERS: Final[RenderCache[SafeString]] = RenderCache(most=32)
ROLES: Final[RenderCache[SafeString]] = RenderCache(most=32)


@require_safe
@requires(Permission.MANAGE_ORGANISATION)
def people(request: OrganisationRequest) -> HttpResponse:
    """People by name, with their roles today and later; and what each role may do."""
    organisation, today = request.access.organisation, timezone.localdate()
    form = PeopleFilter(organisation, data=request.GET)
    choices = form.cleaned_data if form.is_valid() else {}
    matches = find_people(
        organisation,
        today=today,
        words=choices.get("q", ""),
        role=choices.get("role", ""),
        team=choices.get("team"),
        former=choices.get("former", False),
    )
    page = counted_page_of(request, matches.values_list("pk", "name", "email"))
    former = choices.get("former", False)
    context = {
        "filter": _filter(organisation, form),
        "page": page,
        "rows": rows_of(organisation, page.object_list, today, former=former),
        "query": kept_query(request),
        "list_query": request.GET.urlencode(),
        "today": today,
        "roles": ROLES.get((), _roles),
    }
    return render(request, "accounts/people.html", context)


def _filter(organisation: Organisation, form: PeopleFilter) -> SafeString:
    """The form as it stands on the page; a list of hundreds of teams takes longer to draw than the
    people below it, so it is kept. Never with words in it: they may be the name of somebody.
    """
    if not form.is_valid() or form.cleaned_data["q"]:
        return _drawn(form)
    team = form.cleaned_data["team"]
    chosen = (form.cleaned_data["role"], team and team.pk, form.cleaned_data["former"])
    return FILTERS.get((team_names(organisation), chosen), lambda: _drawn(form))


def _drawn(form: PeopleFilter) -> SafeString:
    return render_to_string("accounts/components/people_filter.html", {"form": form})


def _roles() -> SafeString:
    """What each role may do."""
    roles = [(Role(role).label, grant.sentence) for role, grant in GRANTS.items()]
    return format_html_join("", "<li><strong>{}</strong>: {}</li>", roles)


@requires(Permission.MANAGE_ORGANISATION)
def new_person(request: OrganisationRequest) -> HttpResponse:
    form = NewPersonForm(request.access.organisation, data=request.POST or None)
    if filled_in(request, form):
        try:
            person = add_person(access=request.access, **form.values())
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            url = reverse("person", args=[request.access.organisation.slug, person.pk])
            link = format_html('<a href="{}">{}</a>', url, person.name)
            text = _("{person} has been added. No mail has been sent yet.")
            messages.success(request, format_html(text, person=link))
            return redirect("people", request.access.organisation.slug)
    return render(request, "accounts/new_person.html", {"form": form})


@requires(Permission.MANAGE_ORGANISATION)
def invite_people(request: OrganisationRequest) -> HttpResponse:
    """Asks first: who was never invited gets a mail; others without a password only if asked."""
    organisation, today = request.access.organisation, timezone.localdate()
    waiting, new = without_password(organisation, today), never_invited(organisation, today)
    unreached_people = unreached(organisation, today)
    if request.method != "POST":
        context = {
            "new": len(new),
            "number": waiting.count(),
            "unreached": unreached_people,
            "stoppage": stoppage(),
        }
        return render(request, "accounts/invite_people.html", context)
    choices = {"all": waiting, "unreached": [person for person, _code in unreached_people]}
    recipients = choices.get(request.POST.get("to", ""), new)
    number = invite_all(access=request.access, people=recipients, site=site_of(request))
    text = ngettext("%(number)s person gets a mail.", "%(number)s people get a mail.", number)
    messages.success(request, text % {"number": number})
    return redirect("people", organisation.slug)
