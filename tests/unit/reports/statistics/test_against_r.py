"""The same figures as R on answers of real people; `reference/make.R` made the expected values."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from reports.statistics.clustering import clustering
from reports.statistics.omega import NoOmega, NoOmegaReason, explained_share, omega, one_factor
from reports.statistics.reliability import (
    cronbach_alpha,
    feldt_interval,
    item_rest_correlations,
)

REFERENCE = json.loads((Path(__file__).parent / "reference" / "reference.json").read_text())
SCALES = sorted(REFERENCE["scales"])


def _answers(scale: dict[str, Any]) -> NDArray[np.float64]:
    steps = np.array([[float(step) for step in row] for row in scale["answers"]])
    return np.where(scale["turned"], 7 - steps, steps)


def _correlations(answers: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.corrcoef(answers, rowvar=False))


@pytest.fixture(params=SCALES)
def scale(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = REFERENCE["scales"][request.param]
    return found


def test_alpha_with_its_interval(scale: dict[str, Any]) -> None:
    answers = _answers(scale)
    alpha = cronbach_alpha(answers)
    assert alpha == pytest.approx(scale["alpha"], abs=1e-12)
    assert feldt_interval(alpha, len(answers), 5) == pytest.approx(scale["feldt"], abs=1e-12)


def test_item_rest_correlations(scale: dict[str, Any]) -> None:
    found = item_rest_correlations(_answers(scale))
    assert found == pytest.approx(scale["item_rest"], abs=1e-12)


def test_omega_on_covariances(scale: dict[str, Any]) -> None:
    covariances = np.cov(_answers(scale), rowvar=False)
    loadings = one_factor(covariances)
    assert loadings == pytest.approx(scale["loadings_covariance"], abs=1e-6)
    found = explained_share(covariances, loadings)
    assert found == pytest.approx(scale["omega_covariance"], abs=1e-7)


def test_omega_on_correlations(scale: dict[str, Any]) -> None:
    """psych stops at a gradient of about 1e-4, so its loadings agree to three decimals."""
    correlations = _correlations(_answers(scale))
    loadings = one_factor(correlations)
    assert loadings == pytest.approx(scale["loadings_correlation"], abs=5e-4)
    found = explained_share(correlations, loadings)
    assert found == pytest.approx(scale["omega_correlation"], abs=5e-4)


@pytest.mark.parametrize("name", SCALES)
def test_one_factor_is_refused_where_two_are_known(name: str) -> None:
    """Neuroticism in this questionnaire is anger and low spirits: residual correlations of .084."""
    answers = _answers(REFERENCE["scales"][name])
    if name == "neuroticism":
        with pytest.raises(NoOmega, match=NoOmegaReason.NO_FIT):
            omega(answers)
    else:
        expected = REFERENCE["scales"][name]["omega_covariance"]
        assert omega(answers) == pytest.approx(expected, abs=1e-7)


def test_three_items_fit_exactly_and_any_method_agrees(scale: dict[str, Any]) -> None:
    """factanal maximises a likelihood; with three items its optimum is ours, to its tolerance."""
    loadings = one_factor(_correlations(_answers(scale)[:, :3]))
    assert loadings == pytest.approx(scale["loadings_three"], abs=1e-4)


def test_intraclass_correlations() -> None:
    expected = REFERENCE["icc"]
    found = clustering(expected["teams"])
    assert found.f == pytest.approx(expected["f"], abs=1e-10)
    assert found.p == pytest.approx(expected["p"], abs=1e-10)
    interval = [found.icc1, found.icc1_low, found.icc1_high]
    assert interval == pytest.approx(expected["icc1"], abs=1e-10)
    assert found.icc2 == pytest.approx(expected["icc2"], abs=1e-10)
