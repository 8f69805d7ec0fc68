"""What can be wrong with a file, as codes; `accounts.texts` has the words."""

from dataclasses import dataclass
from enum import StrEnum

SHOWN_OF_A_CELL = 60


class Code(StrEnum):
    """Reasons to refuse; the first group is about the file as a whole."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    SPREADSHEET = "spreadsheet"  # from here to QUOTES: the kinds of `csv_files`
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

    NO_DELIMITER = "no_delimiter"
    TOO_MANY_ROWS = "too_many_rows"
    NO_ROWS = "no_rows"
    MISSING_COLUMN = "missing_column"
    DOUBLE_COLUMN = "double_column"

    TOO_MANY_CELLS = "too_many_cells"

    FORMULA = "formula"
    CONTROL_CHARACTER = "control_character"
    DAMAGED = "damaged"
    DAMAGED_NAME = "damaged_name"
    TOO_LONG = "too_long"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_DATE = "not_a_date"
    UNKNOWN_ROLE = "unknown_role"
    UNKNOWN_FUNCTION = "unknown_function"
    NEEDED = "needed"
    NOT_FOR_ROLE = "not_for_role"
    END_BEFORE_START = "end_before_start"

    DIFFERS_FROM_ROW = "differs_from_row"
    SAME_AS_ROW = "same_as_row"
    OF_ANOTHER_PERSON = "of_another_person"
    OTHER_NUMBER = "other_number"
    RESERVED_EMAIL = "reserved_email"
    WORKS_ELSEWHERE = "works_elsewhere"
    TEAM_IN_OTHER_DEPARTMENT = "team_in_other_department"
    TWO_SPELLINGS = "two_spellings"
    OVERLAPS_ENDED = "overlaps_ended"
    OWN_ROLE = "own_role"
    LAST_ADMINISTRATOR = "last_administrator"


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake. `row` counts as a spreadsheet does (1 = the header; 0 = the whole file);
    `column` is the Dutch name; `value` what the cell holds; `other` what it clashes with."""

    code: Code
    row: int = 0
    column: str = ""
    value: str = ""
    other: str = ""


class Unreadable(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def shortened(text: str) -> str:
    """A cell as it may stand in a message."""
    return text if len(text) <= SHOWN_OF_A_CELL else text[: SHOWN_OF_A_CELL - 1] + "…"
