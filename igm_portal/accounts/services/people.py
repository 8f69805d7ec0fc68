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
from igm_portal.accounts.selectors import people_of, staff_number_of, works_elsewhere
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
    """Somebody new here, with a first role and without a password.

    Who is known to another organisation of this installation keeps name and password. Raises
    Refused when the person is known here already, or the address or number is taken.
    """
    email = address_key(email)
    if people_of(access.organisation).filter(email=email).exists():
        raise Refused(_("Somebody with this e-mail address is in your organisation already."))
    person = User.objects.filter(email=email).first() or new_user(email, name)
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
        if works_elsewhere(person, access.organisation):
            raise Refused(NAME_IS_SHARED)
        person.name = name
        person.save(update_fields=["name"])
        record("person.renamed", person, by=access.user, organisation_id=access.organisation.id)
    if staff_number != staff_number_of(person, access.organisation):
        set_staff_number(person, access.organisation, staff_number)
        record("person.numbered", person, by=access.user, organisation_id=access.organisation.id)


def new_user(email: str, name: str) -> User:
    """A person without a password. Raises Refused for an address that cannot be given out."""
    if EmailChange.objects.filter(old_email=address_key(email)).exists():
        raise Refused(ADDRESS_RESERVED)
    try:
        return User.objects.create_user(email, name)
    except ValidationError as fault:
        raise Refused(" ".join(fault.messages)) from fault


def set_staff_number(person: User, organisation: Organisation, number: str) -> None:
    """Give a number, or take it away when empty. Raises Refused when somebody else has it."""
    numbers = StaffNumber.objects.filter(organisation=organisation)
    if numbers.exclude(person=person).filter(number=number).exists():
        raise Refused(_("This staff number belongs to somebody else."))
    numbers.filter(person=person).delete()
    if number:
        StaffNumber.objects.create(organisation=organisation, person=person, number=number)


NAME_IS_SHARED = _(
    "This person works for another organisation here too, so the name is not yours alone to change."
)
ADDRESS_RESERVED = _("This address was somebody else’s until recently and can still be put back.")
