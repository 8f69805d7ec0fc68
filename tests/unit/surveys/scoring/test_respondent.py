import pytest

from surveys.instruments.elements import METRICS
from surveys.instruments.model import ItemKind, Missing
from surveys.scoring.answers import AnswerFault, put
from surveys.scoring.respondent import SCORING_VERSION, score
from tests.unit.surveys.scoring.build import answered, by_element, instrument, item, keys, scale

CLIENT = instrument(keys(H="++++", G="++++", S="++++", V="++++", Z="++++", C="--++", P="------"))
VECTOR_1 = by_element(
    H=(4, 5, 3, None),
    G=(2, 2, None, None),
    S=(3, 4, 2, 4),
    V=(3, 3, 4, 2),
    Z=(2, 3, None, None),
    C=(4, 5, 3, 2),
    P=(1, 4, 5, 2, None, 1),
)


def test_vector_1() -> None:
    scores = score(CLIENT, answered(CLIENT, VECTOR_1))
    expected = {
        "houding": 75.0,
        "geloof_in_eigen_kunnen": 25.0,
        "sociale_druk": 56.25,
        "vaardigheden": 50.0,
        "zelfregulering": 37.5,
        "context": 25.0,
        "praktische_belemmeringen": 60.0,
        "willen": 52.083333,
        "kunnen": 43.125,
        "contrast": 8.958333,
        "intentie": None,
        "gedrag": None,
    }
    assert tuple(scores.metrics) == METRICS
    for metric, value in expected.items():
        assert scores.metrics[metric] == (value and pytest.approx(value, abs=5e-7))
    assert (scores.obstacle_max, scores.obstacles_heavy) == (5, 2)
    assert scores.heavy_items == ("P2", "P3")
    assert scores.answered["houding"] == 3
    assert scores.answered["praktische_belemmeringen"] == 5
    assert (scores.willen_complete, scores.kunnen_complete, scores.complete) == (True, True, True)
    assert scores.version == SCORING_VERSION


@pytest.mark.parametrize(
    ("initial", "metric", "given", "exists"),
    [
        ("G", "geloof_in_eigen_kunnen", 1, False),
        ("G", "geloof_in_eigen_kunnen", 2, True),
        ("C", "context", 2, False),
        ("C", "context", 3, True),
        ("P", "praktische_belemmeringen", 3, False),
        ("P", "praktische_belemmeringen", 4, True),
    ],
)
def test_missing_data_rule_at_its_boundary(
    initial: str, metric: str, given: int, exists: bool
) -> None:
    answers = by_element(**{initial: [1] * given})
    scores = score(CLIENT, answered(CLIENT, answers))
    assert (scores.metrics[metric] is not None) is exists
    assert scores.answered[metric] == given


def test_a_missing_element_does_not_count_as_zero() -> None:
    without_g = {code: 5 for code in VECTOR_1 if not code.startswith("G")}
    scores = score(CLIENT, answered(CLIENT, without_g))
    assert scores.metrics["willen"] == 100
    assert (scores.willen_complete, scores.kunnen_complete, scores.complete) == (False, True, False)
    assert scores.metrics["contrast"] is None


@pytest.mark.parametrize(("dropped", "kunnen"), [("V", 75.0), ("VZ", None)])
def test_kunnen_needs_three_of_four(dropped: str, kunnen: float | None) -> None:
    answers = {item.code: 4 if item.key == "+" else 2 for item in CLIENT.items}
    kept = {code: value for code, value in answers.items() if code[0] not in dropped}
    scores = score(CLIENT, answered(CLIENT, kept))
    assert scores.metrics["kunnen"] == kunnen
    assert scores.metrics["contrast"] is None
    assert not scores.kunnen_complete


def test_willen_needs_two_of_three() -> None:
    scores = score(CLIENT, answered(CLIENT, by_element(H=(5, 5, 5, 5), V=(5, 5, 5, 5))))
    assert scores.metrics["houding"] == 100
    assert scores.metrics["willen"] is None


@pytest.mark.parametrize("code", list(Missing))
def test_missing_codes_are_missing_everywhere(code: Missing) -> None:
    complete = answered(CLIENT, VECTOR_1)
    left_out = put(CLIENT, complete, {"H1": None, "P1": None})
    refused = put(CLIENT, complete, {"H1": code, "P1": code})
    assert score(CLIENT, refused) == score(CLIENT, left_out)


def test_the_mean_is_over_elements_not_over_items() -> None:
    uneven = instrument(keys(H="++", G="++++++", S="++"))
    scores = score(uneven, answered(uneven, by_element(H=(5, 5), G=(1,) * 6, S=(1, 1))))
    assert scores.metrics["willen"] == pytest.approx(100 / 3)


def test_facets_intention_behaviour_and_anchor() -> None:
    items = [
        *keys(H="++"),
        item("I1", kind=ItemKind.INTENTIE),
        item("B1", kind=ItemKind.GEDRAG),
        item("B2", kind=ItemKind.GEDRAG),
        item("B3", kind=ItemKind.GEDRAG),
        item("A1", kind=ItemKind.ANKER),
    ]
    small = instrument(items)
    answers = answered(small, {"H1": 5, "I1": 4, "B1": 1, "B2": 5, "A1": 2})
    scores = score(small, answers)
    assert scores.facets == {"H.a": 100}
    assert scores.metrics["houding"] is None
    assert scores.metrics["intentie"] == 75
    assert scores.metrics["gedrag"] == 50
    assert scores.metrics["willen"] is None
    assert scores.items == {"H1": 5, "I1": 4, "B1": 1, "B2": 5, "A1": 2}


def test_obstacles_without_a_score_and_on_another_scale() -> None:
    eleven = instrument([item(f"P{n}", key="-", scale="T") for n in range(1, 7)], scale(0, 10, "T"))
    scores = score(eleven, answered(eleven, {"P1": 7, "P2": 8, "P3": 10}))
    assert scores.metrics["praktische_belemmeringen"] is None
    assert scores.obstacle_max == 10
    assert scores.heavy_items == ("P2", "P3")
    nothing = score(eleven, "......")
    assert (nothing.obstacle_max, nothing.obstacles_heavy) == (None, 0)


@pytest.mark.parametrize(
    ("answers", "message"), [("1", "1 answers for 2 items"), ("16", "H2 has no step '6'")]
)
def test_an_impossible_string_is_refused(answers: str, message: str) -> None:
    with pytest.raises(AnswerFault, match=message):
        score(instrument(keys(H="++")), answers)
