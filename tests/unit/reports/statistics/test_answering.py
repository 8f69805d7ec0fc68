"""How carefully people answered: both sides of an opposite, and halves that contradict."""

import json
from pathlib import Path

import numpy as np
import pytest

from reports.statistics.answering import both_sides, even_odd, even_odd_consistency
from surveys.instruments.elements import Element
from surveys.instruments.loader import load
from surveys.scoring.batch import Batch
from tests.unit.surveys.scoring.build import instrument, keys

NAN = float("nan")
MIXED = instrument(keys(H="+-", G="++", S="++", V="++", Z="++", C="++", P="--"))


@pytest.mark.parametrize(
    ("first", "people"),
    [
        ("44", (1, 1)),  # "+" and "-" both agreed with
        ("22", (0, 1)),
        ("42", (0, 1)),
        ("24", (0, 1)),
        ("43", (0, 1)),  # the middle is no side
        ("4.", (0, 0)),
        ("W4", (0, 0)),
    ],
)
def test_both_sides_looks_at_opposites_of_one_element(first: str, people: tuple[int, int]) -> None:
    """All other elements have one key; obstacles against the rest are no opposites."""
    assert both_sides(Batch(MIXED, [first + "4" * 12])) == people


def test_without_opposites_in_one_element_nobody_is_counted() -> None:
    apart = instrument(keys(H="++", G="++", S="++", V="++", Z="++", C="++", P="--"))
    assert both_sides(Batch(apart, ["4" * 14])) == (0, 0)


def test_a_habit_moves_people_from_one_side_to_both() -> None:
    random = np.random.default_rng(5)
    questionnaire = load("k1")
    scored = {item.code for item in questionnaire.scored}

    def agreeing(habit: float) -> float:
        answers = []
        for _ in range(400):
            level = random.normal(60, 12)
            letters = []
            for item in questionnaire.items:
                if item.code not in scored:
                    letters.append(".")
                    continue
                meant = level if item.key == "+" else 100 - level
                raw = meant + habit + random.normal(0, 18)
                letters.append("12345"[int(np.clip(np.rint(raw / 25), 0, 4))])
            answers.append("".join(letters))
        agreed, counted = both_sides(Batch(questionnaire, answers))
        return agreed / counted

    honest, habitual = agreeing(0), agreeing(15)
    assert habitual > honest + 0.15


def test_halves_that_agree_and_halves_that_do_not() -> None:
    elements = np.array([[10.0, 30, 50, 70, 90, 20, 60]])
    assert even_odd_consistency(elements, elements) == pytest.approx([1.0])
    assert even_odd_consistency(elements, 2 * elements + 3) == pytest.approx([1.0])
    assert even_odd_consistency(elements, 100 - elements)[0] < -1e6


@pytest.mark.parametrize(
    ("odd", "even"),
    [
        ([[50.0] * 7], [[1.0, 2, 3, 4, 5, 6, 7]]),  # one half is the same everywhere
        ([[1.0, 2, 3, 4, NAN, NAN, NAN]], [[1.0, 2, 3, 4, 5, 6, 7]]),  # four elements
        ([[NAN] * 7], [[NAN] * 7]),
    ],
)
def test_of_whom_it_cannot_be_told_is_not_counted(
    odd: list[list[float]], even: list[list[float]]
) -> None:
    assert np.isnan(even_odd_consistency(np.array(odd), np.array(even))).all()


def test_against_r() -> None:
    """The first 60 people of reference.json, five scales of five questions, by even_odd.R."""
    path = Path(__file__).parent / "reference" / "even_odd.json"
    expected = json.loads(path.read_text(encoding="utf-8"))
    stored = json.loads((path.parent / "reference.json").read_text(encoding="utf-8"))
    scales = [
        np.array([list(map(float, one)) for one in stored["scales"][name]["answers"][:60]])
        for name in expected["scales"]
    ]
    odd = np.column_stack([scale[:, 0::2].mean(axis=1) for scale in scales])
    even = np.column_stack([scale[:, 1::2].mean(axis=1) for scale in scales])
    found = even_odd_consistency(odd, even)
    usable = [value for value in expected["consistency"] if value is not None]
    assert found[~np.isnan(found)].tolist() == pytest.approx(usable, rel=1e-9)


def test_careless_people_are_told_from_careful_ones() -> None:
    random = np.random.default_rng(6)
    questionnaire = load("k1")

    def share(careful: bool) -> float:
        answers = []
        for _ in range(300):
            levels: dict[Element, float] = {}
            letters = []
            for item in questionnaire.items:
                if item not in questionnaire.scored:
                    letters.append(".")
                    continue
                if not careful or item.element is None:
                    letters.append("12345"[random.integers(5)])
                    continue
                level = levels.setdefault(item.element, random.normal(55, 20))
                meant = level if item.key == "+" else 100 - level
                raw = meant + random.normal(0, 15)
                letters.append("12345"[int(np.clip(np.rint(raw / 25), 0, 4))])
            answers.append("".join(letters))
        against, looked_at = even_odd(Batch(questionnaire, answers))
        assert looked_at > 280
        return against / looked_at

    assert share(careful=True) < 0.05
    assert share(careful=False) > 0.45
