"""What somebody learns of others from a retest who knows two of the answers exactly (ADR 65).

The figures are computed with the code that closes a wave. The attackers know everything that is
published, and of two people every difference, chosen as badly as they like.
"""

from math import ceil, sqrt

import numpy as np
import pytest

from reports.aggregation.retest import Pairs, published_retest
from reports.disclosure.retest import RetestElement, from_json, to_json
from surveys.instruments import loader
from surveys.instruments.elements import Element
from surveys.scoring import answers as codec
from surveys.scoring.batch import Batch

pytestmark = pytest.mark.attack

INSTRUMENT = loader.load("k1", 1)
HOUDING = [item.code for item in INSTRUMENT.items_of(Element.HOUDING)]
SPAN = 100.0


def answers(steps: list[int]) -> Batch:
    """One person per step, the same on every question of houding; on others in turn."""
    rows = []
    for index, step in enumerate(steps):
        given = {
            item.code: step if item.code in HOUDING else 1 + (index + place) % 4
            for place, item in enumerate(INSTRUMENT.items)
        }
        rows.append(codec.put(INSTRUMENT, codec.blank(INSTRUMENT), given))
    return Batch(INSTRUMENT, rows)


def houding(first: list[int], second: list[int], teams: int = 5) -> RetestElement:
    n = len(first)
    rows = np.column_stack([np.arange(n), np.arange(n)])
    groups = np.array_split(rows, teams)
    published = published_retest(Pairs(answers(first), answers(second), groups))
    return next(one for one in published.elements if one.metric == "houding")


def spread_out(n: int, seed: int = 1) -> tuple[list[int], list[int]]:
    random = np.random.default_rng(seed)
    first = random.integers(1, 6, n)
    return first.tolist(), np.clip(first + random.integers(-1, 2, n), 1, 5).tolist()


def test_forty_nine_pairs_tell_nothing_and_fifty_a_whole_number() -> None:
    first, second = spread_out(50)
    told = houding(first, second)
    assert isinstance(told.sem, int)
    assert told.n is not None
    assert (told.n.low, told.n.high) == (50, 99)
    assert houding(first[:-1], second[:-1]) == RetestElement("houding")


@pytest.mark.parametrize("others", [0, 1])
@pytest.mark.parametrize("attackers", [((1, 5), (5, 1)), ((1, 5), (1, 5)), ((3, 3), (1, 5))])
def test_two_who_know_their_own_differences_find_nobody_close(
    others: int, attackers: tuple[tuple[int, int], ...]
) -> None:
    """All others answered alike both times, or one of them moved a step: with two large differences
    of their own the sum is large, and who subtracts them would know everybody.
    """
    first = [3] * 50 + [one for one, _two in attackers]
    second = [3 + (index < others) for index in range(50)] + [two for _one, two in attackers]
    assert houding(first, second) == RetestElement("houding")


@pytest.mark.parametrize("seed", range(20))
def test_what_is_told_leaves_everybody_a_range(seed: int) -> None:
    """From the number told (rounded up, so at most itself) and the least number of pairs: how far
    may a third person's difference lie from the mean of those whom the two do not know?
    """
    random = np.random.default_rng(seed)
    n = int(random.integers(50, 70))
    first = random.integers(2, 5, n)
    moved = random.random(n) < random.uniform(0.02, 0.9)
    second = np.clip(first + moved * random.integers(-1, 2, n), 1, 5)
    first[:2], second[:2] = [1, 5], [5, 1]
    told = houding(first.tolist(), second.tolist())
    change = 25.0 * (second - first)
    if told.sem is None:
        return
    rest = change[2:]
    squares = float(np.sum((rest - rest.mean()) ** 2))
    assert 2 * sqrt(squares) >= SPAN
    assert told.sem == ceil(np.std(change, ddof=1) / sqrt(2) - 1e-9)


def test_one_more_or_one_fewer_mostly_gives_the_same_number() -> None:
    """The number moves only where a whole point is passed; between two such sets of people nobody's
    difference can be solved for. (A second computation does not exist at all: next test of the
    suite, `test_retest`.)
    """
    first, second = spread_out(80, seed=3)
    whole = houding(first, second)
    fewer = [
        houding(first[:at] + first[at + 1 :], second[:at] + second[at + 1 :]) for at in range(80)
    ]
    assert sum(one.sem == whole.sem for one in fewer) >= 70
    assert {one.n for one in fewer} == {whole.n}


def test_consistency_needs_people_who_differ_within_teams() -> None:
    """Everybody close to the same step: the error may be told, how far people lie apart may not."""
    random = np.random.default_rng(5)
    first = np.full(60, 3)
    second = 3 + random.integers(-1, 2, 60)
    told = houding(first.tolist(), second.tolist())
    assert told.sem is not None
    assert told.icc is None


def test_what_is_kept_holds_whole_numbers_only() -> None:
    first, second = spread_out(60)
    rows = np.column_stack([np.arange(60), np.arange(60)])
    published = published_retest(Pairs(answers(first), answers(second), [rows]))
    text = to_json(published)
    assert "." not in text
    assert from_json(text) == published
