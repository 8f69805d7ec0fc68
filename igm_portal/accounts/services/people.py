"""People: adding them, their names and numbers."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import (
    Department,
    EmailChange,
    Organisation,
    StaffNumber,
    Team,
    User,
)
from igm_portal.accounts.roles import Role
from igm_portal.accounts.selectors import staff_number_of
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.roles import give_role
from igm_portal.audit.services import record
from igm_portal.spelling import address_key

__all__ = ["ROWS_AT_ONCE", "add_person", "change_person", "give_role"]

ROWS_AT_ONCE = 500  # of one statement of the database


@transaction.atomic
def add_person(
    *,
    access: Access,
    email: str,
    name: str,
    staff_number: str,
    role: Role,
    start: date,
    team: Team | None,
    department: Department | None,
    function: str,
) -> User:
    """Somebody new here, with a first role and without a password, whatever other organisation of
    this installation has the address too (ADR 81).

    Raises Refused when the address or the number is taken here.
    """
    email = address_key(email)
    if EmailChange.objects.filter(organisation=access.organisation, old_email=email).exists():
        raise Refused(ADDRESS_RESERVED)
    try:
        person = User.objects.create_user(access.organisation, email, name)
    except ValidationError as fault:
        raise Refused(" ".join(fault.messages)) from fault
    record("person.added", person, by=access.user, organisation_id=access.organisation.id)
    if staff_number:
        set_staff_number(person, access.organisation, staff_number)
    give_role(
        by=access.user,
        person=person,
        organisation=access.organisation,
        role=role,
        start=start,
        team=team,
        department=department,
        function=function,
    )
    return person


@transaction.atomic
def change_person(*, access: Access, person: User, name: str, staff_number: str) -> None:
    """Another name or staff number. Raises Refused when the number belongs to somebody else."""
    if name != person.name:
        person.name = name
        person.save(update_fields=["name"])
        record("person.renamed", person, by=access.user, organisation_id=access.organisation.id)
    if staff_number != staff_number_of(person, access.organisation):
        set_staff_number(person, access.organisation, staff_number)
        record("person.numbered", person, by=access.user, organisation_id=access.organisation.id)


def set_staff_number(person: User, organisation: Organisation, number: str) -> None:
    """Give a number, or take it away when empty. Raises Refused when somebody else has it."""
    numbers = StaffNumber.objects.filter(organisation=organisation)
    if numbers.exclude(person=person).filter(number=number).exists():
        raise Refused(_("This staff number belongs to somebody else."))
    numbers.filter(person=person).delete()
    if number:
        StaffNumber.objects.create(organisation=organisation, person=person, number=number)


ADDRESS_RESERVED = _("This address was somebody else’s until recently and can still be put back.")
