"""From the bytes of an upload to text, or a reason why not."""

import unicodedata

from igm_portal.accounts.imports.faults import Code, Fault, Unreadable

MAX_BYTES = 5 * 1024 * 1024
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")  # XLSX or ODS, XLS, PDF
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
PAGES = ("<!doctype", "<html", "<?xml", "<table")
LAYOUT = "\t\r\n"


def decode(content: bytes) -> str:
    """The text of a CSV in UTF-8 (with or without BOM) or cp1252, as Dutch Excel writes it.

    Raises Unreadable for anything that is no such text.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(Fault(Code.TOO_LARGE))
    for beginnings, code in ((SPREADSHEETS, Code.SPREADSHEET), (UTF_16, Code.UTF_16)):
        if content.startswith(beginnings):
            raise Unreadable(Fault(code))
    text = unicodedata.normalize("NFC", _text(content))
    if not text.strip():
        raise Unreadable(Fault(Code.EMPTY))
    if text.lstrip().lower().startswith(PAGES):
        raise Unreadable(Fault(Code.HTML))
    if any(unicodedata.category(sign) == "Cc" and sign not in LAYOUT for sign in set(text)):
        raise Unreadable(Fault(Code.NOT_TEXT))
    return text


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(Fault(Code.NOT_TEXT))
