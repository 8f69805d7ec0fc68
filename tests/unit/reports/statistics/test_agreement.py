import numpy as np
import pytest

from reports.statistics.agreement import (
    Agreement,
    Null,
    closeness,
    label,
    null_variance,
    rwg_j,
    rwg_score,
)
from reports.statistics.types import Closeness, TooFew
from tests.unit.reports.statistics.vectors import AGREEING, ANSWERS


@pytest.mark.parametrize(
    ("answers", "null", "value"),
    [
        (AGREEING, Null.UNIFORM, 0.95102),
        (AGREEING, Null.SKEWED, 0.92118),
        (ANSWERS, Null.UNIFORM, 0.54111),
        (ANSWERS, Null.SKEWED, 0.0),
    ],
)
def test_vector_5(answers: list[tuple[int, ...]], null: Null, value: float) -> None:
    assert rwg_j(np.array(answers, dtype=float), null=null) == pytest.approx(value, abs=5e-6)


def test_extremes() -> None:
    assert rwg_j(np.full((6, 4), 3.0)) == 1
    split = np.array([[1.0] * 4, [5.0] * 4] * 3)
    assert rwg_j(split) == 0


def test_other_scales() -> None:
    assert null_variance(7, Null.UNIFORM) == 4
    with pytest.raises(ValueError, match="five steps only"):
        null_variance(7, Null.SKEWED)
    with pytest.raises(TooFew):
        rwg_j(np.full((1, 4), 3.0))


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (0.30, Agreement.NONE),
        (0.31, Agreement.WEAK),
        (0.51, Agreement.MODERATE),
        (0.71, Agreement.STRONG),
        (0.91, Agreement.VERY_STRONG),
    ],
)
def test_labels(value: float, name: Agreement) -> None:
    assert label(value) is name


def test_of_one_score_evenly_spread_is_no_agreement() -> None:
    """The variance of 0-100 is 833.33: one standard deviation of 28.87 points."""
    assert rwg_score(0) == 1
    assert rwg_score(100 / 12**0.5) == pytest.approx(0)
    assert rwg_score(50) == 0
    assert rwg_score(10) == pytest.approx(0.88)


@pytest.mark.parametrize(
    ("sd", "said"),
    [
        (0, Closeness.CLOSE),
        (15.8, Closeness.CLOSE),
        (15.9, Closeness.BETWEEN),
        (24.1, Closeness.BETWEEN),
        (24.2, Closeness.DIVIDED),
        (50, Closeness.DIVIDED),
    ],
)
def test_what_is_said_of_a_spread(sd: float, said: Closeness) -> None:
    assert closeness(sd) is said
