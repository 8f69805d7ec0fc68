"""A logo: a drawing (SVG) or a picture (PNG), small and harmless."""

from dataclasses import dataclass
from enum import StrEnum

from igm_portal.accounts.pictures import png, svg
from igm_portal.accounts.pictures.faults import MAX_BYTES, Fault, PictureFault


class Kind(StrEnum):
    """How a browser knows it."""

    PNG = "image/png"
    SVG = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Clean:
    """A logo fit to be shown and printed."""

    kind: Kind
    content: bytes


def read(content: bytes) -> Clean:
    """What was sent in, made anew. Raises PictureFault."""
    if len(content) > MAX_BYTES:
        raise PictureFault(Fault.TOO_LARGE)
    if content.startswith(png.SIGNATURE):
        return Clean(Kind.PNG, png.clean(content))
    return Clean(Kind.SVG, svg.clean(content))
