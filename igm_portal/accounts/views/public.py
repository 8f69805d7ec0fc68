"""Pages for who is not signed in: the first page, the link in a mail to an old address, a fault."""

import sys
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from igm_portal.accounts.models import Membership, Organisation, User
from igm_portal.accounts.services.email_change import change_of, confirm_email, undo_email
from igm_portal.accounts.views.acting import carry_out


@login_not_required
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Outsiders go to sign-in; somebody with one organisation straight to its start page."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    organisations = organisations_of(request.user)
    if len(organisations) == 1:
        return redirect("start", organisation=organisations[0].slug)
    context = {"organisations": organisations, "former": former_organisations_of(request.user)}
    return render(request, "accounts/choose_organisation.html", context)


def organisations_of(user: User) -> list[Organisation]:
    """Where this person has a role today, alphabetically."""
    ids = Membership.objects.on(timezone.localdate()).filter(user=user).values("organisation_id")
    return list(Organisation.objects.filter(id__in=ids).order_by("name"))


def former_organisations_of(user: User) -> list[Organisation]:
    """Where this person had a role before: the own data can still be seen there."""
    today = {organisation.pk for organisation in organisations_of(user)}
    ids = Membership.objects.filter(user=user).values("organisation_id")
    return list(Organisation.objects.filter(id__in=ids).exclude(id__in=today).order_by("name"))


@login_not_required
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it changes nothing (mail programs open links); one of two buttons does."""
    change = change_of(token)
    if change is None:
        return render(request, "accounts/email_dealt_with.html")
    if request.method != "POST":
        return render(request, "accounts/confirm_email.html", {"change": change})
    if request.POST.get("to") == "confirm":
        carry_out(
            request, _("Thank you. The new address is confirmed."), confirm_email, change=change
        )
    elif request.POST.get("to") == "undo":
        text = _("Your old address is back. Choose a new password to sign in.")
        carry_out(request, text, undo_email, change=change)
    else:
        messages.warning(request, _("Choose one of the two."))
    return redirect("account_login")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Reads nothing of the request. Django's own view looks for a CSRF token in it, which cannot be
    read either: the answer would be a fault of the server.
    """
    return HttpResponseBadRequest(render_to_string("400.html"))


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """All limits that end here are per minute (ACCOUNT_RATE_LIMITS)."""
    response = render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = "60"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault: 500, and 503 as long as the database does not answer. A page with questions keeps
    its answers then, and tries again by itself (`save-on-change.js`). Asks nothing of the database.
    """
    page = render_to_string("500.html")
    fault = sys.exc_info()[1]
    cut_off = (
        type(fault) is DatabaseError
    )  # what psycopg2 calls a connection that breaks in a query
    if not (cut_off or isinstance(fault, (OperationalError, InterfaceError))):
        return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
    unavailable = HTTPStatus.SERVICE_UNAVAILABLE
    return HttpResponse(page, status=unavailable, headers={"Retry-After": "10"})
