"""Why a file is no table; the readers have the words, each for its own people."""

from enum import StrEnum


class Kind(StrEnum):
    """What the file is instead, or where it stops being one."""

    EMPTY = "empty"
    SPREADSHEET = "spreadsheet"
    OLD_SPREADSHEET = "old_spreadsheet"
    PDF = "pdf"
    GZIP = "gzip"
    UTF_16 = "utf_16"
    HTML = "html"
    NOT_TEXT = "not_text"
    MIXED_ENCODING = "mixed_encoding"
    OTHER_DELIMITER = "other_delimiter"
    TWO_DELIMITERS = "two_delimiters"
    LINE_TOO_LONG = "line_too_long"
    QUOTES = "quotes"


class Unreadable(Exception):
    """From `row` on (0: the whole file) this is no table. `value` is a piece of it; of a file in
    two encodings the rows that differ from most.
    """

    def __init__(self, kind: Kind, row: int = 0, value: str = "") -> None:
        super().__init__(kind)
        self.kind = kind
        self.row = row
        self.value = value
