import pytest

from reports.charts.spec import Axis, Interval
from reports.charts.texts import ends, number, point, reading, span
from tests.unit.reports.charts.build import ABSENT, chart, row

SIGNED = Axis(-50, 50, (0,), "Verschil", with_sign=True)


@pytest.mark.parametrize(
    ("value", "plain", "signed"), [(73, "73", "+73"), (0, "0", "0"), (-5, "\u22125", "\u22125")]
)
def test_numbers(value: int, plain: str, signed: str) -> None:
    assert number(value) == plain
    assert number(value, with_sign=True) == signed


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        (Interval(73, 68, 77), "73"),
        (Interval(93, 88, 100, "top"), "\u2265 93"),
        (Interval(6, 0, 9, "bottom"), "\u2264 6"),
    ],
)
def test_a_coded_figure_reads_as_a_bound(interval: Interval, expected: str) -> None:
    assert point(interval) == expected


def test_an_interval_of_a_difference_has_signs() -> None:
    interval = Interval(2, -3, 7)
    difference = row(interval=interval)
    assert span(chart(difference, axis=SIGNED), difference) == "\u22123 tot +7"


def test_a_row_as_a_phrase() -> None:
    shown, hidden = row("Willen", Interval(73, 68, 77)), row("Kunnen")
    both = chart(shown, hidden)
    assert reading(both, shown) == "Willen: 73 (68 tot 77)"
    assert reading(both, hidden) == f"Kunnen: {ABSENT}"


@pytest.mark.parametrize(
    ("axis", "expected"),
    [
        (Axis(0, 100, (), "", "staat in de weg", "helpt"), ("0 · staat in de weg", "helpt · 100")),
        (Axis(-50, 50, (), "", "links", "rechts", with_sign=True), ("−50 · links", "rechts · +50")),
        (Axis(0, 100, (), "0 = niets, 100 = alles"), ("", "")),
    ],
)
def test_an_end_of_a_scale_has_its_number_outermost(axis: Axis, expected: tuple[str, str]) -> None:
    assert ends(axis) == expected
