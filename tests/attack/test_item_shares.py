"""Shares of single questions on the quality page obey the rule of every count (onthulling §5)."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from reports.aggregation.quality import quality_of
from reports.disclosure.quality import BOTH_SIDES, CONTRADICTS, SAME, USES, PublishedQuality
from reports.disclosure.waves import Continuity, Rosters
from reports.statistics.answering import even_odd
from surveys.instruments.elements import Element
from surveys.instruments.model import ItemKind
from surveys.policy import SMALL_CELL
from surveys.scoring.answers import get, put
from tests.attack.worlds import NAMED, Team, Town, answers, demo_town, instrument, random_town

pytestmark = pytest.mark.attack


def skipped(town: Town, random: Random) -> Town:
    """The same town, in which now and then somebody leaves a question out."""
    items = [item for item in instrument().items if item.kind is ItemKind.ELEMENT]
    teams = [
        replace(
            team,
            answers=[
                put(instrument(), one, {random.choice(items).code: None})
                if random.random() < 0.3
                else one
                for one in team.answers
            ],
        )
        for team in town.teams
    ]
    return Town(teams, town.policy)


def towns() -> list[Town]:
    random = Random(11)  # noqa: S311  invented people
    made = [*NAMED.values(), demo_town(1), *(random_town(random) for _ in range(60))]
    return [town for one in made for town in (one, skipped(one, random)) if town.quality]


def used(town: Town, code: str) -> Counter[str]:
    """How many people used an item in which way, counted by hand."""
    item = instrument().item(code)
    values = [step.value for step in instrument().scales[item.scale].steps]
    low, high = (min(values), max(values)) if item.key == "+" else (max(values), min(values))
    found: Counter[str] = Counter(dict.fromkeys(USES, 0))
    for one in town.answers:
        value = get(instrument(), one, code)
        ends = {low: "laagste", high: "hoogste"}
        found[ends.get(value, "ertussen") if isinstance(value, int) else "geen"] += 1
    return found


def quality(town: Town) -> PublishedQuality:
    assert town.quality is not None
    return town.quality


def test_no_share_is_about_fewer_than_three_people() -> None:
    told = 0
    for town in towns():
        for item in quality(town).items:
            people = used(town, item.code)
            blocks = [sum(people[option] for option in share.options) for share in item.shares]
            assert all(number >= SMALL_CELL for number in blocks), (item, people)
            assert sum(blocks) in {0, len(town.answers)}
            told += len(blocks)
        straight = quality(town).straight_lining
        if straight is not None:
            same = sum(_same_everywhere(one) for one in town.answers)
            assert straight.options == SAME[:1]
            assert SMALL_CELL <= same <= len(town.answers) - SMALL_CELL
    assert told > 100


def _same_everywhere(one: str) -> bool:
    items = [item for item in instrument().items if item.kind is ItemKind.ELEMENT]
    return len({get(instrument(), one, item.code) for item in items} - {None}) == 1


def test_what_everybody_answers_is_not_told() -> None:
    same = Town([Team(f"t{at}", 20, [answers(100)] * 20) for at in range(3)])
    assert not any(item.shares for item in quality(same).items)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_one_or_two_who_differ_are_not_told_apart_from_nobody(number: int) -> None:
    """Sixty people, of whom none, one or two choose the lowest step of a question."""
    code = instrument().items_of(Element.HOUDING)[0].code
    people = [answers(50, turn) for turn in range(60)]
    ends = [step.value for step in instrument().scales[instrument().item(code).scale].steps]
    middle, high = ends[len(ends) // 2], max(ends)
    chosen = [min(ends)] * number + [middle] * 40 + [high] * (20 - number)
    sent = [put(instrument(), one, {code: v}) for one, v in zip(people, chosen, strict=True)]
    town = Town([Team(f"t{at}", 20, sent[20 * at : 20 * at + 20]) for at in range(3)])
    (item,) = (item for item in quality(town).items if item.code == code)
    assert not any(share.options == ("laagste",) for share in item.shares)


def test_the_other_rules_for_counts_hold_too() -> None:
    """The threshold of the policy, participation, few changes since an earlier wave, obstacles."""
    town = demo_town(1)
    codes = {item.code for item in quality(town).items}
    assert not codes & {item.code for item in instrument().items_of(Element.BELEMMERINGEN)}
    assert any(item.shares for item in quality(town).items)
    raised = Town(town.teams, town.policy.raised(counts=len(town.answers) + 1))
    absent = Town([replace(team, size=3 * team.size) for team in town.teams], town.policy)
    now = frozenset(range(len(town.answers)))
    continuity = Continuity(Rosters({"all": now}), [Rosters({"all": now - {0}})])
    followed = quality_of(town.batch, town.places, town.publication, continuity)
    assert followed is not None
    for hidden in (quality(raised), quality(absent), followed):
        assert not any(item.shares for item in hidden.items)
        assert hidden.straight_lining is None
        assert hidden.both_sides is None
        assert hidden.contradicting is None


def agrees_with_both(one: str) -> bool | None:
    """Whether somebody agreed with both sides of context, by hand; None where one is missing."""
    sides: dict[str, list[float]] = {"+": [], "-": []}
    for item in instrument().items_of(Element.CONTEXT):
        value = get(instrument(), one, item.code)
        if isinstance(value, int):
            sides[item.key].append(value - 3)
    if not all(sides.values()):
        return None
    return all(sum(values) > 0 for values in sides.values())


def test_no_share_of_both_sides_or_halves_is_about_fewer_than_three_people() -> None:
    told = 0
    for town in towns():
        people = Counter(agrees_with_both(one) for one in town.answers)
        counted = (people[True], people[True] + people[False])
        by_hand = {
            "both_sides": (BOTH_SIDES, counted),
            "contradicting": (CONTRADICTS, even_odd(town.batch)),
        }
        for name, (options, (first, everybody)) in by_hand.items():
            share = getattr(quality(town), name)
            if share is not None:
                assert share.options == options[:1]
                assert SMALL_CELL <= first <= everybody - SMALL_CELL
                told += 1
    assert told > 20


@pytest.mark.parametrize("number", [0, 1, 2])
def test_one_or_two_who_agree_with_both_are_not_told_apart_from_nobody(number: int) -> None:
    """Sixty people, of whom none, one or two choose the same high step for all of context."""
    context = instrument().items_of(Element.CONTEXT)
    against = dict.fromkeys((item.code for item in context if item.key == "-"), 1)
    both = dict.fromkeys((item.code for item in context), 5)
    rest = {item.code: 5 for item in context} | against
    people = [both] * number + [rest] * (60 - number)
    sent = [put(instrument(), answers(50, at), one) for at, one in enumerate(people)]
    town = Town([Team(f"t{at}", 20, sent[20 * at : 20 * at + 20]) for at in range(3)])
    assert quality(town).both_sides is None


def test_of_few_people_who_answered_opposites_nothing_is_told() -> None:
    """Sixty people, of whom nine answered the question that is keyed the other way: five of them
    agreed with both. Counts ask for ten.
    """
    context = instrument().items_of(Element.CONTEXT)
    codes = [item.code for item in context if item.key == "-"]
    high = dict.fromkeys((item.code for item in context), 5)

    def sent(answered: int) -> list[str]:
        return [
            put(
                instrument(),
                answers(50, at),
                high | dict.fromkeys(codes, None if at >= answered else 5 if at < 5 else 1),
            )
            for at in range(60)
        ]

    few, enough = (
        quality(Town([Team(f"t{at}", 20, people[20 * at : 20 * at + 20]) for at in range(3)]))
        for people in (sent(9), sent(10))
    )
    assert few.both_sides is None
    assert enough.both_sides is not None
