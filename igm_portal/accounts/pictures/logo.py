"""A logo: a drawing (SVG) or a picture (PNG), small and harmless."""

from base64 import b64encode
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


def drawing(kind: Kind, content: bytes) -> str:
    """As SVG, whatever it is: a PNG becomes a drawing that holds the picture."""
    if kind is Kind.SVG:
        return content.decode()
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}"><image width="{width}" height="{height}" '
        f'href="data:image/png;base64,{b64encode(content).decode()}"/></svg>'
    )
