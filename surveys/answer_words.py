"""Answers in the words of the questionnaire."""

from functools import cache

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from surveys.instruments.languages.tag import BASE
from surveys.instruments.model import Instrument, Item, Missing, RespondentGroup
from surveys.scoring import answers as codec

MISSING_LABELS = {
    Missing.WN: _("I don't know"),
    Missing.NVT: _("Does not apply"),
    Missing.WZ: _("I'd rather not say"),
}
CLIENT_MISSING_LABELS = MISSING_LABELS | {
    Missing.NVT: pgettext_lazy("client", "This does not fit me"),
}


def missing_label(instrument: Instrument, code: Missing) -> str:
    """The words for an answer that does not count, in the language of the questions; simpler ones
    for clients (research §3.4).
    """
    return instrument.missing_labels.get(code) or _in_dutch(instrument.group, code)


@cache
def _in_dutch(group: RespondentGroup, code: Missing) -> str:
    labels = CLIENT_MISSING_LABELS if group is RespondentGroup.CLIENT else MISSING_LABELS
    with override(BASE):
        return str(labels[code])


def in_words(instrument: Instrument, answers: str, item: Item) -> str:
    """What was chosen for this item, as the respondent read it; empty for nothing."""
    answer = codec.get(instrument, answers, item.code)
    if answer is None:
        return ""
    if isinstance(answer, Missing):
        return missing_label(instrument, answer)
    steps = instrument.scales[item.scale].steps
    return next(step.label for step in steps if step.value == answer)
