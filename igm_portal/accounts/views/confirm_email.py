"""The page behind the link in the mail to somebody's old address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from igm_portal.accounts.services.email_change import change_of, confirm_email, undo_email
from igm_portal.accounts.views.acting import carry_out


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
        done = _("Your old address is back. Choose a new password to sign in.")
        carry_out(request, done, undo_email, change=change)
    else:
        messages.warning(request, _("Choose one of the two."))
    return redirect("account_login")
