"""An attacker who has the spread of a wave, knows who is where, and has the own scores or those of
two people: what is left for anybody else.

The squares that the others of the team and all other teams have to have are least when those lie
at one level. As long as these fit in the published squares, a score is possible.
"""

from collections.abc import Sequence
from math import fsum, inf

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.statistics.pooled_spread import (
    LEAST_SQUARES,
    LEAST_SQUARES_OF_DIFFERENCES,
    MOST_DEVIATION,
    own_spread,
    within,
)

RANGE = 50.0
Groups = Sequence[Sequence[float]]


def possible(
    groups: Groups, insiders: int, low: float = 0.0, least: float = LEAST_SQUARES
) -> float:
    """How far the possible scores of one of the others of the first group lie apart, when the
    first `insiders` of it tell theirs. Infinite where no spread of these groups is published.
    """
    published = own_spread(within(groups), least=least)
    if published is None:
        return inf
    team, squares = groups[0], published.points**2 * published.freedom
    mean = fsum(team) / len(team)
    others = len(team) - insiders - 1
    total = fsum(team[insiders:])
    known = fsum(_counted(score, mean) for score in team[:insiders])
    scores = np.arange(low, 100.5, 0.5)
    rest = (total - scores) / others
    needed = known + _counted(scores, mean) + others * _counted(rest, mean)
    fits = scores[(rest >= low - 1e-9) & (rest <= 100 + 1e-9) & (needed <= squares + 1e-6)]
    return float(fits.max() - fits.min())


def by_mean_alone(team: Sequence[float], insiders: int, low: float = 0.0) -> float:
    """The same for whoever knows nothing but the mean of the others."""
    others = len(team) - insiders
    total = fsum(team[insiders:])
    highest = min(100.0, total - low * (others - 1))
    return highest - max(low, total - 100.0 * (others - 1))


def _counted(scores: np.ndarray | float, mean: float) -> np.ndarray:
    return np.minimum(np.abs(np.asarray(scores) - mean), MOST_DEVIATION) ** 2


def alike(groups: int, n: int, score: float) -> list[list[float]]:
    return [[score] * n for _ in range(groups)]


@st.composite
def pools(draw: st.DrawFn, low: float = 0.0) -> list[list[float]]:
    """Eighty degrees of freedom and a little more; nearly everybody agrees, or hardly anybody."""
    sizes = draw(st.lists(st.integers(7, 20), min_size=5, max_size=12))
    while sum(sizes) - len(sizes) < 80:
        sizes.append(20)
    spread = draw(st.sampled_from([0, 1, 5, 15, 40]))
    groups = []
    for n in sizes:
        level = draw(st.sampled_from([low, low + 10, 20, 50, 80, 100]))
        groups.append(
            [min(max(level + spread * draw(st.integers(-2, 2)) / 2, low), 100) for _ in range(n)]
        )
    ends = st.sampled_from([low, 100.0])
    for at in range(draw(st.integers(0, 2))):
        groups[0][at] = draw(ends)
    return groups


TACTICAL = [[0.0, 0.0, 100, 100, 100, 100, 100], *alike(6, 15, 60.0)]
FAR = [[0.0, 0.0, *[95.0] * 19], [95.0] * 116]
"""Two whose squares alone are more than the floor, so that only the cap leaves anything over."""
FAR_DIFFERENCE = [[-100.0, -100.0, *[50.0] * 8], [50.0] * 82]
BOTH_ENDS = [[0.0, 100.0, 50, 50, 50, 50, 50], *alike(6, 15, 50.0)]


@settings(max_examples=60, deadline=None)
@given(pools(), st.integers(0, 2))
@example(TACTICAL, 2)
@example(TACTICAL, 1)
@example(BOTH_ENDS, 2)
@example(FAR, 2)
@example([[50.0] * 7, *alike(6, 15, 50.0)], 0)
def test_the_spread_of_scores_leaves_what_the_mean_leaves(groups: Groups, insiders: int) -> None:
    left = min(by_mean_alone(groups[0], insiders), RANGE)
    assert possible(groups, insiders) >= left - 1  # in steps of half a point


@settings(max_examples=60, deadline=None)
@given(pools(low=-100.0), st.integers(0, 2))
@example([[-100.0, -100.0, 60, 60, 60, 60, 60], *alike(6, 15, 25.0)], 2)
@example(FAR_DIFFERENCE, 2)
@example([[-100.0, 25, 25, 25, 25, 25, 25], *alike(6, 15, 25.0)], 1)
def test_the_spread_of_differences_leaves_what_the_mean_leaves(
    groups: Groups, insiders: int
) -> None:
    left = min(by_mean_alone(groups[0], insiders, -100.0), RANGE)
    found = possible(groups, insiders, -100.0, LEAST_SQUARES_OF_DIFFERENCES)
    assert found >= left - 1


def test_the_attacker_is_able() -> None:
    """Without guards one at 0 among people who agree would know them all."""
    groups = [[0.0, *[60.0] * 6], *alike(6, 15, 60.0)]
    freedom = sum(len(group) - 1 for group in groups)
    squares = sum((score - fsum(g) / len(g)) ** 2 for g in groups for score in g)
    mean = fsum(groups[0]) / 7
    scores = np.arange(0, 100.5, 0.5)
    rest = (360 - scores) / 5
    needed = mean**2 + (scores - mean) ** 2 + 5 * (rest - mean) ** 2
    fits = scores[needed <= squares + 1e-6]
    assert freedom >= 80
    assert fits.max() - fits.min() < 5


def test_a_wave_with_too_few_people_has_no_spread_of_its_own() -> None:
    """So one team tells nothing: with 6 degrees of freedom the guards would be all there is."""
    assert own_spread(within([[0.0, *[60.0] * 6]])) is None
    assert own_spread(within([[50.0] * 41, [50.0] * 40])) is None
    assert own_spread(within([[50.0] * 41, [50.0] * 41])) is not None
