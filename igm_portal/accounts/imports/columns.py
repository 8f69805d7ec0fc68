"""Which columns a file may have, in the words of its header."""

from enum import StrEnum

from igm_portal.accounts.imports.faults import Code, Fault, Unreadable


class Column(StrEnum):
    """The columns that are read, by their names in the file."""

    STAFF_NUMBER = "personeelsnummer"
    EMAIL = "e-mail"
    NAME = "naam"
    DEPARTMENT = "afdeling"
    TEAM = "team"
    ROLE = "rol"
    FUNCTION = "functie"
    START = "vanaf"
    END = "tot"


ALSO_CALLED = {
    "email": Column.EMAIL,
    "e-mailadres": Column.EMAIL,
    "emailadres": Column.EMAIL,
    "personeelsnr": Column.STAFF_NUMBER,
    "begindatum": Column.START,
    "einddatum": Column.END,
}
LONGEST = {
    Column.STAFF_NUMBER: 40,
    Column.EMAIL: 254,
    Column.NAME: 150,
    Column.DEPARTMENT: 120,
    Column.TEAM: 120,
}


def find_columns(header: tuple[str, ...], row: int) -> dict[Column, int]:
    """Where each known column stands; raises Unreadable when none says who somebody is."""
    places: dict[Column, int] = {}
    for place, cell in enumerate(header):
        name = cell.casefold()
        column = ALSO_CALLED.get(name) or (Column(name) if name in set(Column) else None)
        if column in places:
            raise Unreadable(Fault(Code.DOUBLE_COLUMN, row, column))
        if column:
            places[column] = place
    if Column.EMAIL not in places and Column.STAFF_NUMBER not in places:
        raise Unreadable(Fault(Code.MISSING_COLUMN, row, Column.EMAIL))
    return places
