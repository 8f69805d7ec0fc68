"""Codes on paper as accessible PDF (PDF/UA-1).

The words come from the caller; this room knows no language and no database.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from surveys.press.press import typeset
from surveys.sheets.qr import qr_picture

_HERE: Final = Path(__file__).parent


class Form(StrEnum):
    """What is printed, by the name of its template."""

    CARDS = "cards"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class Printed:
    """One code with its full address and the short one that people type."""

    code: str
    link: str


@dataclass(frozen=True, slots=True)
class Paper:
    """All words on the paper. `steps` and `promises` stand on letters only; `logo` is SVG, or
    empty."""

    title: str
    organisation: str
    about: str
    until: str
    site: str
    code_label: str
    scan: str
    voluntary: str
    how: str
    steps: Sequence[str]
    seen: str
    promises: Sequence[str]
    logo: str = ""


def pdf(form: Form, paper: Paper, codes: Sequence[Printed]) -> bytes:
    """A PDF with every code: ten cards to an A4, or a letter for each."""
    content = asdict(paper) | {
        "codes": [{"code": it.code, "link": it.link, "qr": qr_picture(it.link)} for it in codes]
    }
    return typeset(_HERE / f"{form}.typ", content)
