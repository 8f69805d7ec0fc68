"""Figures of items, and how precise a score is at its own height."""

from pathlib import Path

import numpy as np
import pytest

from reports.statistics.reliability import cronbach_alpha
from reports.validation.items import ends, errors_by_level, item_figures, skewness
from surveys.answer_files.respondents import respondents
from surveys.scoring.batch import Batch
from tests.unit.reports.validation.public_data import lead
from tests.unit.surveys.answer_files.build import instrument, person, write


def test_errors_of_all_heights_make_the_error_of_all() -> None:
    """Weighted by their people: s^2 (1 - alpha), by Hoyt (1941)."""
    scores = lead()
    levels = errors_by_level(scores)
    assert sum(level.n for level in levels) == len(scores)
    told = sum(level.n * (level.sem or 0) ** 2 for level in levels) / len(scores)
    expected = scores.mean(axis=1).var(ddof=1) * (1 - cronbach_alpha(scores))
    assert told == pytest.approx(float(expected), abs=1e-9)


def test_the_error_is_small_at_the_ceiling() -> None:
    generator = np.random.default_rng(1)
    middle = np.clip(50 + 25 * np.rint(generator.normal(0, 1, (200, 5))), 0, 100)
    top = np.full((200, 5), 100.0)
    *_, fourth, last = errors_by_level(np.vstack((middle, top)))
    assert last.n >= 200
    assert last.sem is not None
    assert fourth.sem is None or last.sem < fourth.sem
    assert ends(np.vstack((middle, top)))[1] >= 0.5


def test_a_height_with_few_people_has_no_error() -> None:
    scores = np.vstack(
        (np.tile([25.0, 50, 25, 50], (50, 1)), np.tile([75.0, 100, 75, 75], (19, 1)))
    )
    told = {level.low: (level.n, level.sem is None) for level in errors_by_level(scores)}
    assert told == {
        0: (0, True),
        20: (50, False),
        40: (0, True),
        60: (0, True),
        80: (19, True),
    }


def test_the_limit_belongs_to_the_upper_level_and_100_to_the_last() -> None:
    scores = np.repeat([[20.0, 20], [100.0, 100]], 20, axis=0)
    assert [level.n for level in errors_by_level(scores)] == [0, 20, 0, 0, 20]


def test_errors_need_two_items() -> None:
    with pytest.raises(ValueError, match="2 items"):
        errors_by_level(np.array([[50.0], [75.0]]))


def test_skewness() -> None:
    assert skewness(np.array([1.0, 2, 3])) == pytest.approx(0)
    assert skewness(np.array([1.0, 1, 1, 5])) == pytest.approx(0.75)
    assert skewness(np.array([2.0, 2])) is None


def test_figures_of_an_obstacle_are_keyed(tmp_path: Path) -> None:
    """P1 is answered with 1, no trouble at all: that is the best there is, 100 points."""
    rows = [person(str(at), 75, 50, P1=1, P2=5 if at else "WN") for at in range(4)]
    proef = instrument(tmp_path)
    people = respondents(write(tmp_path / "a.csv", rows), proef)
    told = {item.code: item for item in item_figures(Batch(proef, [one.answers for one in people]))}
    assert (told["P1"].mean, told["P1"].highest, told["P1"].skew) == (100, 1, None)
    assert (told["P2"].n, told["P2"].missing, told["P2"].lowest) == (3, 0.25, 1)
    assert told["P1"].item_rest is None
    assert set(told) == {f"{letter}{at}" for letter in "HGSVZCP" for at in range(1, 5)}
