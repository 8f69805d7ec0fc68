"""From a spreadsheet (xlsx, xls, ods) to rows of cells as text, read by a process of its own.

The library lays a whole sheet out in memory, also one with two cells in opposite corners, and ends
its process when that does not fit. So it runs in one that may take little memory and time, and
that fails alone.
"""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple
from zipfile import BadZipFile, ZipFile

from igm_portal.csv_files.records import Defect, Record, Unreadable

MOST_COLUMNS: Final = 200
LARGEST_UNPACKED: Final = 100 * 1024 * 1024  # bytes, by the directory of the zip
MOST_PARTS: Final = 1_000
SECONDS: Final = 25
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"  # the container of xls, and of an xlsx with a password
_ENCRYPTION_MARK: Final = "EncryptedPackage".encode("utf-16-le")  # MS-OFFCRYPTO, 2.3.4.4
_PROGRAM: Final = Path(__file__).with_name("workbook_process.py")


class SheetRecords(NamedTuple):
    """The sheet that was read: the first one that can be seen and has something in it."""

    name: str
    records: list[Record]


def is_workbook(content: bytes) -> bool:
    """Whether the first bytes are those of a spreadsheet, or of another file in its container."""
    return content.startswith((_ZIP, _OLE))


def read_workbook(content: bytes, most_rows: int) -> SheetRecords:
    """The rows with something in them, the header first; formulas as their results.

    A day is written as 2026-12-31, a number as people do. Raises Unreadable.
    """
    _check_container(content)
    limits = [str(most_rows), str(MOST_COLUMNS)]
    try:
        process = subprocess.run(  # noqa: S603  our own program, with two numbers
            [sys.executable, str(_PROGRAM), *limits],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(Defect.SHEET_TOO_LARGE) from None
    if process.returncode:
        raise Unreadable(Defect.BROKEN_WORKBOOK)
    answer = json.loads(process.stdout)
    if "fault" in answer:
        raise Unreadable(Defect(answer["fault"]), value=answer.get("value", ""))
    records = [Record(row, cells) for row, cells in answer["rows"]]
    if not records:
        raise Unreadable(Defect.EMPTY)
    return SheetRecords(answer["sheet"], records)


def _check_container(content: bytes) -> None:
    """Raise Unreadable for a file with a password, and for a zip that says it unpacks to more than
    any list of people: a bomb is refused before anything is unpacked."""
    if content.startswith(_OLE):
        if _ENCRYPTION_MARK in content:
            raise Unreadable(Defect.ENCRYPTED)
        return
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError):
        raise Unreadable(Defect.BROKEN_WORKBOOK) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Unreadable(Defect.SHEET_TOO_LARGE)
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(Defect.ENCRYPTED)
