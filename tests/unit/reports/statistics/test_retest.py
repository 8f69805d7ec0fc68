"""The figures of two occasions: those of psych on made-up people, and what they must keep to."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from reports.statistics.retest import NoDifferences, complete_pairs, retest

WORLDS: dict[str, Any] = json.loads(
    (Path(__file__).parent / "reference" / "retest.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", sorted(WORLDS))
def test_against_psych(name: str) -> None:
    world = WORLDS[name]
    result = retest(*(np.array(world[one], dtype=float) for one in ("first", "second")))
    assert result.n == len(world["first"])
    assert result.shift == pytest.approx(world["shift"], abs=1e-9)
    assert result.sem == pytest.approx(world["sem"], abs=1e-9)
    assert (result.sem_low, result.sem_high) == pytest.approx(world["sem_interval"], abs=1e-9)
    consistency = (result.icc_c, result.icc_c_low, result.icc_c_high)
    assert consistency == pytest.approx(world["icc_c"], abs=1e-9)
    agreement = (result.icc_a, result.icc_a_low, result.icc_a_high)
    assert agreement == pytest.approx(world["icc_a"], abs=1e-9)


def test_a_shift_of_everybody_is_no_error_of_one_person() -> None:
    first, second = (np.array(WORLDS["usual"][one], dtype=float) for one in ("first", "second"))
    as_it_was, shifted = retest(first, second), retest(first, second + 12)
    assert shifted.sem == pytest.approx(as_it_was.sem)
    assert shifted.icc_c == pytest.approx(as_it_was.icc_c)
    assert shifted.icc_a < as_it_was.icc_a - 0.05


def test_the_spread_of_two_known_differences() -> None:
    """Differences 0, 10, 20: variance 100, so SEM sqrt(50)."""
    result = retest(np.array([10.0, 40.0, 70.0]), np.array([10.0, 50.0, 90.0]))
    assert result.sem == pytest.approx(np.sqrt(50))
    assert result.shift == pytest.approx(10)


@pytest.mark.parametrize(
    ("first", "second"), [([50.0, 60.0, 70.0], [55.0, 65.0, 75.0]), ([50.0, 50.0], [50.0, 50.0])]
)
def test_nothing_follows_where_nobody_differs(first: list[float], second: list[float]) -> None:
    with pytest.raises(NoDifferences):
        retest(np.array(first), np.array(second))


def test_one_person_has_no_spread() -> None:
    with pytest.raises(ValueError, match="at least 2"):
        retest(np.array([50.0]), np.array([60.0]))


def test_who_skipped_a_question_on_one_day_is_left_out() -> None:
    first = np.array([[25.0, 50.0], [np.nan, 50.0], [75.0, 75.0]])
    second = np.array([[25.0, 50.0], [25.0, 50.0], [75.0, np.nan]])
    assert complete_pairs(first, second).tolist() == [True, False, False]
