"""Participants who know their own scores, against facets and against the change of the same people.

Of the others they may learn the mean, and with it what lies near an end; nothing else (decisions
38). These attackers know every sum without rounding.
"""

from collections.abc import Sequence
from math import fsum

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.unit.reports.disclosure import test_facet_attacker as facets
from tests.unit.reports.disclosure import test_linked_attacker as linked
from tests.unit.reports.disclosure.build import Group
from tests.unit.reports.disclosure.build_facets import Detailed
from tests.unit.reports.disclosure.build_waves import Panel, came, left, panel, stayed

RANGE = 50.0


def room(total: float, others: int) -> float:
    """What the sum of the scores of so many people leaves for one of them."""
    return min(100.0, total) - max(0.0, total - 100.0 * (others - 1))


def narrower_by_facets(groups: Sequence[Group], insiders: int) -> list[str]:
    """The scores on which one of the others of a team is left less than 50 points, and less than
    the sums of those others on the facets and on the element leave by themselves.
    """
    attacker = facets.Attacker(groups)
    found, start = [], 0
    for group in groups:
        people = [one for one in group.people if isinstance(one, Detailed)]
        others = people[insiders:]
        if len(others) >= 5:
            known = {
                start + at: tuple(one.facets[code] for code in facets.CODES)
                for at, one in enumerate(people[:insiders])
            }
            attacker.known = known
            for score in facets.SCORES:
                left_over = min(_facet_rooms(others, score))
                if attacker.range_of(start + insiders, score) < min(RANGE, left_over) - 1e-4:
                    found.append(f"{group.key} {score}")
        start += len(people)
    return found


def _facet_rooms(others: Sequence[Detailed], score: str) -> list[float]:
    """Of an element the facets count: where all are near an end, so is what they make."""
    codes = facets.SCORES[score]
    return [room(fsum(one.facets[code] for one in others), len(others)) for code in codes]


def narrower_by_change(found: Panel, insiders: int) -> list[str]:
    """The waves in which one of the others of a place and time is left less than 50 points, and
    less than the sum of the others of that team in that wave leaves by itself.
    """
    attacker = linked.Attacker(found)
    waves = range(len(found.people[0].places))
    narrow = []
    for team in found.teams:
        regular = [at for at, one in enumerate(found.people) if set(one.places) == {team}]
        known = regular[:insiders]
        attacker.known = {
            (at, wave): found.people[at].scores[wave] for at in known for wave in waves
        }
        for wave in waves:
            others = [
                at
                for at, one in enumerate(found.people)
                if one.places[wave] == team and at not in known
            ]
            if len(others) < 5:
                continue
            total = fsum(found.people[at].scores[wave] for at in others)
            enough = min(RANGE, room(total, len(others)))
            for at in {others[0], others[-1]}:
                if attacker.range_of(attacker.unknown.index((at, wave))) < enough - 1e-4:
                    narrow.append(f"{team} wave {wave} person {at}")
    return narrow


FACET_CASES = {
    "insiders at the top of one facet": facets.tree(
        [], [*facets.same(2, 100, 0), *facets.same(5, 20, 60)], facets.same(9, 50, 50)
    ),
    "insiders at the ends of both": facets.tree(
        [], [*facets.same(1, 100, 0), *facets.same(1, 0, 100), *facets.same(8, 40, 60)]
    ),
    "the rest beside a team": facets.tree(
        [*facets.same(2, 0, 0), *facets.same(6, 40, 40)], facets.same(9, 50, 50)
    ),
}


@pytest.mark.parametrize("insiders", [1, 2])
@pytest.mark.parametrize("name", FACET_CASES)
def test_facets_tell_a_participant_no_more_than_the_mean_of_the_others(
    name: str, insiders: int
) -> None:
    assert narrower_by_facets(FACET_CASES[name], insiders) == []


@settings(max_examples=25, deadline=None)
@given(facets.trees(), st.integers(1, 2))
def test_no_facets_tell_a_participant_more(groups: list[Group], insiders: int) -> None:
    assert narrower_by_facets(groups, insiders) == []


LINKED_CASES = {
    "nobody came or left": panel(stayed(9)),
    "seven came and seven left": panel(stayed(8), came(7), left(7)),
    "insiders who moved from one end to the other": panel(
        [*stayed(2, then=1, now=99), *stayed(7, then=50, now=50)]
    ),
    "those who came are all near the top": panel(
        stayed(9, now=50), came(8, score=90), left(8, score=50)
    ),
}


@pytest.mark.parametrize("insiders", [1, 2])
@pytest.mark.parametrize("name", LINKED_CASES)
def test_a_change_tells_a_participant_no_more_than_the_means_of_the_others(
    name: str, insiders: int
) -> None:
    assert narrower_by_change(LINKED_CASES[name], insiders) == []


@settings(max_examples=20, deadline=None)
@given(linked.panels(), st.integers(1, 2))
def test_no_change_tells_a_participant_more(found: Panel, insiders: int) -> None:
    assume(found.people)
    assert narrower_by_change(found, insiders) == []


def test_facets_at_the_ends_tell_a_participant_the_element() -> None:
    """The limit of the promise: one who answers opposite to six who agree knows both facets of
    them, and so what is made of those, though the element lies in the middle.
    """
    groups = facets.tree([], [*facets.same(1, 100, 0), *facets.same(6, 0, 100)])
    attacker = facets.Attacker(groups, told={"t0"})
    attacker.known = {0: (100.0, 0.0)}
    assert room(6 * 60.0, 6) > RANGE
    assert attacker.range_of(1, "houding") < 1
    assert narrower_by_facets(groups, 1) == []
