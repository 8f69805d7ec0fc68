"""From guarded moments to the published form."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reports.disclosure.atoms import Moments
from reports.disclosure.cells import WITHHELD, MeanCell
from reports.disclosure.common import Common
from reports.disclosure.door import publish
from reports.disclosure.edges import COMPOSITES, RANGE, Guarded
from reports.disclosure.means import mean_cell
from reports.disclosure.spread import DIFFERENCE, SCORE, composed, possible
from reports.disclosure.tree import build
from reports.statistics.sem import PROVISIONAL
from reports.statistics.team import estimate
from surveys.instruments.elements import Element
from surveys.policy import Band
from tests.unit.reports.disclosure.build import POLICY, Group, person, world

BAND = Band(10, 14)


def guarded(mean: float, above: float = 0.0, below: float = 0.0) -> Guarded:
    return Guarded(Moments(12, mean, 900.0), above, below)


@pytest.mark.parametrize(
    ("mean", "half", "cell"),
    [
        (60.4, 3.0, (60, 57, 64)),
        (60.5, 3.0, (61, 57, 64)),
        (60.0, 3.0, (60, 57, 63)),
        (62.5 - 1e-12, 2.5, (63, 60, 65)),
        (97.0, 5.0, (97, 92, 100)),
        (3.0, 5.0, (3, 0, 8)),
    ],
)
def test_whole_points_outward_and_inside_the_scale(
    mean: float, half: float, cell: tuple[int, int, int]
) -> None:
    assert mean_cell(guarded(mean), half, BAND, SCORE) == MeanCell(*cell, BAND, None)


def test_a_difference_may_lie_below_nought() -> None:
    assert mean_cell(guarded(-3.5), 2.0, BAND, DIFFERENCE) == MeanCell(-3, -6, -1, BAND, None)


@pytest.mark.parametrize(
    ("above", "below", "cell"),
    [
        (4.0, 0.0, MeanCell(60, 57, 67, BAND, "top")),
        (0.0, 4.0, MeanCell(60, 53, 63, BAND, "bottom")),
        (0.4, 0.0, MeanCell(60, 57, 64, BAND, None)),
        (0.4, 4.0, MeanCell(60, 53, 64, BAND, "bottom")),
        (4.0, 4.0, WITHHELD),
    ],
)
def test_the_interval_covers_what_is_hidden(above: float, below: float, cell: object) -> None:
    assert mean_cell(guarded(60.0, above, below), 3.0, BAND, SCORE) == cell


def test_a_total_covers_the_truth_that_its_codes_hide() -> None:
    """Seven teams at the very top in one department: 100 in truth, told as 93 or more."""
    teams = [Group(f"t{i}", "team", "x", [person(100)] * 7) for i in range(7)]
    cell = publish(world(Group("x", "department"), *teams), POLICY).groups["x"].means["houding"]
    assert isinstance(cell, MeanCell)
    assert (cell.value, cell.high, cell.coded) == (93, 100, "top")


def test_intentie_is_held_back_from_the_edge_and_the_spread_too() -> None:
    (figures,) = world(Group("a", "team", None, [person(60)] * 9, 12))

    def intentie(*scores: float) -> MeanCell:
        made = estimate("intentie", scores, size=12, sem=PROVISIONAL.of("intentie"))
        own = replace(
            figures,
            answered={"intentie": len(scores)},
            estimates={**figures.estimates, "intentie": made},
        )
        cell = publish([own], POLICY).groups["a"].means["intentie"]
        assert isinstance(cell, MeanCell)
        return cell

    assert (intentie(*[100] * 8).value, intentie(*[100] * 8).coded) == (93, "top")
    assert intentie(*[60] * 8) == intentie(84, *[60 - 24 / 7] * 7)


ELEMENT_MEANS = st.lists(st.floats(0, 100), min_size=7, max_size=7)


@given(ELEMENT_MEANS, st.integers(7, 30))
@example([10.0, 60.0, 60.0, 50.0, 50.0, 50.0, 50.0], 12)
def test_the_spreads_of_all_scores_together_leave_everyone_room(means: list[float], n: int) -> None:
    """A unanimous team, and an attacker who knows every mean and spread of it exactly: what the
    elements leave open of willen, kunnen and contrast is not closed by their own spreads.
    """
    team = Group("a", people=[dict(zip(Element, means, strict=True))] * n)
    common = Common.of(build(world(team)), POLICY)
    atom = common.atoms["a"]
    spans = {e: possible(atom[e].moments, SCORE) for e in Element}
    for name, weights in COMPOSITES.items():
        left, own = composed(spans, weights), possible(atom[name].moments, DIFFERENCE)
        assert min(left.high, own.high) - max(left.low, own.low) >= RANGE - 1e-9, name
