"""Text that other people typed, made fit for a file."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
# What a spreadsheet reads as the beginning of a formula, also in its full-width form (OWASP, "CSV
# injection").
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_NAME_LENGTH: Final = 90


@lru_cache(maxsize=1024)  # a table says the same names and questions in row after row
def plain(text: str) -> str:
    """`text` on one line and without what XML and spreadsheets cannot hold."""
    return _CONTROL.sub(" ", unicodedata.normalize("NFC", text)).strip()


def harmless(text: str) -> str:
    """`text` as a spreadsheet shows it and does not run it: an apostrophe before a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def file_name(*parts: str, extension: str) -> str:
    """The parts as one name of at most 100 characters that every file system takes.

    Accents go ("Zoë" is "zoe"), every other character becomes a hyphen.
    """
    slugs = (_slug(part) for part in parts)
    name = "-".join(slug for slug in slugs if slug)[:_NAME_LENGTH].strip("-")
    return f"{name or 'bestand'}.{extension}"


def _slug(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")
