"""Every browser sends what was typed as UTF-8; anything else is nobody's browser."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class OnlyUtf8:
    """Refuses a request that announces another encoding. Django would read fields and addresses in
    it, and some codecs of Python (idna, hex) are not for text at all and break half-way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if (request.content_params or {}).get("charset", "utf-8").lower() != "utf-8":
            raise BadRequest("another encoding than UTF-8")
        return self.get_response(request)
