"""Which characters the font of the PDFs can show."""

import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).parent / "fonts"
_GAP: Final = "\N{EN SPACE}"  # of the charts; typst makes it of an ordinary space
_STAND_IN: Final = "\N{WHITE SQUARE}"


def legible(text: str) -> str:
    """`text` with a square for every character that the font lacks.

    PDF/UA-1 forbids a character without a sign, so one emoji in a name would stop the whole PDF.
    White space and control characters become a space.
    """
    return "".join(_shown(character) for character in unicodedata.normalize("NFC", text))


@cache
def _shown(character: str) -> str:
    if ord(character) in _coverage() or character == _GAP:
        return character
    return " " if unicodedata.category(character)[0] in "CZ" else _STAND_IN


@cache
def _coverage() -> frozenset[int]:
    text = (FONTS / "coverage.txt").read_text(encoding="ascii")
    ranges = (line.partition("-") for line in text.split())
    return frozenset(
        code
        for first, _, last in ranges
        for code in range(int(first, 16), int(last or first, 16) + 1)
    )
