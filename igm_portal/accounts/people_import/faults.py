"""What can be wrong with a file of people, as codes; `texts` has the sentences."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST_VALUE = 60  # characters of a cell in a message


class Mistake(StrEnum):
    """Reasons to refuse, beside those of the CSV reader (`csv_files.records.Defect`)."""

    TOO_LARGE = "too_large"
    NO_DELIMITER = "no_delimiter"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_TITLES = "too_many_titles"
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
    SHARED_EMAIL = "shared_email"
    SAME_AS_ROW = "same_as_row"
    OF_ANOTHER_PERSON = "of_another_person"
    OTHER_NUMBER = "other_number"
    RESERVED_EMAIL = "reserved_email"
    TEAM_IN_OTHER_DEPARTMENT = "team_in_other_department"
    TWO_SPELLINGS = "two_spellings"
    OVERLAPS_ENDED = "overlaps_ended"
    OWN_ROLE = "own_role"
    LAST_ADMINISTRATOR = "last_administrator"


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake. `code` is a `Mistake` or a `csv_files.records.Defect`; `row` counts as a
    spreadsheet does (1 = the header; 0 = the whole file); `column` is the Dutch name; `value` what
    the cell holds; `other` what it clashes with."""

    code: StrEnum
    row: int = 0
    column: str = ""
    value: str = ""
    other: str = ""


def shorten(text: str) -> str:
    """A cell as it may stand in a message."""
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
