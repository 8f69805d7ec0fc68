"""What a questionnaire on paper says around the questions, in the language of the questions."""

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from igm_portal.accounts.models import Organisation
from igm_portal.accounts.selectors import drawing_of
from surveys.answer_words import missing_label
from surveys.instruments.languages.tag import html_language
from surveys.instruments.model import Instrument, Missing
from surveys.sheets.questionnaire import PaperTexts


def paper_words(instrument: Instrument, organisation: Organisation, code: str = "") -> PaperTexts:
    """The words; as far as the portal speaks the language, otherwise in that of the page. `code`
    stands on the paper of one person.
    """
    spoken = html_language(instrument.language)
    with override(spoken if spoken in dict(settings.LANGUAGES) else get_language()):
        return PaperTexts(
            how=_("Put a cross in one box for each question. You may skip any question."),
            voluntary=_("Taking part is voluntary. Do not write down a name."),
            code=_("Code"),
            filled=code,
            organisation=organisation.name,
            logo=drawing_of(organisation),
            footer=f"{instrument.code}@{instrument.version}",
            missing={code: missing_label(instrument, code) for code in Missing},
        )
