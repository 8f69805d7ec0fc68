"""Sentences follow from the published cells (domain.md 4.5, decisions 3, 4)."""

import pytest

from reports.disclosure.cells import WITHHELD, MeanCell, Participation, StandingOut, Withheld
from reports.disclosure.figures import Tally, anchor
from reports.disclosure.outcomes import contrast_outcome, overstemt_outcome, standing_out
from reports.statistics.contrast import ContrastOutcome, Overstemt
from reports.statistics.types import Direction
from surveys.instruments.elements import Element
from surveys.policy import Band, ParticipationBand
from tests.unit.reports.disclosure.build import POLICY

ENOUGH = Participation(ParticipationBand(60, 70), warning=False)
LOW = Participation(ParticipationBand(40, 50), warning=True)


def cell(low: int, high: int, n: int = 12) -> MeanCell:
    return MeanCell((low + high) // 2, low, high, POLICY.n_band(n), None)


@pytest.mark.parametrize(
    ("low", "high", "outcome"),
    [
        (-4, 4, ContrastOutcome.BALANCED),
        (-5, 4, ContrastOutcome.UNDECIDED),
        (6, 15, ContrastOutcome.KUNNEN_LAGS_CLEARLY),
        (5, 15, ContrastOutcome.KUNNEN_LAGS),
        (0, 15, ContrastOutcome.UNDECIDED),
        (-15, -6, ContrastOutcome.WILLEN_LAGS_CLEARLY),
        (-15, -5, ContrastOutcome.WILLEN_LAGS),
    ],
)
def test_the_contrast_is_decided_on_whole_points(
    low: int, high: int, outcome: ContrastOutcome
) -> None:
    assert contrast_outcome(cell(low, high), POLICY) is outcome


def test_a_withheld_contrast_has_no_outcome() -> None:
    assert contrast_outcome(WITHHELD, POLICY) is WITHHELD


def test_the_margin_is_that_of_the_policy() -> None:
    wider = type(POLICY)("klantmanager", 7, 10, 0.5, 0.4, margin=8)
    assert contrast_outcome(cell(6, 15), wider) is ContrastOutcome.KUNNEN_LAGS


@pytest.mark.parametrize(
    ("contrast", "willen", "direct", "participation", "outcome"),
    [
        (cell(6, 15), cell(51, 60), anchor(2, 6, 4, 0), ENOUGH, Overstemt.YES),
        (cell(6, 15), cell(51, 60), anchor(6, 2, 4, 0), ENOUGH, Overstemt.CONTRADICTED),
        (cell(6, 15), cell(51, 60), anchor(3, 3, 6, 0), ENOUGH, Overstemt.CONTRADICTED),
        (cell(6, 15), cell(51, 60), anchor(1, 3, 8, 0), ENOUGH, Overstemt.NOT_APPLICABLE),
        (cell(5, 15), cell(51, 60), anchor(2, 6, 4, 0), ENOUGH, Overstemt.NOT_APPLICABLE),
        (cell(6, 15), cell(50, 60), anchor(2, 6, 4, 0), ENOUGH, Overstemt.NOT_APPLICABLE),
        (cell(6, 15), cell(51, 60), anchor(2, 6, 4, 0), LOW, Overstemt.NOT_APPLICABLE),
        (cell(6, 15), cell(51, 60), anchor(2, 6, 1, 0), ENOUGH, Overstemt.NOT_APPLICABLE),
        (cell(6, 15), cell(51, 60), None, ENOUGH, Overstemt.NOT_APPLICABLE),
        (cell(6, 15, 9), cell(51, 60, 9), anchor(2, 8, 0, 0), ENOUGH, Overstemt.NOT_APPLICABLE),
        (cell(6, 15), cell(51, 60), anchor(2, 6, 4, 0), None, Overstemt.YES),
        (WITHHELD, cell(51, 60), anchor(2, 6, 4, 0), ENOUGH, WITHHELD),
        (cell(6, 15), WITHHELD, anchor(2, 6, 4, 0), ENOUGH, WITHHELD),
    ],
)
def test_kunnen_overstemt_willen(
    contrast: MeanCell | Withheld,
    willen: MeanCell | Withheld,
    direct: Tally | None,
    participation: Participation | None,
    outcome: Overstemt | Withheld,
) -> None:
    means = {"contrast": contrast, "willen": willen}
    assert overstemt_outcome(means, direct, participation, POLICY) is outcome


def differences(**cells: MeanCell | Withheld) -> dict[str, MeanCell | Withheld]:
    return {element: cells.get(element.name.lower(), cell(-3, 3)) for element in Element}


def test_the_lowest_and_the_highest_stand_out_beyond_chance() -> None:
    assert standing_out(differences(context=cell(-20, -1), houding=cell(1, 20))) == (
        StandingOut(Element.CONTEXT, Direction.LOWEST),
        StandingOut(Element.HOUDING, Direction.HIGHEST),
    )


def test_an_interval_with_nought_in_it_does_not_stand_out() -> None:
    assert standing_out(differences(context=cell(-20, 0), houding=cell(0, 20))) == ()


def test_two_on_one_place_do_not_stand_out() -> None:
    assert standing_out(differences(context=cell(-20, -2), geloof=cell(-21, -1))) == ()


def test_nothing_stands_out_among_withheld_cells() -> None:
    assert standing_out(differences(context=WITHHELD, houding=cell(1, 20))) is WITHHELD


def test_a_band_stands_for_n() -> None:
    assert POLICY.n_band(9) == Band(7, 9)
