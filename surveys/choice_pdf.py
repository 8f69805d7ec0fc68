"""The choice of a questionnaire on paper, for a meeting: the team chooses in the room.

Nothing is stored of who wanted what (decision 71 of the design: a vote could be joined to answers).
What HR writes down afterwards is with whom it was chosen: `Wave.chosen_with`.
"""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from igm_portal.accounts.models import Organisation
from igm_portal.accounts.selectors import drawing_of
from igm_portal.pdf.choice import ChoicePaper, ChoicePart, choice_pdf
from surveys.instruments.languages.tag import BASE
from surveys.library import LibraryEntry, purpose_of


def choice_sheet(
    organisation: Organisation, audience: str, entries: Iterable[LibraryEntry]
) -> bytes:
    """Lay out these questionnaires of one audience, in the language of the page where they speak
    it.
    """
    language = get_language() or BASE
    title = _("Which questionnaire do we choose?")
    return choice_pdf(
        ChoicePaper(
            title=title,
            lead=_("For %(audience)s. Choose one: one behaviour at a time says most.")
            % {"audience": audience[:1].lower() + audience[1:]},
            language=language,
            organisation=organisation.name,
            logo=drawing_of(organisation),
            footer=f"{organisation.name} · {title}",
            choices=[_part(entry, language) for entry in entries],
            reasons=_("Choose this if"),
            together=_("Choosing together"),
            steps=[
                _("Everybody reads this page and says which one would help most, and why."),
                _("Choose in the room. The portal keeps no votes, and not who wanted what."),
                _(
                    "Tell HR what was chosen and in which meeting. Everybody who is asked reads "
                    "with whom it was chosen."
                ),
            ],
            blanks=[_("We chose"), _("In which meeting")],
        )
    )


def _part(entry: LibraryEntry, language: str) -> ChoicePart:
    instrument = entry.reading(language if language in entry.names else BASE).instrument
    length = render_to_string(
        "surveys/components/questionnaire_length.html", {"instrument": instrument}
    ).strip()
    purpose = purpose_of(entry)
    if purpose is None:
        return ChoicePart(instrument.title, length, instrument.behaviour.definition, [], [])
    return ChoicePart(
        instrument.title,
        length,
        instrument.behaviour.definition,
        [
            (_("What it is for"), purpose.purpose),
            (_("For whom"), purpose.people),
            (_("Or rather another"), purpose.rather),
        ],
        purpose.choose,
    )
