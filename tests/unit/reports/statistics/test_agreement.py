import numpy as np
import pytest

from reports.statistics.agreement import Agreement, Null, label, null_variance, rwg_j
from reports.statistics.types import TooFew
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
