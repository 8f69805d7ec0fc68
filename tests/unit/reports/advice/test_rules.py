"""Each rule: it fires, it nearly fires, and it is silent where a figure is withheld or coded."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest

from reports.advice.conditions import CHAIN, FRAMES, QUALITY, MeanReason, ShareReason
from reports.advice.evaluation import advices
from reports.advice.rules import ALL_RULES, GROUP_RULES, MANAGERS_RULE, Kind
from reports.disclosure.cells import WITHHELD, Coded, MeanCell, PublishedGroup
from reports.statistics.contrast import Overstemt
from surveys.instruments.elements import FACETS, Element
from surveys.instruments.loader import load
from tests.unit.reports.advice.build import (
    ABOVE,
    BAND,
    HIGH,
    LOW,
    MIDDLE,
    NEARLY_ABOVE,
    NEARLY_HIGH,
    NEARLY_LOW,
    TEAM,
    publication,
    team,
)

LAGS = MeanCell(10, 6, 14, BAND, None)
NEARLY_LAGS = MeanCell(9, 5, 13, BAND, None)
H, G, V, Z, C = (
    Element.HOUDING,
    Element.GELOOF,
    Element.VAARDIGHEDEN,
    Element.ZELFREGULERING,
    Element.CONTEXT,
)


@dataclass(frozen=True)
class Case:
    """The cells on which a rule fires by itself, and changes of one cell on which it does not."""

    cells: Mapping[str, MeanCell]
    nearly: Mapping[str, MeanCell]
    group: str = "klantmanager"


CASES = {
    "T1": Case(
        {"contrast": LAGS, "willen": ABOVE}, {"contrast": NEARLY_LAGS, "willen": NEARLY_ABOVE}
    ),
    "T2": Case({C: LOW}, {C: NEARLY_LOW}),
    "T3": Case({G: LOW, FRAMES: LOW}, {G: NEARLY_LOW}),
    "T4": Case({G: LOW, FRAMES: NEARLY_LOW}, {G: NEARLY_LOW, FRAMES: LOW}),
    "T5": Case({QUALITY: LOW}, {QUALITY: NEARLY_LOW}),
    "T6": Case({V: LOW, C: ABOVE}, {V: NEARLY_LOW, C: NEARLY_ABOVE}),
    "T7": Case({V: LOW, C: NEARLY_ABOVE}, {V: NEARLY_LOW, C: ABOVE}),
    "T8": Case({H: LOW}, {H: NEARLY_LOW}),
    "T9": Case({Z: LOW}, {Z: NEARLY_LOW}),
    "T11": Case(
        {"willen": HIGH, "kunnen": HIGH, "gedrag": LOW},
        {"willen": NEARLY_HIGH, "kunnen": NEARLY_HIGH, "gedrag": NEARLY_LOW},
    ),
    "T13": Case({CHAIN: LOW}, {CHAIN: NEARLY_LOW}, group="manager"),
}


def with_cells(cells: Mapping[str, object]) -> PublishedGroup:
    means = {name: cell for name, cell in cells.items() if "." not in name}
    facets = {name: cell for name, cell in cells.items() if "." in name}
    return team(means, facets)  # type: ignore[arg-type]


def codes(group: PublishedGroup, kind: str = "klantmanager") -> list[str]:
    return [one.rule.code for one in advices(publication(group, group=kind), group.key)]


def test_every_rule_about_a_group_has_a_case() -> None:
    assert {*CASES, "T10"} == {rule.code for rule in (*GROUP_RULES, MANAGERS_RULE)}
    assert len(ALL_RULES) == len({rule.code for rule in ALL_RULES}) == 13


def test_around_the_middle_no_rule_fires() -> None:
    assert codes(team()) == []


@pytest.mark.parametrize("code", CASES)
def test_a_rule_fires_and_gives_the_figures_that_met_it(code: str) -> None:
    case = CASES[code]
    (advice,) = advices(publication(with_cells(case.cells), group=case.group), TEAM)
    assert advice.rule.code == code
    assert set(advice.reasons) == {MeanReason(name, cell) for name, cell in case.cells.items()}


@pytest.mark.parametrize(
    ("code", "name"), [(code, name) for code, case in CASES.items() for name in case.nearly]
)
def test_a_rule_that_nearly_fires_is_silent(code: str, name: str) -> None:
    case = CASES[code]
    nearly = with_cells({**case.cells, name: case.nearly[name]})
    assert code not in codes(nearly, case.group)


EACH_CELL = [(code, name) for code, case in CASES.items() for name in case.cells]


@pytest.mark.parametrize(("code", "name"), EACH_CELL)
def test_a_rule_is_silent_where_one_of_its_figures_is_withheld(code: str, name: str) -> None:
    case = CASES[code]
    assert code not in codes(with_cells({**case.cells, name: WITHHELD}), case.group)


@pytest.mark.parametrize("coded", ["top", "bottom"])
@pytest.mark.parametrize(("code", "name"), EACH_CELL)
def test_a_rule_is_silent_where_one_of_its_figures_is_coded(
    code: str, name: str, coded: Coded
) -> None:
    case = CASES[code]
    cell = replace(case.cells[name], coded=coded)
    assert code not in codes(with_cells({**case.cells, name: cell}), case.group)


@pytest.mark.parametrize("code", CASES)
def test_a_rule_is_silent_about_a_group_without_the_figure(code: str) -> None:
    case = CASES[code]
    whole = with_cells(case.cells)
    for name in case.cells:
        means = {metric: cell for metric, cell in whole.means.items() if metric != name}
        facets = {
            element: cells
            for element, cells in whole.facets.items()
            if name not in FACETS[Element(element)]
        }
        assert code not in codes(replace(whole, means=means, facets=facets), case.group)


@pytest.mark.parametrize(
    ("share", "expected"), [(40, ["T10"]), (90, ["T10"]), (30, []), (WITHHELD, [])]
)
def test_an_obstacle_counts_from_a_published_share_of_40_per_cent(
    share: int, expected: list[str]
) -> None:
    assert codes(team(obstacles={"P1": share})) == expected


def test_all_shared_obstacles_are_named_and_only_as_a_share_that_stands_by_itself() -> None:
    group = team(obstacles={"P1": 40, "P2": 30, "P3": 70, "P4": WITHHELD})
    (advice,) = advices(publication(group), TEAM)
    assert advice.reasons == (ShareReason("P1", 40, 50), ShareReason("P3", 70, 80))


def test_the_margin_is_that_of_the_policy() -> None:
    group = team({"contrast": LAGS, "willen": ABOVE})
    for margin, expected in ((5, 1), (6, 0)):
        assert len(advices(publication(group, margin=margin), TEAM)) == expected


def test_kunnen_does_not_lag_where_the_direct_question_contradicts_it() -> None:
    group = team({"contrast": LAGS, "willen": ABOVE})
    for said, expected in (
        (Overstemt.YES, ["T1"]),
        (Overstemt.NOT_APPLICABLE, ["T1"]),
        (Overstemt.CONTRADICTED, []),
    ):
        assert codes(replace(group, overstemt=said)) == expected


def test_a_training_alone_is_advised_only_where_context_helps() -> None:
    alone = [rule.code for rule in ALL_RULES if rule.kinds == (Kind.TRAINING,)]
    assert alone == ["T6"]


def test_the_chain_is_for_managers_only_who_are_asked_at_least_two_questions_about_it() -> None:
    asked = {
        code: [item.code for item in load(code).items if item.facet == CHAIN]
        for code in ("c1", "k1", "k2", "k3", "m1", "m2")
    }
    assert asked == {"c1": [], "k1": [], "k2": [], "k3": [], "m1": ["C3", "C7"], "m2": []}
    assert codes(with_cells({CHAIN: LOW})) == [], "among klantmanagers"
    assert codes(team(dict.fromkeys([C], MIDDLE)), "manager") == []
