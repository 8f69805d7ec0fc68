import pytest

from reports.statistics.agreement import Agreement, closeness, label, rwg_score
from reports.statistics.types import Closeness


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
