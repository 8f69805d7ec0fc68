"""What every page shows around its contents: the organisation, the menu, who is signed in."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from igm_portal.accounts.access import Access, access_at_hand
from igm_portal.accounts.models import Organisation
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import only_organisation

Link = tuple[str, str, str]
OF_A_TEAM = (
    "team_profile",
    "team_presentation",
    "followup_team",
    "plan_conversation",
    "new_agreement",
    "look_back",
    "refer",
)
OF_A_GROUP = (
    *OF_A_TEAM,
    "department_profile",
    "department_presentation",
    "organisation_profile",
    "organisation_presentation",
)
OF_LEARNING = (
    *("notices", "new_notice", "edit_notice"),
    *("assignment", "edit_assignment", "edit_chain", "new_obstacle", "edit_obstacle"),
    *("look_back_assignment", "share_assignment", "shared_assignments", "shared_assignment"),
    *("invite_peer", "ask_remeasurement"),
)
OF_THE_EXPLANATION = ("about_model", "advice_rules")
OF_THE_LIBRARY = ("questionnaires", "preview", "preview_page")


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context for the header and footer; asks the database nothing that the view did not ask, but
    on a page of no organisation: for the menu of who is signed in, and else for whom to call.

    A page of an error is shown by Django, which does not know for whom it is: whoever is at the
    addresses for clients has no account, and gets no way to a sign-in page.
    """
    client = is_for_clients(request)
    access: Access | None = getattr(request, "access", None) or (
        None if client else _access_at_hand(request)
    )
    about = about_url(access)
    context: dict[str, Any] = {
        "about_url": about,
        "client": client,
        "base_template": "surveys/client/base.html" if client else "base.html",
        "user": getattr(request, "user", None),
        "footer_links": [(_("About this model"), about)],
        "helper": access.organisation if access else _helper(request),
        "help_url": "",
        "theme_stylesheet": static("huisstijl/huisstijl.css") if settings.IGM_THEME else "",
    }
    if access:
        context["organisation"] = access.organisation
        context["help_url"] = reverse("help", args=[access.organisation.slug])
        context["nav"] = list(_menu(access, request)) if access.memberships else []
        own_data = _("My data"), reverse("my_data", args=[access.organisation.slug])
        context["footer_links"].append(own_data)
    return context


def _access_at_hand(request: HttpRequest) -> Access | None:
    """Of who is signed in, on a page that asks for no role or refused it: for its menu alone."""
    user = getattr(request, "user", None)
    try:
        if user is None or not user.is_authenticated:
            return None
        return access_at_hand(user)
    except (DatabaseError, InterfaceError):
        return None


def helper_at_hand(request: HttpRequest) -> Organisation | None:
    """The organisation of this request, as far as it has been read: for pages about a fault."""
    access: Access | None = getattr(request, "access", None)
    participant = getattr(request, "participant", None)
    if access:
        return access.organisation
    return participant.wave.organisation if participant else None


def _helper(request: HttpRequest) -> object:
    """Whose contact stands on a page without a menu; asked for only where it is shown."""
    return helper_at_hand(request) or SimpleLazyObject(_only_organisation)


def _only_organisation() -> Organisation | None:
    """A page that needs no database is also there without one."""
    try:
        return only_organisation()
    except (DatabaseError, InterfaceError):
        return None


def about_url(access: Access | None) -> str:
    """The page about the model: within an organisation the one with its menu around it."""
    if access and access.memberships:
        return reverse("explanation", args=[access.organisation.slug])
    return reverse("about_model")


def is_for_clients(request: HttpRequest) -> bool:
    """Whether the address is one of those for clients."""
    return request.path_info.startswith(reverse("client_entry"))


def _menu(access: Access, request: HttpRequest) -> Iterator[Link]:
    """The entries for this person; the one under which this page falls is marked: `page` for the
    page itself, `true` for one below it.
    """
    entries = list(_entries(access))
    current = _entry_of(request, access, [url for _label, url in entries])
    for label, url in entries:
        mark = "" if url != current else "page" if url == request.path else "true"
        yield label, url, mark


def _entries(access: Access) -> Iterator[tuple[str, str]]:
    slug = [access.organisation.slug]
    yield _("Start"), reverse("start", args=slug)
    if access.may(Permission.SEE_OWN_RESULT):
        yield _("My profile"), reverse("my_profile", args=slug)
    if access.may(Permission.SEE_OWN_TEAM):
        label = _("My teams") if len(access.team_ids) > 1 else _("My team")
        yield label, reverse("my_team", args=slug)
    if access.may(Permission.SEE_WAVES):
        yield _("Waves"), reverse("waves", args=slug)
    if access.may(Permission.SEE_ALL_GROUPS) or access.may(Permission.SEE_DEPARTMENT):
        yield _("Results"), reverse("overview", args=slug)
    elif access.may(Permission.SEE_OWN_TEAM):  # the menu of who sees more is full
        yield _("Learning moments"), reverse("learning_moments", args=slug)
    if access.may(Permission.EXPORT):
        yield _("Export"), reverse("exports", args=slug)
    if access.may(Permission.MANAGE_ORGANISATION):
        yield _("People and teams"), reverse("people", args=slug)
    if access.may(Permission.SEE_AUDIT):
        yield _("Audit log"), reverse("audit_log", args=slug)
    if access.may(Permission.MANAGE_ORGANISATION) or access.may(Permission.SEE_ALL_GROUPS):
        yield pgettext("page", "Search"), reverse("search", args=slug)
    yield pgettext("menu", "Explanation"), reverse("explanation", args=slug)


def _entry_of(request: HttpRequest, access: Access, urls: list[str]) -> str:
    """The address in the menu under which this page falls: where its address begins with one, that;
    for results of a wave what this person reads them by; else the start page. Empty for a page of
    no organisation, but for the explanation.
    """
    match, slug = request.resolver_match, access.organisation.slug
    name = match.url_name if match and match.url_name else ""
    if not hasattr(request, "access"):
        return reverse("explanation", args=[slug]) if name in OF_THE_EXPLANATION else ""
    if name.startswith("own_pro") or name.endswith("my_plan"):
        return reverse("my_profile", args=[slug])
    own_team = match and match.kwargs.get("team_id") in access.team_ids
    if name in OF_A_TEAM and own_team and not access.may(Permission.SEE_WAVES):
        return reverse("my_team", args=[slug])
    if name in OF_THE_LIBRARY:
        return reverse("waves", args=[slug])
    learning = reverse("learning_moments", args=[slug])
    if name in OF_LEARNING and learning in urls:
        return learning
    overview = reverse("overview", args=[slug])
    if name in OF_A_GROUP and overview in urls:
        return overview
    below = [url for url in urls[1:] if request.path.startswith(url)]
    if not below and request.path.startswith(reverse("waves", args=[slug])) and overview in urls:
        return overview
    return below[0] if below else urls[0]
