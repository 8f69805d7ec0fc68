"""From guarded means to the published form."""

from dataclasses import replace
from math import ceil, floor, inf, sqrt

import pytest
from scipy.special import ndtri, stdtrit

from reports.disclosure.cells import WITHHELD, MeanCell
from reports.disclosure.figures import FiguresFault
from reports.disclosure.means import DIFFERENCE_SCALE, SCALE, mean_cell
from reports.disclosure.publish import publish
from reports.disclosure.strata import GroupResponse, between_teams, half_width, response_of
from reports.disclosure.top_coding import BoundedMean
from reports.statistics.pooled_spread import Spread, SpreadOrigin, Within, provisional_spread
from surveys.policy import Band
from tests.unit.reports.disclosure.build import POLICY, Group, person, world

BAND = Band(10, 14)


def bounded_mean(mean: float, above: float = 0.0, below: float = 0.0) -> BoundedMean:
    return BoundedMean(12, mean, above, below)


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
    assert mean_cell(bounded_mean(mean), half, BAND, SCALE) == MeanCell(*cell, BAND, None)


def test_a_difference_may_lie_below_nought() -> None:
    found = mean_cell(bounded_mean(-3.5), 2.0, BAND, DIFFERENCE_SCALE)
    assert found == MeanCell(-3, -6, -1, BAND, None)


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
    assert mean_cell(bounded_mean(60.0, above, below), 3.0, BAND, SCALE) == cell


def test_a_total_covers_the_truth_that_its_codes_hide() -> None:
    """Seven teams at the very top in one department: 100 in truth, told as 92 or more."""
    teams = [Group(f"t{i}", "team", "x", [person(100)] * 7) for i in range(7)]
    cell = publish(world(Group("x", "department"), *teams), POLICY).groups["x"].means["houding"]
    assert isinstance(cell, MeanCell)
    assert (cell.value, cell.high, cell.coded) == (92, 100, "top")


def test_intentie_is_held_back_from_the_edge_by_its_own_step() -> None:
    wave = world(Group("a", "team", None, [person(60)] * 9, 12))

    def intentie(mean: float) -> MeanCell:
        own = replace(
            wave.groups[0],
            score_counts={"intentie": 8},
            means={**wave.groups[0].means, "intentie": mean},
        )
        cell = publish(replace(wave, groups=[own]), POLICY).groups["a"].means["intentie"]
        assert isinstance(cell, MeanCell)
        return cell

    # two items on five steps: steps of 12.5, so (50 + 12.5) / 7 points from the end
    assert (intentie(100).value, intentie(100).coded) == (91, "top")
    assert (intentie(91).value, intentie(91).coded) == (91, None)


def test_the_interval_rests_on_one_spread_for_the_whole_wave() -> None:
    """A team that agrees and one that is divided have the same interval around the same mean."""
    alike = Group("a", "team", None, [person(60)] * 10, 15)
    divided = Group("b", "team", None, [person(20), person(100)] * 5, 15)
    found = publish(world(alike, divided), POLICY)
    assert found.groups["a"].means == found.groups["b"].means


def test_a_wave_with_enough_people_has_its_own_spread() -> None:
    teams = [Group(f"t{i}", "team", None, [person(40), person(80)] * 6, 18) for i in range(8)]
    found = publish(world(*teams), POLICY)
    # SSW = 96 * 20^2, df = 88: s = 20.9, upward
    assert found.spreads["houding"].points == 21
    assert found.spreads["houding"].origin is SpreadOrigin.OWN
    v = (21**2 / 3 + 2 / 3 * 10**2) / 12
    nu = v**2 / ((21**2 / 3 / 12) ** 2 / 88)
    half = float(stdtrit(nu, 0.975)) * sqrt(v)
    cell = found.groups["t0"].means["houding"]
    assert isinstance(cell, MeanCell)
    assert (cell.low, cell.high) == (floor(60 - half), ceil(60 + half))


def test_a_wave_with_too_few_people_takes_the_spread_of_an_earlier_one() -> None:
    wave = replace(
        world(Group("a", "team", None, [person(40), person(80)] * 6, 18)), earlier={"houding": 17}
    )
    found = publish(wave, POLICY)
    assert (found.spreads["houding"].points, found.spreads["houding"].origin) == (
        17,
        SpreadOrigin.EARLIER,
    )
    assert found.spreads["willen"].origin is SpreadOrigin.PROVISIONAL
    assert found.spreads["willen"].points == 20
    assert found.provisional


def test_an_own_spread_goes_before_an_earlier_one() -> None:
    wave = world(Group("a", "team", None, [person(60)] * 12, 18))
    own = replace(wave, within={"houding": Within(81 * 30**2, 81)}, earlier={"houding": 17})
    assert publish(own, POLICY).spreads["houding"].points == 30


def test_nobody_can_be_found_in_a_wave_where_nearly_everybody_agrees() -> None:
    """The least sum of squares that counts leaves room for several who lie 50 points away."""
    teams = [Group(f"t{i}", "team", None, [person(60)] * 12, 18) for i in range(8)]
    alike = publish(world(*teams), POLICY)
    apart = [Group("t0", "team", None, [person(10), *[person(60 + 50 / 11)] * 11], 18), *teams[1:]]
    found = publish(world(*apart), POLICY)
    assert found.spreads == alike.spreads
    assert found.groups == alike.groups


def test_a_total_counts_how_each_of_its_teams_answered() -> None:
    answered = response_of([(10, 10), (5, 20)])
    assert answered.fraction == pytest.approx((10 * 1 + 5 * 0.25) / 15)
    assert answered.mismatch == pytest.approx(2 * (10 / 15 - 1 / 3) ** 2)
    assert response_of([(10, 20), (5, 10)]).mismatch == pytest.approx(0)
    assert response_of([(10, None)]) == GroupResponse(0.0, 0.0)
    assert response_of([(10, 20), (0, 10)]).mismatch == pytest.approx(2 * (1 / 3) ** 2)


def test_teams_that_differ_make_a_total_of_unequal_response_less_sure() -> None:
    spread = Spread(20, 88, SpreadOrigin.OWN)
    assert between_teams([50.0, 60.0], spread) == pytest.approx(50)
    assert between_teams([50.0], spread) == 400
    even, uneven = response_of([(10, 20), (10, 20)]), response_of([(16, 20), (4, 20)])
    v = (0.5 * 400 + 0.5 * 100) / 20
    plain = half_width(20, provisional_spread(20), even, sem=10, between=50)
    assert plain == pytest.approx(float(ndtri(0.975)) * sqrt(v))
    f = (16 * 0.8 + 4 * 0.2) / 20
    v = ((1 - f) * 400 + f * 100) / 20 + 50 * 2 * 0.3**2
    wide = half_width(20, Spread(20, inf, SpreadOrigin.OWN), uneven, sem=10, between=50)
    assert wide == pytest.approx(float(ndtri(0.975)) * sqrt(v))


@pytest.mark.parametrize("mean", [None, float("nan")])
def test_a_published_group_has_a_mean_of_every_element(mean: float | None) -> None:
    wave = world(Group("a", "team", None, [person(60)] * 9))
    means = {name: value for name, value in wave.groups[0].means.items() if name != "houding"}
    if mean is not None:
        means["houding"] = mean
    with pytest.raises(FiguresFault, match="no mean of houding"):
        publish(replace(wave, groups=[replace(wave.groups[0], means=means)]), POLICY)
