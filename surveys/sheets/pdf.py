"""Codes on paper as accessible PDF (PDF/UA-1), set by typst.

Contents travel as JSON, so no text is ever read as a command of typst. The words come from the
caller; this room knows no language and no database.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from surveys.sheets.qr import qr_picture

_HERE: Final = Path(__file__).parent
_PUNCTUATION: Final = frozenset(
    "\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u20ac"
)  # dashes, quotes, bullet, euro
_LAST_LATIN: Final = "\u017f"  # of the letters that the font has all of
_STAND_IN: Final = "\N{WHITE SQUARE}"
FONTS: Final = _HERE.parents[1] / "reports" / "exports" / "fonts"  # the letters of all papers


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
    """All words on the paper. `steps` and `promises` stand on letters only."""

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


def pdf(form: Form, paper: Paper, codes: Sequence[Printed]) -> bytes:
    """A PDF with every code: ten cards to an A4, or a letter for each.

    typst is imported here: it is needed by who prints codes and by nobody else.
    """
    import typst

    words = {name: _legible(value) for name, value in asdict(paper).items()}
    content = words | {
        "codes": [{"code": it.code, "link": it.link, "qr": qr_picture(it.link)} for it in codes]
    }
    made: bytes = typst.compile(
        _HERE / f"{form}.typ",
        root=_HERE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(content, ensure_ascii=False)},
        format="pdf",
        pdf_standards=["ua-1"],
    )
    return made


def _legible(value: str | Sequence[str]) -> str | list[str]:
    """A square for what the font may lack: PDF/UA-1 allows no character without a sign."""
    if not isinstance(value, str):
        return [str(_legible(text)) for text in value]
    return "".join(_shown(character) for character in value)


def _shown(character: str) -> str:
    if not character.isprintable():
        return " "
    return character if character <= _LAST_LATIN or character in _PUNCTUATION else _STAND_IN
