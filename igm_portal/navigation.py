"""What every page shows around its contents: the organisation, the menu, who is signed in."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from igm_portal.accounts.access import Access
from igm_portal.accounts.permissions import Permission

Link = tuple[str, str, bool]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context for the header and footer; asks the database nothing that the view did not ask.

    A page of an error is shown by Django, which does not know for whom it is: whoever is at the
    addresses for clients has no account, and gets no way to a sign-in page.
    """
    client = is_for_clients(request)
    context: dict[str, Any] = {
        "client": client,
        "base_template": "surveys/client/base.html" if client else "base.html",
        "user": getattr(request, "user", None),
        "footer_links": [(_("About this model"), reverse("about_model"))],
        "theme_stylesheet": static("huisstijl/huisstijl.css") if settings.IGM_THEME else "",
    }
    access: Access | None = getattr(request, "access", None)
    if access:
        context["organisation"] = access.organisation
        context["nav"] = list(_menu(access, request.path)) if access.memberships else []
        own_data = _("My data"), reverse("my_data", args=[access.organisation.slug])
        context["footer_links"].append(own_data)
    return context


def is_for_clients(request: HttpRequest) -> bool:
    """Whether the address is one of those for clients."""
    return request.path_info.startswith(reverse("client_entry"))


def _menu(access: Access, path: str) -> Iterator[Link]:
    slug = access.organisation.slug
    start = reverse("start", args=[slug])
    yield _("Start"), start, path == start
    if access.may(Permission.SEE_WAVES):
        waves = reverse("waves", args=[slug])
        yield _("Waves"), waves, path.startswith(waves)
    if access.may(Permission.SEE_ALL_GROUPS) or access.may(Permission.SEE_DEPARTMENT):
        overview = reverse("overview", args=[slug])
        yield _("Results"), overview, path.startswith(overview)
    if access.may(Permission.EXPORT):
        exports = reverse("exports", args=[slug])
        yield _("Export"), exports, path.startswith(exports)
    if access.may(Permission.MANAGE_ORGANISATION):
        people = reverse("people", args=[slug])
        yield _("People and teams"), people, path.startswith(people)
    if access.may(Permission.SEE_AUDIT):
        log = reverse("audit_log", args=[slug])
        yield _("Audit log"), log, path.startswith(log)
    explanation = reverse("explanation", args=[slug])
    yield pgettext("menu", "Explanation"), explanation, path == explanation
