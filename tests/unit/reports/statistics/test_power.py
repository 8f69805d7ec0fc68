"""How large a difference must be to be noticed, against R and by simulation."""

from math import inf, sqrt

import numpy as np
import pytest

from reports.statistics.power import noticeable
from reports.statistics.sem import PROVISIONAL
from reports.statistics.team import half_width, t_quantile


def classic(n: int, sd: float, *, level: float = 0.95, power: float = 0.8) -> float:
    """What is noticed with a mean of n from an endless group: a t test of one sample."""
    half, nu = half_width(n, sd, freedom=n - 1, size=None, sem=0, level=level)
    return noticeable(half, nu, level=level, power=power)


@pytest.mark.parametrize(
    ("n", "sd", "level", "power", "delta"),
    [
        # R 4.2.2: power.t.test(n = , sd = , sig.level = , power = , type = "one.sample")$delta
        (7, 10, 0.95, 0.8, 12.7256738),
        (12, 10, 0.95, 0.8, 8.88655145),
        (12, 14, 0.95, 0.9, 14.4126027),
        (30, 22, 0.95, 0.8, 11.6431974),
        (20, 18, 1 - 0.05 / 7, 0.8, 15.7338184),
    ],
)
def test_it_is_the_power_of_r(n: int, sd: float, level: float, power: float, delta: float) -> None:
    assert classic(n, sd, level=level, power=power) == pytest.approx(delta, abs=1e-6)


def test_with_a_known_spread_it_is_the_sum_of_two_normal_quantiles() -> None:
    """(1.959964 + 0.841621) standard errors: Cohen (1988)."""
    half, nu = half_width(16, 20, freedom=inf, size=None, sem=0)
    assert noticeable(half, nu) == pytest.approx((1.9599640 + 0.8416212) * 20 / 4, abs=1e-5)


@pytest.mark.parametrize("nu", [20, 80, 400, 1e6])
def test_it_is_close_to_the_multiplier_of_bloom(nu: float) -> None:
    """Bloom (1995): t(.975) + t(.80) standard errors."""
    critical = t_quantile(0.975, nu)
    assert noticeable(critical, nu) == pytest.approx(critical + t_quantile(0.8, nu), abs=0.03)


@pytest.mark.parametrize(("n", "size"), [(7, 9), (9, 12), (11, 18), (14, 18), (18, 18), (10, 25)])
def test_a_finite_team_notices_as_often_as_promised(n: int, size: int) -> None:
    """True scores of a team are fixed, who answers is drawn, errors are normal; the spread comes
    from 20 teams. Without the correction for a finite team 18 of 18 would notice far more often.
    """
    random = np.random.default_rng(20)
    teams, spread, sem = 20_000, 15.0, PROVISIONAL.of("contrast")
    freedom = 20 * (n - 1)
    half, nu = half_width(n, spread, freedom=freedom, size=size, sem=sem)
    distance = noticeable(half, nu)
    true = random.normal(0, sqrt(spread**2 - sem**2), (teams, size))
    true += distance - true.mean(axis=1, keepdims=True)
    means = (true[:, :n] + random.normal(0, sem, (teams, n))).mean(axis=1)
    spreads = spread * np.sqrt(random.chisquare(freedom, teams) / freedom)
    halves = np.array([half_width(n, s, freedom=freedom, size=size, sem=sem)[0] for s in spreads])
    assert float((means > halves).mean()) == pytest.approx(0.8, abs=0.015)
