"""Pages for who is not signed in: the first page, the link in a mail to an old address, a fault."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from igm_portal.accounts.access import access_at_hand
from igm_portal.accounts.models import Membership
from igm_portal.accounts.services.email_change import change_of, confirm_email, undo_email
from igm_portal.accounts.services.providers import confirm_link, request_of
from igm_portal.accounts.views.acting import carry_out


@login_not_required
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Outsiders go to sign-in, somebody with a role today to the start page; who left can still see
    the own data.
    """
    user = request.user
    if not user.is_authenticated:
        return redirect("account_login")
    if access := access_at_hand(user):
        return redirect("start", organisation=access.organisation.slug)
    had_a_role = Membership.objects.filter(user=user).exists()
    context = {"former": user.organisation if had_a_role else None}
    return render(request, "accounts/no_role.html", context)


@login_not_required
def confirm_work_account(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it changes nothing; the button does."""
    link_request = request_of(token)
    if link_request is None:
        return render(request, "accounts/email_dealt_with.html")
    if request.method != "POST":
        return render(request, "accounts/confirm_link.html", {"asked": link_request})
    text = _("Thank you. From now on you sign in with your work account.")
    carry_out(request, text, confirm_link, link_request=link_request)
    return redirect("account_login")


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
