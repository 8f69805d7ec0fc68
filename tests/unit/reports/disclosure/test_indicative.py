"""What is called *indicatief* follows from published cells alone (ADR 79)."""

from dataclasses import replace

import numpy as np
import pytest

from reports.disclosure.cells import WITHHELD, MeanCell, Participation, Publication, PublishedSpread
from reports.disclosure.indicative import Indicative, IndicativeRule, reason_in_file
from reports.disclosure.publish import publish
from reports.disclosure.serialise import from_json, to_json
from reports.statistics.pooled_spread import SpreadOrigin
from surveys.instruments.elements import METRICS, Element
from surveys.policy import ParticipationBand
from tests.simulation.shapes import alike, judged, one_other, ordinal, sem_of
from tests.unit.reports.disclosure.build import POLICY, Group, person, world

ENOUGH = Participation(ParticipationBand(50, 60), warning=False)
LOW = Participation(ParticipationBand(40, 50), warning=True)
NEAR_THE_END = IndicativeRule(POLICY, {"houding": 94 * 6})


def mean(value: int, n: int = 20) -> MeanCell:
    return MeanCell(value, max(value - 8, 0), min(value + 8, 100), POLICY.n_band(n), None)


@pytest.mark.parametrize(
    ("n", "participation", "expected"),
    [
        (9, ENOUGH, Indicative.FEW),
        (9, LOW, Indicative.FEW),
        (10, ENOUGH, None),
        (10, LOW, Indicative.RESPONSE),
        (29, LOW, Indicative.RESPONSE),
        (30, LOW, None),
        (12, None, None),
        (12, WITHHELD, None),
    ],
)
def test_few_people_and_low_response(
    n: int, participation: object, expected: Indicative | None
) -> None:
    rule = IndicativeRule(POLICY, {})
    assert rule.reason("contrast", mean(60, n), participation) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(94, None), (92, None), (91, Indicative.SPREAD), (60, Indicative.SPREAD), (8, None)],
)
def test_a_team_that_lies_further_from_the_ends_than_the_others(
    value: int, expected: Indicative | None
) -> None:
    """With 94 a variance is at most 564; 1.44 times as much is between that of 92 and of 91."""
    assert NEAR_THE_END.reason("houding", mean(value), ENOUGH) is expected
    assert NEAR_THE_END.reason("context", mean(value), ENOUGH) is None


def wave(*, others: float = 94.0, withheld: float = 50.0, teams: int = 5) -> Publication:
    """Teams of twenty near `others` but for one at 60, and a team that is too small to be shown."""
    near = [
        Group(f"t{at}", "team", "x", [person(others + turn % 5 - 2) for turn in range(20)])
        for at in range(teams)
    ]
    odd = Group("odd", "team", "x", [person(60 + turn % 5 - 2) for turn in range(20)])
    small = Group("small", "team", "x", [person(withheld)] * 4)
    return publish(world(Group("x", "department"), *near, odd, small), POLICY)


def labels(publication: Publication) -> dict[str, set[Indicative]]:
    rule = IndicativeRule.of(publication)
    return {key: set(rule.reasons(group).values()) for key, group in publication.groups.items()}


def test_it_is_said_of_the_scores_of_the_team_that_differs() -> None:
    publication = wave()
    rule = IndicativeRule.of(publication)
    reasons = rule.reasons(publication.groups["odd"])
    assert set(reasons.values()) == {Indicative.SPREAD}
    assert {"willen", *Element} <= set(reasons)
    assert "contrast" not in reasons
    assert rule.reasons(publication.groups["t0"]) == {}
    assert labels(wave(others=60.0))["odd"] == set()


def test_it_follows_from_what_is_published() -> None:
    """As it is read back; who is not shown plays no part, nor how far the people of a team lie
    apart.
    """
    publication = wave()
    assert labels(from_json(to_json(publication))) == labels(publication)
    assert labels(wave(withheld=0.0)) == labels(wave(withheld=100.0))
    divided = Group("odd", "team", "x", [person(40.0 + 40 * (turn % 2)) for turn in range(20)])
    agreed = Group("odd", "team", "x", [person(60.0)] * 20)
    others = [Group(f"t{at}", "team", "x", [person(60.0)] * 20) for at in range(5)]
    one, other = (
        publish(world(Group("x", "department"), *others, odd), POLICY) for odd in (divided, agreed)
    )
    assert labels(one) == labels(other)


@pytest.mark.parametrize("origin", [SpreadOrigin.PROVISIONAL, None])
def test_a_provisional_spread_is_wide_enough(origin: SpreadOrigin | None) -> None:
    """And in waves from before there was one spread every team had its own."""
    spreads = {m: PublishedSpread(24, origin) for m in METRICS} if origin else {}
    publication = replace(wave(), spreads=spreads)
    assert labels(publication)["odd"] == set()


@pytest.mark.parametrize(
    ("values", "size", "own", "expected"),
    [
        ([60.0] * 9, 9, False, Indicative.FEW),
        ([60.0] * 12, 25, False, Indicative.RESPONSE),
        ([60.0] * 12, 24, False, None),
        ([60.0] * 30, 75, False, None),
        ([*[70.0] * 9, *[100.0] * 3], None, True, Indicative.END),
        ([*[70.0] * 9, *[0.0] * 3], None, True, Indicative.END),
        ([*[70.0] * 9, *[0.0] * 3], 15, True, Indicative.END),
        ([*[70.0] * 11, *[0.0] * 4], 18, True, None),
        ([*[70.0] * 11, *[0.0] * 4], None, True, Indicative.END),
        ([*[70.0] * 10, *[100.0] * 2], None, True, None),
        ([*[70.0] * 9, *[100.0] * 3], None, False, None),
        ([*[70.0] * 20, *[100.0] * 10], None, True, None),
    ],
)
def test_of_a_file(
    values: list[float], size: int | None, own: bool, expected: Indicative | None
) -> None:
    assert reason_in_file(values, size, own=own) is expected


def test_near_an_end_the_rest_covers_what_it_says_and_what_is_called_does_not() -> None:
    random, draw = np.random.default_rng(7), ordinal("plafond", 0.5)
    covered = judged(draw, 25, 18, 60, random, sem=sem_of(draw, random))
    assert covered[None].share > 0.95
    assert covered[Indicative.SPREAD].share < 0.93


def test_two_camps_with_low_response_are_called() -> None:
    random = np.random.default_rng(7)
    assert set(judged(one_other("twee kampen"), 25, 10, 20, random, teams=1)) == {
        Indicative.RESPONSE
    }
    assert judged(alike("twee kampen", 20), 18, 12, 60, random)[None].share > 0.94
