import math

import pytest

from reports.statistics.sem import PROVISIONAL, Origin, composite, difference, sem_table
from surveys.instruments.elements import FORMATIVE, METRICS, Element


@pytest.mark.parametrize(
    ("metric", "value", "origin"),
    [
        ("houding", 10, Origin.PROVISIONAL),
        ("context", 10, Origin.ASSUMED),
        ("praktische_belemmeringen", 10, Origin.ASSUMED),
        ("willen", 5.7735, Origin.PROVISIONAL),
        ("kunnen", 5, Origin.PROVISIONAL),
        ("contrast", 7.6376, Origin.PROVISIONAL),
        ("intentie", 10, Origin.PROVISIONAL),
    ],
)
def test_provisional_values(metric: str, value: float, origin: Origin) -> None:
    assert PROVISIONAL.of(metric) == pytest.approx(value, abs=5e-5)
    assert PROVISIONAL.origins[metric] is origin


def test_every_metric_has_a_value_and_an_origin() -> None:
    assert tuple(PROVISIONAL.values) == tuple(PROVISIONAL.origins) == METRICS


def test_a_change_has_the_errors_of_two_measurements() -> None:
    assert PROVISIONAL.of_change("willen") == pytest.approx(8.16497, abs=5e-6)


def test_a_composite_counts_the_elements_that_are_there() -> None:
    assert composite([10, 10, 10]) == pytest.approx(5.7735, abs=5e-5)
    assert composite([10, 10]) == pytest.approx(7.0711, abs=5e-5)
    assert composite([6, 8]) == pytest.approx(5)
    with pytest.raises(ValueError, match="at least one element"):
        composite([])


def test_a_difference_adds_variances() -> None:
    assert difference(5.773503, 5) == pytest.approx(7.6376, abs=5e-5)


def test_a_standing_element_is_set_against_the_six_others() -> None:
    assert PROVISIONAL.of_standing("context") == pytest.approx(math.sqrt(100 + 600 / 36))
    uneven = sem_table({"houding": 4.0}, 120)
    assert uneven.of_standing("houding") == pytest.approx(math.sqrt(16 + 600 / 36))
    assert uneven.of_standing("context") == pytest.approx(math.sqrt(100 + 516 / 36))


def test_reference_values_replace_what_was_measured_and_composites_follow() -> None:
    reflective = {element.value: 6.0 for element in Element if element not in FORMATIVE}
    table = sem_table(reflective, 240)
    assert table.n == 240
    assert table.of("willen") == pytest.approx(6 / math.sqrt(3))
    assert table.origins["willen"] is Origin.REFERENCE
    assert table.of("kunnen") == pytest.approx(math.sqrt(36 + 36 + 100 + 100) / 4)
    assert table.origins["kunnen"] is table.origins["contrast"] is Origin.ASSUMED
    assert table.allows_personal_statements


def test_half_a_reference_allows_no_personal_statement() -> None:
    assert not sem_table({"houding": 6.0}, 240).allows_personal_statements
    assert not PROVISIONAL.allows_personal_statements


@pytest.mark.parametrize("name", ["willen", "contrast", "mood"])
def test_only_elements_and_outcomes_are_measured(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        sem_table({name: 5.0})
