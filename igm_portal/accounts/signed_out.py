"""Whoever was signed out while filling in a form is told so, with what to do now."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

NOT_SAVED = _(
    "You had been signed out, so what you sent just now has not been saved. Sign in and send it "
    "again. What was saved before is still there."
)


class SignInFirst(LoginRequiredMiddleware):
    """Sends a stranger to the sign-in page; what a form sent is not kept, and that is said.

    A script says it by itself, and tries again.
    """

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        if request.method == "POST" and request.accepts("text/html"):
            messages.warning(request, NOT_SAVED)
        response: HttpResponseRedirect = super().handle_no_permission(request, view_func)
        return response
