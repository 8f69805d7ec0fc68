"""Which scores of two versions may stand beside each other: on shipped versions, and on a version
in which one thing differs.
"""

from dataclasses import replace

import pytest

from surveys.instruments.comparable import comparable_scores
from surveys.instruments.elements import KUNNEN, WILLEN, Element
from surveys.instruments.loader import load
from surveys.instruments.model import Instrument, Missing

ELEMENTS = tuple(element.value for element in Element)
ALL = (*ELEMENTS, "willen", "kunnen", "contrast")
K2 = load("k2", 1)


def changed(item: str, **other: object) -> Instrument:
    """The next version of K2, in which one question differs; without anything it is left out."""
    items = (
        replace(one, **other) if one.code == item else one  # type: ignore[arg-type]
        for one in K2.items
        if other or one.code != item
    )
    code = {item: (str(other.get("code", item)),) if other else ()}
    blocks = tuple(
        replace(block, items=tuple(new for old in block.items for new in code.get(old, (old,))))
        for block in K2.blocks
    )
    return replace(K2, version=2, items=tuple(items), blocks=blocks)


def without(element: Element, group: tuple[Element, ...]) -> tuple[str, ...]:
    """All scores but those that hold this element."""
    lost = {element.value, "contrast", "willen" if group is WILLEN else "kunnen"}
    return tuple(score for score in ALL if score not in lost)


@pytest.mark.parametrize(
    ("code", "scores"),
    [("k1", ("houding",)), ("m1", ()), ("c1", ("praktische_belemmeringen",))],
)
def test_of_the_shipped_versions_one_and_two(code: str, scores: tuple[str, ...]) -> None:
    one, two = load(code, 1), load(code, 2)
    assert comparable_scores(one, two) == scores
    assert comparable_scores(two, one) == scores


def test_a_version_is_comparable_with_itself_whatever_its_number() -> None:
    assert comparable_scores(K2, K2) == ALL
    assert comparable_scores(K2, replace(K2, version=2, title="Anders")) == ALL


@pytest.mark.parametrize(
    ("item", "other", "left"),
    [
        ("H1", {"text": "Ik werk graag met een plan."}, without(Element.HOUDING, WILLEN)),
        ("G5", {"missing": ()}, without(Element.GELOOF, WILLEN)),
        ("Z1", {"scale": "EE"}, without(Element.ZELFREGULERING, KUNNEN)),
        ("C8", {"key": "+"}, without(Element.CONTEXT, KUNNEN)),
        ("C7", {"facet": "C.ste"}, without(Element.CONTEXT, KUNNEN)),
        ("P4", {"missing": (Missing.WZ, Missing.NVT)}, without(Element.BELEMMERINGEN, KUNNEN)),
        ("V1", {"code": "V9", "rationale": "anders", "date": "2027-01-01"}, ALL),
        ("GED1", {"text": "Ik heb iets anders gedaan."}, ALL),
        ("ANK", {"text": "Hoe staat het ervoor?"}, ALL),
    ],
)  # fmt: skip
def test_one_other_question_takes_its_element_and_all_that_is_made_of_it(
    item: str, other: dict[str, object], left: tuple[str, ...]
) -> None:
    assert comparable_scores(K2, changed(item, **other)) == left


def test_words_of_a_scale_and_of_a_block_count_too() -> None:
    """Every element that is answered on the scale; the question line belongs to the scale."""
    scale = K2.scales["FR"]
    other = replace(scale, question="Hoe vaak, in de afgelopen week?")
    version = replace(K2, scales={**K2.scales, "FR": other})
    assert comparable_scores(K2, version) == without(Element.ZELFREGULERING, KUNNEN)
    blocks = tuple(
        replace(block, intro="Denk aan vandaag.") if block.id == "last" else block
        for block in K2.blocks
    )
    lost = {"context", "praktische_belemmeringen", "kunnen", "contrast"}
    assert comparable_scores(K2, replace(K2, blocks=blocks)) == tuple(
        score for score in ALL if score not in lost
    )


def test_a_question_more_or_less_is_another_element() -> None:
    fewer = changed("V5")
    assert comparable_scores(K2, fewer) == without(Element.VAARDIGHEDEN, KUNNEN)
    assert comparable_scores(fewer, K2) == without(Element.VAARDIGHEDEN, KUNNEN)


def test_nothing_is_compared_across_behaviours() -> None:
    """Not even where an element happened to have the same questions."""
    assert comparable_scores(K2, replace(K2, code="k9")) == ()
    other = replace(K2, behaviour=replace(K2.behaviour, definition="Iets anders."))
    assert comparable_scores(K2, other) == ()
    assert comparable_scores(load("k2", 1), load("k3", 1)) == ()


def test_the_order_of_questions_is_nothing() -> None:
    assert comparable_scores(K2, replace(K2, items=K2.items[::-1])) == ALL
