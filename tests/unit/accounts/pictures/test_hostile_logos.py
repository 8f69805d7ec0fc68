"""Pictures made to stop or to keep at work whoever sets a paper: refused, or made harmless."""

import random
import re
import struct
import subprocess
import sys
import zlib
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from igm_portal.accounts.pictures import trial
from igm_portal.accounts.pictures.faults import Fault, PictureFault
from igm_portal.accounts.pictures.logo import Kind, drawing, read
from igm_portal.accounts.pictures.png import SIGNATURE
from igm_portal.accounts.pictures.printing import check_printable
from igm_portal.accounts.pictures.trial import printed
from igm_portal.demo import municipality
from tests.unit.accounts.pictures.test_logo import chunk, png, refused, svg

RECT = '<rect width="9" height="9"/>'
BLACK = chunk(b"PLTE", bytes(3))
ROWS = chunk(b"IDAT", zlib.compress(bytes(20)))
END = chunk(b"IEND", b"")


def head(colour: int, depth: int = 8) -> bytes:
    """Of a picture of 4 by 4 dots."""
    return chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, depth, colour, 0, 0, 0))


def of(*chunks: bytes) -> bytes:
    return SIGNATURE + b"".join(chunks)


def names(content: bytes) -> list[bytes]:
    found, place = [], 8
    while place < len(content):
        found.append(content[place + 4 : place + 8])
        place += 12 + int.from_bytes(content[place : place + 4], "big")
    return found


GREY = head(0)
PALETTE = head(3)
BAD_PNG = {
    "palette of 4 bytes": of(PALETTE, chunk(b"PLTE", bytes(4)), ROWS, END),
    "palette of 300 colours": of(PALETTE, chunk(b"PLTE", bytes(900)), ROWS, END),
    "palette of 5 colours for 2 bits": of(head(3, 2), chunk(b"PLTE", bytes(15)), ROWS, END),
    "palette empty": of(PALETTE, chunk(b"PLTE", b""), ROWS, END),
    "palette absent": of(PALETTE, ROWS, END),
    "palette after the rows": of(PALETTE, ROWS, BLACK, END),
    "palette twice": of(PALETTE, BLACK, BLACK, ROWS, END),
    "palette in grey": of(GREY, BLACK, ROWS, END),
    "clear before the palette": of(PALETTE, chunk(b"tRNS", b"\0"), BLACK, ROWS, END),
    "more clear than colours": of(PALETTE, BLACK, chunk(b"tRNS", bytes(2)), ROWS, END),
    "clear of a wrong size": of(GREY, chunk(b"tRNS", bytes(3)), ROWS, END),
    "clear beside an alpha channel": png(more=chunk(b"tRNS", bytes(2))),
    "two heads": of(GREY, GREY, ROWS, END),
    "head after another chunk": of(chunk(b"gAMA", bytes(4)), GREY, ROWS, END),
    "rows apart": of(GREY, ROWS, chunk(b"tEXt", b""), ROWS, END),
    "rows absent": of(GREY, END),
    "rows not ended": of(GREY, chunk(b"IDAT", zlib.compress(bytes(20))[:-4]), END),
    "rows with more behind": of(GREY, chunk(b"IDAT", zlib.compress(bytes(20)) + b"x"), END),
    "end with something in it": of(GREY, ROWS, chunk(b"IEND", b"x")),
    "unknown chunk that is needed": of(GREY, chunk(b"ABCD", b""), ROWS, END),
    "checksum wrong": of(GREY, ROWS[:-1] + b"x", END),
}


@pytest.mark.parametrize("content", BAD_PNG.values(), ids=BAD_PNG)
def test_a_png_against_the_rules_is_refused(content: bytes) -> None:
    assert refused(content) == Fault.NO_PICTURE


def test_every_number_a_dot_can_have_gets_a_colour() -> None:
    """Dots of colour 255 with a palette of one: the rest of the palette is made black."""
    rows = zlib.compress((b"\0" + b"\xff" * 4) * 4)
    sent = of(PALETTE, chunk(b"PLTE", b"\x01\x02\x03"), chunk(b"IDAT", rows), END)
    made = read(sent).content
    assert chunk(b"PLTE", b"\x01\x02\x03" + bytes(765)) in made
    assert printed(drawing(Kind.PNG, made))


def test_a_png_in_parts_is_made_whole_without_what_is_not_picture() -> None:
    rows = zlib.compress(bytes(52))
    parts = (chunk(b"IDAT", rows[:5]), chunk(b"IDAT", rows[5:]))
    sent = of(head(2), chunk(b"sRGB", b"\0"), BLACK, chunk(b"tRNS", bytes(6)), *parts, END)
    assert names(read(sent).content) == [b"IHDR", b"tRNS", b"IDAT", b"IEND"]


@pytest.mark.parametrize("depth", [1, 2, 4, 8, 16])
@pytest.mark.parametrize("colour", [0, 2, 3, 4, 6])
def test_every_kind_of_png_that_exists_can_be_printed(colour: int, depth: int) -> None:
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    more = BLACK if colour == 3 else b""
    rows = b"".join(
        bytes([kind]) + b"\xc5" * ((4 * depth * channels + 7) // 8) for kind in range(4)
    )
    sent = of(head(colour, depth), more, chunk(b"IDAT", zlib.compress(rows)), END)
    if (depth < 8 and colour in {2, 4, 6}) or (depth, colour) == (16, 3):
        assert refused(sent) == Fault.NO_PICTURE
    else:
        assert printed(drawing(Kind.PNG, read(sent).content))


def clips(levels: int) -> bytes:
    """Each level draws the next one twice."""
    inside = "".join(
        f'<clipPath id="c{level}">'
        + f'<rect width="9" height="9" clip-path="url(#c{level + 1})"/>' * 2
        + "</clipPath>"
        for level in range(levels)
    )
    last = f'<clipPath id="c{levels}">{RECT}</clipPath>'
    return svg(f'{inside}{last}<rect width="9" height="9" clip-path="url(#c0)"/>')


STOPS = '<stop offset="0.5" stop-color="#123456"/>' * 1400
COMPLEX = {
    "clips in clips": clips(24),
    "one clip in a clip": clips(1),
    "clip on a clip": svg(f'<clipPath id="a" clip-path="url(#b)">{RECT}</clipPath>{RECT}'),
    "gradients in a circle": svg(
        '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>'
        '<rect width="9" height="9" fill="url(#a)"/>'
    ),
    "a large gradient for all that is in a group": svg(
        f'<linearGradient id="a">{STOPS}</linearGradient><g fill="url(#a)">{RECT * 1400}</g>'
    ),
    "a large clip on many": svg(
        f'<clipPath id="a"><path d="{"M0 0L9 9" * 5000}"/></clipPath>'
        + '<rect width="9" height="9" clip-path="url(#a)"/>' * 1000
    ),
    "many elements": svg("<g/>" * 10_000),
    "a huge number": svg('<rect width="1e300" height="9"/>'),
    "a huge place in a path": svg('<path d="M0 0L1e30 1"/>'),
    "a huge scale": svg('<rect width="9" height="9" transform="scale(1e6) scale(1e6)"/>'),
    "a scale that grows": svg('<g transform="scale(9999)">' * 9 + RECT + "</g>" * 9),
    "an endless skew": svg('<rect width="9" height="9" transform="skewX(90)"/>'),
}


@pytest.mark.parametrize("content", COMPLEX.values(), ids=COMPLEX)
def test_a_drawing_that_keeps_others_at_work_is_refused(content: bytes) -> None:
    assert refused(content) == Fault.TOO_COMPLEX


@pytest.mark.parametrize(
    "inside",
    [
        '<rect width="nan" height="9"/>',
        '<rect width="inf" height="9"/>',
        '<rect width="9" height="9" transform="scale(nan)"/>',
        '<rect width="9" height="9" transform="scale(1) x"/>',
        '<rect width="9" height="9" stroke-width="infinity"/>',
        '<rect width="9" height="9" fill="rgb(nan)"/>',
        '<path d="M nan 0"/>',
        '<polygon points="0 0 inf 3"/>',
        '<path d="M0 0" stroke-dasharray="nan"/>',
    ],
)
def test_a_number_that_is_none_is_refused(inside: str) -> None:
    assert refused(svg(inside)) == Fault.NO_PICTURE


@pytest.mark.parametrize(
    "box",
    [
        *("nan 0 10 10", "inf 0 10 10", "0 1e300 10 10", "0 0 inf inf", "0 0 1e300 1e300"),
        *("0 0 1e-7 1e-7", "0 0 0.5 0.5", "0 0 200000 200000"),
    ],
)
def test_a_box_is_between_1_and_100_000_wide_and_high(box: str) -> None:
    assert refused(svg(RECT, f'viewBox="{box}"')) == Fault.NO_SIZE


def test_long_values_are_judged_at_once() -> None:
    """Forms in which a program would try every way of dividing the same characters."""
    start = monotonic()
    many = "1" * 190_000
    for content in (
        svg(RECT, f'width="{many}x" height="1"'),
        svg(f'<rect width="{many}x"/>'),
        svg(f'<path d="" stroke-dasharray="{many}x"/>'),
        svg(f'<g transform="{" " * 190_000}x"/>'),
        svg(f'<g transform="{"scale(1" * 25_000}"/>'),
    ):
        assert refused(content) in {Fault.NO_PICTURE, Fault.NO_SIZE}
    assert monotonic() - start < 3


def test_what_drawing_programs_write_is_still_a_logo() -> None:
    read((Path(municipality.__file__).parent / "logo.svg").read_bytes())
    inkscape = svg(
        '<defs id="d"><clipPath clipPathUnits="userSpaceOnUse" id="clip-1">'
        '<path d="M 0,0 H 20 V 10 H 0 Z" id="vlak-één"/></clipPath>'
        '<linearGradient id="a"><stop style="stop-color:#0c5563;stop-opacity:1" offset="50%"/>'
        '</linearGradient><linearGradient id="b" href="#a" gradientUnits="userSpaceOnUse" '
        'gradientTransform="matrix(1.25,0,0,-1.25,0,841.9)"/></defs>'
        '<g clip-path="url(#clip-1)" transform="translate(-3.5e-6 2), rotate(-30 5 5)">'
        '<path style="fill:url(#b);stroke:none;stroke-width:1px;stroke-dasharray:4, 2;opacity:.9"'
        ' d="m1-.5.5.5a1 1 0 0110 10zM1e-7,2"/><circle r="40%" fill="rgb(10%, 20%, 30%)"/></g>'
    )
    assert printed(read(inkscape).content.decode())


def test_the_trial_refuses_what_ends_or_holds_up_typst() -> None:
    """Without it, the first of these ends the server."""
    panic = b64encode(BAD_PNG["palette of 4 bytes"]).decode()
    check_printable(drawing(Kind.PNG, png()))
    with pytest.raises(PictureFault):
        check_printable(svg(f'<image width="4" height="4" href="data:;base64,{panic}"/>').decode())
    with pytest.raises(PictureFault):
        check_printable(drawing(Kind.PNG, BAD_PNG["palette absent"]))
    start = monotonic()
    with pytest.raises(PictureFault):
        check_printable(clips(24).decode(), longest=0.5)
    assert monotonic() - start < 5


PRINT_ALL = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from trial import printed
for number, drawing in enumerate(sys.stdin.buffer.read().split(b"\\0")):
    print(number, flush=True)
    printed(drawing.decode())
"""


def some_png(dice: random.Random) -> bytes:
    """Rows that fit the header; around them what may and what may not be there."""
    colour, depth = dice.choice([0, 2, 3, 3, 4, 6]), dice.choice([1, 2, 4, 8, 8, 16])
    parts = [head(colour, depth)]
    if dice.random() < (0.9 if colour == 3 else 0.2):
        parts.append(chunk(b"PLTE", dice.randbytes(dice.choice([3, 4, 6, 12, 768, 900]))))
    if dice.random() < 0.4:
        parts.append(chunk(b"tRNS", dice.randbytes(dice.choice([1, 2, 6]))))
    size = (4 * depth * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour] + 7) // 8
    rows = b"".join(bytes([dice.randint(0, 4)]) + dice.randbytes(size) for _ in range(4))
    parts += [chunk(b"IDAT", zlib.compress(rows)), END]
    if dice.random() < 0.1:
        dice.shuffle(parts)
    return of(*parts)


SOME_SVG = svg(
    '<defs><clipPath id="c" clipPathUnits="userSpaceOnUse"><path d="M0 0h9v9z"/></clipPath>'
    '<linearGradient id="g" x1="0" gradientTransform="scale(2 2)"><stop offset="0"/>'
    '<stop offset="1" stop-color="red"/></linearGradient>'
    '<radialGradient id="r" href="#g" r="3" fx="1" spreadMethod="reflect"/></defs>'
    '<g transform="matrix(1,0,0,1,2,2)" clip-path="url(#c)" opacity="0.5">'
    '<path d="M0 0C1 2 3 4 5 6A1 2 3 0 1 4 4Z" stroke="url(#r)" stroke-width="2" fill="none" '
    'stroke-dasharray="1 2"/><ellipse cx="4" rx="3" ry="2" fill="url(#g)"/></g>'
).decode()
VALUES = (
    *("1e7", "-9e6", "1e-44", "0", "-1", "nan", "1e39", "100%", "0 0", "none", "M0 0h1e7v-1e7z"),
    *("scale(0)", "scale(1e-9)", "matrix(0 0 0 0 0 0)", "matrix(1 2)", "scale(1e6)", "1e-9 1e-9"),
    *("translate(9e6) rotate(9e6)", "url(#c)", "url(#g)", "url(#r)", "url(#x)", "#c", "#g", "#r"),
    *("c", "g", "r", "M0 0A0 0 0 1 1 1e-30 5", "objectBoundingBox", "#fff", ""),
)


def some_svg(dice: random.Random) -> bytes:
    """A drawing with other values in one to three places, and sometimes a piece left out."""
    pieces = re.split(r'(?<==")([^"]*)', SOME_SVG)
    for _ in range(dice.randint(1, 3)):
        pieces[dice.randrange(7, len(pieces), 2)] = dice.choice(VALUES)
    drawn = "".join(pieces)
    if dice.random() < 0.2:
        drawn = drawn.replace(
            dice.choice(["<stop", 'id="c"', "Gradient", "<path", "clipPath"]), "<g"
        )
    return drawn.encode()


@settings(max_examples=300, deadline=None, database=None)
@given(seed=st.integers(0, 2**32), kind=st.sampled_from([some_png, some_svg]))
def mutate(accepted: list[str], seed: int, kind: Callable[[random.Random], bytes]) -> None:
    with suppress(PictureFault):
        made = read(kind(random.Random(seed)))  # noqa: S311  not a secret
        accepted.append(drawing(made.kind, made.content))


def test_mutated_pictures_are_refused_or_can_be_printed() -> None:
    """All that were let through are printed in one process, which must live to the end."""
    accepted: list[str] = []
    mutate(accepted)
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", PRINT_ALL, str(Path(trial.__file__).parent)],
        input="\0".join(accepted).encode(), capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    last = accepted[len(done.stdout.split()) - 1]
    assert done.returncode == 0, (last, done.stderr[-500:])
    assert len(done.stdout.split()) == len(accepted) > 50
