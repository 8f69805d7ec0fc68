import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts.layout import COMPACT, WIDE
from reports.charts.spec import Axis, Family, Group, Interval, IntervalChart, Line, Margin, Row
from reports.charts.svg import render
from tests.unit.reports.charts.build import (
    HOSTILE,
    PHRASES,
    SCORES,
    Document,
    chart,
    charts,
    read,
    row,
)


def drawing(shown: IntervalChart) -> Document:
    return read(render(shown, ident="a", standalone=True))


def placed(document: Document) -> list[tuple[float, float]]:
    """Where each mark stands."""
    found = [
        re.findall(r"[-.\d]+", mark.attributes["transform"]) for mark in document.marked("mark")
    ]
    return [(float(x), float(y)) for x, y in found]


@given(st.integers(0, 100))
def test_the_mark_stands_where_the_value_is(value: int) -> None:
    ((x, _),) = placed(drawing(chart(row(interval=Interval(value, 0, 100)))))
    assert x == pytest.approx(WIDE.plot_left + value / 100 * WIDE.plot_width, abs=0.01)


def test_the_interval_reaches_from_low_to_high() -> None:
    (line,) = drawing(chart(row(interval=Interval(50, 25, 75)))).marked("interval")
    quarter = WIDE.plot_width / 4
    reach = re.match(r"M([\d.]+) \d+H([\d.]+)", line.attributes["d"])
    assert reach is not None
    assert [float(end) for end in reach.groups()] == [
        WIDE.plot_left + quarter,
        WIDE.plot_left + 3 * quarter,
    ]


def test_rows_stand_below_each_other_in_order() -> None:
    values = [90, 10, 50]
    document = drawing(chart(*(row(interval=Interval(value, 0, 100)) for value in values)))
    xs, ys = zip(*placed(document), strict=True)
    assert list(ys) == sorted(set(ys))
    assert [sorted(xs).index(x) for x in xs] == [2, 0, 1]


def test_families_and_coded_figures_differ_by_shape() -> None:
    rows = [Row("a", family, Interval(50, 40, 60)) for family in Family]
    rows += [Row("b", Family.WILLEN, Interval(50, 0, 100, coded)) for coded in ("top", "bottom")]
    shapes = {mark.attributes["d"] for mark in drawing(chart(*rows)).marked("mark")}
    assert len(shapes) == 6


def test_reference_lines_and_margin_are_drawn_and_named() -> None:
    shown = IntervalChart(
        "Verschil",
        Axis(-50, 50, (-50, 0, 50), "Punten", "kunnen hoger", "willen hoger", signed=True),
        (Group("", (row(interval=Interval(17, 12, 21)),)),),
        PHRASES,
        lines=(Line(0, "geen verschil"),),
        margin=Margin(-5, 5, "klein verschil"),
    )
    document = drawing(shown)
    texts = [element.text for element in document.of("text")]
    for text in (
        "\u221250",
        "0",
        "+50",
        "geen verschil",
        "← kunnen hoger",
        "willen hoger →",
        "Punten",
    ):
        assert text in texts
    assert "klein verschil" in texts
    middle = WIDE.plot_left + WIDE.plot_width / 2
    (line,) = document.marked("line")
    assert line.attributes["d"].startswith(f"M{middle:g} ")
    band = document.marked("margin")[0].attributes["d"]
    assert band.startswith(f"M{middle - WIDE.plot_width / 20:g} ")
    assert f"H{middle + WIDE.plot_width / 20:g}V" in band


def test_a_page_gets_a_wide_and_a_compact_drawing() -> None:
    document = read(render(chart(row(interval=Interval(73, 68, 77))), ident="a"))
    boxes = [svg.attributes["viewBox"].split()[2] for svg in document.of("svg")]
    assert boxes == [str(WIDE.width), str(COMPACT.width)]


@given(charts(), charts())
def test_ids_of_two_charts_on_a_page_are_unique_and_name_the_picture(
    one: IntervalChart, other: IntervalChart
) -> None:
    document = read(render(one, ident="one") + render(other, ident="other"))
    ids = [element.attributes["id"] for element in document.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for svg in document.of("svg"):
        assert svg.attributes["role"] == "img"
        assert svg.attributes["aria-labelledby"] in ids
        assert svg.attributes["aria-describedby"] in ids


@given(charts(st.text(max_size=60)))
def test_any_text_gives_a_well_formed_file_without_inline_style_or_script(
    shown: IntervalChart,
) -> None:
    document = drawing(shown)
    assert {element.tag for element in document.elements} <= {
        *("page", "svg", "title", "desc", "g", "path", "text", "tspan")
    }
    names = {name for element in document.elements for name in element.attributes}
    assert not any(name == "style" or name.startswith("on") or "href" in name for name in names)


def test_hostile_texts_stay_texts() -> None:
    shown = IntervalChart(
        HOSTILE,
        Axis(0, 100, (0,), HOSTILE, HOSTILE, HOSTILE),
        (Group(HOSTILE, (row(HOSTILE, Interval(1, 0, 2), HOSTILE), row(HOSTILE))),),
        PHRASES,
        lines=(Line(0, HOSTILE),),
        margin=Margin(-5, 5, HOSTILE),
    )
    markup = render(shown, ident='a"><b')
    assert "<script" not in markup
    assert "<a" not in markup
    (title, _) = read(markup).of("title")
    assert title.text == HOSTILE.rstrip("\x0b\x00")


def test_long_labels_wrap_and_keep_their_words() -> None:
    label = "Afdeling Werk, Inkomen en Maatschappelijke Ondersteuning voor de hele regio Noord"
    lines = [text.text for text in drawing(chart(row(label, Interval(1, 0, 2)))).of("text")]
    start = [line for line in lines if line and line in label]
    assert " ".join(start) == label
    assert max(map(len, start)) <= WIDE.label_chars


def test_a_standalone_drawing_has_namespace_and_size() -> None:
    (svg,) = drawing(chart(row(interval=Interval(73, 68, 77)))).of("svg")
    assert svg.attributes["xmlns"] == "http://www.w3.org/2000/svg"
    assert svg.attributes["width"] == str(WIDE.width)
    assert svg.attributes["viewBox"].endswith(f" {svg.attributes['height']}")
    assert SCORES.label in render(chart(row()), ident="a", standalone=True)
