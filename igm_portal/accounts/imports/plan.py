"""What there is, and what an import would do with it: plain values for planning and preview."""

from dataclasses import dataclass
from datetime import date

from igm_portal.accounts.imports.faults import Fault


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who has or had a role in this organisation; `elsewhere`: in another one too."""

    key: str
    email: str
    name: str
    staff_number: str = ""
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class KnownRole:
    """A period in a role; `place` is the name of the team or department, or empty."""

    key: int
    person: str
    role: str
    place: str
    function: str
    start: date
    end: date | None

    def lasts_on(self, day: date) -> bool:
        """Whether it holds on this day or later."""
        return self.end is None or self.end >= day


@dataclass(frozen=True, slots=True)
class State:
    """The organisation as it stands today, as far as an import can touch it."""

    today: date
    importer: str
    people: tuple[KnownPerson, ...]
    roles: tuple[KnownRole, ...]
    departments: tuple[str, ...]
    teams: tuple[tuple[str, str], ...]  # (team, department)
    outsiders: frozenset[str] = frozenset()  # addresses of the file known to other organisations
    reserved: frozenset[str] = frozenset()  # old addresses that can still be put back


@dataclass(frozen=True, slots=True)
class Choices:
    """What the administrator chose with the file. `leavers_on`: last day of who is not in it."""

    start: date
    leavers_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewPerson:
    key: str
    email: str
    name: str
    staff_number: str


@dataclass(frozen=True, slots=True)
class PersonChange:
    """New values of somebody known; an empty text: unchanged."""

    person: str
    name: str = ""
    email: str = ""
    staff_number: str = ""


@dataclass(frozen=True, slots=True)
class NewRole:
    person: str
    role: str
    place: str
    function: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class RoleChange:
    """Another function or another last day; an empty text or None: unchanged."""

    role: int
    function: str = ""
    end: date | None = None


@dataclass(frozen=True, slots=True)
class RoleEnd:
    """A role that ends without a row of its own: moved to another team, or not in the file."""

    role: int
    last_day: date
    moved: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an import would do; with faults nothing is done."""

    departments: tuple[str, ...] = ()
    teams: tuple[tuple[str, str], ...] = ()
    people: tuple[NewPerson, ...] = ()
    changes: tuple[PersonChange, ...] = ()
    roles: tuple[NewRole, ...] = ()
    role_changes: tuple[RoleChange, ...] = ()
    ends: tuple[RoleEnd, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing would change."""
        return not (
            self.departments
            or self.teams
            or self.people
            or self.changes
            or self.roles
            or self.role_changes
            or self.ends
        )
