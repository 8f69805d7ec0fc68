"""A logo is written anew from its dots; what is no PNG or JPEG is refused with a reason."""

import struct
import zlib
from contextlib import suppress
from io import BytesIO
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from igm_portal.accounts.pictures import (
    BOX,
    MAX_LOGO_BYTES,
    MAX_PIXELS,
    MAX_STORED,
    PictureFault,
    PictureRefused,
    read_logo,
)
from igm_portal.accounts.services.logo import PICTURE_FAULT_TEXTS

SIGNATURE = b"\x89PNG\r\n\x1a\n"
SCRIPT = b"<script>alert(1)</script>"


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, rows: bytes, colour: int = 0, more: bytes = b"") -> bytes:
    """Of 8 bits per channel, by hand: what no program would write."""
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    packed = chunk(b"IDAT", zlib.compress(rows))
    return SIGNATURE + chunk(b"IHDR", header) + more + packed + chunk(b"IEND", b"")


def encoded(image: Image.Image, form: str = "PNG", **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def plain(mode: str = "RGB", size: tuple[int, int] = (40, 20), colour: Any = 0) -> Image.Image:
    return Image.new(mode, size, colour)


def shown(content: bytes) -> Image.Image:
    """What a browser would show of the stored logo."""
    image = Image.open(BytesIO(read_logo(content)))
    assert image.format == "PNG"
    return image.convert("RGBA")


def refused(content: bytes) -> PictureFault:
    with pytest.raises(PictureRefused) as caught:
        read_logo(content)
    return caught.value.fault


def chunks(content: bytes) -> set[bytes]:
    names, place = set(), 8
    while place < len(content):
        names.add(content[place + 4 : place + 8])
        place += 12 + int.from_bytes(content[place : place + 4], "big")
    return names


def test_nothing_but_dots_is_stored() -> None:
    """Names, places, profiles, what stands behind the end: none of it is in the stored file."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Ans de Vries", zip=True)
    exif = Image.Exif()
    exif[0x013B] = "Ans de Vries"
    image = plain(colour=(10, 20, 30))
    for sent in (
        encoded(image, pnginfo=words, exif=exif, icc_profile=b"Ans de Vries", dpi=(72, 72)),
        encoded(image, "JPEG", exif=exif, comment=b"Ans de Vries", icc_profile=b"Ans de Vries"),
    ):
        stored = read_logo(sent + SCRIPT)
        assert chunks(stored) == {b"IHDR", b"IDAT", b"IEND"}
        assert b"Ans" not in stored
        assert SCRIPT not in stored
        assert read_logo(stored) == stored


def test_a_picture_that_is_also_a_page_is_only_a_picture() -> None:
    """A polyglot: HTML in the dots' own chunk names and in a comment of a JPEG."""
    sent = png(4, 2, bytes(10), more=chunk(b"teXt", SCRIPT))
    assert SCRIPT not in read_logo(sent)
    assert SCRIPT not in read_logo(encoded(plain(), "JPEG", comment=SCRIPT))


@pytest.mark.parametrize(
    ("image", "options", "dot"),
    [
        (plain("1", colour=1), {}, (255, 255, 255, 255)),
        (plain("L", colour=90), {}, (90, 90, 90, 255)),
        (plain("L", colour=90), {"transparency": 90}, (90, 90, 90, 0)),
        (plain("LA", colour=(90, 40)), {}, (90, 90, 90, 40)),
        (plain("I;16", colour=40_000), {}, (155, 155, 155, 255)),
        (plain("RGB", colour=(1, 2, 3)), {}, (1, 2, 3, 255)),
        (plain("RGB", colour=(1, 2, 3)), {"transparency": (1, 2, 3)}, (1, 2, 3, 0)),
        (plain("RGBA", colour=(1, 2, 3, 4)), {}, (1, 2, 3, 4)),
    ],
    ids=lambda it: it.mode if isinstance(it, Image.Image) else None,
)
def test_every_kind_of_png_keeps_its_colour_and_what_is_clear(
    image: Image.Image, options: dict[str, Any], dot: tuple[int, ...]
) -> None:
    assert shown(encoded(image, **options)).getpixel((0, 0)) == dot


@pytest.mark.parametrize(("clear", "alpha"), [(1, 0), (b"\xff\x80", 128)])
def test_a_palette_keeps_its_colours_and_what_is_clear(clear: int | bytes, alpha: int) -> None:
    image = plain("P", colour=1)
    image.putpalette([1, 2, 3, 200, 100, 50])
    sent = encoded(image, transparency=clear)
    assert shown(sent).getpixel((0, 0)) == (200, 100, 50, alpha)


def test_a_dot_beyond_the_palette_harms_nobody() -> None:
    sent = png(4, 1, b"\0" + b"\xff" * 4, 3, chunk(b"PLTE", b"\x01\x02\x03"))
    with suppress(PictureRefused):
        assert shown(sent).size == (4, 1)


def test_colours_for_a_printing_press_become_those_of_a_screen() -> None:
    red, green, blue, alpha = shown(encoded(plain("CMYK", colour=(255, 0, 0, 0)), "JPEG")).getpixel(
        (0, 0)
    )  # type: ignore[misc]
    assert (red < 20, green > 180, blue > 180, alpha) == (True, True, True, 255)


def test_of_a_picture_that_moves_the_first_one_stays() -> None:
    frames = [plain(colour=(200, 0, 0)), plain(colour=(0, 200, 0))]
    sent = encoded(frames[0], save_all=True, append_images=frames[1:])
    assert b"acTL" in sent
    stored = read_logo(sent)
    assert chunks(stored) == {b"IHDR", b"IDAT", b"IEND"}
    assert shown(sent).getpixel((0, 0)) == (200, 0, 0, 255)


def test_a_photograph_on_its_side_stands_up() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    assert shown(encoded(plain(size=(40, 20)), "JPEG", exif=exif)).size == (20, 40)


def test_a_large_picture_is_made_small_in_dots_and_in_bytes() -> None:
    noise = Image.frombytes("RGB", (1200, 600), Random(1).randbytes(1200 * 600 * 3))  # noqa: S311
    stored = read_logo(encoded(noise, "JPEG", quality=60))
    assert len(stored) <= MAX_STORED
    wide = shown(encoded(plain(size=(4000, 2000))))
    assert (wide.width, wide.height) == (BOX[0], BOX[0] // 2)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", PictureFault.NO_PICTURE),
        (b"<html><svg></svg></html>", PictureFault.SVG),
        (b'<?xml version="1.0"?>\n<!-- x --><SVG xmlns="x">' + SCRIPT, PictureFault.SVG),
        (encoded(plain(), "GIF"), PictureFault.NO_PICTURE),
        (encoded(plain(), "BMP"), PictureFault.NO_PICTURE),
        (encoded(plain(), "TIFF"), PictureFault.NO_PICTURE),
        (encoded(plain(), "WEBP"), PictureFault.NO_PICTURE),
        (encoded(plain(), "PDF"), PictureFault.NO_PICTURE),
        (encoded(plain(), "JPEG")[:-40], PictureFault.NO_PICTURE),
        (encoded(plain())[:-30], PictureFault.NO_PICTURE),
        (encoded(plain())[:40], PictureFault.NO_PICTURE),
        (encoded(plain()).replace(b"IHDR", b"IHDX"), PictureFault.NO_PICTURE),
        (png(0, 2, b""), PictureFault.NO_PICTURE),
        (png(4, 2, bytes(3)), PictureFault.NO_PICTURE),
        (png(4, 2, bytes(10), 5), PictureFault.NO_PICTURE),
        (png(60_000, 60_000, b""), PictureFault.TOO_MANY_PIXELS),
        (png(2**31 - 1, 2**31 - 1, b""), PictureFault.TOO_MANY_PIXELS),
        (encoded(plain("1", (4000, MAX_PIXELS // 4000 + 1))), PictureFault.TOO_MANY_PIXELS),
        (encoded(plain(size=(900, 100))), PictureFault.SHAPE),
        (encoded(plain(size=(10, 100))), PictureFault.SHAPE),
        (encoded(plain()) + bytes(MAX_LOGO_BYTES), PictureFault.TOO_LARGE),
    ],
)
def test_what_is_no_logo_is_refused(content: bytes, fault: PictureFault) -> None:
    assert refused(content) == fault


def test_a_bomb_is_not_unpacked() -> None:
    """A hundred million bytes for a picture of two rows: only the two rows are read."""
    rows = png(4, 2, bytes(10**8))
    words = png(4, 2, bytes(10), more=chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(10**8))))
    profile = png(4, 2, bytes(10), more=chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(10**8))))
    for sent in (rows, words, profile):
        assert len(sent) < MAX_LOGO_BYTES
        with suppress(PictureRefused):
            assert len(read_logo(sent)) < 200


@given(st.binary(max_size=300), st.integers(0, 200), st.integers(0, 255))
def test_any_bytes_are_a_logo_or_a_reason(content: bytes, place: int, byte: int) -> None:
    good, photo = encoded(plain("P")), encoded(plain(), "JPEG")
    for sent in (content, SIGNATURE + content, b"\xff\xd8\xff" + content, b"<svg" + content):
        with suppress(PictureRefused):
            read_logo(sent)
    for whole in (good, photo):
        with suppress(PictureRefused):
            read_logo(whole[:place] + bytes([byte]) + whole[place + 1 :])


def test_every_fault_has_words() -> None:
    assert set(PICTURE_FAULT_TEXTS) == set(PictureFault)
