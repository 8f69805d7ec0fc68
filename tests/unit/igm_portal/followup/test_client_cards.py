"""Which cards follow from what a client shares: rules G1 to G8 of research §5.4."""

import pytest

from igm_portal.followup.client_cards import cards_for
from reports.statistics.person import OwnScore
from reports.statistics.sem import Origin
from reports.statistics.zones import zone
from surveys.instruments.elements import Element

LOW, MIDDLE, HIGH = 20.0, 50.0, 90.0
H, G, S = Element.HOUDING, Element.GELOOF, Element.SOCIALE_DRUK
V, Z, C, P = Element.VAARDIGHEDEN, Element.ZELFREGULERING, Element.CONTEXT, Element.BELEMMERINGEN


def own(element: Element, value: float | None) -> OwnScore | None:
    if value is None:
        return None
    error = 10.0
    low, high = value - 1.96 * error, value + 1.96 * error
    return OwnScore(element, value, low, high, zone(value, error), Origin.PROVISIONAL)


def codes(changes: dict[Element, float | None], *, obstacles: bool = False) -> list[str]:
    """Of somebody with high scores everywhere else."""
    values: dict[Element, float | None] = {**dict.fromkeys(Element, HIGH), **changes}
    scores = {element: own(element, value) for element, value in values.items()}
    return [card.code for card in cards_for(scores, has_obstacles=obstacles)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({G: LOW}, ["G1"]),
        ({G: MIDDLE}, []),
        ({V: LOW}, ["G2"]),
        ({V: LOW, G: LOW}, ["G1", "G3"]),
        ({V: LOW, H: LOW}, ["G2", "G3"]),
        ({V: LOW, G: None}, []),  # nobody knows whether the belief is there
        ({S: LOW}, ["G4"]),
        ({S: MIDDLE}, []),
        ({H: 50.0, G: 25.0, C: 25.0}, ["G6", "G1", "G7"]),
        ({H: 50.1, G: 25.0, C: 25.0}, ["G1", "G7"]),
        ({H: 50.0, G: 25.1, C: 25.0}, ["G1", "G7"]),
        ({H: 50.0, G: 25.0, C: 25.1}, ["G1"]),
        ({C: 25.0}, ["G7"]),
        ({C: 25.1}, []),
        ({Z: LOW}, ["G8"]),
        ({Z: LOW, C: 25.0}, ["G7"]),
        ({Z: LOW, P: LOW}, []),
        ({Z: LOW, S: None}, []),
    ],
)
def test_the_table(changes: dict[Element, float | None], expected: list[str]) -> None:
    assert codes(changes) == expected


def test_something_practical_that_weighs_heavily() -> None:
    assert codes({}, obstacles=True) == ["G5"]


@pytest.mark.parametrize("kept", [H, G, C])
def test_the_warning_needs_all_three_to_be_shared(kept: Element) -> None:
    values = {H: 40.0, G: 10.0, C: 10.0}
    scores = {element: own(element, value) for element, value in values.items() if element != kept}
    assert "G6" not in [card.code for card in cards_for(scores, has_obstacles=False)]


def test_no_card_says_that_a_sanction_would_be_right() -> None:
    """The mirror of G6 does not exist, whatever the scores are."""
    everything_high = {element: own(element, 100.0) for element in Element}
    assert cards_for(everything_high, has_obstacles=False) == ()
