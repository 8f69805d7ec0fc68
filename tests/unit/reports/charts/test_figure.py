import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from reports.charts.figure import figure
from reports.charts.spec import Axis, Family, Group, Interval, Margin, ReferenceLine, Row
from tests.unit.reports.charts.build import ABSENT, HOSTILE, chart, row

PLOTLY = Path(__file__).parents[4] / "static" / "vendor" / "plotly"

WILLEN = Row("Willen", Family.WILLEN, Interval(73, 68, 77))
KUNNEN = Row("Kunnen", Family.KUNNEN, Interval(56, 51, 60))


def test_no_template_and_dutch_separators() -> None:
    layout = figure(chart(WILLEN))["layout"]
    assert "template" not in layout
    assert layout["separators"] == ",."


def test_only_the_scale_can_be_moved_and_not_past_its_ends() -> None:
    layout = figure(chart(WILLEN))["layout"]
    assert layout["yaxis"]["fixedrange"]
    assert layout["dragmode"] is False
    assert layout["xaxis"]["range"] == [-3, 103]
    assert (layout["xaxis"]["minallowed"], layout["xaxis"]["maxallowed"]) == (-3, 103)


def test_each_family_is_a_trace_with_its_own_symbol_and_hover_text() -> None:
    willen, kunnen, _ = figure(chart(WILLEN, KUNNEN))["data"]
    assert (willen["meta"], willen["marker"]["symbol"]) == ("willen", ["circle"])
    assert (kunnen["meta"], kunnen["marker"]["symbol"]) == ("kunnen", ["diamond"])
    assert willen["text"] == ["Willen: 73 (68 tot 77)"]
    assert willen["marker"]["color"] != kunnen["marker"]["color"]


def test_a_coded_figure_is_an_arrow() -> None:
    coded = Interval(93, 88, 100, "top"), Interval(6, 0, 9, "bottom")
    trace = figure(chart(*(row(interval=interval) for interval in coded)))["data"][0]
    assert trace["marker"]["symbol"] == ["triangle-right", "triangle-left"]
    assert trace["text"][0] == "Willen: \u2265 93 (88 tot 100)"


def test_over_time_each_measure_is_a_line_that_leaves_out_what_is_withheld() -> None:
    moments = ((date(2026, 5, 2), "mei"), (date(2026, 7, 1), "juli"), (date(2026, 10, 31), "okt"))
    shown = replace(
        chart(WILLEN),
        groups=(
            Group("Willen", (WILLEN, row("Willen"), WILLEN)),
            Group("Kunnen", (KUNNEN, KUNNEN, KUNNEN)),
        ),
        moments=moments,
    )
    data, layout = figure(shown)["data"], figure(shown)["layout"]
    assert [trace["name"] for trace in data] == ["Willen", "Kunnen"]
    assert data[0]["x"] == ["2026-05-02", "2026-10-31"]
    assert data[0]["y"] == [73, 73]
    assert data[1]["error_y"]["array"] == [4, 4, 4]
    assert layout["xaxis"]["ticktext"] == ["mei", "juli", "okt"]


def test_points_labels_and_reference_marks_stand_at_the_same_heights() -> None:
    shown = replace(
        chart(WILLEN, axis=Axis(-50, 50, (0,), "Punten", "lager", "hoger", with_sign=True)),
        groups=(Group("Kop", (WILLEN, KUNNEN)),),
        lines=(ReferenceLine(0, "nul"),),
        margin=Margin(-5, 5, "marge"),
    )
    data, layout = figure(shown)["data"], figure(shown)["layout"]
    heights = [*data[0]["y"], *data[1]["y"]]
    heading, *labels = data[2]["y"]
    assert heading > labels[0] > heights[0] > labels[1] > heights[1]
    band, zero = layout["shapes"]
    assert (band["x0"], band["x1"], zero["x0"], zero["x1"]) == (-5, 5, 0, 0)
    texts = [annotation["text"] for annotation in layout["annotations"]]
    assert texts == ["nul", "\u2190 lager", "hoger \u2192", "Punten", "marge"]
    depths = [annotation["yshift"] for annotation in layout["annotations"]]
    assert depths[0] > depths[1] == depths[2] > depths[3] > depths[4]


def test_a_withheld_row_keeps_its_place_and_says_so() -> None:
    data = figure(chart(row("Kunnen"), WILLEN))["data"]
    assert data[0]["y"] == [-2]
    assert data[1]["text"][0].replace("<br>", " ") == f"Kunnen: {ABSENT}"


def test_texts_hold_no_markup_but_line_breaks() -> None:
    """plotly reads links and styles in texts; ``<b>`` would break the Content-Security-Policy."""
    shown = replace(
        chart(row(HOSTILE, Interval(1, 0, 2)), row(HOSTILE), axis=Axis(0, 9, (), HOSTILE, HOSTILE)),
        margin=Margin(0, 1, HOSTILE),
    )
    data = figure(shown)
    texts = [text for trace in data["data"] for text in trace["text"]]
    texts += [annotation["text"] for annotation in data["layout"]["annotations"]]
    assert len(texts) == 6
    for text in texts:
        assert set(re.findall("<[^>]*>", text)) <= {"<br>"}


def test_every_button_of_the_mode_bar_has_a_dutch_text() -> None:
    bundle = (PLOTLY / "plotly-basic.min.js").read_text("utf-8")
    locale = (PLOTLY / "plotly-locale-nl.js").read_text("utf-8")
    titles = set(re.findall(r'title:function\(\w+\)\{return \w+\(\w+,"([^"]+)"\)\}', bundle))
    assert {"Zoom in", "Zoom out", "Pan", "Reset axes"} <= titles
    assert [title for title in titles if f'"{title}": "' not in locale] == []
