import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts.layout import WIDE
from reports.charts.spec import (
    Axis,
    Family,
    Group,
    Interval,
    IntervalChart,
    Margin,
    ReferenceLine,
    Row,
)
from reports.charts.svg import render
from tests.unit.reports.charts.build import (
    HOSTILE,
    PHRASES,
    SCORES,
    Document,
    Element,
    chart,
    charts,
    read,
    row,
    with_gap,
)


def drawing(shown: IntervalChart) -> Document:
    return read(render(shown, ident="a"))


def places(document: Document) -> list[Element]:
    """The groups that move a mark to its place, in order."""
    return [one for one in document.of("g") if "transform" in one.attributes]


def placed(document: Document) -> list[tuple[float, float]]:
    """Where each mark stands."""
    numbers = [re.findall(r"[-.\d]+", one.attributes["transform"]) for one in places(document)]
    return [(float(x), float(y)) for x, y in numbers]


@given(st.integers(0, 100))
def test_the_mark_stands_where_the_value_is(value: int) -> None:
    ((x, _),) = placed(drawing(chart(row(interval=Interval(value, 0, 100)))))
    assert x == pytest.approx(WIDE.plot_left + value / 100 * WIDE.plot_width, abs=0.01)


def test_the_interval_reaches_from_low_to_high() -> None:
    (band,) = drawing(chart(row(interval=Interval(50, 25, 75)))).marked("interval")
    quarter = WIDE.plot_width / 4
    assert float(band.attributes["x"]) == WIDE.plot_left + quarter
    assert float(band.attributes["width"]) == 2 * quarter


def test_a_band_as_narrow_as_its_mark_stands_out_above_and_below_it() -> None:
    heights = {
        margin: float(
            drawing(chart(row(interval=Interval(50, 50 - margin, 50 + margin))))
            .marked("interval")[0]
            .attributes["height"]
        )
        for margin in (2, 3, 5, 25)
    }
    assert heights[2] == heights[3] > 18 > heights[5] == heights[25]  # a diamond is 18 high


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
        Axis(-50, 50, (-50, 0, 50), "Punten", "kunnen hoger", "willen hoger", with_sign=True),
        (Group("", (row(interval=Interval(17, 12, 21)),)),),
        PHRASES,
        lines=(ReferenceLine(0, "geen verschil"),),
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
    assert line.attributes["x1"] == line.attributes["x2"] == f"{middle:g}"
    band = document.marked("margin")[0]
    assert float(band.attributes["x"]) == middle - WIDE.plot_width / 20
    assert float(band.attributes["width"]) == WIDE.plot_width / 10


def test_a_gap_is_shaded_between_the_marks_and_named() -> None:
    document = drawing(with_gap(69, 47))
    (shade,) = document.marked("gap--clear")
    ends = sorted(float(mark.attributes["transform"][10:].split()[0]) for mark in places(document))
    assert float(shade.attributes["x"]) == pytest.approx(ends[0], abs=0.01)
    assert float(shade.attributes["width"]) == pytest.approx(ends[1] - ends[0], abs=0.01)
    assert "22 punten verschil" in [text.text for text in document.of("text")]


def test_a_gap_of_which_nothing_may_be_said_has_no_colour_and_no_number() -> None:
    document = drawing(with_gap(52, 47, clear=False))
    assert document.marked("gap--clear") == []
    assert len(document.marked("gap--unclear")) == 1
    assert "te onzeker" in [text.text for text in document.of("text")]


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
        *("page", "svg", "title", "desc", "g", "path", "rect", "line", "text", "tspan")
    }
    names = {name for element in document.elements for name in element.attributes}
    assert not any(name == "style" or name.startswith("on") or "href" in name for name in names)


def test_hostile_texts_stay_texts() -> None:
    shown = IntervalChart(
        HOSTILE,
        Axis(0, 100, (0,), HOSTILE, HOSTILE, HOSTILE),
        (Group(HOSTILE, (row(HOSTILE, Interval(1, 0, 2), HOSTILE), row(HOSTILE))),),
        PHRASES,
        lines=(ReferenceLine(0, HOSTILE),),
        margin=Margin(-5, 5, HOSTILE),
    )
    markup = render(shown, ident='a"><b')
    assert "<script" not in markup
    assert "<a" not in markup
    (title,) = read(markup).of("title")
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
    assert SCORES.label in render(chart(row()), ident="a")


def test_for_who_reads_from_right_to_left_names_stand_right_and_the_scale_stays() -> None:
    groups = tuple(
        Group(title, (replace(row(interval=Interval(value, 0, 100)), label=title),))
        for title, value in (("Willen", 20), ("Kunnen", 80))
    )
    shown = IntervalChart("Uw resultaat", SCORES, groups, PHRASES, side_by_side=True)
    (left, _), (right, _) = placed(drawing(shown))
    mirrored = drawing(replace(shown, right_to_left=True))
    (first, _), (second, _) = placed(mirrored)
    assert first - left == 420
    assert right - second == 420
    names = [one for one in mirrored.of("text") if one.text in {"Willen", "Kunnen"}]
    assert {one.attributes.get("text-anchor") for one in names} == {"end"}
    assert {one.attributes["x"] for one in names} == {"780", "360"}
