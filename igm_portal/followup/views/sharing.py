"""What a client shares, read by the one professional it is for, and what sharing is (ADR 69).

The address is the same for every client, and the code is typed anew for every reading. So there is
no list, nothing to come back to, and nothing in an address, a session or a log. The page of a
result has no menu, no file, no print and no form; no browser keeps it.
"""

from http import HTTPStatus

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.access import Access, OrganisationRequest, requires
from igm_portal.accounts.adapters import address_of
from igm_portal.accounts.models import Module, ModuleDecision
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import is_only_klantmanager, module_is_on
from igm_portal.accounts.views.acting import filled_in
from igm_portal.followup.client_cards import SANCTIONS, cards_for
from igm_portal.followup.views.own_pages import kept_nowhere
from reports.own.shared import shared_result
from reports.selectors import personal_sems
from surveys.codes.code import Code, CodeKind, Mistyped, read
from surveys.models import Sharing
from surveys.participant_marks import own_mark, require_mark
from surveys.selectors import shared_scores
from surveys.services.sharing import (
    NUMBER_LASTS,
    new_number,
    number_of,
    read_sharing,
)

NOTHING_TO_READ = _(
    "Nothing can be read with this code now. It may be mistyped, for somebody else, over, or taken "
    "back. Ask the client; nobody needs to tell you why."
)


class SharingCodeForm(forms.Form):
    """The code that the client says aloud, typed by hand."""

    code = forms.CharField(
        label=_("The code that the client says"),
        help_text=_(
            "Two parts, such as XR497-KC2MP. A code of three parts is for the client alone: do not "
            "type that."
        ),
        max_length=300,
        error_messages={
            "required": _("Type the code that the client says."),
            "max_length": NOTHING_TO_READ,
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> Code:
        try:
            return read(self.cleaned_data["code"], [CodeKind.SHARING])
        except Mistyped:
            raise forms.ValidationError(NOTHING_TO_READ) from None


@requires(*Permission)
def shared(request: OrganisationRequest) -> HttpResponse:
    """The own number, and the code to type; sent with a code, what that client shares."""
    access = request.access
    if not _reads(access):
        return _about(request, HTTPStatus.FORBIDDEN)
    if not module_is_on(access.organisation.pk, Module.CONVERSATION):
        return redirect("modules", access.organisation.slug)
    if request.method == "POST":
        require_mark(request, own_mark(access))
    form = SharingCodeForm(request.POST or None)
    if filled_in(request, form):
        sharing = read_sharing(
            access=access,
            code=form.cleaned_data["code"],
            address=address_of(request),
            now=timezone.now(),
        )
        if sharing is not None:
            return _reading(request, sharing)
        form.add_error("code", str(NOTHING_TO_READ))
    number = number_of(access, timezone.now())
    context = {
        "form": form,
        "number": Code(CodeKind.PROFESSIONAL, number.symbols) if number else "",
        "number_until": number.expires_at if number else None,
        "minutes": NUMBER_LASTS.seconds // 60,
        "participant_mark": own_mark(access),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return kept_nowhere(render(request, "followup/sharing.html", context, status=status))


@require_POST
@requires(*Permission)
def make_number(request: OrganisationRequest) -> HttpResponse:
    """A number for the client in the room, in place of an earlier one."""
    access = request.access
    if not _reads(access):
        return _about(request, HTTPStatus.FORBIDDEN)
    require_mark(request, own_mark(access))
    if not module_is_on(access.organisation.pk, Module.CONVERSATION):
        return redirect("modules", access.organisation.slug)
    new_number(access=access, now=timezone.now())
    return redirect("sharing", access.organisation.slug)


@require_safe
@requires(*Permission)
def about_sharing(request: OrganisationRequest) -> HttpResponse:
    """What sharing is and is not, for every role: also for who can never read."""
    return _about(request, HTTPStatus.OK)


def _about(request: OrganisationRequest, status: HTTPStatus) -> HttpResponse:
    """Also the answer to who may not read: not that somebody might give access to it."""
    organisation = request.access.organisation
    decision = ModuleDecision.objects.latest_of(organisation.pk, Module.CONVERSATION)
    context = {
        "decision": decision,
        "is_on": bool(decision and decision.switched_on),
        "may_read": _reads(request.access),
        "sanctions": SANCTIONS,
    }
    return render(request, "followup/about_sharing.html", context, status=status)


def _reading(request: OrganisationRequest, sharing: Sharing) -> HttpResponse:
    wave = sharing.response.wave
    result = shared_result(
        wave.questionnaire, shared_scores(sharing), personal_sems(wave), sharing.shared_elements
    )
    cards = cards_for(result.scores, has_obstacles=bool(result.obstacles))
    context = {
        "instrument": wave.questionnaire,
        "result": result,
        "cards": cards,
        "sanctions": SANCTIONS if any(card.code == "G6" for card in cards) else (),
    }
    response = kept_nowhere(render(request, "followup/sharing_read.html", context))
    response["Referrer-Policy"] = "no-referrer"  # no form on this page: see `keep_nowhere`
    return response


def _reads(access: Access) -> bool:
    """Whoever works as something else too, or leads, heads or manages, never reads."""
    return is_only_klantmanager(access.user, access.organisation, timezone.localdate())
