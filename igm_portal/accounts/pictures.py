"""Read a logo that somebody sends in: decoded by Pillow and written anew from its dots alone.

No metadata, no colour profile, no second frame and nothing behind the end of the file survives,
because the PNG that is stored is made of the decoded dots and of nothing else. What a file claims
about its size is judged before anything is decoded.
"""

from enum import StrEnum
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

MAX_LOGO_BYTES: Final = 1_000_000
MAX_PIXELS: Final = 12_000_000
"""Decoded, 48 MB for a moment."""
WIDEST: Final = 8.0
"""How many times wider than high, or higher than wide, a logo may be."""
BOX: Final = (1240, 660)
"""Dots. On paper a logo is at most 52 by 14 mm: 600 dots per inch."""
MAX_STORED: Final = 300_000
"""Bytes of the PNG: it stands on every page."""
FORMATS: Final = ("PNG", "JPEG")


class PictureFault(StrEnum):
    TOO_LARGE = "too_large"  # more bytes than MAX_BYTES
    SVG = "svg"
    NO_PICTURE = "no_picture"  # neither PNG nor JPEG, or damaged
    TOO_MANY_PIXELS = "too_many_pixels"
    SHAPE = "shape"  # far too wide or too high


class PictureRefused(Exception):
    """The picture is refused."""

    def __init__(self, fault: PictureFault) -> None:
        super().__init__(fault)
        self.fault = fault


def read_logo(content: bytes) -> bytes:
    """A PNG of at most BOX dots and MAX_STORED bytes with the picture in it.

    Raises PictureFault.
    """
    if len(content) > MAX_LOGO_BYTES:
        raise PictureRefused(PictureFault.TOO_LARGE)
    if b"<svg" in content[:2000].lower() and not content.startswith((b"\x89PNG", b"\xff\xd8")):
        raise PictureRefused(PictureFault.SVG)
    image = _decode(content)
    image.thumbnail(BOX)
    png = _encode(image)
    while len(png) > MAX_STORED:
        image.thumbnail((image.width * 3 // 4, image.height * 3 // 4))
        png = _encode(image)
    return png


def _decode(content: bytes) -> Image.Image:
    """The first frame, upright, with an alpha channel."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                raise PictureRefused(PictureFault.TOO_MANY_PIXELS)
            if not 1 / WIDEST <= width / height <= WIDEST:
                raise PictureRefused(PictureFault.SHAPE)
            image.load()
            upright = ImageOps.exif_transpose(image)
            if upright.mode.startswith("I"):  # 16 bits of grey, of which a conversion keeps 255
                upright = upright.convert("I").point(lambda value: value / 257).convert("L")
            return upright.convert("RGBA")
    except PictureRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureRefused(PictureFault.TOO_MANY_PIXELS) from None
    except (
        Exception
    ):  # of a decoder at work on hostile bytes: SyntaxError, struct.error, OSError...
        raise PictureRefused(PictureFault.NO_PICTURE) from None


def _encode(image: Image.Image) -> bytes:
    """As PNG, from the dots alone; without an alpha channel where nothing is transparent."""
    dots = Image.frombytes("RGBA", image.size, image.tobytes())
    if dots.getchannel("A").getextrema()[0] == 255:
        dots = dots.convert("RGB")
    out = BytesIO()
    dots.save(out, "PNG", optimize=True)
    return out.getvalue()
