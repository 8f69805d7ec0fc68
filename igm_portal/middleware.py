"""What every request passes, in the order of `MIDDLEWARE` in the settings."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest, ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import View, is_opened
from igm_portal.accounts.idle import is_idle, note_activity
from igm_portal.error_pages import method_not_allowed
from igm_portal.headers import HEADERS
from igm_portal.local_words import STANDARD, speaking
from igm_portal.logs import begin_request
from reports.disclosure.quality import QualityFault
from reports.models.snapshot import SnapshotDamaged
from surveys.views.out_of_reach import page_for

log = logging.getLogger(__name__)

Get = Callable[[HttpRequest], HttpResponseBase]
IDLE = _("You were signed out, because nothing happened for a while.")
NOT_SAVED = _(
    "You had been signed out, so what you sent just now has not been saved. Sign in and send it "
    "again. What was saved before is still there."
)


class RequestIdMiddleware:
    """Gives a request the id that joins its lines in the log (ADR 64)."""

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        behind_proxy = settings.ALLAUTH_TRUSTED_PROXY_COUNT > 0
        request_id = request.headers.get("X-Request-ID", "") if behind_proxy else ""
        name = begin_request(request_id)
        response = self.get_response(request)
        response.headers["X-Request-ID"] = name
        return response


class HeadersMiddleware:
    """Adds to every answer what it does not say itself, and takes from the answer to HEAD the page
    that nobody may send (the application server would warn of each); nothing passes it.
    """

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.method == "HEAD":
            _take_body(response)
        return response


def _take_body(response: HttpResponseBase) -> None:
    """Leave the headers as they are, its length among them."""
    if isinstance(response, HttpResponse):
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
    elif isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()


class Utf8OnlyMiddleware:
    """Refuses a request that announces another encoding. Django would read fields and addresses in
    it, and some codecs of Python (idna, hex) are not for text at all and break half-way.
    """

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if (request.content_params or {}).get("charset", "utf-8").lower() != "utf-8":
            raise BadRequest("another encoding than UTF-8")
        return self.get_response(request)


class LocalWordsMiddleware:
    """Begins and ends every request in the standard words: the next one in this process may be of
    another organisation. Whoever opens a view for an organisation activates the words of that one.
    """

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with speaking(STANDARD):
            return self.get_response(request)


class IdleMiddleware:
    """Signs out who did nothing for too long, before anything of theirs is shown or saved."""

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(request, "is_watched", False) and request.user.is_authenticated:
            note_activity(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Only at pages for who is signed in: an open one need not ask the database."""
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return
        if is_idle(request):
            logout(request)
            messages.info(request, IDLE)
        else:
            request.is_watched = True  # type: ignore[attr-defined]


class SignInMiddleware(LoginRequiredMiddleware):
    """Sends a stranger to the sign-in page; what a form sent is not kept, and that is said.

    A script says it by itself, and tries again.
    """

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Django looks first who it is, which asks the database; an open page need not."""
        if not getattr(view, "login_required", True):
            return None
        response: HttpResponseBase | None = super().process_view(request, view, args, kwargs)
        return response

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        if request.method == "POST" and request.accepts("text/html"):
            messages.warning(request, NOT_SAVED)
        response: HttpResponseRedirect = super().handle_no_permission(request, view_func)
        return response


class PermissionMiddleware:
    """Refuses a view that forgot to say whom it is for: our fault, at the first call."""

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if hasattr(request, "access") and not response.has_header("Cache-Control"):
            # On a shared computer the Back button must not show the last person's pages.
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        if not is_opened(view):
            raise ImproperlyConfigured(f"{view.__module__}.{view.__qualname__} opens to nobody.")


class ButtonAddressMiddleware:
    """Gives a person who opens the address of a button a page; a bare 405 shows nothing at all."""

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_refused = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        if is_refused and request.method == "GET" and request.accepts("text/html"):
            return method_not_allowed(request, response)
        return response


class UnreachableAnswersMiddleware:
    """Answers for every page at once when own answers cannot be reached, so that no page has to
    think of it.
    """

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return page_for(request, exception)


class DamagedResultMiddleware:
    """Answers for every page and file at once when the stored result of a wave is damaged: it is
    not shown, and the log names the wave.
    """

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, SnapshotDamaged | QualityFault):
            return None
        log.error("Damaged result, asked for at %s: %s", request.path, exception)
        return render(request, "reports/damaged.html", status=HTTPStatus.INTERNAL_SERVER_ERROR)
