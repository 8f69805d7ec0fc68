"""Eight thoughts for a conversation with a client, on a page and on paper, without any score."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.followup.client_cards import CARDS, SANCTIONS
from igm_portal.followup.views.sentences_sheet import sentences_sheet
from igm_portal.pdf.report import Passage, report_pdf
from reports.snapshot_access import READERS
from reports.views.sending import as_file


@require_safe
@requires(*READERS)
def client_cards(request: OrganisationRequest) -> HttpResponse:
    return render(request, "followup/client_cards.html", {"cards": CARDS, "sanctions": SANCTIONS})


@require_safe
@requires(*READERS)
def client_cards_sheet(request: OrganisationRequest) -> HttpResponseBase:
    sheet = sentences_sheet(
        request.access.organisation,
        title=_("In conversation with a client"),
        above=_("eight thoughts, no rules"),
        lead=_("You know the client; this paper does not. Take what fits."),
        passages=[
            *(
                Passage(f"{card.code} · {card.situation}", [f"{card.action} ({card.actor})"])
                for card in CARDS
            ),
            Passage(_("About pressure and sanctions"), [str(text) for text in SANCTIONS]),
        ],
        note=_("No score belongs to this. Nothing here leads to a decision about anybody."),
    )
    return as_file(HttpResponse(report_pdf(sheet)), "gesprek-met-client.pdf", "application/pdf")
