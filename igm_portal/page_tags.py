"""Name ways through the site in one line of a template, so that no view has to."""

from typing import Any

from django import template

register = template.Library()

Pairs = list[tuple[str, str]]


def _pairs(words: tuple[str, ...]) -> Pairs:
    return list(zip(words[::2], words[1::2], strict=True))


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*words: str) -> dict[str, Any]:
    """Show the way to a page: label, address, label, address, ..., and the label of the page."""
    return {"ways": _pairs(words[:-1]), "here": words[-1]}


@register.inclusion_tag("components/tabs.html", takes_context=True)
def tabs(context: dict[str, Any], label: str, *words: str) -> dict[str, Any]:
    """Show the parts of one subject: what they are of, then label, address, label, address, ..."""
    path = context["request"].path
    entries = [(name, url, url.partition("?")[0] == path) for name, url in _pairs(words)]
    return {"label": label, "tabs": entries}


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
