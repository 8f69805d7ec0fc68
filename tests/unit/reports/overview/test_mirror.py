"""What two published facets say about klantmanagers beside managers, and when nothing is said."""

from math import ceil, floor, sqrt
from random import Random

import pytest

from reports.disclosure.cells import WITHHELD, Coded, ItemCell, MeanCell, PublishedGroup, Withheld
from reports.overview.differences import Verdict
from reports.overview.mirror import (
    COMPARED_GROUPS,
    FACET,
    Perspective,
    Perspectives,
    facet_difference,
)
from surveys.instruments.mirror import MirrorTopic, mirror_questions
from surveys.instruments.model import RespondentGroup
from surveys.policy import Band
from tests.published import NOTHING, group

KLANTMANAGER, MANAGER, CLIENT = (
    RespondentGroup.KLANTMANAGER,
    RespondentGroup.MANAGER,
    RespondentGroup.CLIENT,
)
TEN, FEW, MANY = Band(10, 14), Band(7, 9), Band(100, 199)


def mean(value: int, half: int, n: Band = TEN, coded: Coded | None = None) -> MeanCell:
    return MeanCell(value, max(0, value - half), min(100, value + half), n, coded)


def perspective(
    code: str, facet: MeanCell | Withheld | None, mirror: dict[str, ItemCell | Withheld]
) -> Perspective:
    whole: PublishedGroup = group("organisation", "organisation", None, "Zandstad", NOTHING)
    facets: dict[str, object] = {}
    if facet is not None:
        facets = {"context": {FACET: facet} if isinstance(facet, MeanCell) else facet}
    object.__setattr__(whole, "facets", facets)
    object.__setattr__(whole, "mirror", mirror)
    return Perspective(whole, mirror_questions(code, 2))


def both(
    klantmanagers: MeanCell | Withheld | None, managers: MeanCell | Withheld | None
) -> Perspectives:
    return {
        KLANTMANAGER: perspective("k1", klantmanagers, {}),
        MANAGER: perspective("m1", managers, {}),
    }


@pytest.mark.parametrize(
    ("klantmanagers", "managers", "verdict"),
    [
        (mean(40, 3, MANY), mean(62, 12), Verdict.LOWER),
        (mean(62, 3, MANY), mean(40, 12), Verdict.HIGHER),
        (mean(50, 3, MANY), mean(62, 12), Verdict.NOT_SHOWN),
        (mean(50, 3, MANY), mean(50, 12), Verdict.NOT_SHOWN),
        (mean(47, 3, MANY), mean(62, 12), Verdict.LOWER),  # -15 + 12.4 + 1, rounded outward
        (mean(48, 3, MANY), mean(62, 12), Verdict.NOT_SHOWN),
    ],
)
def test_a_word_only_where_the_whole_interval_lies_on_one_side(
    klantmanagers: MeanCell, managers: MeanCell, verdict: Verdict
) -> None:
    difference = facet_difference(both(klantmanagers, managers))
    assert difference is not None
    assert difference.points == klantmanagers.value - managers.value
    assert difference.verdict is verdict


@pytest.mark.parametrize(
    ("klantmanagers", "managers"),
    [
        (mean(40, 3, MANY), mean(80, 5, FEW)),
        (mean(40, 3, FEW), mean(80, 5)),
        (mean(40, 3, MANY), WITHHELD),
        (WITHHELD, mean(80, 5)),
        (WITHHELD, WITHHELD),
        (None, mean(80, 5)),
        (mean(40, 3, MANY), None),
        (mean(40, 3, MANY), mean(80, 5, TEN, "top")),
        (mean(10, 3, MANY, "bottom"), mean(80, 5)),
    ],
)
def test_no_difference_from_few_withheld_coded_or_absent_cells(
    klantmanagers: MeanCell | Withheld | None, managers: MeanCell | Withheld | None
) -> None:
    assert facet_difference(both(klantmanagers, managers)) is None


def test_clients_are_never_compared() -> None:
    clients = perspective("c1", mean(90, 2, MANY), {"C2": ItemCell(90, MANY, None)})
    for only in COMPARED_GROUPS:
        pair = {**both(mean(40, 3, MANY), mean(60, 5)), CLIENT: clients}
        with_all = facet_difference(pair)
        assert with_all == facet_difference(both(mean(40, 3, MANY), mean(60, 5)))
        assert facet_difference({only: pair[only], CLIENT: clients}) is None


def test_an_answer_is_that_of_its_own_question_and_nothing_where_it_was_not_asked() -> None:
    cells: dict[str, ItemCell | Withheld] = {"C6": ItemCell(41, TEN, None), "C8": WITHHELD}
    klantmanagers, managers = perspective("k1", None, cells), perspective("m1", None, cells)
    assert klantmanagers.answer(MirrorTopic.PRIORITIES) == cells["C6"]
    assert managers.answer(MirrorTopic.WORKLOAD) == cells["C6"]
    assert klantmanagers.answer(MirrorTopic.WORKLOAD) is WITHHELD
    assert managers.answer(MirrorTopic.CALM) is None
    assert perspective("c1", None, cells).answer(MirrorTopic.PRIORITIES) is None


def test_the_interval_is_that_of_two_independent_groups_and_turns_with_them() -> None:
    random = Random(76)  # noqa: S311
    for _ in range(500):
        one, other = (
            mean(random.randint(10, 90), random.randint(1, 20), random.choice((TEN, MANY)))
            for _ in range(2)
        )
        difference, turned = facet_difference(both(one, other)), facet_difference(both(other, one))
        assert difference is not None
        assert turned is not None
        half = sqrt(sum(max(c.value - c.low, c.high - c.value) ** 2 for c in (one, other))) + 1
        assert (difference.low, difference.high) == (
            floor(one.value - other.value - half),
            ceil(one.value - other.value + half),
        )
        assert (turned.low, turned.high) == (-difference.high, -difference.low)
        assert difference.low <= one.value - other.value <= difference.high
