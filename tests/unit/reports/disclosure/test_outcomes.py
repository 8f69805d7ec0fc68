"""Sentences follow from the published cells (statistiek §4, §2)."""

import pytest

from reports.disclosure.cells import WITHHELD, MeanCell, Participation, StandingOut, Withheld
from reports.disclosure.figures import OptionTally, anchor
from reports.disclosure.names import pair_name, standing_name
from reports.disclosure.outcomes import (
    CellOf,
    anchor_choices,
    contrast_outcome,
    overstemt_outcome,
    standing_out,
)
from reports.statistics.contrast import NO_ANCHOR_CHOICES, AnchorChoices, ContrastOutcome, Overstemt
from reports.statistics.pooled_spread import earlier_spread, provisional_spread
from reports.statistics.types import Direction
from surveys.instruments.elements import Element
from surveys.policy import Band, ParticipationBand
from tests.unit.reports.disclosure.build import POLICY

ENOUGH = Participation(ParticipationBand(60, 70), warning=False)
LOW = Participation(ParticipationBand(40, 50), warning=True)


def cell(low: int, high: int, n: int = 12) -> MeanCell:
    return MeanCell((low + high) // 2, low, high, POLICY.n_band(n), None)


@pytest.mark.parametrize(
    ("low", "high", "choices", "n", "outcome"),
    [
        (-4, 4, NO_ANCHOR_CHOICES, 12, ContrastOutcome.BALANCED),
        (-5, 4, NO_ANCHOR_CHOICES, 12, ContrastOutcome.UNDECIDED),
        (6, 15, NO_ANCHOR_CHOICES, 7, ContrastOutcome.KUNNEN_LAGS_CLEARLY),
        (6, 15, AnchorChoices(9, 1), 12, ContrastOutcome.KUNNEN_LAGS_CLEARLY),
        (5, 15, AnchorChoices(2, 3), 12, ContrastOutcome.KUNNEN_LAGS),
        (5, 15, AnchorChoices(3, 3), 12, ContrastOutcome.NO_STATEMENT),
        (5, 15, AnchorChoices(1, 3), 12, ContrastOutcome.NO_STATEMENT),
        (5, 15, NO_ANCHOR_CHOICES, 12, ContrastOutcome.NO_STATEMENT),
        (5, 15, AnchorChoices(2, 7), 9, ContrastOutcome.NO_STATEMENT),
        (0, 15, AnchorChoices(2, 7), 12, ContrastOutcome.UNDECIDED),
        (-15, -6, NO_ANCHOR_CHOICES, 7, ContrastOutcome.WILLEN_LAGS_CLEARLY),
        (-15, -5, AnchorChoices(3, 2), 12, ContrastOutcome.WILLEN_LAGS),
        (-15, -5, AnchorChoices(2, 3), 12, ContrastOutcome.NO_STATEMENT),
    ],
)
def test_the_contrast_is_decided_on_whole_points(
    low: int, high: int, choices: AnchorChoices, n: int, outcome: ContrastOutcome
) -> None:
    assert contrast_outcome(cell(low, high, n), choices, POLICY, 0.0) is outcome


def test_a_withheld_contrast_has_no_outcome() -> None:
    assert contrast_outcome(WITHHELD, NO_ANCHOR_CHOICES, POLICY, 2.0) is WITHHELD


def test_the_margin_is_that_of_the_policy() -> None:
    wider = type(POLICY)("klantmanager", 7, 10, 0.5, 0.4, margin=8)
    found = contrast_outcome(cell(6, 15), AnchorChoices(0, 9), wider, 0.0)
    assert found is ContrastOutcome.KUNNEN_LAGS


def test_the_direct_question_counts_from_as_many_as_counts_ask_for() -> None:
    assert anchor_choices(anchor(2, 6, 1, 0), POLICY) == NO_ANCHOR_CHOICES
    assert anchor_choices(anchor(2, 6, 2, 0), POLICY) == AnchorChoices(2, 6)
    assert anchor_choices(None, POLICY) == NO_ANCHOR_CHOICES


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
    direct: OptionTally | None,
    participation: Participation | None,
    outcome: Overstemt | Withheld,
) -> None:
    means = {"contrast": contrast, "willen": willen}
    choices = anchor_choices(direct, POLICY)
    assert overstemt_outcome(means, choices, participation, POLICY, 0.0) is outcome


@pytest.mark.parametrize(
    ("low", "high", "habit", "outcome"),
    [
        (6, 15, 1.97, ContrastOutcome.KUNNEN_LAGS),
        (7, 15, 1.97, ContrastOutcome.KUNNEN_LAGS_CLEARLY),
        (2, 15, 1.97, ContrastOutcome.KUNNEN_LAGS),
        (1, 15, 1.97, ContrastOutcome.UNDECIDED),
        (-3, 4, 1.97, ContrastOutcome.BALANCED),
        (-4, 4, 1.97, ContrastOutcome.UNDECIDED),
        (-15, -6, 1.97, ContrastOutcome.WILLEN_LAGS_CLEARLY),
        (-15, -6, -1.97, ContrastOutcome.NO_STATEMENT),
        (6, 15, -1.97, ContrastOutcome.KUNNEN_LAGS_CLEARLY),
    ],
)
def test_a_sentence_must_hold_without_what_a_habit_added(
    low: int, high: int, habit: float, outcome: ContrastOutcome
) -> None:
    """K1: 3.5 points on every answer add 1.97 to the contrast."""
    choices = AnchorChoices(2, 7)
    assert contrast_outcome(cell(low, high), choices, POLICY, habit) is outcome


@pytest.mark.parametrize(("low", "said"), [(6, False), (7, True)])
def test_kunnen_overstemt_willen_without_what_a_habit_added(low: int, said: bool) -> None:
    means = {"contrast": cell(low, 15), "willen": cell(51, 60)}
    found = overstemt_outcome(means, AnchorChoices(2, 6), ENOUGH, POLICY, 1.97)
    assert (found is Overstemt.YES) is said


KNOWN = dict.fromkeys(map(standing_name, Element), earlier_spread(24))
UNKNOWN = dict.fromkeys(map(standing_name, Element), provisional_spread(26))


def cells(*pairs: tuple[Element, Element], **named: MeanCell | Withheld) -> CellOf:
    """Differences with the other six by element, and `pairs` of elements that differ clearly."""
    found = {standing_name(e): named.get(e.name.lower(), cell(-3, 3)) for e in Element}
    clear = {pair_name(*sorted(pair, key=list(Element).index)) for pair in pairs}
    return lambda name: found.get(name) or (cell(1, 9) if name in clear else cell(-9, 0))


def test_the_lowest_and_the_highest_stand_out_beyond_chance() -> None:
    found = standing_out(
        cells(
            (Element.CONTEXT, Element.GELOOF),
            (Element.HOUDING, Element.BELEMMERINGEN),
            context=cell(-20, -1),
            houding=cell(1, 20),
        ),
        KNOWN,
    )
    assert found == (
        StandingOut(Element.CONTEXT, Direction.LOWEST, alone=True),
        StandingOut(Element.HOUDING, Direction.HIGHEST, alone=True),
    )


def test_everything_that_is_low_is_named_and_none_alone_unless_it_differs_from_the_next() -> None:
    low = {"context": cell(-20, -4), "geloof": cell(-19, -3)}
    both = standing_out(cells(**low), KNOWN)
    assert both == (
        StandingOut(Element.CONTEXT, Direction.LOWEST, alone=False),
        StandingOut(Element.GELOOF, Direction.LOWEST, alone=False),
    )
    clear = standing_out(cells((Element.CONTEXT, Element.GELOOF), **low), KNOWN)
    assert isinstance(clear, tuple)
    assert [one.alone for one in clear] == [True, False]


def test_one_that_is_low_is_not_the_lowest_when_the_next_may_be_as_low() -> None:
    found = standing_out(cells(context=cell(-20, -1)), KNOWN)
    assert found == (StandingOut(Element.CONTEXT, Direction.LOWEST, alone=False),)


def test_an_interval_with_nought_in_it_does_not_stand_out() -> None:
    assert standing_out(cells(context=cell(-20, 0), houding=cell(0, 20)), KNOWN) == ()


def test_nothing_stands_out_among_withheld_cells() -> None:
    assert standing_out(cells(context=WITHHELD, houding=cell(1, 20)), KNOWN) is WITHHELD


def test_nothing_is_said_on_a_provisional_spread() -> None:
    assert standing_out(cells(context=cell(-20, -1)), UNKNOWN) is None


def test_a_band_stands_for_n() -> None:
    assert POLICY.n_band(9) == Band(7, 9)
