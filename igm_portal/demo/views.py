"""Sign-in with one click, and the components to look at; in the demo settings only."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from igm_portal.accounts.models import User
from igm_portal.demo.accounts import DEMO_ACCOUNTS
from igm_portal.demo.gallery import examples
from igm_portal.demo.others import fresh_start_code
from igm_portal.outbox.models import Mail

SHOWN_MAILS = 50
CLIENT_ENTRY = "client"  # comes in by a code, without an account
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    """Only the accounts of the demo, and only by the button; a client gets a card."""
    if request.method == "POST":
        emails = {account.email for account in DEMO_ACCOUNTS}
        email = request.POST.get("account", "")
        if email == CLIENT_ENTRY:
            return redirect("client_card", fresh_start_code())
        person = get_object_or_404(User, email=email if email in emails else "")
        login(request, person, backend=BACKEND)
        return redirect("home")
    context = {
        "demo_url": reverse("demo_sign_in"),
        "demo_accounts": [
            *((a.email, a.role, a.sentence) for a in DEMO_ACCOUNTS),
            (CLIENT_ENTRY, _("Client"), _("Fill in with a start code, as from a printed card.")),
        ],
    }
    return render(request, "demo/sign_in.html", context)


@require_safe
@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "components/gallery.html", examples())


@require_safe
@login_not_required
def mail(request: HttpRequest) -> HttpResponse:
    """The outbox, which nobody empties here: what would have been sent, the newest first.

    The product itself has no such page: to whom a reminder goes is nobody's business.
    """
    waiting = Mail.objects.waiting().order_by("-not_before", "recipient")
    context = {"mails": waiting[:SHOWN_MAILS], "total": waiting.count(), "shown": SHOWN_MAILS}
    return render(request, "demo/mail.html", context)
