import pytest

from reports.statistics.sem import PROVISIONAL
from reports.statistics.standing import standing_differences, standing_out
from reports.statistics.team import estimate
from reports.statistics.types import Direction, StandingElement
from surveys.instruments.elements import Element


def _team(
    low: str | None = None, high: str | None = None, by: float = 30
) -> dict[str, list[float]]:
    wobble = [-6.0, 6.0, -3.0, 3.0, 0.0, -5.0, 5.0, 0.0]
    shift = {low: -by, high: by}
    return {
        element: [50 + shift.get(element, 0) + wobble[(person + number) % 8] for person in range(8)]
        for number, element in enumerate(Element)
    }


def _standing(team: dict[str, list[float]]) -> tuple[StandingElement, ...]:
    return standing_out(standing_differences(team, size=None, sems=PROVISIONAL))


def test_the_lowest_and_the_highest_element_are_named() -> None:
    low, high = _standing(_team("context", "houding"))
    assert (low.element, low.direction) == ("context", Direction.LOWEST)
    assert (high.element, high.direction) == ("houding", Direction.HIGHEST)
    assert low.difference.mean == pytest.approx(-30 - 30 / 6)


def test_nothing_stands_out_in_a_level_team() -> None:
    assert _standing(_team()) == ()


def test_a_shared_place_is_not_named() -> None:
    team = _team()
    for element in ("context", "houding"):
        team[element] = [score - 30 for score in team["vaardigheden"]]
    team["sociale_druk"] = [score + 40 for score in team["sociale_druk"]]
    assert [found.element for found in _standing(team)] == ["sociale_druk"]


def test_the_sem_of_a_difference_counts_all_seven() -> None:
    found = standing_differences(_team(), size=12, sems=PROVISIONAL)
    assert {estimate.sem for estimate in found.values()} == {PROVISIONAL.of_standing("context")}


def test_the_interval_of_a_standing_element_is_bonferroni_over_seven() -> None:
    team = _team("context")
    wide = [-24.0, 24.0, -12.0, 12.0, 0.0, -20.0, 20.0, 0.0]  # more than measurement error
    team["context"] = [score + more for score, more in zip(team["context"], wide, strict=True)]
    (low,) = _standing(team)
    single = estimate("context", _against_others(team, "context"), size=None, sem=0)
    assert low.difference.mean == pytest.approx(single.mean)
    # t(1 - .05/14; 7) against t(.975; 7), both from R's qt
    wider = 3.75269824268 / 2.36462425159
    assert low.difference.half_width / single.half_width == pytest.approx(wider)


def _against_others(team: dict[str, list[float]], element: str) -> list[float]:
    return [
        team[element][person] - sum(team[other][person] for other in team if other != element) / 6
        for person in range(8)
    ]
