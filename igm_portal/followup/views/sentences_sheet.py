"""A sheet of headings and sentences without a figure or a name: what several views print."""

from collections.abc import Sequence

from django.utils.translation import get_language

from igm_portal.accounts.models import Organisation
from igm_portal.accounts.selectors import drawing_of
from igm_portal.pdf.report import Passage, Sheet
from reports.own.audience import PROFESSIONAL
from surveys.instruments.languages.tag import BASE


def sentences_sheet(
    organisation: Organisation,
    *,
    title: str,
    above: str,
    lead: str,
    passages: Sequence[Passage],
    note: str,
) -> Sheet:
    """In the language of whoever asks, under the name and logo of the organisation."""
    return Sheet(
        language=get_language() or BASE,
        title=title,
        name=title,
        above=above,
        lead=lead,
        organisation=organisation.name,
        logo=drawing_of(organisation),
        page=str(PROFESSIONAL.page),
        passages=passages,
        notes=[Passage("", [note])],
    )
