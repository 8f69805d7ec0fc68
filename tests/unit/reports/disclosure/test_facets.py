"""Facets: told together or not at all, and only where they add nothing about one person."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.disclosure.atoms import GroupMean
from reports.disclosure.cells import WITHHELD, MeanCell, Publication
from reports.disclosure.facets import leaves_anything_open
from reports.disclosure.figures import FiguresFault
from reports.disclosure.publish import publish
from reports.statistics.sem import PROVISIONAL
from surveys.instruments.elements import Element
from surveys.policy import Band, default_policy
from tests.unit.reports.disclosure.build import POLICY, Group, person, world
from tests.unit.reports.disclosure.build_facets import Detailed, detailed_world, published


def crowd(n: int, centre: float = 60.0, **facets: float) -> list[Detailed]:
    moved = {code: facets[code] for code in facets}
    return [
        Detailed(centre + i % 3 - 1, **{code: value + i % 3 - 1 for code, value in moved.items()})
        for i in range(n)
    ]


def team(n: int, key: str = "a", parent: str | None = None, **facets: float) -> Group:
    return Group(key, "team", parent, crowd(n, **facets))


def told(found: Publication, element: str = "houding") -> str:
    return " ".join(key for key, g in found.groups.items() if g.facets[element] is not WITHHELD)


def test_a_facet_is_a_mean_in_whole_points_with_its_interval() -> None:
    cells = published(team(12, H_gev=40)).groups["a"].facets["houding"]
    assert cells is not WITHHELD
    assert list(cells) == ["H.gev", "H.ged"]
    assert (cells["H.gev"].value, cells["H.gev"].n) == (40, Band(10, 14))
    assert cells["H.gev"].low < 40 < cells["H.gev"].high
    assert cells["H.gev"].coded is None


@pytest.mark.parametrize(("n", "expected"), [(6, ""), (7, "a"), (12, "a")])
def test_facets_ask_for_as_many_as_means(n: int, expected: str) -> None:
    groups = [team(n), team(12, "b")]
    assert told(published(*groups)) == f"{expected} b".strip()


@pytest.mark.parametrize(("group", "least"), [("manager", 10), ("client", 15)])
def test_facets_of_managers_and_clients_ask_for_as_many_as_counts(group: str, least: int) -> None:
    policy = replace(default_policy(group), levels=("team", "department", "organisation"))
    for n, expected in ((least - 1, ""), (least, "a")):
        assert told(published(team(n), team(20, "b"), policy=policy)) == f"{expected} b".strip()


@pytest.mark.parametrize(("n", "expected"), [(9, ""), (10, "a")])
def test_beside_a_facet_of_one_item_the_others_ask_for_ten(n: int, expected: str) -> None:
    """They tell the mean of that item, which is a count of answers to one question."""
    found = published(team(n), team(20, "b"))
    assert told(found, "geloof_in_eigen_kunnen") == f"{expected} b".strip()
    cells = found.groups["b"].facets["geloof_in_eigen_kunnen"]
    assert cells is not WITHHELD
    assert list(cells) == ["G.bek", "G.con"]


@pytest.mark.parametrize(
    ("n", "score", "expected"),
    [(7, 85, "a"), (7, 86.5, ""), (7, 15, "a"), (7, 13, ""), (12, 90, "a"), (12, 91, "")],
)
def test_facets_are_told_only_where_one_person_may_have_any_score(
    n: int, score: float, expected: str
) -> None:
    """Seven with a mean of 86 leave no one 0: the six others cannot make up for it."""
    people = [Detailed(50, H_gev=score)] * n
    assert told(published(Group("a", "team", None, people))) == expected


@pytest.mark.parametrize("code", ["H_gev", "H_ged"])
def test_one_facet_at_an_end_silences_all_of_the_element_and_no_other(code: str) -> None:
    people = [Detailed(60, **{code: 97.0})] * 12
    group = published(Group("a", "team", None, people)).groups["a"]
    assert group.facets["houding"] is WITHHELD
    assert group.facets["vaardigheden"] is not WITHHELD


def test_an_item_at_an_end_that_could_be_worked_out_silences_its_element() -> None:
    group = published(team(12, G_teg=97)).groups["a"]
    assert group.facets["geloof_in_eigen_kunnen"] is WITHHELD


def test_a_total_does_not_give_away_a_team_at_an_end() -> None:
    groups = [
        Group("x", "department"),
        team(8, "a", "x", H_gev=97),
        team(8, "b", "x"),
        team(8, "c", "x"),
    ]
    assert told(published(*groups)) == "b c"
    assert told(published(*groups), "vaardigheden") == "a b c x"


def test_two_teams_at_an_end_silence_their_total_too() -> None:
    """Of the two together nothing is hidden; but each by itself is held back on the element."""
    groups = [
        Group("x", "department"),
        team(8, "a", "x", H_gev=97),
        team(8, "b", "x", H_gev=3),
        team(8, "c", "x"),
    ]
    assert told(published(*groups)) == "c"


def test_a_team_too_small_for_facets_does_not_follow_from_a_total() -> None:
    """Twelve clients tell means and no facets: the total must not give those facets away."""
    policy = replace(default_policy("client"), levels=("team", "department", "organisation"))
    groups = [Group("x", "department"), team(12, "a", "x"), team(20, "b", "x")]
    found = published(*groups, policy=policy)
    assert told(found) == "b"
    assert found.groups["x"].means["houding"] is not WITHHELD


@given(st.integers(7, 40), st.floats(0, 100))
def test_whoever_knows_the_mean_exactly_can_rule_out_no_score(n: int, mean: float) -> None:
    if leaves_anything_open(GroupMean(n, mean), n):
        lowest_with_all_others_at_the_top = n * mean - 100 * (n - 1)
        highest_with_all_others_at_the_bottom = n * mean
        assert lowest_with_all_others_at_the_top <= 1e-6
        assert highest_with_all_others_at_the_bottom >= 100 - 1e-6


def test_a_unanimous_team_looks_like_one_with_a_person_at_the_end() -> None:
    alike = [Detailed(60)] * 12
    apart = [Detailed(60, H_gev=0), *[Detailed(60, H_gev=720 / 11)] * 11]
    one, other = (
        published(Group("a", "team", None, people)).groups["a"].facets["houding"]
        for people in (alike, apart)
    )
    assert one is not WITHHELD
    assert other is not WITHHELD
    assert one["H.gev"] == other["H.gev"]


def test_the_error_of_a_facet_is_that_of_fewer_items() -> None:
    assert PROVISIONAL.of_facet("houding", 1) == PROVISIONAL.of("houding")
    assert PROVISIONAL.of_facet("houding", 0.25) == 2 * PROVISIONAL.of("houding")
    with pytest.raises(ValueError, match="no share"):
        PROVISIONAL.of_facet("houding", 0)


def test_facets_that_do_not_make_up_their_element_are_refused() -> None:
    wave = detailed_world(team(9))
    gev, ged = wave.groups[0].facets["houding"]
    facets = {**wave.groups[0].facets, "houding": (replace(gev, mean=gev.mean + 1), ged)}
    with pytest.raises(FiguresFault, match="not made of these facets"):
        publish(replace(wave, groups=[replace(wave.groups[0], facets=facets)]), POLICY)


def test_every_group_has_the_same_facets() -> None:
    wave = detailed_world(team(9), team(9, "b"))
    one, other = wave.groups
    (gev, ged) = other.facets["houding"]
    facets = {**other.facets, "houding": (replace(gev, items=3), replace(ged, items=3))}
    with pytest.raises(FiguresFault):
        publish(replace(wave, groups=[one, replace(other, facets=facets)]), POLICY)


def test_without_facets_in_the_questionnaire_there_is_nothing_to_tell() -> None:
    group = publish(world(Group("a", "team", None, [person(60)] * 9)), POLICY).groups["a"]
    assert group.facets == {}


def test_one_facet_is_no_more_than_its_element() -> None:
    wave = detailed_world(team(9))
    (figures,) = wave.groups
    (gev, _) = figures.facets["houding"]
    only = replace(figures, facets={"houding": (replace(gev, mean=figures.means["houding"]),)})
    assert publish(replace(wave, groups=[only]), POLICY).groups["a"].facets == {}


def test_a_facet_of_one_item_is_never_told_itself() -> None:
    """Not even when enough people answered: it is the mean of one question."""
    cells = published(team(40)).groups["a"].facets[Element.GELOOF]
    assert cells is not WITHHELD
    assert "G.teg" not in cells
    assert all(isinstance(cell, MeanCell) for cell in cells.values())


def test_a_raised_threshold_counts_for_facets() -> None:
    assert told(published(team(8), team(9, "b"), policy=POLICY.raised(means=9))) == "b"
