"""Start codes as PDF, on cards or letters: each with its address in words and as a QR code.

The texts come from the caller: this room knows no language and no database.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

import segno

from igm_portal.pdf.typst import typeset

# Choosing the best of the eight patterns takes most of the time; every reader reads all of them.
_MASK: Final = 3
_BORDER: Final = 4  # the white border that readers ask for, in modules


class CodeLayout(StrEnum):
    """What carries a code, by the name of its template."""

    CARDS = "cards"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class CodeTexts:
    """All texts around a code. `steps` and `promises` are for letters only; `help` says whom to
    ask, and `logo` is SVG; both may be empty."""

    language: str
    direction: str
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
    help: str = ""
    logo: str = ""


def codes_pdf(form: CodeLayout, texts: CodeTexts, links: Sequence[tuple[str, str]]) -> bytes:
    """Lay out eight cards to an A4, or a letter for each code; `links` are (code, address)."""
    codes = [{"code": code, "link": link, "qr": qr_document(link)} for code, link in links]
    return typeset(form, asdict(texts) | {"codes": codes})


def qr_svg(address: str) -> str:
    """Draw an address as a scalable SVG element without any style, black on nothing; a quarter of
    it may be dirty and it still reads. It is for cameras: beside it the address stands in words."""
    code = segno.make_qr(address, error="q", mask=_MASK, boost_error=False)
    element: str = code.svg_inline(omitsize=True, border=_BORDER, svgclass=None, lineclass=None)
    return element.replace("<svg ", '<svg aria-hidden="true" ', 1)


def qr_document(address: str) -> str:
    """Draw the same as a whole SVG document."""
    return qr_svg(address).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
