"""Compile contents to PDF/UA-1 with typst.

Contents travel as JSON, so no text is ever read as a command of typst. PDF/UA-1 refuses a picture
without alternative text and a character without a glyph; the latter are replaced (`legible`).
"""

import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Final

from igm_portal.pdf.row_headers import with_row_headers

FONTS: Final = Path(__file__).parent / "fonts"
_TEMPLATES: Final = Path(__file__).parent / "templates"
_THIN_GAP: Final = "\N{EN SPACE}"  # in charts; typst itself puts it in the place of a space
_REPLACEMENT: Final = "\N{WHITE SQUARE}"


def typeset(template: str, content: Any) -> bytes:
    """Lay out the content with the template of this name; equal contents give equal bytes.

    typst is imported here, because its library is large and only a request for a PDF needs it.
    """
    import typst

    pdf = typst.compile(
        _TEMPLATES / f"{template}.typ",
        root=_TEMPLATES,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_legible_content(content), ensure_ascii=False)},
        format="pdf",
        pdf_standards=["ua-1"],
    )
    return with_row_headers(pdf)


def legible(text: str) -> str:
    """Replace every character that the font lacks by a square.

    PDF/UA-1 forbids a character without a glyph, so one emoji in a name would stop the whole PDF.
    White space and control characters become a space.
    """
    return "".join(_glyph(character) for character in unicodedata.normalize("NFC", text))


def _legible_content(content: Any) -> Any:
    if isinstance(content, str):
        return legible(content)
    if isinstance(content, dict):
        return {name: _legible_content(value) for name, value in content.items()}
    if isinstance(content, list | tuple):
        return [_legible_content(value) for value in content]
    return content


@cache
def _glyph(character: str) -> str:
    if ord(character) in _coverage() or character == _THIN_GAP:
        return character
    return " " if unicodedata.category(character)[0] in "CZ" else _REPLACEMENT


@cache
def _coverage() -> frozenset[int]:
    text = (FONTS / "coverage.txt").read_text(encoding="ascii")
    ranges = (line.partition("-") for line in text.split())
    return frozenset(
        code
        for first, _, last in ranges
        for code in range(int(first, 16), int(last or first, 16) + 1)
    )
