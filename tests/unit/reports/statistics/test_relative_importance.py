"""LMG as R gives it (`reference/importance.R`), and ranks that are as sure as they say."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from reports.statistics.relative_importance import NotEstimable, importance, lmg
from surveys.scoring.batch import Floats

REFERENCE = json.loads((Path(__file__).parent / "reference" / "importance.json").read_text())


def people(n: int, slopes: list[float], seed: int, noise: float = 1.0) -> tuple[Floats, Floats]:
    """Seven predictors that go together .36, and an outcome."""
    random = np.random.default_rng(seed)
    common = random.normal(size=(n, 1))
    predictors = 0.6 * common + 0.8 * random.normal(size=(n, 7))
    return predictors, predictors @ np.array(slopes) + noise * random.normal(size=n)


@pytest.mark.parametrize("name", sorted(REFERENCE))
def test_lmg_equals_r(name: str) -> None:
    expected: dict[str, Any] = REFERENCE[name]
    predictors, outcome = np.array(expected["predictors"]), np.array(expected["outcome"])
    found = importance(predictors, outcome, seed=1)
    assert found.lmg == pytest.approx(expected["lmg"], abs=1e-9)
    assert found.r2 == pytest.approx(expected["r2"], abs=1e-9)
    assert found.p == pytest.approx(expected["p"], rel=1e-6)


def test_it_adds_up_and_is_never_negative() -> None:
    predictors, outcome = people(300, [0.5, 0, 0, 0, -0.3, 0.1, 0.2], 3)
    table = np.column_stack([predictors, outcome])
    values = lmg(np.asarray(np.corrcoef(table, rowvar=False), dtype=float))
    whole = np.corrcoef(outcome, _fitted(predictors, outcome))[0, 1] ** 2
    assert values.sum() == pytest.approx(whole, abs=1e-12)
    assert values.min() >= 0


def _fitted(predictors: Floats, outcome: Floats) -> Floats:
    design = np.column_stack([np.ones(len(outcome)), predictors])
    fitted: Floats = design @ np.linalg.lstsq(design, outcome, rcond=None)[0]
    return fitted


@pytest.mark.parametrize("n", [250, 6_000])
def test_the_same_seed_gives_the_same_and_a_clear_order_is_found(n: int) -> None:
    """Also where people are drawn in blocks: the numbers are no more and no less sure."""
    predictors, outcome = people(n, [1.0, 1.0, 0, 0, 0, 0, 0], 5)
    found = importance(predictors, outcome, seed=8)
    assert found == importance(predictors, outcome, seed=8)
    assert found.ranks[0][1] <= 2
    assert found.ranks[1][1] <= 2
    assert all(low >= 3 for low, _high in found.ranks[2:])
    assert found.p < 1e-9


def test_equal_predictors_are_hardly_ever_told_apart() -> None:
    named = 0
    for seed in range(40):
        predictors, outcome = people(300, [0.3] * 7, seed, noise=1.5)
        found = importance(predictors, outcome, seed)
        named += any(high <= 3 or low >= 5 for low, high in found.ranks)
    assert named <= 6


def test_what_does_not_go_up_with_the_outcome_is_not_sure_to() -> None:
    predictors, outcome = people(400, [1.0, 0, 0, 0, 0, 0, -1.5], 2)
    found = importance(predictors, outcome, seed=1)
    assert found.positive[0]
    assert not found.positive[6]


def test_nothing_related() -> None:
    predictors, outcome = people(250, [0.0] * 7, 6)
    assert importance(predictors, outcome, seed=1).p > 0.01


@pytest.mark.parametrize("kind", ["constant", "copy", "outcome"])
def test_without_a_single_answer_there_is_none(kind: str) -> None:
    predictors, outcome = people(250, [0.3] * 7, 4)
    if kind == "constant":
        predictors[:, 2] = 50.0
    elif kind == "copy":
        predictors[:, 2] = predictors[:, 3]
    else:
        outcome[:] = 75.0
    with pytest.raises(NotEstimable):
        importance(predictors, outcome, seed=1)
