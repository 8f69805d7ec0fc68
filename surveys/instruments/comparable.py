"""Which scores of two versions of a questionnaire may stand beside each other (statistiek §7).

A score is the mean of its questions: of other questions, or of the same ones with other answers to
choose from, it is another score. So an element is compared only where all its questions are the
same, and what is made of elements only where all of those are. Nothing is compared across two
behaviours.
"""

from collections import Counter
from typing import Final

from surveys.instruments.elements import KUNNEN, WILLEN, Element
from surveys.instruments.model import Instrument

_MADE_OF: Final = {
    "willen": frozenset(WILLEN),
    "kunnen": frozenset(KUNNEN),
    "contrast": frozenset(Element),
}


def comparable_scores(one: Instrument, other: Instrument) -> tuple[str, ...]:
    """The elements, then willen, kunnen and the contrast, of which these versions ask the same."""
    if one.code != other.code or one.behaviour != other.behaviour:
        return ()
    same = {
        element for element in Element if _questions(one, element) == _questions(other, element)
    }
    composites = (score for score, elements in _MADE_OF.items() if elements <= same)
    return (*(element.value for element in Element if element in same), *composites)


def _questions(instrument: Instrument, element: Element) -> Counter[object]:
    """All that somebody reads before answering, and how the answer counts; in any order, since a
    mean has none.
    """
    intros = {code: block.intro for block in instrument.blocks for code in block.items}
    return Counter(
        (
            item.text,
            instrument.scales[item.scale],
            item.missing,
            item.key,
            item.facet,
            intros[item.code],
        )
        for item in instrument.items_of(element)
    )
