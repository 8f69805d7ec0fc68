"""Who must have a second step at signing in, and whether this session passed one (ADR 60)."""

from collections.abc import Iterable

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.models import Membership
from igm_portal.accounts.roles import Role

REQUIRED_OF = frozenset({Role.ADMINISTRATOR, Role.HR_ADVISER})


def is_missing(request: HttpRequest, memberships: Iterable[Membership]) -> bool:
    """Whether a role asks for a second step that this session has not passed."""
    if not settings.IGM_SECOND_STEP_REQUIRED:
        return False
    needs_step = any(membership.role in REQUIRED_OF for membership in memberships)
    return needs_step and not is_passed(request)


def is_passed(request: HttpRequest) -> bool:
    """Whether this session proved more than a password: here, or at a provider that says so."""
    records = get_authentication_records(request, request.user)
    return any(one["method"] == "mfa" or one.get("second_step") for one in records)


NOT_SAVED = _(
    "First show your second step. What you sent just now has not been saved: go back in your "
    "browser afterwards, it often still has it, and send it again."
)


def to_second_step(request: HttpRequest) -> HttpResponseRedirect:
    """To the page that says what is asked, and back here afterwards; what a form sent is not kept,
    and that is said: whoever sends it need not be who typed it.
    """
    address = resolve_url("account_second_step")
    if request.method == "GET":
        address += "?" + urlencode({"next": request.get_full_path()})
    else:
        messages.warning(request, NOT_SAVED)
    return HttpResponseRedirect(address)
