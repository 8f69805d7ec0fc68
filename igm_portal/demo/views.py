"""Sign-in with one click, and the components to look at; in the demo settings only."""

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from igm_portal.accounts.models import User
from igm_portal.demo.accounts import DEMO_ACCOUNTS
from igm_portal.demo.conversations import client_with_result
from igm_portal.demo.gallery import examples
from igm_portal.demo.others import fresh_start_code
from igm_portal.outbox.models import Mail
from surveys.client_access import remember
from surveys.participant_marks import marked

SHOWN_MAILS = 50
CLIENT_ENTRY = "client"  # comes in by a code, without an account
SHARING_CLIENT = "client.delen"  # has just sent, in a wave for conversations
BACKEND = "igm_portal.accounts.backend.AccountBackend"


@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    """Only the accounts of the demo, and only by the button; a client gets a card."""
    if request.method == "POST":
        emails = {account.email for account in DEMO_ACCOUNTS}
        email = request.POST.get("account", "")
        if email == CLIENT_ENTRY:
            return redirect("client_card", fresh_start_code())
        if email == SHARING_CLIENT:
            return _client_who_may_share(request)
        person = get_object_or_404(User, email=email if email in emails else "")
        login(request, person, backend=BACKEND)
        return redirect("home")
    context = {
        "demo_url": reverse("demo_sign_in"),
        "demo_accounts": [
            *((a.email, a.role, a.sentence) for a in DEMO_ACCOUNTS),
            (CLIENT_ENTRY, _("Client"), _("Fill in with a start code, as from a printed card.")),
            (
                SHARING_CLIENT,
                _("Client with a result"),
                _("Read the own result and let one professional look, or rather not."),
            ),
        ],
    }
    return render(request, "demo/sign_in.html", context)


def _client_who_may_share(request: HttpRequest) -> HttpResponse:
    """Nobody stays signed in: where somebody is, nothing is shared."""
    participant = client_with_result()
    logout(request)
    response = redirect(marked(reverse("client_result"), participant.mark))
    remember(request, response, participant)
    return response


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
