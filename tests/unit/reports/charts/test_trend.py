from datetime import date

import pytest

from reports.charts.multiples import NamedMeans, trend
from reports.charts.spec import ChartTexts, Family
from reports.disclosure.cells import WITHHELD, MeanCell
from surveys.instruments.elements import METRICS, Element
from surveys.policy import Band
from tests.unit.reports.charts.build import PHRASES

DAYS = ((date(2026, 5, 2), "mei"), (date(2026, 7, 1), "juli"), (date(2026, 10, 31), "okt"))
WORDS = ChartTexts("Verloop", "Score", {metric: metric.capitalize() for metric in METRICS}, PHRASES)


def wave(name: str, value: int, note: str = "") -> NamedMeans:
    cell = MeanCell(value, value - 5, value + 5, Band(7, 9), None)
    return NamedMeans(name, dict.fromkeys(METRICS, cell), note)


def test_every_measure_has_a_row_for_every_wave_from_old_to_new() -> None:
    chart = trend(
        ("willen", "kunnen"), (wave("Een", 40, "heette Oud"), wave("Twee", 60)), DAYS[:2], WORDS
    )
    assert [group.title for group in chart.groups] == ["Willen", "Kunnen"]
    for group, family in zip(chart.groups, (Family.WILLEN, Family.KUNNEN), strict=True):
        assert [row.label for row in group.rows] == ["Een", "Twee"]
        assert [row.interval and row.interval.value for row in group.rows] == [40, 60]
        assert [row.note for row in group.rows] == ["heette Oud", ""]
        assert {row.family for row in group.rows} == {family}
    assert (chart.axis.minimum, chart.axis.maximum) == (0, 100)


def test_a_wave_without_a_figure_stays_a_row() -> None:
    gap = NamedMeans("Twee", dict.fromkeys(METRICS, WITHHELD))
    chart = trend(Element, (wave("Een", 40), gap, wave("Drie", 50)), DAYS, WORDS)
    assert len(chart.groups) == 7
    for group in chart.groups:
        assert [row.withheld for row in group.rows] == [False, True, False]


def test_without_a_wave_there_is_no_trend() -> None:
    with pytest.raises(ValueError, match="no rows"):
        trend(("willen",), (), (), WORDS)


def test_an_unknown_measure_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(KeyError):
        trend(("geluk",), (wave("Een", 40),), DAYS[:1], WORDS)


def test_a_change_in_words_stands_with_its_measure() -> None:
    waves = (wave("Een", 40), wave("Twee", 60))
    outcomes = {"kunnen": "hoger dan toen"}
    chart = trend(("willen", "kunnen"), waves, DAYS[:2], WORDS, outcomes=outcomes)
    assert [group.outcome for group in chart.groups] == ["", "hoger dan toen"]
    assert chart.moments == DAYS[:2]


def test_every_wave_needs_its_day() -> None:
    with pytest.raises(ValueError, match="one row for each moment"):
        trend(("willen",), (wave("Een", 40), wave("Twee", 60)), DAYS, WORDS)
