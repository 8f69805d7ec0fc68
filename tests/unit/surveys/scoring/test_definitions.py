"""The keys of the questionnaires that come with the product, each counted once."""

import pytest

from surveys.instruments.elements import Element, Outcome
from surveys.instruments.loader import load
from surveys.instruments.model import Instrument, ItemKind
from surveys.scoring.answers import blank, put
from surveys.scoring.batch import Batch
from surveys.scoring.respondent import score


@pytest.fixture(params=["c1", "k1", "k2", "k3", "m1", "m2"])
def definition(request: pytest.FixtureRequest) -> Instrument:
    return load(request.param)


def _extreme(of: Instrument, *, helping: bool) -> str:
    """Every answer at the end of its scale that helps (or hinders) the behaviour most."""
    ends = {
        item.code: of.scales[item.scale].maximum
        if (item.key == "+") is helping
        else of.scales[item.scale].minimum
        for item in of.items
        if item.kind is not ItemKind.ANKER
    }
    return put(of, blank(of), ends)


def test_all_that_helps_is_a_hundred_and_all_that_hinders_is_nothing(
    definition: Instrument,
) -> None:
    for helping, value in ((True, 100), (False, 0)):
        scores = score(definition, _extreme(definition, helping=helping))
        for metric in (*Element, "willen", "kunnen", *Outcome):
            assert scores.metrics[metric] == value
        assert scores.metrics["contrast"] == 0
        assert scores.complete


def test_the_worst_of_obstacles_are_all_heavy(definition: Instrument) -> None:
    obstacles = tuple(item.code for item in definition.items_of(Element.BELEMMERINGEN))
    worst = score(definition, _extreme(definition, helping=False))
    best = score(definition, _extreme(definition, helping=True))
    assert (worst.obstacle_max, worst.heavy_items) == (5, obstacles)
    assert (best.obstacle_max, best.heavy_items) == (1, ())


def test_nothing_answered_is_no_score(definition: Instrument) -> None:
    scores = score(definition, blank(definition))
    assert set(scores.metrics.values()) == {None}
    assert set(scores.answered.values()) == {0}


def test_many_equals_one(definition: Instrument) -> None:
    answers = [_extreme(definition, helping=True), _extreme(definition, helping=False)]
    table = Batch(definition, answers)
    assert table.metrics["willen"].tolist() == [100, 0]
