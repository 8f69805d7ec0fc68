"""Every rendering of a chart says the same, and says nothing of what is withheld."""

import json
import re
from dataclasses import replace
from typing import Any

from hypothesis import given

from reports.charts.figure import figure
from reports.charts.spec import Family, IntervalChart, Row, Style
from reports.charts.svg import render
from reports.charts.table import Columns, TableRow, table
from reports.charts.texts import point, reading, span
from tests.unit.reports.charts.build import ABSENT, Document, charts, read

COLUMNS = Columns("Onderdeel", "Gemiddelde", "Onzekerheid")
Figures = list[tuple[str, int, int, int]]


def table_rows(chart: IntervalChart) -> list[TableRow]:
    return [row for group in table(chart, COLUMNS).groups for row in group.rows]


def specified(chart: IntervalChart) -> Figures:
    return sorted(
        (row.family.value, row.interval.value, row.interval.low, row.interval.high)
        for row in chart.rows
        if row.interval is not None
    )


def plotted(data: dict[str, Any]) -> Figures:
    return sorted(
        (trace["meta"], value, value - below, value + above)
        for trace in data["data"]
        if trace["type"] == "scatter" and trace["mode"] == "markers"
        for value, below, above in zip(
            trace["x"], trace["error_x"]["arrayminus"], trace["error_x"]["array"], strict=True
        )
    )


def drawn_values(document: Document) -> list[str]:
    """The value and the interval of each row, as they stand in one drawing."""
    return [element.text for element in document.of("tspan")]


@given(charts())
def test_plotly_shows_the_figures_of_the_specification(chart: IntervalChart) -> None:
    assert plotted(figure(chart)) == specified(chart)


@given(charts())
def test_the_table_shows_the_rows_of_the_specification(chart: IntervalChart) -> None:
    rows = table_rows(chart)
    assert [row.label for row in rows] == [row.label for row in chart.rows]
    for shown, row in zip(rows, chart.rows, strict=True):
        if row.interval is None:
            assert (shown.value, shown.span, shown.withheld) == (ABSENT, "", True)
        else:
            assert shown.value == point(chart, row.interval)
            assert shown.span == span(chart, row.interval)


@given(charts())
def test_the_picture_shows_the_figures_of_the_table(chart: IntervalChart) -> None:
    expected = [text for row in table_rows(chart) if row.span for text in (row.value, row.span)]
    assert drawn_values(read(render(chart, ident="a", standalone=True))) == expected
    assert drawn_values(read(render(chart, ident="a"))) == expected * 2


@given(charts())
def test_the_picture_is_described_in_words(chart: IntervalChart) -> None:
    printable = re.compile("[\ufffe\uffff]")
    (desc,) = read(render(chart, ident="a", standalone=True)).of("desc")
    said = "; ".join(reading(chart, row) for row in chart.rows)
    assert desc.text == printable.sub("", said)


def withheld(chart: IntervalChart) -> IntervalChart:
    groups = tuple(
        replace(group, rows=tuple(Row(row.label, row.family, None) for row in group.rows))
        for group in chart.groups
    )
    return replace(chart, groups=groups, axis=replace(chart.axis, ticks=()), title="")


@given(charts())
def test_withheld_rows_carry_no_number_in_any_rendering(chart: IntervalChart) -> None:
    hidden = withheld(chart)
    document = read(render(hidden, ident="a"))
    texts = [element.text for element in document.elements]
    texts += [text for row in table_rows(hidden) for text in (row.value, row.span)]
    data = figure(hidden)
    assert not any(character.isdigit() for text in texts for character in text)
    assert not any(document.marked(part) for part in ("mark", "interval", "bar"))
    assert [trace["mode"] for trace in data["data"]] == ["text"]
    assert not any(character.isdigit() for text in data["data"][0]["text"] for character in text)


@given(charts())
def test_every_figure_is_marked_once_in_each_drawing(chart: IntervalChart) -> None:
    document = read(render(chart, ident="a"))
    shown = 2 * len(specified(chart))
    assert len(document.marked("mark")) == shown
    assert len(document.marked("interval")) == shown
    assert len(document.marked("bar")) == (shown if chart.style is Style.BAR else 0)
    assert len(document.marked("row")) == 2 * len(chart.rows)


@given(charts())
def test_the_figure_is_plain_json(chart: IntervalChart) -> None:
    data = figure(chart)
    assert json.loads(json.dumps(data)) == data
    assert {trace.get("meta") for trace in data["data"]} <= {*map(str, Family), None}
