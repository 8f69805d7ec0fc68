"""Long lists, a page at a time, that keep what was looked for."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Window
from django.http import HttpRequest

ROWS_PER_PAGE = 50
LONGEST_NUMBER = 6  # digits; the database knows no page beyond all numbers


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> Page[Any]:
    """The page that `?page=` asks for; the nearest one when there is no such page."""
    return Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))


def counted_page_of(request: HttpRequest, rows: "QuerySet[Any, Any]") -> Page[Any]:
    """The same of tuples (`values_list`), counted by the query that reads them, as long as there is
    such a page.
    """
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isdecimal() and len(asked) <= LONGEST_NUMBER else 0
    end = number * ROWS_PER_PAGE
    counted = rows.annotate(rows=Window(Count("*")))
    page_rows = list(counted[end - ROWS_PER_PAGE : end]) if number else []
    if not page_rows:
        return page_of(request, rows)
    page: Page[Any] = Paginator(range(page_rows[0][-1]), ROWS_PER_PAGE).page(number)
    page.object_list = [row[:-1] for row in page_rows]
    return page


def kept_query(request: HttpRequest) -> str:
    """What was looked for, to put before `page=` in the links to other pages."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
