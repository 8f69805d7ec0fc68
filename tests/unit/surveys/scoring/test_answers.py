import pytest

from surveys.instruments.model import Missing
from surveys.scoring.answers import AnswerFault, blank, get, put
from tests.unit.surveys.scoring.build import instrument, item, keys, scale

SHORT = instrument(keys(H="+-+"))
ELEVEN = instrument([item("H1", scale="T"), item("H2", scale="T")], scale(0, 10, "T"))


def test_nothing_is_answered_at_first() -> None:
    assert blank(SHORT) == "..."
    assert get(SHORT, blank(SHORT), "H2") is None


@pytest.mark.parametrize(
    ("answer", "letter"),
    [(1, "1"), (5, "5"), (Missing.WN, "W"), (Missing.NVT, "N"), (Missing.WZ, "Z"), (None, ".")],
)
def test_an_answer_is_one_character_and_comes_back(
    answer: int | Missing | None, letter: str
) -> None:
    answers = put(SHORT, "333", {"H2": answer})
    assert answers == f"3{letter}3"
    assert get(SHORT, answers, "H2") == answer


@pytest.mark.parametrize(("value", "letter"), [(0, "1"), (8, "9"), (9, "A"), (10, "B")])
def test_the_character_is_the_position_of_the_step(value: int, letter: str) -> None:
    answers = put(ELEVEN, "..", {"H1": value})
    assert answers == f"{letter}."
    assert get(ELEVEN, answers, "H1") == value


def test_items_not_named_keep_their_answer() -> None:
    assert put(SHORT, "12W", {"H1": 4}) == "42W"
    assert put(SHORT, "12W", {}) == "12W"


@pytest.mark.parametrize("value", [0, 6, -1, 11])
def test_a_value_that_is_no_step_is_refused_by_name(value: int) -> None:
    with pytest.raises(AnswerFault, match="item H2 has no step") as fault:
        put(SHORT, "...", {"H2": value})
    assert fault.value.item == "H2"


def test_an_unknown_item_is_refused_by_name() -> None:
    with pytest.raises(AnswerFault, match="no item X9"):
        put(SHORT, "...", {"X9": 1})
    with pytest.raises(AnswerFault, match="no item X9"):
        get(SHORT, "...", "X9")


def test_a_string_of_another_instrument_is_refused() -> None:
    with pytest.raises(AnswerFault, match="4 answers for 3 items"):
        put(SHORT, "....", {"H1": 1})
    with pytest.raises(AnswerFault, match="2 answers for 3 items"):
        get(SHORT, "..", "H1")


@pytest.mark.parametrize("letter", ["6", "0", "A", "x", "é"])
def test_an_impossible_character_is_refused(letter: str) -> None:
    with pytest.raises(AnswerFault, match="item H1 has no step"):
        get(SHORT, f"{letter}..", "H1")
