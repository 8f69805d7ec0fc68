"""An address as a QR code, drawn as SVG without any style, for the page and for paper."""

from typing import Final

import segno

# Choosing the best of the eight patterns takes most of the time; every reader reads all of them.
_MASK: Final = 3
_QUIET: Final = 4  # the empty border that readers ask for, in modules


def qr_svg(address: str) -> str:
    """The SVG element, scalable, black on nothing; a quarter may be dirty and it still reads."""
    code = segno.make_qr(address, error="q", mask=_MASK, boost_error=False)
    drawing: str = code.svg_inline(omitsize=True, border=_QUIET, svgclass=None, lineclass=None)
    return drawing


def qr_picture(address: str) -> str:
    """The same as a whole SVG document."""
    return qr_svg(address).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
