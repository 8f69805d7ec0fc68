"""What can be wrong with a picture."""

from enum import StrEnum
from typing import Final

MAX_BYTES: Final = 200_000
WIDEST: Final = 8.0
"""How many times wider than high, or higher than wide, a logo may be."""


class Fault(StrEnum):
    TOO_LARGE = "too_large"  # more bytes than MAX_BYTES
    NO_PICTURE = "no_picture"  # neither PNG nor SVG, or damaged
    TOO_MANY_DOTS = "too_many_dots"
    INTERLACED = "interlaced"
    SHAPE = "shape"  # far too wide or too high
    OUTSIDE = "outside"  # refers to something outside the file
    ACTIVE = "active"  # holds a script, a style sheet, letters or a picture
    NO_SIZE = "no_size"
    TOO_COMPLEX = "too_complex"  # would keep a paper or a browser at work for too long
    UNPRINTABLE = "unprintable"  # a paper with it failed, or took too long


class PictureFault(Exception):
    """The picture is refused."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def check_shape(width: float, height: float) -> None:
    """Raises PictureFault for a picture without a size of 1-100,000 or of an impossible shape."""
    if not (1 <= width <= 1e5 and 1 <= height <= 1e5):
        raise PictureFault(Fault.NO_SIZE)
    if not 1 / WIDEST <= width / height <= WIDEST:
        raise PictureFault(Fault.SHAPE)
