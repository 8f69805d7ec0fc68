"""The same for many people at once: a team, or the end. Worked out first, done as it was seen."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Membership, Team, User
from igm_portal.accounts.periods import DAY
from igm_portal.accounts.roles import Role
from igm_portal.accounts.services.people import ROWS_AT_ONCE
from igm_portal.accounts.services.roles import facts, keep_an_administrator, lock_organisation
from igm_portal.audit.services import record_all


class NumbersChanged(Exception):
    """Something else would be done than was seen."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Who begins in a team, which roles in other teams end for it, and who works there already."""

    beginning: tuple[Membership, ...]
    stopping: tuple[Membership, ...]
    already: int
    oneself: bool

    @property
    def mark(self) -> str:
        """The same as long as it is about the same people, places, functions and days; empty when
        nothing would be done.
        """
        parts = [f"{m.user_id} {m.team_id} {m.function} {m.start}" for m in self.beginning]
        return _mark([*parts, *(f"{m.pk} {m.end}" for m in self.stopping)])


@dataclass(frozen=True, slots=True)
class RoleEnding:
    """Which roles end and which never begin. `people` is how many have one of them."""

    stopping: tuple[Membership, ...]
    withdrawn: tuple[Membership, ...]
    oneself: bool

    @property
    def mark(self) -> str:
        """The same as long as it is about the same roles and days; empty when nothing would end."""
        parts = [f"{m.pk} {m.end}" for m in self.stopping]
        return _mark([*parts, *(f"{m.pk} -" for m in self.withdrawn)])

    @property
    def people(self) -> int:
        return len({role.user_id for role in (*self.stopping, *self.withdrawn)})

    @property
    def managers(self) -> int:
        """How many of the roles lead a team."""
        roles = (*self.stopping, *self.withdrawn)
        return sum(role.role == Role.TEAM_MANAGER for role in roles)


def placement(
    *,
    access: Access,
    people: QuerySet[User],
    team: Team,
    start: date,
    function: str,
    leaves_others: bool,
) -> Placement:
    """Work out a place in `team` as employee from `start` on; one query for the roles.

    Without `function` everyone keeps that of the latest role as employee. With `leaves_others` work
    in another team that began before ends the day before. Nobody places himself (ADR 21).
    """
    if team.organisation_id != access.organisation.id:
        raise ValueError(f"{team} belongs to another organisation.")
    selection = list(people.all())
    others = [person for person in selection if person.pk != access.user.pk]
    roles: dict[UUID, list[Membership]] = defaultdict(list)
    for role in _roles(access, others).filter(role=Role.EMPLOYEE).order_by("start"):
        roles[role.user_id].append(role)
    beginning, stopping, already = [], [], 0
    for person in others:
        own = roles[person.pk]
        lasting = [role for role in own if role.end is None or role.end >= start]
        if any(role.team_id == team.pk for role in lasting):
            already += 1
            continue
        beginning.append(
            Membership(
                user=person,
                organisation=access.organisation,
                role=Role.EMPLOYEE,
                team=team,
                function=function or (own[-1].function if own else ""),
                start=start,
            )
        )
        if leaves_others:
            for role in lasting:
                if role.start < start:
                    role.end = start - DAY
                    stopping.append(role)
    return Placement(tuple(beginning), tuple(stopping), already, len(others) < len(selection))


@transaction.atomic
def place(*, access: Access, mark: str, **choices: object) -> Placement:
    """Do what `placement` works out. Raises NumbersChanged unless its mark is `mark`."""
    lock_organisation(access.organisation)
    change = placement(access=access, **choices)  # type: ignore[arg-type]
    if not mark or change.mark != mark:
        raise NumbersChanged
    Membership.objects.bulk_update(change.stopping, ["end"], batch_size=ROWS_AT_ONCE)
    Membership.objects.bulk_create(change.beginning, batch_size=ROWS_AT_ONCE)
    _record(access, "membership.ended", change.stopping)
    _record(access, "membership.given", change.beginning)
    return change


def ending(*, access: Access, people: QuerySet[User], last_day: date, today: date) -> RoleEnding:
    """Work out the end of every role that lasts longer than `last_day`, which is today or later;
    one query for the roles. A role that would begin after it is withdrawn; the own roles stay.
    """
    if last_day < today:
        raise ValueError("Nobody ends in the past.")
    selection = list(people.all())
    others = [person for person in selection if person.pk != access.user.pk]
    longer = _roles(access, others).filter(Q(end=None) | Q(end__gt=last_day))
    stopping, withdrawn = [], []
    for role in longer.order_by("pk"):
        if role.start > last_day:
            withdrawn.append(role)
        else:
            role.end = last_day
            stopping.append(role)
    return RoleEnding(tuple(stopping), tuple(withdrawn), len(others) < len(selection))


@transaction.atomic
def end_all(
    *, access: Access, mark: str, people: QuerySet[User], last_day: date, today: date
) -> RoleEnding:
    """Do what `ending` works out. Raises NumbersChanged unless its mark is `mark`, and Refused
    when nobody would be administrator any more.
    """
    lock_organisation(access.organisation)
    change = ending(access=access, people=people, last_day=last_day, today=today)
    if not mark or change.mark != mark:
        raise NumbersChanged
    _record(access, "membership.withdrawn", change.withdrawn)
    Membership.objects.filter(pk__in=[role.pk for role in change.withdrawn]).delete()
    Membership.objects.bulk_update(change.stopping, ["end"], batch_size=ROWS_AT_ONCE)
    _record(access, "membership.ended", change.stopping)
    keep_an_administrator(access.organisation, today)
    return change


def _roles(access: Access, people: Iterable[User]) -> QuerySet[Membership]:
    return Membership.objects.filter(
        organisation=access.organisation, user__in=[person.pk for person in people]
    ).select_related("user", "team", "department")


def _record(access: Access, action: str, roles: Iterable[Membership]) -> None:
    record_all(
        action,
        [(role, facts(role)) for role in roles],
        by=access.user,
        organisation_id=access.organisation.id,
    )


def _mark(parts: list[str]) -> str:
    return sha256("\n".join(sorted(parts)).encode()).hexdigest() if parts else ""
