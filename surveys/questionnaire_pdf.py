"""A questionnaire as PDF to fill in by pen, in the language of its questions."""

from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from igm_portal.accounts.models import Organisation
from igm_portal.accounts.selectors import drawing_of
from igm_portal.pdf.questionnaire import (
    Question,
    QuestionBlock,
    QuestionnaireContent,
    questionnaire_pdf,
)
from surveys.answer_words import missing_label
from surveys.contact import contact_line
from surveys.instruments.languages.tag import direction, html_language
from surveys.instruments.model import Block, Instrument, RespondentGroup
from surveys.reader_language import interface_for

_ARABIC_LETTERS = frozenset({"ar", "ckb", "fa", "prs", "ps", "ur"})


def can_be_printed(language: str) -> bool:
    """Tell whether the fonts of the PDFs have the letters of this language: of those that run from
    right to left only Arabic ones.
    """
    return direction(language) == "ltr" or html_language(language) in _ARABIC_LETTERS


def instrument_pdf(instrument: Instrument, organisation: Organisation, code: str = "") -> bytes:
    """Lay out all questions in answer order, each with its code and a box for every answer.

    The texts around them are in the language of the questions, as far as the portal speaks it,
    otherwise in that of the page. `code` stands on the version of one person.
    """
    language, question = html_language(instrument.language), instrument.open_question
    client = instrument.group is RespondentGroup.CLIENT
    with override(interface_for(instrument.language) or get_language()):
        how = _("Put a cross in one box for each question. You may skip any question.")
        voluntary = _("Taking part is voluntary. Do not write down a name.")
        if client:
            how = pgettext(
                "client", "Put a cross in one box for each question. You may skip any question."
            )
            voluntary = pgettext(
                "client", "You do not have to take part. Do not write down a name."
            )
        return questionnaire_pdf(
            QuestionnaireContent(
                language=language,
                direction=direction(instrument.language),
                title=instrument.title,
                definition=instrument.behaviour.definition,
                how=how,
                voluntary=voluntary,
                promises=_promises(client, code),
                help=contact_line(organisation, for_client=client),
                blanks=[
                    _("Hand this in at"),
                    _("Not later than"),
                    *(() if organisation.has_contact else (_("Questions? Ask"),)),
                ],
                code_label=_("Code"),
                code=code,
                footer=f"{instrument.code}@{instrument.version}",
                organisation=organisation.name,
                logo=drawing_of(organisation),
                blocks=[_block(block, instrument) for block in instrument.blocks],
                open=(question.text, question.warning) if question else None,
            )
        )


def _promises(client: bool, code: str) -> list[str]:
    """What a client reads in a letter too, and what happens to a paper without a code."""
    promises = [
        pgettext("client", "You may stop. This does not affect your benefits."),
        pgettext("client", "The person who types in your answers does not see your name."),
    ]
    without = _("Write the code of your card or letter here: without a code answers do not count.")
    return [*(promises if client else ()), *(() if code else (without,))]


def _block(block: Block, instrument: Instrument) -> QuestionBlock:
    return QuestionBlock(
        question=instrument.scales[block.scale].question,
        intro=block.intro or "",
        items=[
            Question(
                code=item.code,
                text=item.text,
                answers=[
                    (str(step.value), step.label) for step in instrument.scales[item.scale].steps
                ],
                missing=[(str(code), missing_label(instrument, code)) for code in item.missing],
            )
            for item in map(instrument.item, block.items)
        ],
    )
