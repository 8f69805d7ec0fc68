"""PNG: decoded to the last dot, then written anew without anything but the picture.

After the PNG specification (third edition, W3C): signature, chunks with CRC-32, zlib-compressed
rows that each begin with a filter type of 0-4.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from igm_portal.accounts.pictures.faults import Fault, PictureFault, check_shape

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
MAX_DOTS: Final = 4_000_000
_KEPT: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS: Final = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}


def clean(content: bytes) -> bytes:
    """The same picture without words, places and programs. Raises PictureFault."""
    chunks = [chunk for chunk in _chunks(content) if chunk[0] in _KEPT]
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13:
        raise PictureFault(Fault.NO_PICTURE)
    _check_rows(chunks[0][1], b"".join(data for name, data in chunks if name == b"IDAT"))
    return SIGNATURE + b"".join(_chunk(name, data) for name, data in chunks)


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


def _check_rows(header: bytes, packed: bytes) -> None:
    width, height, depth, colour, packing, filtering, interlace = struct.unpack(">IIBBBBB", header)
    check_shape(width, height)
    if width * height > MAX_DOTS:
        raise PictureFault(Fault.TOO_MANY_DOTS)
    if interlace:
        raise PictureFault(Fault.INTERLACED)
    if packing or filtering or depth not in _DEPTHS.get(colour, ()):
        raise PictureFault(Fault.NO_PICTURE)
    row = 1 + (width * depth * _CHANNELS[colour] + 7) // 8
    rows = _unpacked(packed, row * height)
    if len(rows) != row * height or max(rows[::row]) > 4:
        raise PictureFault(Fault.NO_PICTURE)


def _unpacked(packed: bytes, size: int) -> bytes:
    """At most one byte more than `size`, whatever the file says."""
    try:
        return zlib.decompressobj().decompress(packed, size + 1)
    except zlib.error:
        raise PictureFault(Fault.NO_PICTURE) from None
