import pytest

from surveys.scoring.rounding import round_half_up


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.5, 1), (1.5, 2), (2.5, 3), (62.5, 63), (62.49, 62), (-0.5, 0), (-1.5, -1), (-1.51, -2)],
)
def test_halves_go_up(value: float, shown: int) -> None:
    assert round_half_up(value) == shown


def test_floating_point_noise_does_not_decide() -> None:
    assert round_half_up(12.499999999999998) == 13
    assert round_half_up(12.4999) == 12
