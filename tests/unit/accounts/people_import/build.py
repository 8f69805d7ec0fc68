"""A small organisation and rows for the tests of the import."""

from datetime import date

from igm_portal.accounts.people_import.columns import Column
from igm_portal.accounts.people_import.match import KnownPerson, KnownRole, State
from igm_portal.accounts.people_import.parse import PersonRow, Vocabulary
from igm_portal.accounts.people_import.plan import ImportChoices, Plan, plan_import

TODAY = date(2026, 6, 15)
LONG_AGO = date(2020, 1, 1)
VOCABULARY = Vocabulary(
    roles={
        "medewerker": "employee",
        "teammanager": "manager",
        "afdelingshoofd": "head",
        "beheerder": "administrator",
    },
    functions={"klantmanager": "klantmanager", "accountmanager": "accountmanager"},
    places={
        "employee": Column.TEAM,
        "manager": Column.TEAM,
        "head": Column.DEPARTMENT,
        "administrator": None,
    },
    default_role="employee",
    guarded_role="administrator",
)
HEADER = ";".join(Column)


def csv(*lines: str, header: str = HEADER) -> bytes:
    return "\r\n".join((header, *lines)).encode()


PEOPLE = (
    KnownPerson("boss", "boss@z.example", "Boss"),
    KnownPerson("ada", "ada@z.example", "Ada", "7"),
    KnownPerson("bob", "bob@z.example", "Bob", "8"),
    KnownPerson("tim", "tim@z.example", "Tim"),
)
ROLES = (
    KnownRole(1, "boss", "administrator", "", "", LONG_AGO, None),
    KnownRole(2, "ada", "employee", "Noord", "klantmanager", LONG_AGO, None),
    KnownRole(3, "bob", "manager", "Noord", "", LONG_AGO, None),
    KnownRole(4, "tim", "employee", "Zuid", "", LONG_AGO, date(2026, 5, 31)),
)


def state(**changes: object) -> State:
    values: dict[str, object] = {
        "today": TODAY,
        "importer": "boss",
        "people": PEOPLE,
        "roles": ROLES,
        "departments": ("Werk", "Inkomen"),
        "teams": (("Noord", "Werk"), ("Zuid", "Inkomen")),
    }
    return State(**(values | changes))  # type: ignore[arg-type]


def row(number: int = 2, **values: object) -> PersonRow:
    return PersonRow(number=number, **({"role": "employee", "team": "Noord"} | values))  # type: ignore[arg-type]


def plan(*rows: PersonRow, leavers_on: date | None = None, **changes: object) -> Plan:
    return plan_import(rows, state(**changes), ImportChoices(TODAY, leavers_on), VOCABULARY)
