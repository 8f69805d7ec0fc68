"""Departments and teams: made, renamed, moved, removed while nobody has used them."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Department, Team
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.roles import lock_organisation
from igm_portal.audit.services import record
from igm_portal.spelling import name_key

NAME_TAKEN = _("There is one with this name already.")


@transaction.atomic
def make_department(*, access: Access, name: str) -> Department:
    """Raises Refused when the name is taken in any spelling (`name_key`); so do all of these."""
    lock_organisation(access.organisation)
    _check_name(Department(organisation=access.organisation, name=name))
    department = Department.objects.create(organisation=access.organisation, name=name)
    _record("department.made", department, access)
    return department


@transaction.atomic
def rename_department(*, access: Access, department: Department, name: str) -> None:
    """Published results keep the name they were published with."""
    lock_organisation(access.organisation)
    department.name = name
    _check_name(department)
    department.save(update_fields=["name"])
    _record("department.renamed", department, access)


@transaction.atomic
def make_team(*, access: Access, name: str, department: Department) -> Team:
    lock_organisation(access.organisation)
    team = Team(organisation=access.organisation, department=department, name=name)
    _check_name(team)
    team.save()
    _record("team.made", team, access)
    return team


@transaction.atomic
def change_team(*, access: Access, team: Team, name: str, department: Department) -> None:
    """Another name, or another department from the next wave on."""
    lock_organisation(access.organisation)
    team.name, team.department = name, department
    _check_name(team)
    team.save(update_fields=["name", "department"])
    _record("team.changed", team, access)


@transaction.atomic
def remove_department(*, access: Access, department: Department) -> None:
    """Raises Refused when teams, roles or waves are tied to it."""
    _remove(
        department,
        access,
        "department.removed",
        _(
            "This department is in use: it has teams, a head now or in the past, or results. "
            "It stays, so that those remain readable."
        ),
    )


@transaction.atomic
def remove_team(*, access: Access, team: Team) -> None:
    """Raises Refused when roles or waves are tied to it."""
    _remove(
        team,
        access,
        "team.removed",
        _(
            "This team is in use: people work or worked in it, or it has results. "
            "It stays, so that those remain readable."
        ),
    )


def _remove(place: Department | Team, access: Access, action: str, otherwise: Promise) -> None:
    _record(action, place, access)
    try:
        place.delete()
    except ProtectedError:
        raise Refused(otherwise) from None


def _check_name(place: Department | Team) -> None:
    """Compare here and not in the database, which may know capitals of ASCII only."""
    siblings = type(place)._default_manager.filter(organisation_id=place.organisation_id)
    names = siblings.exclude(pk=place.pk).values_list("name", flat=True)
    if name_key(place.name) in map(name_key, names):
        raise Refused(NAME_TAKEN)


def _record(action: str, place: Department | Team, access: Access) -> None:
    record(action, place, by=access.user, organisation_id=access.organisation.id)
