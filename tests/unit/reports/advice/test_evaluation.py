"""Which advices a group gets: their order, how many, and on what kinds of waves and groups."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import TypeVar

import pytest

from reports.advice.conditions import CHAIN, FRAMES, QUALITY, GroupEvidence, OwnReason
from reports.advice.evaluation import advices, own_advice
from reports.advice.rules import GROUP_RULES, MANAGERS_RULE
from reports.disclosure.cells import WITHHELD, MeanCell, PublishedGroup, ShownTeams, Withheld
from reports.disclosure.group_keys import ORGANISATION
from reports.disclosure.publish import publish
from reports.statistics.person import TWO_SIDED, OwnContrast, OwnProfile, OwnScore
from reports.statistics.sem import Origin
from reports.statistics.zones import zone
from surveys.instruments.elements import METRICS, Element
from surveys.policy import Level
from tests.unit.reports.advice.build import ABOVE, BAND, HIGH, LOW, MIDDLE, TEAM, publication, team
from tests.unit.reports.disclosure.build import POLICY, Group, person, world

Cells = TypeVar("Cells")

EVERYTHING_LOW = team(
    {
        **dict.fromkeys(Element, LOW),
        "contrast": MeanCell(20, 15, 25, BAND, None),
        "willen": HIGH,
        "kunnen": HIGH,
        "gedrag": LOW,
    },
    {FRAMES: LOW, QUALITY: LOW},
    {"P1": 50},
)


def codes(group: PublishedGroup, *others: PublishedGroup, kind: str = "klantmanager") -> list[str]:
    return [one.rule.code for one in advices(publication(group, *others, group=kind), group.key)]


def test_of_all_rules_that_hold_the_first_two_are_given() -> None:
    assert codes(EVERYTHING_LOW) == ["T1", "T2"]


def test_the_order_is_the_one_that_was_decided() -> None:
    order = ["T1", "T2", "T3", "T10", "T7", "T5", "T4", "T9", "T8", "T6", "T11"]
    assert [rule.code for rule in GROUP_RULES] == order


@pytest.mark.parametrize(
    ("means", "facets", "expected"),
    [
        ({Element.HOUDING: LOW, Element.ZELFREGULERING: LOW}, {QUALITY: LOW}, ["T5", "T9"]),
        ({Element.GELOOF: LOW, Element.CONTEXT: LOW}, {FRAMES: LOW}, ["T2", "T3"]),
        ({Element.GELOOF: LOW, Element.VAARDIGHEDEN: LOW}, {}, ["T7", "T4"]),
        (
            {Element.VAARDIGHEDEN: LOW, Element.CONTEXT: ABOVE, Element.HOUDING: LOW},
            {},
            ["T8", "T6"],
        ),
    ],
)
def test_more_rules_come_in_that_order(
    means: dict[str, MeanCell], facets: dict[str, MeanCell], expected: list[str]
) -> None:
    assert codes(team(means, facets)) == expected


def test_clients_never_get_advice_about_a_group() -> None:
    assert codes(EVERYTHING_LOW, kind="client") == []


def test_managers_get_it_too_and_the_rule_of_their_own_comes_last() -> None:
    group = team({Element.HOUDING: LOW}, {CHAIN: LOW}, level="organisation")
    assert codes(group, kind="manager") == ["T8", "T13"]
    assert codes(group) == ["T8"]


@pytest.mark.parametrize(("shown", "expected"), [(0, ["T5", "T8"]), (1, []), (2, ["T5", "T8"])])
@pytest.mark.parametrize("level", ["department", "organisation"])
def test_a_wider_group_with_one_shown_team_gets_none_about_attitude_or_support(
    level: Level, shown: int, expected: list[str]
) -> None:
    wider = replace(
        team({Element.HOUDING: LOW}, {QUALITY: LOW}),
        level=level,
        key="department:d" if level == "department" else ORGANISATION,
    )
    above = replace(team(), key="department:d", level="department", parent=ORGANISATION)
    between = [] if level == "department" else [above]
    teams = [
        replace(
            team() if index < shown else withheld(team()),
            key=f"team:{index}",
            parent="department:d",
        )
        for index in range(3)
    ]
    elsewhere = replace(team(), key="team:other", parent="department:other")
    others = [elsewhere] if level == "department" else []
    assert codes(wider, *between, *teams, *others) == expected


def test_other_rules_do_hold_there() -> None:
    wider = replace(team({Element.CONTEXT: LOW}), level="department", key="department:d")
    assert codes(wider, replace(team(), parent="department:d")) == ["T2"]


def withheld(group: PublishedGroup) -> PublishedGroup:
    return replace(
        group,
        means=dict.fromkeys(METRICS, WITHHELD),
        contrast=WITHHELD,
        counts=dict.fromkeys(group.counts, WITHHELD),
        facets=dict.fromkeys(group.facets, WITHHELD),
    )


def test_nothing_about_a_withheld_group() -> None:
    assert codes(withheld(EVERYTHING_LOW)) == []


def test_where_only_the_shown_teams_together_have_figures_those_count() -> None:
    own = replace(withheld(EVERYTHING_LOW), level="department", key="department:d")
    together = ShownTeams(3, 4, replace(team({Element.CONTEXT: LOW}), counts={}, facets={}))
    whole = replace(publication(own), shown_teams={own.key: together})
    assert [one.rule.code for one in advices(whole, own.key)] == ["T2"]


def test_a_group_that_did_not_take_part_has_no_advice() -> None:
    with pytest.raises(KeyError):
        advices(publication(team()), "team:elsewhere")


def holding(group: PublishedGroup) -> set[str]:
    evidence = GroupEvidence(group, POLICY)
    rules = (*GROUP_RULES, MANAGERS_RULE)
    return {rule.code for rule in rules if rule.condition(evidence)}


def random_group(random: Random) -> PublishedGroup:
    def cell() -> MeanCell:
        value, half = random.randint(5, 95), random.randint(1, 5)
        return MeanCell(value, value - half, value + half, BAND, None)

    return team(
        {metric: cell() for metric in METRICS},
        {FRAMES: cell(), QUALITY: cell(), CHAIN: cell()},
        {item: random.randrange(0, 100, 10) for item in ("P1", "P2")},
    )


def fewer_of(random: Random, cells: Mapping[str, Cells]) -> dict[str, Cells | Withheld]:
    return {name: one if random.random() < 0.6 else WITHHELD for name, one in cells.items()}


def test_withholding_figures_never_adds_an_advice() -> None:
    """Nothing is advised because something is missing: that would tell what is behind it."""
    random = Random(17)  # noqa: S311
    fewer = 0
    for _ in range(400):
        group = random_group(random)
        less = replace(
            group,
            means=fewer_of(random, group.means),
            facets=fewer_of(random, group.facets),
            counts=fewer_of(random, group.counts),
        )
        assert holding(less) <= holding(group)
        fewer += holding(less) < holding(group)
    assert fewer > 100


def test_what_a_coded_mean_hides_changes_no_advice() -> None:
    random = Random(18)  # noqa: S311
    for _ in range(200):
        group = random_group(random)
        name = random.choice(METRICS)
        results = {
            frozenset(holding(replace(group, means={**group.means, name: cell})))
            for cell in (
                MeanCell(8, 2, 12, BAND, "bottom"),
                MeanCell(40, 30, 45, BAND, "bottom"),
                MeanCell(92, 90, 97, BAND, "top"),
            )
        }
        assert len(results) == 1, name


@pytest.mark.parametrize("score", [0, 20, 80, 100])
def test_the_answers_of_a_withheld_team_change_no_advice(score: float) -> None:
    """Published from answers: everybody of the small team answers otherwise."""

    def advice(small: float) -> dict[str, list[str]]:
        others = [person(30 + index % 3) for index in range(12)]
        groups = [
            Group("organisation", "organisation"),
            Group("d", "department", "organisation"),
            *(Group(f"t{index}", "team", "d", others) for index in range(3)),
            Group("small", "team", "d", [person(small)] * 6),
        ]
        whole = publish(world(*groups), POLICY)
        return {key: [one.rule.code for one in advices(whole, key)] for key in whole.groups}

    same = advice(50)
    assert advice(score) == same
    assert same["t0"] != []
    assert same["small"] == []


@pytest.mark.parametrize(
    ("points", "fires"), [(33.0, True), (33.5, True), (33.6, False), (60.0, False), (None, False)]
)
def test_a_manager_with_little_rest_and_support_gets_a_question_for_the_direction(
    points: float | None, fires: bool
) -> None:
    """Low is score + 1.645 SEM < 50, with the assumed SEM of 10 points (statistiek §5)."""
    advice = own_advice(profile_with_context(points))
    assert (advice is not None) is fires
    if advice is not None and points is not None:
        (reason,) = advice.reasons
        assert isinstance(reason, OwnReason)
        assert reason.value == points
        assert reason.upper == pytest.approx(points + 16.45)


def profile_with_context(points: float | None) -> OwnProfile:
    score = None
    if points is not None:
        half = 10 * TWO_SIDED
        zone_of = zone(points, 10)
        score = OwnScore("context", points, points - half, points + half, zone_of, Origin.ASSUMED)
    return OwnProfile({**dict.fromkeys(METRICS), "context": score}, OwnContrast.NO_STATEMENT)


def test_a_key_of_a_team_is_no_wider_group() -> None:
    assert codes(team({Element.HOUDING: LOW}, {QUALITY: LOW})) == ["T5", "T8"]
    assert team().key == TEAM
    assert MIDDLE.low < 50 < MIDDLE.high
