"""Ways through the site, as a page writes them."""

from datetime import date

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from igm_portal.page_tags import as_address, period


def html(source: str, path: str = "/") -> str:
    request = RequestFactory().get(path)
    return Template(source).render(Context({"request": request, "name": "<b>Oost</b>"}))


def test_a_breadcrumb_ends_at_the_page_itself() -> None:
    shown = html('{% breadcrumb "Waves" "/w/" "Second" "/w/2/" name %}')
    assert shown.count("<a ") == 2
    assert shown.index('href="/w/"') < shown.index('href="/w/2/"') < shown.index("aria-current")
    assert "&lt;b&gt;Oost&lt;/b&gt;" in shown
    assert "<b>" not in shown


def test_the_tab_of_this_page_is_current() -> None:
    shown = html('{% tabs "Wave" "Results" "/w/?x=1" "Quality" "/w/q/" "Below" "#below" %}', "/w/")
    assert shown.count("aria-current") == 1
    assert '<a href="/w/?x=1" aria-current="page">Results</a>' in shown


def test_a_rail_says_what_is_done_and_where_it_stands() -> None:
    shown = html('{% rail "Course" "Planned" "done" "Open" "now" "Result" "" %}')
    assert shown.count("igm-rail__done") == 1
    assert '<li aria-current="step"><span>Open</span></li>' in shown


def test_a_menu_opens_without_a_script_and_has_a_name() -> None:
    shown = html('{% menu "Save this chart" "PNG" "/x.png" %}')
    assert "<summary>" in shown
    assert "Save this chart</span>" in shown


@pytest.mark.parametrize("source", ['{% menu "Save" "PNG" %}', '{% breadcrumb "Waves" "/w/" %}'])
def test_words_come_in_pairs(source: str) -> None:
    with pytest.raises(ValueError, match="zip"):
        html(source)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 9, 28), date(2026, 10, 26), "28 sep – 26 okt 2026"),
        (date(2026, 10, 3), date(2026, 10, 26), "3 – 26 okt 2026"),
        (date(2025, 12, 28), date(2026, 1, 5), "28 dec 2025 – 5 jan 2026"),
    ],
)
def test_two_days_are_as_brief_as_a_card(start: date, end: date, expected: str) -> None:
    assert period(start, end) == expected


def test_an_address_may_break_after_its_marks_only() -> None:
    """A name and its marks are never parted, and what somebody sends is text."""
    assert (
        as_address("portaal.zandstad.nl/meedoen/")
        == '<bdi dir="ltr">portaal.<wbr>zandstad.<wbr>nl/<wbr>meedoen/</bdi>'
    )
    assert as_address("a<b.nl") == '<bdi dir="ltr">a&lt;b.<wbr>nl</bdi>'
