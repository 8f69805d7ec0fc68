import json
from html.parser import HTMLParser
from typing import Any

import pytest
from django.template.loader import render_to_string

from reports.charts.spec import Family, Group, Interval, IntervalChart, Row
from reports.charts.table import Columns
from reports.charts.view import ChartView, chart_view
from tests.unit.reports.charts.build import ABSENT, HOSTILE, PHRASES, SCORES

VOID = {"br", "link", "meta", "img", "input"}


class Page(HTMLParser):
    """The elements of a page, each as (tag, attributes, own text)."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[list[str]] = [[]]
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), []))
        if tag not in VOID:
            self._open.append(self.found[-1][2])

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].append(data)

    def texts(self, tag: str, **attributes: str) -> list[str]:
        return [
            "".join(text).strip()
            for name, given, text in self.found
            if name == tag and all(given.get(key) == value for key, value in attributes.items())
        ]

    def with_attribute(self, name: str) -> list[dict[str, str | None]]:
        return [given for _, given, _ in self.found if name in given]


def view(label: str = "Houding", *, explore: bool = False) -> ChartView:
    rows = (
        Row(label, Family.WILLEN, Interval(73, 68, 77), "n 7 tot 9"),
        Row("Context", Family.KUNNEN, None),
    )
    chart = IntervalChart(label, SCORES, (Group("Groep", rows),), PHRASES)
    columns = Columns("Onderdeel", "Gemiddelde", "Onzekerheid")
    return chart_view(
        chart,
        ident="elementen",
        sentence=label,
        columns=columns,
        reading="Uitleg",
        explore=explore,
    )


@pytest.fixture
def source() -> str:
    return render_to_string("reports/components/chart.html", {"chart": view()})


def test_without_script_there_is_a_sentence_a_picture_and_a_table(source: str) -> None:
    page = Page(source)
    assert page.texts("h3") == ["Houding"]
    assert "Houding" in page.texts("p")
    assert [text.split()[0] for text in page.texts("span", **{"class": "igm-row__value"})] == ["73"]
    assert page.texts("span", **{"class": "igm-value__span"}) == ["68 tot 77"]
    assert page.texts("span", **{"class": "igm-withheld"}) == [ABSENT]
    tools = page.with_attribute("data-chart-tools")
    assert [("hidden" in given) for given in tools] == [True]


def test_the_table_has_caption_headings_and_figures(source: str) -> None:
    page = Page(source)
    assert page.texts("caption") == ["Houding"]
    assert page.texts("th", scope="col") == ["Onderdeel", "Gemiddelde", "Onzekerheid"]
    assert page.texts("th", scope="rowgroup") == ["Groep"]
    assert page.texts("th", scope="row") == ["Houding", "Context"]
    assert page.texts("td") == ["73", "68 tot 77", ABSENT]


def test_the_file_to_save_stands_apart_from_the_page(source: str) -> None:
    """In a template, so that its ids and texts are no part of the page."""
    page = Page(source)
    assert len(page.with_attribute("data-chart-drawing")) == 1
    assert len(page.texts("svg", role="img")) == 1


def test_a_button_to_save_says_first_what_it_shows(source: str) -> None:
    page = Page(source)
    buttons = [(given, text) for tag, given, text in page.found if tag == "button"]
    assert [text[0].strip() for _, text in buttons] == ["PNG", "SVG"]
    assert not [given for given, _ in buttons if "aria-label" in given]


def test_exploring_brings_plotly_and_its_data() -> None:
    explored = view(explore=True)
    source = render_to_string("reports/components/chart.html", {"chart": explored})
    (data,) = Page(source).texts("script", id="elementen-data", type="application/json")
    figure: dict[str, Any] = json.loads(data)
    assert figure == explored.figure
    (attributes,) = Page(source).with_attribute("data-chart-script")
    for name in ("script", "locale", "style"):
        assert str(attributes[f"data-chart-{name}"]).startswith("/static/vendor/plotly/")


def test_a_profile_has_nothing_of_plotly(source: str) -> None:
    assert "plotly" not in source
    assert "data-chart-explore" not in source


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(source: str) -> None:
    page = Page(source)
    assert page.with_attribute("style") == []
    assert page.texts("style") == []
    assert "//" not in source.replace("http://www.w3.org", "")


def test_hostile_texts_stay_texts() -> None:
    page = Page(render_to_string("reports/components/chart.html", {"chart": view(HOSTILE)}))
    assert not [tag for tag, _, _ in page.found if tag == "script"]
    assert page.texts("a") == []


def test_the_heading_fits_the_page() -> None:
    context = {"chart": view(), "level": 2}
    page = Page(render_to_string("reports/components/chart.html", context))
    assert page.texts("h2") == ["Houding"]
