import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.instruments.elements import Element
from surveys.instruments.model import Key
from surveys.scoring.items import item_score
from surveys.scoring.plan import needed, needed_for_outcome


@pytest.mark.parametrize(
    ("key", "scores"), [("+", [0, 25, 50, 75, 100]), ("-", [100, 75, 50, 25, 0])]
)
def test_five_steps(key: Key, scores: list[float]) -> None:
    assert [item_score(r, minimum=1, maximum=5, key=key) for r in range(1, 6)] == scores


@given(st.integers(-5, 5), st.integers(1, 10), st.data())
def test_any_scale_of_2_to_11_steps(minimum: int, width: int, data: st.DataObject) -> None:
    maximum = minimum + width
    value = data.draw(st.integers(minimum, maximum))
    high = item_score(value, minimum=minimum, maximum=maximum, key="+")
    assert 0 <= high <= 100
    assert high == pytest.approx(100 * (value - minimum) / width)
    turned = item_score(value, minimum=minimum, maximum=maximum, key="-")
    assert high + turned == pytest.approx(100)


@pytest.mark.parametrize("value", [0, 6])
def test_a_value_outside_the_scale_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="outside 1-5"):
        item_score(value, minimum=1, maximum=5, key="+")


@pytest.mark.parametrize(
    ("count", "reflective", "formative"),
    [(2, 2, 2), (3, 2, 2), (4, 2, 3), (5, 3, 4), (6, 3, 4), (8, 4, 6)],
)
def test_answers_needed(count: int, reflective: int, formative: int) -> None:
    assert needed(Element.HOUDING, count) == reflective
    assert needed(Element.CONTEXT, count) == formative
    assert needed(Element.BELEMMERINGEN, count) == formative


@pytest.mark.parametrize(("count", "need"), [(1, 1), (2, 2), (3, 2), (5, 3)])
def test_an_outcome_follows_the_reflective_rule(count: int, need: int) -> None:
    assert needed_for_outcome(count) == need
