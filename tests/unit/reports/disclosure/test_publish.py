"""Publishing as a whole: common set, thresholds, participation, one withheld state."""

from dataclasses import replace
from typing import Any

import pytest

from reports.disclosure.cells import WITHHELD, MeanCell, Participation, PublishedGroup
from reports.disclosure.figures import (
    ANCHOR,
    FiguresFault,
    OptionTally,
    WaveFigures,
    anchor,
    obstacle,
)
from reports.disclosure.publish import publish
from reports.statistics.contrast import ContrastOutcome
from surveys.instruments.elements import METRICS, Element
from surveys.policy import Band, ParticipationBand, default_policy
from tests.unit.reports.disclosure.build import (
    FIVE,
    POLICY,
    Group,
    Person,
    person,
    world,
)

WILLEN = (75, 68.75, 81.25, 62.5, 70.8333, 87.5, 58.3333, 66.6667, 79.1667, 72.9167)
KUNNEN = (56.25, 50, 62.5, 59.375, 43.75, 71.875, 46.875, 53.125, 65.625, 40.625)
LAST_TWO = ((64.5833, 60.9375), (83.3333, 57.8125))


def vector_2() -> list[Person]:
    """Test vector 2 of statistiek §4: twelve people with these willen and kunnen."""
    down = ("vaardigheden", "zelfregulering", "context", "belemmeringen")
    return [
        person(willen, **dict.fromkeys(down, kunnen))
        for willen, kunnen in (*zip(WILLEN, KUNNEN, strict=True), *LAST_TWO)
    ]


def crowd(n: int, centre: float = 60.0) -> list[Person]:
    return [person(centre + 30 * (i % 3 - 1)) for i in range(n)]


def shown(*groups: Group, policy: Any = POLICY) -> str:
    found = publish(world(*groups), policy).groups
    return " ".join(key for key, group in found.items() if group.means["willen"] is not WITHHELD)


def test_vector_2_is_published_with_the_spread_of_its_wave() -> None:
    found = publish(world(Group("a", "team", None, vector_2(), 18)), POLICY)
    group, band = found.groups["a"], Band(10, 14)
    # means of statistiek §3; provisional spreads of 20, 19 and 22: half-widths 7.06, 6.62, 8.03
    assert group.means["willen"] == MeanCell(73, 65, 80, band, None)
    assert group.means["kunnen"] == MeanCell(56, 49, 63, band, None)
    assert group.means["contrast"] == MeanCell(17, 8, 25, band, None)
    assert found.provisional
    assert group.contrast is ContrastOutcome.KUNNEN_LAGS_CLEARLY
    assert group.participation == Participation(ParticipationBand(60, 70), warning=False)
    assert tuple(group.means) == METRICS


@pytest.mark.parametrize(("n", "expected"), [(6, ""), (7, "a"), (9, "a")])
def test_means_ask_for_seven_people(n: int, expected: str) -> None:
    assert shown(Group("a", "team", None, crowd(n))) == expected


@pytest.mark.parametrize(("n", "expected"), [(9, ""), (10, "a")])
def test_means_of_clients_ask_for_ten_people(n: int, expected: str) -> None:
    group = Group("a", "team", None, crowd(n), rosterless=True)
    assert shown(group, policy=default_policy("client")) == expected


def test_clients_have_no_participation() -> None:
    group = Group("a", "team", None, crowd(12), rosterless=True)
    assert publish(world(group), default_policy("client")).groups["a"].participation is None


@pytest.mark.parametrize(
    ("size", "expected", "warning"),
    [(16, "a", False), (17, "a", True), (20, "a", True), (21, "", None)],
)
def test_participation(size: int, expected: str, warning: bool | None) -> None:
    group = Group("a", "team", None, crowd(8), size)
    assert shown(group) == expected
    participation = publish(world(group), POLICY).groups["a"].participation
    if isinstance(participation, Participation):
        assert participation.warning is warning
    else:
        assert warning is None


def test_managers_are_published_for_the_organisation_only() -> None:
    groups = [Group("o", "organisation", None, crowd(8)), Group("x", "department", "o", crowd(9))]
    assert shown(*groups) == "o x"
    assert shown(*groups, policy=default_policy("manager")) == "o"


def test_teams_of_seven_and_six() -> None:
    groups = [
        Group("x", "department"),
        Group("a", "team", "x", crowd(7)),
        Group("b", "team", "x", crowd(6)),
    ]
    assert shown(*groups) == "a"
    assert shown(*groups, policy=FIVE) == "a b x"


def test_a_withheld_group_is_the_same_whatever_the_cause() -> None:
    few = Group("a", "team", None, crowd(6), 10)
    absent = Group("a", "team", None, crowd(9), 30)
    one, other = (publish(world(group), POLICY).groups["a"] for group in (few, absent))
    assert replace(one, size=0) == replace(other, size=0)
    assert not one.shown
    assert {*one.means.values(), one.contrast, one.overstemt, one.standing_out} == {WITHHELD}
    assert one.participation is WITHHELD


def with_outcomes(n: int, intentie: int, gedrag: int) -> WaveFigures:
    wave = world(Group("a", "team", None, crowd(n), 20))
    (figures,) = wave.groups
    means = {**figures.means, "intentie": 60.0, "gedrag": 40.0}
    counted = {"intentie": intentie, "gedrag": gedrag}
    own = replace(figures, score_counts=counted, means=means, respondents=20)
    return replace(wave, groups=[own])


def test_intentie_and_gedrag_have_their_own_people() -> None:
    means = publish(with_outcomes(8, 15, 6), POLICY).groups["a"].means
    assert means["gedrag"] is WITHHELD
    assert isinstance(means["intentie"], MeanCell)
    assert means["intentie"].n == Band(15, 29)
    assert isinstance(means["willen"], MeanCell)
    assert means["willen"].n == Band(7, 9)


def test_intentie_shows_a_group_whose_common_set_is_too_small() -> None:
    wave = with_outcomes(7, 15, 6)
    figures = replace(wave.groups[0], complete=6)
    group = publish(replace(wave, groups=[figures]), POLICY).groups["a"]
    assert group.means["willen"] is WITHHELD
    assert group.means["intentie"] is not WITHHELD
    assert group.participation is not WITHHELD


def test_a_group_whose_parent_is_missing_is_refused() -> None:
    wave = world(Group("a", "team", None, crowd(9)))
    orphan = replace(wave.groups[0], parent="b")
    with pytest.raises(FiguresFault, match="missing"):
        publish(replace(wave, groups=[orphan]), POLICY)


@pytest.mark.parametrize(
    "change",
    [
        {"respondents": 21},
        {"complete": 10},
        {"complete": -1},
        {"score_counts": {"intentie": 10}},
        {"tallies": {ANCHOR: anchor(4, 4, 4, 4)}},
    ],
)
def test_no_more_people_than_there_are(change: dict[str, Any]) -> None:
    (figures,) = world(Group("a", "team", None, crowd(9), 20)).groups
    with pytest.raises(FiguresFault):
        replace(figures, **change)


def test_every_group_counts_the_same_questions() -> None:
    one = Group("a", "team", None, crowd(12), tallies={ANCHOR: anchor(3, 3, 3, 3)})
    other = Group("b", "team", None, crowd(12), tallies={"belemmering.P1": obstacle(4, 12)})
    with pytest.raises(FiguresFault, match="same questions"):
        publish(world(one, other), POLICY)


@pytest.mark.parametrize(
    ("options", "counts"), [(("a", "b"), (1,)), (("a", "a"), (1, 2)), (("a",), (-1,))]
)
def test_a_tally_counts_each_option_once(options: tuple[str, ...], counts: tuple[int, ...]) -> None:
    with pytest.raises(FiguresFault):
        OptionTally(options, counts)


def low_context(context: float, n: int = 16, teams: int = 6) -> PublishedGroup:
    """One of several teams in which everybody has this context, and 60 on all else."""
    people = [person(60, context=context)] * n
    groups = [Group(f"t{i}", "team", None, people, 20) for i in range(teams)]
    return publish(world(*groups), POLICY).groups["t0"]


def test_an_element_stands_out() -> None:
    found = low_context(20)
    assert isinstance(found.standing_out, tuple)
    assert [(one.element, one.direction.value, one.alone) for one in found.standing_out] == [
        (Element.CONTEXT, "laagst", True)
    ]


def test_an_element_stands_out_only_when_seven_looks_allow_it() -> None:
    """Beyond chance for one element looked at alone, but not for the lowest of seven: a spread of
    17, so half-widths of 6.0 and 8.3.
    """
    assert low_context(52).standing_out == ()
    assert low_context(50).standing_out != ()


def test_too_few_people_cannot_make_an_element_stand_out() -> None:
    assert low_context(20, teams=2).standing_out is None


def test_the_publication_carries_its_policy_and_all_groups_by_key() -> None:
    found = publish(world(Group("b", "team", None, crowd(9)), Group("a", "team")), POLICY)
    assert found.policy == POLICY
    assert list(found.groups) == ["a", "b"]


def test_nothing_in_nothing_out() -> None:
    assert publish(world(), POLICY).groups == {}
