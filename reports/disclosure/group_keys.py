"""How groups are called in figures, addresses and files. It knows no numpy: every page needs it."""

from uuid import UUID

ORGANISATION = "organisation"


def team_key(team_id: UUID) -> str:
    return f"team:{team_id}"


def department_key(department_id: UUID) -> str:
    return f"department:{department_id}"
