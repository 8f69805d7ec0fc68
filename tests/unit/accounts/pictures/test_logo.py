"""A logo is made anew of what is harmless; everything else is refused with a reason."""

import struct
import zlib
from contextlib import suppress
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igm_portal.accounts.pictures.faults import MAX_BYTES, Fault, PictureFault
from igm_portal.accounts.pictures.logo import Kind, read
from igm_portal.accounts.pictures.png import SIGNATURE
from igm_portal.accounts.services.logo_words import FAULTS


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(
    width: int = 4, height: int = 2, *, rows: bytes | None = None, interlace: int = 0,
    more: bytes = b"", depth: int = 8, colour: int = 6,
) -> bytes:  # fmt: skip
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    dots = rows if rows is not None else (b"\x00" + b"\x10\x80\xa0\xff" * width) * height
    packed = chunk(b"IDAT", zlib.compress(dots))
    return SIGNATURE + chunk(b"IHDR", header) + more + packed + chunk(b"IEND", b"")


def svg(inside: str, attributes: str = 'viewBox="0 0 20 10"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


def refused(content: bytes) -> Fault:
    with pytest.raises(PictureFault) as caught:
        read(content)
    return caught.value.fault


def test_a_png_keeps_its_dots_and_loses_its_words() -> None:
    place = chunk(b"tEXt", b"Author\x00Ans de Vries") + chunk(b"eXIf", b"GPS")
    logo = read(png(more=place) + b"<script>alert(1)</script>")
    assert (logo.kind, logo.content) == (Kind.PNG, png())


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", Fault.NO_PICTURE),
        (b"GIF89a", Fault.NO_PICTURE),
        (png()[:-1], Fault.NO_PICTURE),
        (png()[:40], Fault.NO_PICTURE),
        (png().replace(b"IHDR", b"IHDX"), Fault.NO_PICTURE),
        (png(rows=b"\x00\x10"), Fault.NO_PICTURE),
        (png(rows=(b"\x09" + bytes(16)) * 2), Fault.NO_PICTURE),
        (png(depth=3), Fault.NO_PICTURE),
        (png(colour=5), Fault.NO_PICTURE),
        (png(interlace=1), Fault.INTERLACED),
        (png(60_000, 60_000, rows=b""), Fault.TOO_MANY_DOTS),
        (png(0, 2), Fault.NO_SIZE),
        (png(100, 2), Fault.SHAPE),
        (png() + bytes(MAX_BYTES), Fault.TOO_LARGE),
    ],
)
def test_a_png_that_is_none_is_refused(content: bytes, fault: Fault) -> None:
    assert refused(content) == fault


def test_a_bomb_is_not_unpacked() -> None:
    """A hundred million dots that take a hundred kilobytes."""
    assert refused(png(1000, 1000, rows=bytes(10**8))) == Fault.NO_PICTURE


def test_a_drawing_is_made_anew_of_shapes_and_paints() -> None:
    logo = read(
        svg(
            "<title>t</title><!-- c --><metadata><x/></metadata>"
            '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient>'
            "</defs>"
            '<g style="fill: url(#a); font-family: x" onload="alert(1)" class="k" data-x="1">'
            '<path d="M0 0 L20 10" stroke="rgb(1,2,3)"/></g>'
        )
    )
    root = fromstring(logo.content)  # noqa: S314  of our own making
    names = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert names == ["svg", "defs", "linearGradient", "stop", "g", "path"]
    group = root.find("{*}g")
    assert group is not None
    assert group.attrib == {"fill": "url(#a)"}
    assert (root.get("width"), root.get("height")) == ("20", "10")


def test_a_drawing_without_a_box_has_its_width_and_height() -> None:
    made = fromstring(read(svg("<rect/>", 'width="40px" height="20"')).content)  # noqa: S314
    assert made.get("viewBox") == "0 0 40 20"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (svg("<script>alert(1)</script>"), Fault.ACTIVE),
        (svg("<style>*{fill:url(http://x)}</style>"), Fault.ACTIVE),
        (svg("<foreignObject/>"), Fault.ACTIVE),
        (svg("<image href='data:image/png;base64,'/>"), Fault.ACTIVE),
        (svg("<use href='#a'/>"), Fault.ACTIVE),
        (svg("<text>Zandstad</text>"), Fault.ACTIVE),
        (svg("<a href='http://x'><rect/></a>"), Fault.ACTIVE),
        (svg("<rect><animate/></rect>"), Fault.ACTIVE),
        (svg("<g>" * 60 + "</g>" * 60), Fault.ACTIVE),
        (svg("<rect fill='url(http://x.example/a)'/>"), Fault.OUTSIDE),
        (svg("<rect style='fill:url(//x.example)'/>"), Fault.OUTSIDE),
        (svg("<rect fill='u&#x72;l(//x)'/>"), Fault.OUTSIDE),
        (svg("<linearGradient href='//x#a'/>"), Fault.OUTSIDE),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("<rect/>"), Fault.OUTSIDE),
        (svg("<rect/>", ""), Fault.NO_SIZE),
        (svg("<rect/>", 'viewBox="0 0 -1 nan"'), Fault.NO_SIZE),
        (svg("<rect/>", 'viewBox="0 0 900 10"'), Fault.SHAPE),
        (b"<svg/>", Fault.NO_PICTURE),
        (b"<html xmlns='http://www.w3.org/2000/svg'/>", Fault.NO_PICTURE),
        (svg("<g>"), Fault.NO_PICTURE),
        (svg("<rect/>").decode().encode("utf-16"), Fault.NO_PICTURE),
        (b'<?xml version="1.0" encoding="utf-7"?>' + b"+ADw-svg/+AD4-", Fault.NO_PICTURE),
    ],
)
def test_a_drawing_that_can_do_more_is_refused(content: bytes, fault: Fault) -> None:
    assert refused(content) == fault


@given(st.binary(max_size=300))
def test_any_bytes_are_a_logo_or_a_reason(content: bytes) -> None:
    for sent in (content, SIGNATURE + content, svg("<rect/>") + content):
        with suppress(PictureFault):
            assert read(sent).kind in Kind


def test_every_fault_has_words() -> None:
    assert set(FAULTS) == set(Fault)
