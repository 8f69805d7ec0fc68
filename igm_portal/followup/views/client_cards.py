"""Eight thoughts for a conversation with a client, on a page and on paper, without any score."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.selectors import drawing_of
from igm_portal.followup.client_cards import CARDS, SANCTIONS
from igm_portal.pdf.report import Passage, Sheet, report_pdf
from reports.own.audience import PROFESSIONAL
from reports.snapshot_access import READERS
from reports.views.sending import as_file
from surveys.instruments.languages.tag import BASE


@require_safe
@requires(*READERS)
def client_cards(request: OrganisationRequest) -> HttpResponse:
    return render(request, "followup/client_cards.html", {"cards": CARDS, "sanctions": SANCTIONS})


@require_safe
@requires(*READERS)
def client_cards_sheet(request: OrganisationRequest) -> HttpResponseBase:
    organisation = request.access.organisation
    sheet = Sheet(
        language=get_language() or BASE,
        title=_("In conversation with a client"),
        name=_("In conversation with a client"),
        above=_("eight thoughts, no rules"),
        lead=_("You know the client; this paper does not. Take what fits."),
        organisation=organisation.name,
        logo=drawing_of(organisation),
        page=str(PROFESSIONAL.page),
        passages=[
            *(
                Passage(f"{card.code} · {card.situation}", [f"{card.action} ({card.actor})"])
                for card in CARDS
            ),
            Passage(_("About pressure and sanctions"), [str(text) for text in SANCTIONS]),
        ],
        notes=[
            Passage(
                "", [_("No score belongs to this. Nothing here leads to a decision about anybody.")]
            )
        ],
    )
    return as_file(HttpResponse(report_pdf(sheet)), "gesprek-met-client.pdf", "application/pdf")
