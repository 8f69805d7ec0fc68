"""One spelling per kind of text: equal texts give the same, any text gives an answer."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from igm_portal import spelling
from igm_portal.plain_text import is_line
from igm_portal.spelling import Invisible, Misspelt

TEXT = st.text(max_size=60)
ADDRESS = st.tuples(TEXT, TEXT).map(lambda parts: f"{parts[0]}@{parts[1]}.nl")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Jan@Zandstad.NL ", "jan@zandstad.nl"),
        ("proef@kantoor-\ufb01nancien.example", "proef@kantoor-financien.example"),
        ("ｊａｎ@ｚａｎｄ．ｎｌ", "jan@zand.nl"),
        ("jan@zand\u3002nl", "jan@zand.nl"),
        ("jan@gemeente-cafe\u0301.nl", "jan@gemeente-café.nl"),
        ("jan@XN--gemeente-caf-meb.nl", "jan@gemeente-café.nl"),
        ("jan@\u212aantoor.nl", "jan@kantoor.nl"),  # the sign of Kelvin
        ("jan@пример.рф", "jan@пример.рф"),
        ("o'brien+werk@zandstad.nl", "o'brien+werk@zandstad.nl"),
    ],
)
def test_an_address_has_one_spelling(text: str, kept: str) -> None:
    assert spelling.address(text) == spelling.address_key(text) == kept


def test_what_idna_2008_tells_apart_stays_apart() -> None:
    """IDNA 2003, which the language comes with, sends the first one's mail to the second."""
    assert spelling.wire_address("jan@straße.de") == "jan@xn--strae-oqa.de"
    assert spelling.wire_address("jan@strasse.de") == "jan@strasse.de"


@pytest.mark.parametrize(
    "text",
    ["", "jan", "@x.nl", "jan@", "jan@x", "a b@x.nl", "jan@-x.nl", "jan@x..nl", "jan@xn--a.nl",
     "zoë@x.nl", "jan@☃.nl", f"{'a' * 65}@x.nl", f"jan@{'é' * 60}.nl", "jan@a_b.nl", '"a"@x.nl'],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(Misspelt):
        spelling.address(text)


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\u2066", "\u00ad", "\0", "\u3164"])
def test_invisible_signs_are_named_as_such(sign: str) -> None:
    with pytest.raises(Invisible):
        spelling.address(f"ja{sign}n@zandstad.nl")
    with pytest.raises(Invisible):
        spelling.identifier(f"a{sign}12")


@given(st.one_of(TEXT, ADDRESS))
def test_any_text_is_an_address_in_one_spelling_or_none(text: str) -> None:
    key = spelling.address_key(text)
    assert spelling.address_key(key) == key
    try:
        kept = spelling.address(text)
    except Misspelt:
        return
    assert kept == key == spelling.address(kept)
    wire = spelling.wire_address(kept)
    assert wire.isascii()
    assert spelling.address(wire) == kept


@pytest.mark.parametrize(
    "text", ["Team Noord", "Team  Noord", " Team\u00a0Noord", "Team\u2009 \u3000Noord "]
)
def test_spaces_make_no_other_name(text: str) -> None:
    assert spelling.name(text) == "Team Noord"


@pytest.mark.parametrize("text", ["CAFÉ", "cafe\u0301", "Café ", "ｃａｆé"])
def test_names_that_look_the_same_have_one_key(text: str) -> None:
    assert spelling.name_key(text) == spelling.name_key("Café")


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("علی\u200cرضا", True),  # Persian
        ("ක්\u200dරිස්", True),  # Sinhala: after a mark that joins
        ("Jan\u200cPieter", False),  # Latin: seen by nobody
        ("\u200cعلی", False),
        ("علی\u200c", False),
        ("علی\u200c رضا", False),
        ("عل\u202eی", False),
        ("Zon ☀\ufe0f", True),
        ("Zo\ufe0fn", False),
        ("Te\u3164am", False),
    ],
)
def test_a_joiner_belongs_between_letters_that_join(text: str, fine: bool) -> None:
    assert is_line(text) is fine


@given(TEXT)
@example("\u00af")  # a macron, which NFKC makes a space with a mark
def test_any_text_has_one_spelling_as_a_name(text: str) -> None:
    assert spelling.name(spelling.name(text)) == spelling.name(text)
    assert spelling.name_key(spelling.name_key(text)) == spelling.name_key(text)
    try:
        kept = spelling.identifier(text)
    except Invisible:
        return
    assert is_line(kept)
    assert spelling.identifier(kept) == kept


@given(TEXT)
def test_any_text_is_read_as_a_code(text: str) -> None:
    kept = spelling.code(text)
    assert spelling.code(kept) == kept
    assert not any(sign.isspace() or sign in "-–.,/" for sign in kept)


def test_numbers_in_names_count_as_numbers() -> None:
    names = ["Team 11", "team 2", "Team 1", "Afdeling", "2e lijn", "Team 1b", "Team 1 oost", ""]
    assert sorted(names, key=spelling.natural_key) == [
        "", "2e lijn", "Afdeling", "Team 1", "Team 1 oost", "Team 1b", "team 2", "Team 11",
    ]  # fmt: skip


@given(st.lists(TEXT))
def test_any_names_have_an_order(names: list[str]) -> None:
    sorted(names, key=spelling.natural_key)


@given(TEXT)
def test_any_text_has_one_search_key_and_words_that_look_it_up(text: str) -> None:
    key = spelling.search_key(text)
    assert spelling.search_key(key) == key
    assert all(spelling.search_key(word) in key for word in spelling.search_words(text))
