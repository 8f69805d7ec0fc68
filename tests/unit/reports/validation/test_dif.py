"""When a difference between groups is told, and when nothing is."""

from dataclasses import replace

import numpy as np
import pytest

from reports.validation.dif import (
    Dif,
    NoDif,
    NoDifReason,
    Size,
    dif,
    judged,
    log_likelihood,
    merged_steps,
)

GENERATOR = np.random.default_rng(20_261_129)
N = 600
GROUPS = ["a"] * (N // 2) + ["b"] * (N // 2)
ABILITY = GENERATOR.normal(size=N)
LIMITS = np.array([-2.0, -0.7, 0.7, 2.0])


def answers(shift: float, slope: float = 0.0) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Steps 0-4 that follow the ability, moved and steepened in the second group."""
    second = np.array([group == "b" for group in GROUPS], dtype=float)
    latent = (1.5 + slope * second) * ABILITY + shift * second + GENERATOR.logistic(size=N)
    return np.digitize(latent, LIMITS)


def found(code: str, shift: float, slope: float = 0.0) -> Dif:
    return dif(code, answers(shift, slope), ABILITY, GROUPS)


def test_a_question_that_is_easier_for_one_group() -> None:
    (one,) = judged([found("x", 2.5)])
    assert one.size is Size.LARGE
    assert one.p_uniform < 1e-10
    assert one.nagelkerke >= 0.07


def test_a_question_that_tells_less_in_one_group() -> None:
    one = found("x", 0.0, slope=-1.4)
    assert one.p_non_uniform < 1e-6
    assert one.non_uniform > one.uniform


def test_a_question_that_is_the_same() -> None:
    (one,) = judged([found("x", 0.0)])
    assert one.size is Size.NOT_SHOWN
    assert one.p > 0.05
    assert one.together == pytest.approx(one.uniform + one.non_uniform)


def test_many_questions_are_judged_together() -> None:
    """p is raised by Holm, and what is then not shown has no size."""
    some = [found("x", 2.5), *(found(str(at), 0.0) for at in range(4))]
    adjusted = {one.code: one for one in judged(some)}
    assert adjusted["x"].p_holm == pytest.approx(min(1.0, 5 * some[0].p))
    assert all(one.p_holm >= one.p for one in adjusted.values())
    (weak,) = judged([replace(some[0], p=0.2)])
    assert weak.size is Size.NOT_SHOWN
    (small,) = judged([replace(some[0], nagelkerke=0.034)])
    assert small.size is Size.NEGLIGIBLE
    (moderate,) = judged([replace(some[0], nagelkerke=0.035)])
    assert moderate.size is Size.MODERATE
    assert judged([]) == ()


def test_three_groups_have_twice_the_freedom() -> None:
    groups = ["a", "b", "c"] * (N // 3)
    one = dif("x", answers(0.0), ABILITY, groups)
    assert one.p > 0.001
    assert one.steps == 5


def test_rare_steps_join_their_neighbour() -> None:
    groups = ["a"] * 30 + ["b"] * 30
    steps = np.array([1] * 4 + [2] * 16 + [3] * 10 + [1] * 10 + [2] * 10 + [4] * 10)
    merged = merged_steps(steps, groups)
    # four of 'a' at step 1 are too few; step 3 is only of 'a' and step 4 only of 'b'
    assert dict(zip(steps.tolist(), merged.tolist(), strict=True)) == {1: 0, 2: 0, 3: 1, 4: 1}


def test_everybody_at_one_step() -> None:
    steps = np.array([5] * (N - 3) + [4] * 3)
    with pytest.raises(NoDif) as caught:
        dif("x", steps, ABILITY, GROUPS)
    assert caught.value.reason is NoDifReason.ONE_STEP


def test_nobody_differs_in_the_score() -> None:
    with pytest.raises(NoDif) as caught:
        dif("x", answers(0.0), np.full(N, 50.0), GROUPS)
    assert caught.value.reason is NoDifReason.NO_SPREAD


def test_a_score_that_tells_the_step_exactly_has_no_solution() -> None:
    steps = np.array([0, 1] * (N // 2))
    with pytest.raises(NoDif) as caught:
        log_likelihood(steps, np.where(steps == 1, 1e4, -1e4)[:, None] + ABILITY[:, None])
    assert caught.value.reason is NoDifReason.NOT_CONVERGED
