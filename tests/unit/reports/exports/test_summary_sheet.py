"""The first sheet of the spreadsheet as openpyxl reads it."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from reports.disclosure.cells import WITHHELD, MeanCell
from reports.exports.spreadsheet import Sheets, write
from reports.exports.summary import (
    COMPARED_METRICS,
    FIRST_ROW,
    SUMMARY_METRICS,
    SummaryRow,
    SummarySheet,
    SummaryTexts,
)
from reports.exports.summary_chart import MOST_IN_CHART
from reports.exports.text import plain
from surveys.policy import Band
from tests.unit.reports.exports.build import ABSENT, HOSTILE, WORDS

TEXTS = SummaryTexts(
    group="Groep",
    sentence="Wat we zien",
    people="Mensen",
    participation="Deelname",
    change="Veranderd sinds {wave}",
    of_willen="Willen",
    of_kunnen="Kunnen",
    score="Score",
    span="{low} tot {high}",
    withheld=ABSENT,
    means={metric: metric.title() for metric in SUMMARY_METRICS},
)
MEANS = {
    metric: MeanCell(50 + place, 45, 65, Band(10, 14), None)
    for place, metric in enumerate(SUMMARY_METRICS)
}
TEAM = SummaryRow("Centrum", "team", "Kunnen blijft achter.", MEANS, "10 tot 14", "70 tot 80%")
NOTHING = SummaryRow("Niets", "team", ABSENT, dict.fromkeys(SUMMARY_METRICS, WITHHELD), "", "")


def summary(*rows: SummaryRow, then: str = "", since: str = "") -> Worksheet:
    first = SummarySheet("Overzicht", "Meting", "Uitleg", TEXTS, rows, then, since)
    sheets = Sheets("Cijfers", "Codeboek", "Toelichting", [], [], [first])
    file = BytesIO()
    write(file, [], WORDS, sheets, date(2026, 11, 21))
    sheet = openpyxl.load_workbook(BytesIO(file.getvalue())).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def values(sheet: Worksheet, row: int = 0) -> list[object]:
    return [cell.value for cell in sheet[FIRST_ROW + 1 + row]]


def charts(sheet: Worksheet) -> list[Any]:
    """The charts that openpyxl finds; its types do not say that a sheet has them."""
    return list(vars(sheet)["_charts"])


def test_a_row_holds_the_sentence_every_mean_and_its_interval() -> None:
    told = values(summary(TEAM))
    assert told[:2] == ["Centrum", "Kunnen blijft achter."]
    assert told[2:22:2] == [50 + place for place in range(len(SUMMARY_METRICS))]
    assert set(told[3:22:2]) == {"45 tot 65", "+45 tot +65"}
    assert told[22:] == ["10 tot 14", "70 tot 80%"]


def test_what_is_not_shown_is_hatched_has_its_one_text_and_no_number() -> None:
    sheet = summary(TEAM, NOTHING)
    assert [value for value in values(sheet, 1) if value] == ["Niets", ABSENT]
    patterns = {cell.fill.patternType for cell in sheet[FIRST_ROW + 2][1:24]}
    assert patterns == {"lightUp"}


def test_one_mean_that_is_not_shown_says_so_in_its_own_cell() -> None:
    partly = replace(TEAM, means=MEANS | {"houding": WITHHELD})
    told = values(summary(partly))
    assert told[8:10] == [None, ABSENT]


def test_a_bound_and_a_sign_are_in_the_format_of_a_number() -> None:
    coded = MEANS | {
        "willen": MeanCell(95, 90, 100, Band(10, 14), "top"),
        "contrast": MeanCell(-5, -9, -1, Band(10, 14), "bottom"),
    }
    row = summary(replace(TEAM, means=coded))[FIRST_ROW + 1]
    assert (row[2].value, row[2].number_format) == (95, '"≥ "0')
    assert (row[6].value, row[6].number_format) == (-5, '"≤ "+0;"≤ "−0;"≤ "0')


def test_an_earlier_wave_stands_beside_it_with_what_changed() -> None:
    then = {metric: MEANS[metric] for metric in COMPARED_METRICS}
    row = replace(TEAM, then=then, change="Hoger dan toen: Willen.")
    sheet = summary(row, then="Eerste", since="Eerste")
    assert sheet.cell(3, 25).value == "Eerste"
    assert values(sheet)[24:30:2] == [50, 51, 52]
    assert values(sheet)[30] == "Hoger dan toen: Willen."
    assert sheet.cell(4, 31).value == "Veranderd sinds Eerste"


def test_no_name_becomes_a_formula_a_link_or_an_array() -> None:
    names = [*HOSTILE, "{=1+1}", "https://example.org"]
    hostile = [replace(TEAM, name=name) for name in names]
    sheet = summary(*hostile, then="{=1+1}", since="=1+1")
    cells = [cell for line in sheet.iter_rows() for cell in line]
    assert "f" not in {cell.data_type for cell in cells}
    assert not any(cell.hyperlink for cell in cells)
    assert {cell.value for cell in sheet["A"][FIRST_ROW:]} == {plain(n) for n in names}


def test_it_prints_on_one_landscape_page_and_repeats_its_headings() -> None:
    sheet = summary(*[TEAM] * 12)
    assert sheet.freeze_panes == "B5"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 1), (None, None))
    setup = sheet.sheet_properties.pageSetUpPr
    assert setup is not None
    assert setup.fitToPage
    assert sheet.print_title_rows == "$3:$4"


def test_a_chart_of_the_spreadsheet_draws_willen_and_kunnen_unless_there_are_too_many() -> None:
    (chart,) = charts(summary(TEAM, NOTHING))
    refs = [series.val.numRef.f for series in chart.series]
    assert refs == ["Overzicht!$C$5:$C$6", "Overzicht!$E$5:$E$6"]
    assert charts(summary(*[TEAM] * (MOST_IN_CHART + 1))) == []
