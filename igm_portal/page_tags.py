"""Name ways through the site in one line of a template, so that no view has to."""

import re
from datetime import date
from typing import Any, Final, cast

from django import template
from django.template import Context, Template, Variable
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Organisation
from igm_portal.accounts.permissions import Permission
from igm_portal.holes import Holes
from igm_portal.local_texts import in_own_words
from igm_portal.render_cache import RenderCache

register = template.Library()
_IS_SIGNED_IN, _USER_NAME = Variable("user.is_authenticated"), Variable("user.name")
register.filter("in_own_words", in_own_words)


@register.simple_tag
def work_accounts() -> list[tuple[str, str]]:
    """Slug and name of the organisations whose people come in by a provider of their own."""
    rows = Organisation.objects.filter(provider__isnull=False).order_by("name")
    return list(rows.values_list("slug", "name"))


_HOLES: Final = Holes("name", "token")
_HEADERS: Final[RenderCache[tuple[str, ...]]] = RenderCache(256)
_PARTS: Final[RenderCache[SafeString]] = RenderCache(256)


@register.simple_tag
def kept(template_name: str, **values: str) -> SafeString:
    """A component that shows nothing but these values, drawn once for the same ones. Never with
    anything of a person in it: it is kept in memory.
    """
    key = (template_name, *sorted(values.items()))
    return _PARTS.get(key, lambda: render_to_string(template_name, values))


@register.simple_tag(takes_context=True)
def page_header(context: Context) -> SafeString:
    """The bar at the top. Within an organisation it is kept for everyone with the same menu, and
    who is signed in is put in.
    """
    organisation, nav, user = (context.get(name) for name in ("organisation", "nav", "user"))
    if not (isinstance(organisation, Organisation) and user and nav is not None):
        return _drawn(context, "components/header.html")
    token = context.get("csrf_token")
    if not _IS_SIGNED_IN.resolve(context) or not token:
        return _drawn(context, "components/header.html")

    def draw() -> tuple[str, ...]:
        values = {
            "organisation": organisation,
            "nav": nav,
            "user": {"is_authenticated": True, "name": _HOLES.marks["name"]},
            "csrf_token": _HOLES.marks["token"],
        }
        return _HOLES.pieces(render_to_string("components/header.html", values))

    heading = organisation.name, organisation.slug, organisation.logo
    pieces = _HEADERS.get((heading, tuple(nav)), draw)
    return _HOLES.filled(pieces, {"name": _USER_NAME.resolve(context), "token": str(token)})


@register.simple_tag(takes_context=True)
def page_footer(context: Context) -> SafeString:
    """The foot of a page; within an organisation it is kept for all its people."""
    organisation: Organisation | None = context.get("organisation")
    is_helper = context.get("helper") is organisation
    if organisation is None or not is_helper:
        return _drawn(context, "components/footer.html")
    values: dict[str, Any] = {
        name: context.get(name) for name in ("help_url", "footer_links", "client")
    }
    key = (organisation.name, organisation.slug, organisation.help)
    links = tuple(values["footer_links"] or ())
    return _PARTS.get(
        (key, links, values["help_url"], values["client"]),
        lambda: render_to_string("components/footer.html", {**values, "helper": organisation}),
    )


def _drawn(context: Context, template_name: str) -> SafeString:
    engine = cast(Template, context.template).engine
    return engine.get_template(template_name).render(context)


@register.filter
def as_address(site: str) -> SafeString:
    """An address to type: from left to right in every language, broken after a `/` or `.` where it
    does not fit on a line, so that no word of it is cut.
    """
    parts = ((part,) for part in re.findall(r"[^/.]*[/.]+|[^/.]+", site))
    return format_html('<bdi dir="ltr">{}</bdi>', format_html_join(mark_safe("<wbr>"), "{}", parts))


def _pairs(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return list(zip(words[::2], words[1::2], strict=True))


@register.inclusion_tag("components/breadcrumb.html", takes_context=True)
def breadcrumb(context: dict[str, Any], *words: str) -> dict[str, Any]:
    """Show the way to a page from the start page on, which is the first entry of the menu: label,
    address, label, address, ..., and the label of the page.
    """
    start = [(label, url) for label, url, _current in (context.get("nav") or ())[:1]]
    return {"ways": start + _pairs(words[:-1]), "here": words[-1]}


@register.inclusion_tag("components/tabs.html", takes_context=True)
def tabs(context: dict[str, Any], label: str, *words: str) -> dict[str, Any]:
    """Show the parts of one subject: what they are of, then label, address, label, address, ..."""
    path = context["request"].path
    entries = [(name, url, url.partition("?")[0] == path) for name, url in _pairs(words)]
    return {"label": label, "tabs": entries}


@register.inclusion_tag("components/tabs.html", takes_context=True)
def wave_tabs(context: dict[str, Any], wave: Any) -> dict[str, Any]:
    """Show the pages of one closed wave, as far as this reader may open them."""
    request = context["request"]
    access: Access = request.access
    slug, of_wave = access.organisation.slug, urlencode({"meting": wave.pk})
    over_time = urlencode({"vragenlijst": str(wave.launched), "meting": wave.pk})
    every, own = Permission.SEE_ALL_GROUPS, Permission.SEE_DEPARTMENT
    pages = (
        ((every, own), _("Results"), f"{reverse('overview', args=[slug])}?{of_wave}"),
        ((every, own), _("Over time"), f"{reverse('overview_trend', args=[slug])}?{over_time}"),
        *_support_tab(access, wave),
        *_mirror_tab(access, wave),
        ((every,), _("Quality"), reverse("quality", args=[slug, wave.pk])),
        ((Permission.EXPORT,), _("Download"), reverse("wave_files", args=[slug, wave.pk])),
        ((Permission.SEE_WAVES,), _("Set-up"), reverse("wave", args=[slug, wave.pk])),
    )
    return {
        "label": wave.title,
        "tabs": [
            (name, url, url.partition("?")[0] == request.path)
            for permissions, name, url in pages
            if any(map(access.may, permissions))
        ],
    }


def _mirror_tab(access: Access, wave: Any) -> list[tuple[tuple[Permission, ...], str, str]]:
    """Where klantmanagers and managers stand beside each other (ADR 57)."""
    if not wave.has_mirror:
        return []
    readers = (Permission.SEE_ALL_GROUPS, Permission.SEE_DEPARTMENT)
    return [(readers, _("Spiegel"), reverse("mirror", args=[access.organisation.slug, wave.pk]))]


def _support_tab(access: Access, wave: Any) -> list[tuple[tuple[Permission, ...], str, str]]:
    """Where "What helps in the profession?" was asked: of the organisation, or of the department
    that this reader heads.
    """
    if not wave.asks_support:
        return []
    every, own, slug = (
        Permission.SEE_ALL_GROUPS,
        Permission.SEE_DEPARTMENT,
        access.organisation.slug,
    )
    if access.may(every):
        return [((every,), _("What helps"), reverse("organisation_support", args=[slug, wave.pk]))]
    of_wave = wave.teams.filter(department_id__in=access.department_ids)
    department_id = of_wave.values_list("department_id", flat=True).first()
    if department_id is None:
        return []
    address = reverse("department_support", args=[slug, wave.pk, department_id])
    return [((own,), _("What helps"), address)]


@register.simple_tag
def period(start: date, end: date) -> str:
    """Write two days as briefly as a card has room: "28 sep – 26 okt 2026"."""
    pattern = "j b Y" if start.year != end.year else "j" if start.month == end.month else "j b"
    return f"{date_format(start, pattern)} – {date_format(end, 'j b Y')}"


@register.inclusion_tag("components/rail.html")
def rail(label: str, *words: str) -> dict[str, Any]:
    """Show the steps of a course: what it is of, then step, state (done, now, empty), step, ..."""
    return {"label": label, "steps": _pairs(words)}


@register.inclusion_tag("components/menu.html")
def menu(label: str, *words: str) -> dict[str, Any]:
    """Show a quiet menu behind "…": what it is for, then label, address, label, address, ..."""
    return {"label": label, "entries": _pairs(words)}


@register.inclusion_tag("components/anchors.html")
def anchors(*words: str) -> dict[str, Any]:
    """Show the sections of a long page: label, address, label, address, ..."""
    return {"entries": _pairs(words)}
