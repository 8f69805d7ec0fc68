"""Carrying out a service from a page, and saying how it went."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from igm_portal.accounts.services.refusals import Refused


def filled_in(request: HttpRequest, form: forms.Form) -> bool:
    """Whether this form was sent and is sound."""
    return request.method == "POST" and form.is_valid()


def succeeds(form: forms.Form, service: Callable[..., object], **values: object) -> bool:
    """Act on a sound form; a refusal becomes an error of the form."""
    try:
        service(**values)
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return False
    return True


def carry_out(
    request: HttpRequest, text: str, service: Callable[..., object], **values: object
) -> None:
    """Act on a button; `text` says what was done, a warning why not."""
    try:
        service(**values)
    except Refused as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, text)


def site_of(request: HttpRequest) -> str:
    """The address of this installation, for links in mail."""
    return request.build_absolute_uri("/").rstrip("/")
