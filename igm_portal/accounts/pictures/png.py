"""PNG: unpacked to the last dot, then written anew without anything but the picture.

After the PNG specification (third edition, W3C): signature, chunks with CRC-32, zlib-compressed
rows that each begin with a filter type of 0-4. What is kept is packed by us: one header, where
needed one palette with a colour for every number a dot can have, the rows in one chunk. Rows keep
their filters: any byte behind a valid filter type is a dot, so nothing in them can be wrong.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from igm_portal.accounts.pictures.faults import Fault, PictureFault, check_shape

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
MAX_DOTS: Final = 4_000_000
_ORDER: Final = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS: Final = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
_KEY: Final = {0: 2, 2: 6}
"""How many bytes name the one colour that is transparent, by colour type."""


@dataclass(frozen=True, slots=True)
class _Header:
    """Width and height in dots, bits per channel, colour type 0, 2, 3, 4 or 6."""

    width: int
    height: int
    depth: int
    colour: int

    def packed(self) -> bytes:
        return struct.pack(">IIBBBBB", self.width, self.height, self.depth, self.colour, 0, 0, 0)


def clean(content: bytes) -> bytes:
    """The same picture without words, places and programs. Raises PictureFault."""
    found = _gathered(content)
    header = _header(found.get(b"IHDR", b""))
    paints = _paints(header, found.get(b"PLTE"), found.get(b"tRNS"))
    rows = zlib.compress(_rows(header, found.get(b"IDAT", b"")))
    chunks = [(b"IHDR", header.packed()), *paints, (b"IDAT", rows), (b"IEND", b"")]
    return SIGNATURE + b"".join(_chunk(name, data) for name, data in chunks)


def _gathered(content: bytes) -> dict[bytes, bytes]:
    """What each chunk that counts holds; they stand in order, and only IDAT in several parts."""
    found: dict[bytes, bytes] = {}
    packed, last = [], b""
    for name, data in _chunks(content):
        if name in _ORDER:
            if found and _ORDER.index(name) < max(map(_ORDER.index, found)):
                raise PictureFault(Fault.NO_PICTURE)
            if name in found and not name == last == b"IDAT":
                raise PictureFault(Fault.NO_PICTURE)
            if name == b"IDAT":
                packed.append(data)
            found[name] = data
        elif not found or name[0] & 0x20 == 0:  # nothing precedes IHDR; a capital: needed to show
            raise PictureFault(Fault.NO_PICTURE)
        last = name
    if found[b"IEND"]:
        raise PictureFault(Fault.NO_PICTURE)
    return found | {b"IDAT": b"".join(packed)}


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Every chunk up to the end; what comes after the end is left out."""
    place, name = len(SIGNATURE), b""
    while name != b"IEND":
        head = content[place : place + 8]
        if len(head) < 8:
            raise PictureFault(Fault.NO_PICTURE)
        length, name = struct.unpack(">I4s", head)
        data = content[place + 8 : place + 8 + length]
        if _chunk(name, data) != content[place : place + 12 + length]:
            raise PictureFault(Fault.NO_PICTURE)
        place += 12 + length
        yield name, data


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _header(data: bytes) -> _Header:
    if len(data) != 13:
        raise PictureFault(Fault.NO_PICTURE)
    width, height, depth, colour, packing, filtering, interlace = struct.unpack(">IIBBBBB", data)
    check_shape(width, height)
    if width * height > MAX_DOTS:
        raise PictureFault(Fault.TOO_MANY_DOTS)
    if interlace:
        raise PictureFault(Fault.INTERLACED)
    if packing or filtering or depth not in _DEPTHS.get(colour, ()):
        raise PictureFault(Fault.NO_PICTURE)
    return _Header(width, height, depth, colour)


def _paints(
    header: _Header, palette: bytes | None, clear: bytes | None
) -> Iterator[tuple[bytes, bytes]]:
    """The palette and what is transparent, as far as this colour type has them.

    The palette is filled up with black, so that every number has a colour.
    """
    most = 2**header.depth
    if palette is not None and (
        header.colour in {0, 4} or len(palette) % 3 or not 0 < len(palette) <= 3 * min(most, 256)
    ):
        raise PictureFault(Fault.NO_PICTURE)
    if header.colour == 3:
        if palette is None or len(clear or b"") > len(palette) // 3:
            raise PictureFault(Fault.NO_PICTURE)
        yield b"PLTE", palette.ljust(3 * most, b"\0")
    elif clear is not None and len(clear) != _KEY.get(header.colour):
        raise PictureFault(Fault.NO_PICTURE)
    if clear:
        yield b"tRNS", clear


def _rows(header: _Header, packed: bytes) -> bytes:
    """All rows, unpacked. Raises PictureFault for a row too few or too many."""
    row = 1 + (header.width * header.depth * _CHANNELS[header.colour] + 7) // 8
    rows = _unpacked(packed, row * header.height)
    if len(rows) != row * header.height or max(rows[::row]) > 4:
        raise PictureFault(Fault.NO_PICTURE)
    return rows


def _unpacked(packed: bytes, size: int) -> bytes:
    """At most one byte more than `size`, whatever the file says; whole, and nothing after it."""
    unpacking = zlib.decompressobj()
    try:
        rows = unpacking.decompress(packed, size + 1)
    except zlib.error:
        raise PictureFault(Fault.NO_PICTURE) from None
    if not unpacking.eof or unpacking.unused_data:
        raise PictureFault(Fault.NO_PICTURE)
    return rows
