"""Every rendering of a chart says the same, and says nothing of what is withheld."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from reports.charts.figure import figure
from reports.charts.spec import Family, IntervalChart, Row
from reports.charts.strip import gap_strip, spark, strip
from reports.charts.svg import render
from reports.charts.table import Columns, TableRow, table
from reports.charts.texts import description, is_signed, point, span
from reports.charts.timeline import HEIGHT
from reports.charts.view import ChartView, chart_view
from tests.unit.reports.charts.build import (
    ABSENT,
    Document,
    charts,
    charts_over_time,
    read,
    with_gap,
)

COLUMNS = Columns("Onderdeel", "Gemiddelde", "Onzekerheid")
PRINTABLE = re.compile("[\ufffe\uffff]")
Figures = list[tuple[str, int, int, int]]


def view_of(chart: IntervalChart, *, explore: bool = False) -> ChartView:
    return chart_view(chart, ident="a", sentence="", columns=COLUMNS, explore=explore)


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
        if trace["type"] == "scatter" and "markers" in trace["mode"]
        for value, below, above in zip(
            trace["x" if "error_x" in trace else "y"],
            trace.get("error_x", trace.get("error_y"))["arrayminus"],
            trace.get("error_x", trace.get("error_y"))["array"],
            strict=True,
        )
    )


def percent(text: str) -> float:
    assert text.endswith("%")
    return float(text[:-1])


def on_the_strip(document: Document) -> list[list[float]]:
    """Value, low and high of each figure as drawn, on a scale of 0-100, so in percent."""
    marks = [percent(svg.attributes["x"]) for svg in document.of("svg") if "x" in svg.attributes]
    bands = [
        (percent(band.attributes["x"]), percent(band.attributes["width"]))
        for band in document.marked("interval")
    ]
    return [[mark, low, low + width] for mark, (low, width) in zip(marks, bands, strict=True)]


@given(charts() | charts_over_time())
def test_plotly_shows_the_figures_of_the_specification(chart: IntervalChart) -> None:
    assert plotted(figure(chart)) == specified(chart)


@given(charts() | charts_over_time())
def test_the_table_shows_the_rows_of_the_specification(chart: IntervalChart) -> None:
    rows = table_rows(chart)
    assert [row.label for row in rows] == [row.label for row in chart.rows]
    for shown, row in zip(rows, chart.rows, strict=True):
        if row.interval is None:
            assert (shown.value, shown.span, shown.withheld) == (ABSENT, "", True)
        else:
            assert shown.value == point(row.interval, with_sign=is_signed(chart, row))
            assert shown.span == span(chart, row)


@given(charts())
def test_the_page_says_the_figures_of_the_table_and_draws_them(chart: IntervalChart) -> None:
    rows = [row for panel in view_of(chart).panels for row in panel.rows]
    assert [(row.value or row.absent, row.span) for row in rows] == [
        (row.value, row.span) for row in table_rows(chart)
    ]
    for row, shown in zip(chart.rows, rows, strict=True):
        if row.interval is None:
            assert shown.strip is None
        else:
            (drawn,) = on_the_strip(read(str(shown.strip)))
            figures = [row.interval.value, row.interval.low, row.interval.high]
            assert drawn == pytest.approx(figures, abs=0.001)


@given(st.integers(4, 96), st.integers(4, 96))
def test_the_gap_is_drawn_from_mark_to_mark_and_stands_in_the_table(
    willen: int, kunnen: int
) -> None:
    chart = with_gap(willen, kunnen)
    assert chart.gap is not None
    assert chart.gap_ends is not None
    document = read(gap_strip(chart, chart.gap, chart.gap_ends))
    assert [mark for mark, _low, _high in on_the_strip(document)] == [willen, kunnen]
    (shade,) = document.marked("gap")
    assert percent(shade.attributes["x"]) == pytest.approx(min(willen, kunnen))
    assert percent(shade.attributes["width"]) == pytest.approx(abs(willen - kunnen), abs=0.001)
    assert [row.label for row in table_rows(chart)] == ["Willen", "Kunnen", "Verschil"]


def test_without_one_of_both_there_is_no_gap() -> None:
    chart = with_gap(69, 47)
    half = replace(chart.groups[0], rows=(chart.rows[0], Row("Kunnen", Family.KUNNEN, None)))
    assert view_of(replace(chart, groups=(half,))).gap is None


@given(charts_over_time())
def test_over_time_each_figure_stands_at_its_day_and_height(chart: IntervalChart) -> None:
    view = view_of(chart)
    for panel, group in zip(view.panels, chart.groups, strict=True):
        document = read(str(panel.plot))
        shown = [row.interval for row in group.rows if row.interval is not None]
        heights = [
            float(re.findall(r"[-.\d]+", mark.attributes.get("transform", "0 0"))[1])
            for mark in document.marked("mark")
        ]
        assert heights == [
            pytest.approx((100 - interval.value) / 100 * HEIGHT, abs=0.51) for interval in shown
        ]
        assert len(document.marked("hatch")) == len(group.rows) - len(shown)
        assert len(document.marked("slope")) == sum(
            one.interval is not None and other.interval is not None
            for one, other in zip(group.rows, group.rows[1:], strict=False)
        )


@given(charts() | charts_over_time())
def test_the_picture_is_described_in_words(chart: IntervalChart) -> None:
    (desc,) = read(render(chart, ident="a")).of("desc")
    assert desc.text == PRINTABLE.sub("", description(chart))
    for row in table_rows(chart):
        assert f": {row.value}" in description(chart)


@given(charts())
def test_the_file_shows_the_figures_of_the_table(chart: IntervalChart) -> None:
    expected = [text for row in table_rows(chart) if row.span for text in (row.value, row.span)]
    document = read(render(chart, ident="a"))
    assert [element.text for element in document.of("tspan")] == expected
    assert len(document.marked("mark")) == len(document.marked("interval")) == len(expected) / 2


def withheld(chart: IntervalChart) -> IntervalChart:
    groups = tuple(
        replace(group, rows=tuple(Row(row.label, row.family, None) for row in group.rows))
        for group in chart.groups
    )
    return replace(chart, groups=groups, axis=replace(chart.axis, ticks=()), title="")


@given(charts() | charts_over_time())
def test_withheld_rows_carry_no_number_in_any_rendering(chart: IntervalChart) -> None:
    hidden = withheld(chart)
    page = render_to_string("reports/components/chart_picture.html", {"chart": view_of(hidden)})
    document = read(render(hidden, ident="a") + spark(hidden))
    texts = [element.text for element in document.elements]
    texts += [text for row in table_rows(hidden) for text in (row.value, row.span)]
    texts += re.sub("<[^>]*>", "", page.replace("&#x27;", "'")).split("\n")
    data = figure(hidden)
    texts += [text for trace in data["data"] for text in trace["text"]]
    assert not any(character.isdigit() for text in texts for character in text)
    assert not any(document.marked(part) for part in ("mark", "interval", "slope", "gap"))
    assert not any(part in page for part in ("__mark", "__interval", "__slope", "__gap"))
    assert all(strip(hidden, row) is None for row in hidden.rows)


@given(charts() | charts_over_time())
def test_the_figure_is_plain_json(chart: IntervalChart) -> None:
    data = figure(chart)
    assert json.loads(json.dumps(data)) == data
    assert {trace.get("meta") for trace in data["data"]} <= {*map(str, Family), None}


@given(charts())
def test_plotly_comes_only_where_exploring_was_asked_for(chart: IntervalChart) -> None:
    assert view_of(chart).figure is None
    assert view_of(chart, explore=True).figure == figure(chart)
