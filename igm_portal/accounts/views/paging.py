"""Long lists, a page at a time, that keep what was looked for."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

ROWS_PER_PAGE = 50


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> Page[Any]:
    """The page that `?page=` asks for; the nearest one when there is no such page."""
    return Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))


def kept_query(request: HttpRequest) -> str:
    """What was looked for, to put before `page=` in the links to other pages."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
