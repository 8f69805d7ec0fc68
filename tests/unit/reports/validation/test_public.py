"""The same figures as R on four sets of real answers; `public/make.R` made the expected values."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from reports.statistics.clustering import clustering
from reports.statistics.omega import NoOmega, explained_share, omega, one_factor, residual
from reports.statistics.reliability import (
    cronbach_alpha,
    feldt_interval,
    item_rest_correlations,
    standard_error,
)
from reports.statistics.retest import retest
from reports.validation.dif import dif
from reports.validation.items import errors_by_level, skewness
from reports.validation.teams import team_spread
from tests.unit.reports.validation.public_data import IN_R, columns, lead, table, unrest

Points = NDArray[np.float64]


def scales() -> dict[str, tuple[Points, dict[str, Any]]]:
    tests, leaders = columns("holzinger", prefix="x"), lead()
    thirds = (slice(0, 3), slice(3, 6), slice(6, 9))
    parts = (slice(0, 4), slice(4, 8), slice(8, 11))
    return {
        "lq2002": (leaders, IN_R["lq2002"]),
        "verbagg": (50 * (columns("verbagg") - 1), IN_R["verbagg"]),
        "sai": (unrest("x"), IN_R["sai"]),
        "holzinger": (tests, IN_R["holzinger"]["all"]),
        **{
            f"holzinger-{at}": (tests[:, part], IN_R["holzinger"]["parts"][at])
            for at, part in enumerate(thirds)
        },
        **{
            f"lq2002-{at}": (leaders[:, part], IN_R["lq2002"]["parts"][at])
            for at, part in enumerate(parts)
        },
    }


@pytest.fixture(params=sorted(scales()))
def scale(request: pytest.FixtureRequest) -> tuple[Points, dict[str, Any]]:
    return scales()[request.param]


def test_consistency(scale: tuple[Points, dict[str, Any]]) -> None:
    scores, expected = scale
    alpha = cronbach_alpha(scores)
    assert alpha == pytest.approx(expected["alpha"], abs=1e-12)
    interval = feldt_interval(alpha, *scores.shape)
    assert interval == pytest.approx(expected["feldt"], abs=1e-12)
    assert item_rest_correlations(scores) == pytest.approx(expected["item_rest"], abs=1e-12)
    sem = standard_error(float(scores.mean(axis=1).std(ddof=1)), alpha)
    assert sem == pytest.approx(expected["sem"], abs=1e-11)


def test_moments_of_items(scale: tuple[Points, dict[str, Any]]) -> None:
    scores, expected = scale
    assert scores.mean(axis=0) == pytest.approx(expected["mean"], abs=1e-11)
    assert scores.std(axis=0, ddof=1) == pytest.approx(expected["sd"], abs=1e-11)
    assert [skewness(column) for column in scores.T] == pytest.approx(expected["skew"], abs=1e-11)


def test_one_factor_and_how_badly_it_fits(scale: tuple[Points, dict[str, Any]]) -> None:
    """R's `optim` stops at about 1e-8 of the loadings, so its omega holds to 1e-7."""
    scores, expected = scale
    covariances = np.cov(scores, rowvar=False)
    loadings = one_factor(covariances)
    assert explained_share(covariances, loadings) == pytest.approx(expected["omega"], abs=1e-7)
    assert residual(covariances, loadings) == pytest.approx(expected["srmr"], abs=1e-6)


def test_omega_only_where_r_finds_one_factor_too() -> None:
    """Nine tests of three abilities and eleven questions about two sides of leading have no omega;
    the three tests of one ability do.
    """
    for name, (scores, expected) in scales().items():
        if expected["srmr"] > 0.08:
            with pytest.raises(NoOmega):
                omega(scores)
        else:
            assert omega(scores) == pytest.approx(expected["omega"], abs=1e-7), name
    assert {name for name, (_, one) in scales().items() if one["srmr"] > 0.08} >= {
        "lq2002",
        "holzinger",
    }


def test_companies_differ_as_multilevel_says() -> None:
    own, rows = lead().mean(axis=1), table("lq2002")
    companies: dict[str, list[float]] = {}
    for row, score in zip(rows, own.tolist(), strict=True):
        companies.setdefault(row["company"], []).append(score)
    found = clustering(list(companies.values()))
    expected = IN_R["lq2002"]
    # multilevel takes N / J as the size of a group, which differs where groups do
    between, within = _mean_squares(list(companies.values()))
    size = len(own) / len(companies)
    assert (between - within) / (between + (size - 1) * within) == pytest.approx(
        expected["icc1"], abs=1e-12
    )
    assert 1 - within / between == pytest.approx(expected["icc2"], abs=1e-12)
    assert found.f == pytest.approx(between / within, abs=1e-11)
    assert found.icc2 == pytest.approx(expected["icc2"], abs=1e-12)
    assert found.icc1 == pytest.approx(expected["icc1"], abs=1e-3)
    spread = team_spread("houding", [*companies.values(), [50.0] * 6])  # six people are too few
    assert spread is not None
    assert (spread.teams, spread.n, spread.icc2) == (49, 2042, found.icc2)
    in_r = expected["companies"]
    told = [spread.mean, spread.sd, spread.p10, spread.p50, spread.p90]
    assert told == pytest.approx([in_r["mean"], in_r["sd"], *in_r["quantiles"]], abs=1e-11)


def test_nine_teams_are_no_reference() -> None:
    teams = [[50.0 + at, 60, 40, 50, 55, 45, 50] for at in range(10)]
    assert team_spread("willen", teams) is not None
    assert team_spread("willen", teams[:9]) is None
    assert team_spread("willen", [[50.0] * 7 for _ in range(10)]) is None


def _mean_squares(groups: list[list[float]]) -> tuple[float, float]:
    everybody = np.concatenate([np.array(group) for group in groups])
    within = sum(float(((np.array(g) - np.mean(g)) ** 2).sum()) for g in groups)
    between = float(((everybody - everybody.mean()) ** 2).sum()) - within
    return between / (len(groups) - 1), within / (len(everybody) - len(groups))


def test_the_same_people_twice() -> None:
    expected = IN_R["sai"]
    found = retest(unrest("x").mean(axis=1), unrest("y").mean(axis=1))
    assert found.n == expected["n"]
    assert found.shift == pytest.approx(expected["shift"], abs=1e-12)
    assert found.sem == pytest.approx(expected["retest_sem"], abs=1e-12)
    agreement = [found.icc_a, found.icc_a_low, found.icc_a_high]
    assert agreement == pytest.approx(expected["icc_a"], abs=1e-9)
    consistency = [found.icc_c, found.icc_c_low, found.icc_c_high]
    assert consistency == pytest.approx(expected["icc_c"], abs=1e-9)


def test_errors_at_every_height() -> None:
    found = [level.sem for level in errors_by_level(lead())]
    assert found == pytest.approx(IN_R["lq2002"]["levels"], abs=1e-11)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("verbagg", [IN_R["verbagg"]["dif"]]),
        ("lq2002", IN_R["lq2002"]["dif"]),
    ],
)
def test_groups_on_each_question(name: str, expected: list[list[dict[str, Any]]]) -> None:
    """Log-likelihoods to 1e-6 of those of MASS::polr; that is 1e-8 and better in Delta R^2."""
    steps = columns(name).astype(np.int64)
    rows = table(name)
    groups = (
        [row["gender"] for row in rows]
        if name == "verbagg"
        else ["oneven" if int(row["company"]) % 2 else "even" for row in rows]
    )
    starts = [0, 4, 8] if name == "lq2002" else [0]
    for start, part in zip(starts, expected, strict=True):
        own = steps[:, start : start + len(part)]
        matching = own.mean(axis=1)
        for at, one in enumerate(part):
            found = dif("x", own[:, at], matching, groups)
            assert found.log_likelihoods == pytest.approx(one["log_likelihoods"], abs=1e-6)
            assert found.p == pytest.approx(one["p"], abs=1e-6)
            assert found.p_uniform == pytest.approx(one["p_uniform"], abs=1e-5)
            assert found.p_non_uniform == pytest.approx(one["p_non_uniform"], abs=1e-5)
            assert found.mcfadden == pytest.approx(one["mcfadden"], abs=1e-8)
            assert found.nagelkerke == pytest.approx(one["nagelkerke"], abs=1e-8)
