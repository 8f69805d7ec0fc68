import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics.contrast import (
    NO_ANCHOR_CHOICES,
    AnchorChoices,
    ContrastOutcome,
    Overstemt,
    decide,
    outcome,
    overstemt,
    sayable,
)
from reports.statistics.types import Estimate


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (-4.9, 4.9, ContrastOutcome.BALANCED),
        (1.0, 4.9, ContrastOutcome.BALANCED),
        (-4.9, -1.0, ContrastOutcome.BALANCED),
        (12.22, 21.46, ContrastOutcome.KUNNEN_LAGS_CLEARLY),
        (5.0, 9.0, ContrastOutcome.KUNNEN_LAGS),
        (0.1, 5.0, ContrastOutcome.KUNNEN_LAGS),
        (0.0, 5.0, ContrastOutcome.UNDECIDED),
        (-21.0, -5.1, ContrastOutcome.WILLEN_LAGS_CLEARLY),
        (-9.0, -5.0, ContrastOutcome.WILLEN_LAGS),
        (-5.0, -0.1, ContrastOutcome.WILLEN_LAGS),
        (-5.0, 5.0, ContrastOutcome.UNDECIDED),
        (-8.0, 0.0, ContrastOutcome.UNDECIDED),
    ],
)
def test_decision_table(low: float, high: float, expected: ContrastOutcome) -> None:
    assert decide(low, high) is expected


def test_the_margin_is_a_choice() -> None:
    assert decide(6, 12) is ContrastOutcome.KUNNEN_LAGS_CLEARLY
    assert decide(6, 12, margin=8) is ContrastOutcome.KUNNEN_LAGS


@pytest.mark.parametrize(("low", "high"), [(2, 1), (float("nan"), 1), (0, float("nan"))])
def test_what_is_no_interval_is_refused(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="no interval"):
        decide(low, high)


MIRRORED = {
    ContrastOutcome.KUNNEN_LAGS: ContrastOutcome.WILLEN_LAGS,
    ContrastOutcome.KUNNEN_LAGS_CLEARLY: ContrastOutcome.WILLEN_LAGS_CLEARLY,
    ContrastOutcome.WILLEN_LAGS: ContrastOutcome.KUNNEN_LAGS,
    ContrastOutcome.WILLEN_LAGS_CLEARLY: ContrastOutcome.KUNNEN_LAGS_CLEARLY,
}


@given(st.floats(-100, 100), st.floats(-100, 100))
def test_willen_and_kunnen_are_treated_alike(one: float, other: float) -> None:
    low, high = sorted((one, other))
    found = decide(low, high)
    assert decide(-high, -low) is MIRRORED.get(found, found)


CLEAR = Estimate("contrast", 12, 18, 16.8, 8.8, 7.6, 70, 12.2, 21.5)


def test_row_zero_goes_before_all() -> None:
    assert outcome(CLEAR) is ContrastOutcome.KUNNEN_LAGS_CLEARLY
    assert outcome(dataclasses.replace(CLEAR, n=6)) is ContrastOutcome.NO_STATEMENT
    assert outcome(dataclasses.replace(CLEAR, n=7)) is ContrastOutcome.KUNNEN_LAGS_CLEARLY
    assert outcome(CLEAR, minimum=15) is ContrastOutcome.NO_STATEMENT
    assert outcome(dataclasses.replace(CLEAR, sd=0.0)) is ContrastOutcome.NO_STATEMENT


@pytest.mark.parametrize(
    ("row", "n", "choices", "said"),
    [
        (ContrastOutcome.KUNNEN_LAGS, 10, AnchorChoices(2, 3), True),
        (ContrastOutcome.KUNNEN_LAGS, 9, AnchorChoices(2, 3), False),
        (ContrastOutcome.KUNNEN_LAGS, 10, AnchorChoices(1, 3), False),
        (ContrastOutcome.KUNNEN_LAGS, 10, AnchorChoices(3, 3), False),
        (ContrastOutcome.KUNNEN_LAGS, 10, AnchorChoices(3, 2), False),
        (ContrastOutcome.WILLEN_LAGS, 10, AnchorChoices(3, 2), True),
        (ContrastOutcome.WILLEN_LAGS, 10, AnchorChoices(2, 3), False),
        (ContrastOutcome.KUNNEN_LAGS_CLEARLY, 7, NO_ANCHOR_CHOICES, True),
        (ContrastOutcome.BALANCED, 7, NO_ANCHOR_CHOICES, True),
        (ContrastOutcome.UNDECIDED, 7, NO_ANCHOR_CHOICES, True),
    ],
)
def test_what_may_be_little_asks_for_a_majority_on_the_direct_question(
    row: ContrastOutcome, n: int, choices: AnchorChoices, said: bool
) -> None:
    assert sayable(row, n=n, choices=choices) is (row if said else ContrastOutcome.NO_STATEMENT)


def test_the_table_asks_the_direct_question_too() -> None:
    little = dataclasses.replace(CLEAR, low=2.0)
    assert outcome(little) is ContrastOutcome.NO_STATEMENT
    assert outcome(little, choices=AnchorChoices(2, 9)) is ContrastOutcome.KUNNEN_LAGS


ALL_HOLD: dict[str, Any] = {
    "n": 10,
    "contrast_low": 5.1,
    "willen_low": 50.1,
    "participation": 0.5,
    "choices": AnchorChoices(2, 3),
}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, Overstemt.YES),
        ({"participation": None}, Overstemt.YES),
        ({"n": 9}, Overstemt.NOT_APPLICABLE),
        ({"contrast_low": 5.0}, Overstemt.NOT_APPLICABLE),
        ({"willen_low": 50.0}, Overstemt.NOT_APPLICABLE),
        ({"participation": 0.49}, Overstemt.NOT_APPLICABLE),
        ({"choices": AnchorChoices(1, 3)}, Overstemt.NOT_APPLICABLE),
        ({"choices": AnchorChoices(3, 3)}, Overstemt.CONTRADICTED),
        ({"choices": AnchorChoices(5, 0)}, Overstemt.CONTRADICTED),
    ],
)
def test_kunnen_overstemt_willen(changed: dict[str, Any], expected: Overstemt) -> None:
    assert overstemt(**(ALL_HOLD | changed)) is expected
