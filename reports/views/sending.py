"""A file as an answer: saved, never shown inside the site, never kept by anything in between."""

from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header


def as_file(response: HttpResponseBase, name: str, content_type: str) -> HttpResponseBase:
    """The same response with the headers of a download."""
    response.headers["Content-Type"] = content_type
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
