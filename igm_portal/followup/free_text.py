"""What must not stand in a text that others read: signs of a person in it. Pure.

A burgerservicenummer is refused; the rest is asked about, because words may look like it by chance.
"""

import re
from enum import StrEnum
from typing import Final

_DIGITS: Final = re.compile(r"(?<!\d)(?:\d{8}|\d(?:[ .-]?\d){8})(?!\d)")
"""Nine digits, however they are parted, or eight together: parted, those are rather a date."""
_MAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_PHONE: Final = re.compile(r"(?<!\d)(?:\+31|0031|0)[ .-]?[1-9](?:[ .-]?\d){8}(?!\d)")
_PERSON: Final = re.compile(
    r"\b(?:mevrouw|meneer|mevr|mw|mevr\.|mw\.|dhr|dhr\.|de heer|mrs|mr|ms)\.?\s+"
    r"(?:(?:van|de|den|der|ten|ter|el|al|ben)\s+)*(?-i:[A-ZÀ-Þ])",
    re.IGNORECASE,
)
_MONTHS: Final = (
    "jan|feb|mrt|maart|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec"  # as their words begin
)
_BIRTH: Final = re.compile(
    r"(?<!\d)\d{1,2}(?:[-/. ]\d{1,2}[-/. ]|\.?\s+(?:"
    + _MONTHS
    + r")[a-z]*\.?\s+)(?:19\d\d|20[01]\d)(?!\d)"
    r"|(?<!\d)(?:19\d\d|20[01]\d)-\d{1,2}-\d{1,2}(?!\d)"
    r"|\bgeboren op\b|\bgeboortedatum\b|\bgeb\.\s*\d|\bborn on\b|\bdate of birth\b",
    re.IGNORECASE,
)
"""A whole day of before 2020, or words that go with one: an agreement is about later days."""
_WEIGHTS: Final = (9, 8, 7, 6, 5, 4, 3, 2, -1)


class Sign(StrEnum):
    """What in a text may point to a person."""

    BSN = "bsn"
    MAIL = "mail"
    PHONE = "phone"
    PERSON = "person"
    BIRTH = "birth"


def signs_of_a_person(text: str) -> tuple[Sign, ...]:
    """The kinds of sign in `text`, each once, in the order of `Sign`."""
    present = {
        Sign.BSN: any(is_bsn(match.group()) for match in _DIGITS.finditer(text)),
        Sign.MAIL: bool(_MAIL.search(text)),
        Sign.PHONE: bool(_PHONE.search(text)),
        Sign.PERSON: bool(_PERSON.search(text)),
        Sign.BIRTH: bool(_BIRTH.search(text)),
    }
    return tuple(sign for sign, is_present in present.items() if is_present)


def is_bsn(text: str) -> bool:
    """Whether digits (spaces, dots and hyphens aside) pass the elfproef: 8 or 9 digits whose sum
    with the weights 9, 8, 7, 6, 5, 4, 3, 2 and -1 is a multiple of 11 (Besluit burgerservicenummer,
    Logisch Ontwerp BSN). Zeros alone pass it and are no number.
    """
    digits = [int(sign) for sign in text if sign.isdigit()]
    if len(digits) not in {8, 9} or not any(digits):
        return False
    nine_digits = [0] * (9 - len(digits)) + digits
    total = sum(weight * digit for weight, digit in zip(_WEIGHTS, nine_digits, strict=True))
    return total % 11 == 0
