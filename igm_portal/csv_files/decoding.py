"""In which encoding a file was written: UTF-8, or cp1252 as Dutch Excel does; never a guess."""

from codecs import getincrementaldecoder
from collections.abc import Iterable
from typing import BinaryIO, Final

from igm_portal.csv_files.faults import Kind, Unreadable

UTF_8: Final = "utf-8-sig"  # with or without a byte order mark
CP1252: Final = "cp1252"
MOST_NAMED: Final = 10

_SIGNATURES: Final = {
    b"PK\x03\x04": Kind.SPREADSHEET,
    b"\xd0\xcf\x11\xe0": Kind.OLD_SPREADSHEET,
    b"%PDF": Kind.PDF,
    b"\x1f\x8b": Kind.GZIP,
    b"\xff\xfe": Kind.UTF_16,
    b"\xfe\xff": Kind.UTF_16,
}
_PIECE: Final = 1 << 16  # bytes


def check_signature(file: BinaryIO) -> None:
    """Raise Unreadable when the first bytes are those of another kind of file."""
    start = file.read(4)
    file.seek(0)
    for signature, kind in _SIGNATURES.items():
        if start.startswith(signature):
            raise Unreadable(kind)


def is_utf_8(file: BinaryIO) -> bool:
    """Whether all of the file is; read in pieces, and put back at its beginning."""
    decoder = getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def check_one_encoding(rows: Iterable[tuple[int, list[str]]]) -> None:
    """Raise Unreadable, naming rows, for a file of which some rows are UTF-8 and others are not:
    two files glued together. `rows` are read as UTF-8 with lone surrogates for the other bytes.

    Text in cp1252 is hardly ever UTF-8 by accident, so one such row is enough to ask.
    """
    sound: list[int] = []
    broken: list[int] = []
    for number, cells in rows:
        text = "".join(cells)
        if text.isascii():
            continue
        is_broken = any("\udc80" <= sign <= "\udcff" for sign in text)
        (broken if is_broken else sound).append(number)
    if sound and broken:
        fewest = min(broken, sound, key=len)
        row_list = ", ".join(map(str, fewest[:MOST_NAMED]))
        more = ", …" if len(fewest) > MOST_NAMED else ""
        raise Unreadable(Kind.MIXED_ENCODING, fewest[0], row_list + more)
