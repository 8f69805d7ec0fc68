"""Names that people typed, in files and as names of files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.exports.text import file_name, harmless, plain
from tests.unit.reports.exports.build import HOSTILE


@pytest.mark.parametrize("text", ["=1+1", "+1", "-2", "@a", "\t=1", "\r=1", "\uff1d1"])
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Centrum", "a=1", "'=1", "", "1-2"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(st.text())
def test_plain_text_is_one_line_that_xml_can_hold(text: str) -> None:
    found = plain(text)
    assert not set(found) & {chr(code) for code in [*range(32), 0x7F, 0xFFFE, 0xFFFF]}
    assert plain(found) == found


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("gespreksblad", "Zoë & Co.", "Tweede meting"), "gespreksblad-zoe-co-tweede-meting.pdf"),
        (("rapport", "../../etc/passwd"), "rapport-etc-passwd.pdf"),
        (("中文",), "bestand.pdf"),
        ((), "bestand.pdf"),
    ],
)
def test_a_file_name_says_what_is_in_it(parts: tuple[str, ...], name: str) -> None:
    assert file_name(*parts, extension="pdf") == name


@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=200), max_size=4))
def test_a_file_name_is_safe_everywhere(parts: list[str]) -> None:
    name = file_name("rapport", *parts, extension="pdf")
    assert len(name) <= 100
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert name.startswith("rapport")
    assert name.count(".") == 1
