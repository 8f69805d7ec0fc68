"""Pages for who is not signed in: the first page, the link in a mail to an old address, a fault."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from igm_portal.accounts.models import Membership, Organisation, User
from igm_portal.accounts.services.email_change import change_of, confirm_email, undo_email
from igm_portal.accounts.services.providers import confirm_link, request_of
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
