"""Roles: given, changed, ended, handed over."""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Department, Membership, Organisation, Team, User
from igm_portal.accounts.periods import DAY, always_somebody
from igm_portal.accounts.roles import Role
from igm_portal.accounts.services.refusals import Refused
from igm_portal.audit.services import record


@transaction.atomic
def give_role(
    *,
    by: User | None,
    person: User,
    organisation: Organisation,
    role: Role,
    start: date,
    team: Team | None = None,
    department: Department | None = None,
    function: str = "",
    end: date | None = None,
) -> Membership:
    """Let a person take part in an organisation from `start` on, until the end of `end`.

    Raises Refused when somebody grants this to himself (ADR 21) or the person has this role
    there in that time already; ValueError when the person or the place belongs to another
    organisation.
    """
    if person.organisation_id != organisation.id:
        raise ValueError(f"{person.pk} has an account in another organisation.")
    for place in (team, department):
        if place is not None and place.organisation_id != organisation.id:
            raise ValueError(f"{place} belongs to another organisation.")
    if by is not None and by.id == person.id:
        raise Refused(_("Nobody gives a role to himself. Ask another administrator."))
    membership = Membership(
        user=person,
        organisation=organisation,
        role=role,
        team=team,
        department=department,
        function=function,
        start=start,
        end=end,
    )
    if _overlapping(membership).exists():
        raise Refused(_("This person has this role there already in that time."))
    membership.save()
    record(
        "membership.given", membership, by=by, organisation_id=organisation.id, **facts(membership)
    )
    return membership


@transaction.atomic
def change_role(
    *, access: Access, membership: Membership, function: str, end: date | None, today: date
) -> None:
    """Another function, or another last day. A role that has not begun and would end before it
    begins is withdrawn.

    Raises Refused when somebody extends the own role, or nobody would be administrator any more.
    """
    membership = _lock(access, membership)
    if function != membership.function:
        membership.function = function
        membership.save(update_fields=["function"])
        _record("membership.function_changed", membership, access.user, function=function or "-")
    if end != membership.end:
        _change_end(access.user, membership, end, today)


def _change_end(by: User, membership: Membership, end: date | None, today: date) -> None:
    extends = end is None or (membership.end is not None and end > membership.end)
    if extends and by.id == membership.user_id:
        raise Refused(_("Nobody extends a role of his own. Ask another administrator."))
    if end is not None and end < membership.start:
        if membership.start <= today:
            raise Refused(_("The last day lies before the first day of this role."))
        _record("membership.withdrawn", membership, by, **facts(membership))
        membership.delete()
    else:
        membership.end = end
        if _overlapping(membership).exists():
            raise Refused(_("This person has this role there already in that time."))
        membership.save(update_fields=["end"])
        _record("membership.ended", membership, by, **facts(membership))
    if membership.role == Role.ADMINISTRATOR:
        keep_an_administrator(membership.organisation, today)


@transaction.atomic
def hand_over_team(
    *, access: Access, team: Team, leaving: list[Membership], to: User, start: date
) -> Membership:
    """One manager takes a team over from others: they stop the day before, in the same move.

    Raises Refused when somebody takes a team himself, or a leaving manager begins later.
    """
    lock_organisation(access.organisation)
    for old in leaving:
        old = _lock(access, old)
        if old.start >= start:
            raise Refused(_("The present manager begins on that day or later; choose a later day."))
        if old.end is None or old.end >= start:
            old.end = start - DAY
            old.save(update_fields=["end"])
    record("team.handed_over", team, by=access.user, organisation_id=access.organisation.id)
    return give_role(
        by=access.user,
        person=to,
        organisation=access.organisation,
        role=Role.TEAM_MANAGER,
        team=team,
        start=start,
    )


def keep_an_administrator(organisation: Organisation, today: date) -> None:
    """Raises Refused unless somebody is administrator on every day from today on."""
    periods = Membership.objects.filter(
        organisation=organisation, role=Role.ADMINISTRATOR, user__is_active=True
    ).values_list("start", "end")
    if not always_somebody(periods, today):
        raise Refused(
            _("Then nobody would be administrator any more. Appoint somebody else first.")
        )


def lock_organisation(organisation: Organisation) -> None:
    """Two administrators at once wait for each other: rules about all roles hold for both."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _lock(access: Access, membership: Membership) -> Membership:
    lock_organisation(access.organisation)
    return Membership.objects.select_for_update().get(
        pk=membership.pk, organisation=access.organisation
    )


def _overlapping(membership: Membership) -> QuerySet[Membership]:
    """Other periods of the same person in the same role and place."""
    periods = Membership.objects.filter(
        user=membership.user,
        organisation=membership.organisation,
        role=membership.role,
        team=membership.team,
        department=membership.department,
    ).exclude(pk=membership.pk)
    overlapping = periods.filter(Q(end=None) | Q(end__gte=membership.start))
    return overlapping.filter(start__lte=membership.end) if membership.end else overlapping


def facts(membership: Membership) -> dict[str, str]:
    """What the audit log says of a role."""
    place = membership.team or membership.department
    details = {
        "role": str(membership.role),
        "place": place.name if place else "",
        "start": membership.start.isoformat(),
        "end": membership.end.isoformat() if membership.end else "",
    }
    return {name: value for name, value in details.items() if value}


def _record(action: str, membership: Membership, by: User, **details: str) -> None:
    record(action, membership, by=by, organisation_id=membership.organisation_id, **details)
