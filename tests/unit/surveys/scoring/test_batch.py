"""One respondent and many go through one definition."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.instruments.elements import METRICS, Element
from surveys.instruments.loader import load
from surveys.instruments.model import Instrument, ItemKind
from surveys.scoring.answers import AnswerFault
from surveys.scoring.batch import Batch
from surveys.scoring.respondent import Scores, score
from tests.unit.surveys.scoring.build import INITIALS, answer_strings, instrument, item, keys, scale

SCALES = (scale(1, 5, "EE"), scale(0, 10, "T"), scale(1, 4, "F"), scale(0, 1, "B"))


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    """Any mix of elements, outcomes, keys and scales, in any order."""
    kinds = [(initial, ItemKind.ELEMENT) for initial in INITIALS]
    kinds += [("I", ItemKind.INTENTIE), ("B", ItemKind.GEDRAG), ("A", ItemKind.ANKER)]
    items = [
        item(
            f"{initial}{number}",
            kind=kind,
            key=draw(st.sampled_from(("+", "-"))),
            scale=draw(st.sampled_from([scale.id for scale in SCALES])),
        )
        for initial, kind in kinds
        for number in range(draw(st.integers(0, 5)))
    ]
    return instrument(draw(st.permutations(items)), *SCALES)


@settings(max_examples=200)
@given(
    instruments().flatmap(
        lambda of: st.tuples(st.just(of), st.lists(answer_strings(of), max_size=6))
    )
)
def test_many_equals_one_by_one(case: tuple[Instrument, list[str]]) -> None:
    of, answers = case
    table = Batch(of, answers)
    one_by_one = [score(of, string) for string in answers]
    assert tuple(table.metrics) == METRICS
    for row, scores in enumerate(one_by_one):
        for metric, value in scores.metrics.items():
            many = float(table.metrics[metric][row])
            assert math.isnan(many) if value is None else many == value
        assert {name: int(n[row]) for name, n in table.answered.items()} == scores.answered


FULL = instrument(keys(H="+-+", G="++", S="+++", V="++", Z="+++", C="+--", P="---"))


@given(answer_strings(FULL))
def test_scores_stay_on_their_scale(answers: str) -> None:
    for metric, value in score(FULL, answers).metrics.items():
        lowest = -100 if metric == "contrast" else 0
        assert value is None or lowest <= value <= 100


@given(answer_strings(FULL), st.integers(0, len(FULL.items) - 1))
def test_taking_one_answer_away_touches_no_other_element(answers: str, position: int) -> None:
    own = FULL.items[position].element
    fewer = answers[:position] + "." + answers[position + 1 :]
    before, after = score(FULL, answers), score(FULL, fewer)
    for element in Element:
        if element is not own:
            assert after.metrics[element] == before.metrics[element]


@given(answer_strings(FULL), st.permutations(range(len(FULL.items))))
def test_the_order_of_items_does_not_matter(answers: str, order: list[int]) -> None:
    other = instrument([FULL.items[position] for position in order])
    _alike(score(other, "".join(answers[position] for position in order)), score(FULL, answers))


@given(answer_strings(FULL))
def test_turning_all_keys_and_answers_changes_nothing(answers: str) -> None:
    other = instrument([item(i.code, key="-" if i.key == "+" else "+") for i in FULL.items])
    turned = answers.translate(str.maketrans("12345", "54321"))
    _alike(score(other, turned), score(FULL, answers))


def _alike(left: Scores, right: Scores) -> None:
    for metric, value in right.metrics.items():
        assert left.metrics[metric] == (None if value is None else pytest.approx(value, abs=1e-9))


def test_item_scores_are_keyed_columns() -> None:
    pair = instrument(keys(H="+-"))
    np.testing.assert_array_equal(
        Batch(pair, ["11", "W5", "45"]).items("houding"), [[0, 100], [np.nan, 0], [75, 0]]
    )
    assert Batch(pair, ["11"]).items("context").shape == (1, 0)


SHIPPED = load("k1", 1)


@settings(max_examples=50)
@given(st.lists(answer_strings(SHIPPED), min_size=1, max_size=4), st.sampled_from(list(Element)))
def test_an_element_is_the_mean_of_its_facets_whatever_is_missing(
    answers: list[str], element: Element
) -> None:
    table = Batch(SHIPPED, answers).facets(element)
    items = sum(table.items.values())
    made = sum(table.scores[code] * count / items for code, count in table.items.items())
    np.testing.assert_allclose(made, Batch(SHIPPED, answers).metrics[element], atol=1e-9)


def test_a_missing_answer_counts_as_the_mean_of_the_others() -> None:
    three = instrument(keys(H="+++"))
    one, two, other = three.items
    split = replace(three, items=(one, two, replace(other, facet="H.b")))
    table = Batch(split, ["15.", "..5", "135"]).facets(Element.HOUDING)
    assert table.items == {"H.a": 2, "H.b": 1}
    np.testing.assert_array_equal(table.scores["H.b"], [50, np.nan, 100])
    np.testing.assert_array_equal(table.scores["H.a"], [50, np.nan, 25])


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (["11", "1"], "row 1: 1 answers for 2 items"),
        (["11", "16"], "row 1: item H2 has no step '6'"),
        (["é1"], "row 0: item H1 has no step"),
    ],
)
def test_an_impossible_string_is_refused_with_its_row(answers: list[str], message: str) -> None:
    with pytest.raises(AnswerFault, match=message):
        Batch(instrument(keys(H="++")), answers)
