import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics.standing import against_each, against_others
from surveys.instruments.elements import Element

SCORES = st.lists(st.floats(0, 100), min_size=7, max_size=7)


@given(SCORES)
def test_an_element_stands_against_the_mean_of_the_other_six(scores: list[float]) -> None:
    columns = {e.value: np.array([score]) for e, score in zip(Element, scores, strict=True)}
    found = against_others(columns)
    for element, score in zip(Element, scores, strict=True):
        others = (sum(scores) - score) / 6
        assert found[element][0] == pytest.approx(score - others, abs=1e-9)
    assert sum(float(points[0]) for points in found.values()) == pytest.approx(0, abs=1e-9)


def test_every_pair_of_elements_once() -> None:
    columns = {e.value: np.array([10.0 * at]) for at, e in enumerate(Element)}
    found = against_each(columns)
    assert len(found) == 21
    assert found[Element.HOUDING, Element.SOCIALE_DRUK][0] == -20
