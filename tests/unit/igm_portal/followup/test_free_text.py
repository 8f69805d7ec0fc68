"""What in a text points to a person, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igm_portal.followup.free_text import Sign, is_bsn, signs_of_a_person


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Elke dinsdag een uur zonder telefoon", ()),
        ("Afspraak voor 01-12-2026, om 9.00 uur", ()),
        ("Dossier 2026-12345", ()),
        ("123456782 bellen", (Sign.BSN,)),
        ("BSN 1234.56.782", (Sign.BSN,)),
        ("123456783", ()),  # fails the elfproef
        ("mail naar jan@gemeente.nl", (Sign.MAIL,)),
        ("bel 06-12345678", (Sign.PHONE,)),
        ("bel +31 20 123 45 67", (Sign.PHONE,)),
        ("Mevrouw De Vries doet het", (Sign.PERSON,)),
        ("mw. van den Berg", (Sign.PERSON,)),
        ("dhr Özdemir belt a@b.nl", (Sign.MAIL, Sign.PERSON)),
        ("Meneer of mevrouw zeggen we niet meer", ()),
    ],
)
def test_signs(text: str, signs: tuple[Sign, ...]) -> None:
    assert signs_of_a_person(text) == signs


@given(st.integers(10_000_000, 99_999_999))
def test_one_last_digit_at_most_makes_a_number(start: int) -> None:
    """The elfproef leaves for eight digits at most one ninth (a remainder of 10 has none)."""
    fitting = [last for last in range(10) if is_bsn(f"{start}{last}")]
    assert len(fitting) <= 1
