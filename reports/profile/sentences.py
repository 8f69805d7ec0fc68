"""What the published cells of one group allow to say, in sentences (statistiek §4)."""

from collections.abc import Mapping, Sequence

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from reports.disclosure.cells import WITHHELD, PublishedGroup
from reports.statistics.contrast import Overstemt
from reports.statistics.types import Direction
from reports.texts.elements import METRIC_NAMES, Words
from reports.texts.sentences import (
    CONTRAST_SENTENCES,
    MEANING,
    OVERSTEMT,
    STANDING_OTHERS,
    STANDING_SENTENCES,
    WITHHELD_TEXT,
)


def contrast_sentence(group: PublishedGroup) -> str:
    """Willen against kunnen; of a withheld group the one text."""
    if group.contrast is WITHHELD:
        return str(WITHHELD_TEXT)
    return str(CONTRAST_SENTENCES[group.contrast])


def overstemt_sentence(group: PublishedGroup) -> str:
    """What the direct question adds; empty where it adds nothing."""
    if not isinstance(group.overstemt, Overstemt):
        return ""
    return str(OVERSTEMT.get(group.overstemt, ""))


def second_sentence(group: PublishedGroup) -> str:
    """What the direct question adds, or else what the outcome means for the conversation; empty
    for a withheld group.
    """
    if group.contrast is WITHHELD:
        return ""
    return overstemt_sentence(group) or str(MEANING.get(group.contrast, ""))


def standing_out_sentences(
    group: PublishedGroup, names: Mapping[str, Words] = METRIC_NAMES
) -> tuple[str, ...]:
    """A sentence about the lowest and one about the highest, as far as anything stands out."""
    if group.standing_out is WITHHELD or group.standing_out is None:
        return ()
    lines = []
    for direction in Direction:
        outstanding = [one for one in group.standing_out if one.direction is direction]
        lines += [
            str(STANDING_SENTENCES[direction]) % {"element": names[one.element]}
            for one in outstanding
            if one.alone
        ]
        if others := [names[one.element] for one in outstanding if not one.alone]:
            lines.append(str(STANDING_OTHERS[direction]) % {"elements": listed(others)})
    return tuple(lines)


def listed(words: Sequence[Words]) -> str:
    """In a sentence: the last after *and*; empty for none."""
    return get_text_list([str(word) for word in words], _("and"))
