"""Codes people type: every typing error is found, and no code is harder to copy than it must be."""

import math
from contextlib import suppress
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.codes.code import (
    ALPHABET,
    LOOK_ALIKES,
    OF_PARTICIPANTS,
    Code,
    CodeFault,
    CodeKind,
    Mistyped,
    check_symbol,
    checks_out,
    draw,
    draw_many,
    read,
    tidy,
)

KINDS = st.sampled_from(OF_PARTICIPANTS)


@st.composite
def codes(draw_value: st.DrawFn) -> Code:
    kind = draw_value(KINDS)
    return draw(kind, lambda alphabet: draw_value(st.sampled_from(alphabet)))


def fault_of(text: str) -> CodeFault:
    with pytest.raises(Mistyped) as caught:
        read(text)
    return caught.value.fault


@given(codes())
def test_what_is_printed_can_be_typed_back(code: Code) -> None:
    assert read(str(code)) == code


@given(codes(), st.sampled_from([" ", "-", "", " - ", "–", "\u00a0"]), st.booleans())
def test_the_way_of_typing_does_not_matter(code: Code, between: str, small: bool) -> None:
    typed = between.join(code.symbols)
    assert read(typed.lower() if small else typed) == code


@given(codes(), st.data())
def test_one_wrong_symbol_is_a_typing_error(code: Code, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(code.symbols) - 1))
    other = data.draw(st.sampled_from([it for it in ALPHABET if it != code.symbols[place]]))
    wrong = code.symbols[:place] + other + code.symbols[place + 1 :]
    assert fault_of(wrong) is CodeFault.CHECK


@given(codes(), st.data())
def test_two_symbols_that_changed_places_are_a_typing_error(
    code: Code, data: st.DataObject
) -> None:
    first, second = sorted(
        data.draw(st.lists(st.integers(0, len(code.symbols) - 1), min_size=2, max_size=2))
    )
    swapped = list(code.symbols)
    swapped[first], swapped[second] = swapped[second], swapped[first]
    if swapped != list(code.symbols):
        assert fault_of("".join(swapped)) is CodeFault.CHECK


@given(codes(), st.data())
def test_a_symbol_too_many_or_too_few_is_told_as_such(code: Code, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(code.symbols) - 1))
    assert fault_of(code.symbols[:place] + code.symbols[place + 1 :]) is CodeFault.LENGTH
    assert fault_of(code.symbols[:place] + "2" + code.symbols[place:]) is CodeFault.LENGTH


@given(st.text(max_size=40))
def test_any_text_is_a_code_or_a_typing_error(text: str) -> None:
    with suppress(Mistyped):
        assert checks_out(read(text).symbols)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", CodeFault.EMPTY),
        (" - ", CodeFault.EMPTY),
        ("XR4-97K", CodeFault.LENGTH),
        ("XR4-97K-C2M-XR4-97K-C2M", CodeFault.LENGTH),
        ("XR4-97K-C2€", CodeFault.SYMBOL),
        ("XR4-97K-C2!", CodeFault.LENGTH),
        ("hallo daar", CodeFault.SYMBOL),
        ("ⅧXR497KC2", CodeFault.SYMBOL),
    ],
)
def test_what_cannot_be_a_code(text: str, fault: CodeFault) -> None:
    assert fault_of(text) is fault


def test_a_known_code_has_its_known_check() -> None:
    """By hand: 2·1 + 3·2 + 4·3 + 5·4 + 6·5 + 7·6 + 8·7 + 9·8 = 240 = 10 mod 23; 23 - 10 = 13."""
    assert check_symbol("34567 89C".replace(" ", "")) == ALPHABET[13]


@pytest.mark.parametrize("wrong", LOOK_ALIKES)
def test_a_look_alike_is_read_as_what_was_printed(wrong: int) -> None:
    assert chr(wrong) not in ALPHABET
    assert tidy(chr(wrong).lower()) == tidy(chr(wrong))
    assert tidy(chr(wrong)) in ALPHABET


def test_no_code_holds_a_vowel_or_two_symbols_that_look_alike() -> None:
    assert not set(ALPHABET) & set("AEIOU01LZSGBQ")
    assert len(set(ALPHABET)) == 23


def test_a_resume_code_cannot_be_guessed() -> None:
    bits = {kind: (kind.length - 1) * math.log2(len(ALPHABET)) for kind in CodeKind}
    assert bits[CodeKind.RESUME] >= 60
    assert bits[CodeKind.START] >= 36
    assert [kind.length % kind.group for kind in CodeKind] == [0, 0, 0, 0, 0, 0]


def test_a_room_code_is_read_where_one_is_asked_for_and_nowhere_else() -> None:
    code = draw(CodeKind.ROOM)
    assert read(str(code).lower(), [CodeKind.ROOM]) == code
    assert fault_of(str(code)) is CodeFault.LENGTH
    with pytest.raises(Mistyped):
        read(str(draw(CodeKind.START)), [CodeKind.ROOM])


def test_many_codes_are_all_different() -> None:
    assert len({str(code) for code in draw_many(CodeKind.START, 500)}) == 500


def test_every_symbol_is_drawn() -> None:
    random = Random(4)  # noqa: S311  a test that repeats itself
    seen = {symbol for _ in range(60) for symbol in draw(CodeKind.RESUME, random.choice).symbols}
    assert seen == set(ALPHABET)


PRINTED = draw(CodeKind.START, lambda alphabet: alphabet[1])
TYPED = [
    "3 3 3 3 3 3 3 3 ",
    "٣٣٣-٣٣٣-٣٣",  # Arabic
    "۳۳۳-۳۳۳-۳۳",  # Persian
    "३३३३३३३३",  # Hindi
    "３３３－３３３－３３",  # full width
    "333\u2011333\u201133",  # a hyphen that does not break
    "333−333−33",  # a minus
    "333ـ333ـ33",  # what an Arabic keyboard has there
    "\u200e333\u00ad-\ufeff333\u200b-33",  # copied along
    "«333.333.33»",
    "“333, 333, 33”",
    "333/333/33",
    "333_333_33",
]


@pytest.mark.parametrize("text", TYPED)
def test_a_code_is_read_as_people_type_and_copy_it(text: str) -> None:
    last = PRINTED.symbols[-1]
    assert read(text + last) == PRINTED


@pytest.mark.parametrize(
    "address",
    [
        "https://meedoen.zandstad.nl/meedoen/{}/",
        "https://zandstad.nl:8000/meedoen/{}?bron=qr#begin",
        "zandstad.nl/meedoen/{}",
        "/meedoen/{}/",
        " https://zandstad.nl/meedoen/{}/. ",
    ],
)
def test_of_a_pasted_address_the_last_part_is_the_code(address: str) -> None:
    assert read(address.format(PRINTED)) == PRINTED
    assert read(address.format(PRINTED.symbols.lower())) == PRINTED


def test_letters_that_look_like_ours_are_ours() -> None:
    symbols = iter("CHKMPTXY")
    code = draw(CodeKind.START, lambda _alphabet: next(symbols))
    for letters in ("СНКМРТХУ", "ϹΗΚΜΡΤΧΥ"):
        alphabet = str.maketrans("CHKMPTXY", letters)
        assert read(code.symbols[:-1].translate(alphabet) + code.symbols[-1]) == code


def test_every_kind_of_code_is_read_that_way() -> None:
    for kind in CodeKind:
        code = draw(kind, lambda alphabet: alphabet[1])
        assert read(str(code).replace("3", "٣"), [kind]) == code


@pytest.mark.parametrize("text", ["333-333-33é!", "3€3-333-333", "日本-333-333"])
def test_other_signs_are_no_code(text: str) -> None:
    with pytest.raises(Mistyped) as mistake:
        read(text)
    assert mistake.value.fault is CodeFault.SYMBOL
