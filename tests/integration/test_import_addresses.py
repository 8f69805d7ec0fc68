"""An address changed by an import is vouched for by the same rule as one changed on the page."""

import pytest

from igm_portal.accounts.models import EmailChange
from igm_portal.accounts.roles import Role
from igm_portal.accounts.services.email_change import approve_email
from igm_portal.accounts.services.people import set_staff_number
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.roles import give_role
from tests.integration.test_import import HEADER, carry_out
from tests.integration.test_people_mail import change
from tests.world import LONG_AGO, World

NEW = f"{HEADER}\n1;nieuw@zandstad.example;;;;;;;\n"


@pytest.fixture
def town(world: World) -> World:
    """A person with a staff number, and two administrators who owe each other nothing."""
    for name in ("baas", "ander"):
        world.give(name, Role.ADMINISTRATOR)
    world.team("a", 1)
    set_staff_number(world.people["a-1"], world.organisation, "1")
    return world


def rows(text: str) -> str:
    return text.replace(";;;;;;;\n", ";;Werk;a;medewerker;;;\n")


def approve(world: World, who: str) -> None:
    approve_email(access=world.access(who), person=world.people["a-1"])


def test_it_locks_and_the_importer_cannot_approve(town: World) -> None:
    carry_out(town.access("baas"), rows(NEW))
    assert EmailChange.objects.get().changed_by == town.people["baas"]
    with pytest.raises(Refused):
        approve(town, "baas")
    approve(town, "ander")
    assert not EmailChange.objects.exists()


def test_nor_can_an_administrator_whom_the_same_file_appointed(town: World) -> None:
    appointed = ";stroman@zandstad.example;Stroman;;;beheerder;;1-1-2020;\n"
    carry_out(town.access("baas"), rows(NEW) + appointed)
    person = town.organisation.memberships.get(user__email="stroman@zandstad.example").user
    town.people["stroman"] = person
    with pytest.raises(Refused):
        approve(town, "stroman")


def test_nor_can_who_was_appointed_by_such_a_one(town: World) -> None:
    appointed = ";stroman@zandstad.example;Stroman;;;beheerder;;1-1-2020;\n"
    carry_out(town.access("baas"), rows(NEW) + appointed)
    person = town.organisation.memberships.get(user__email="stroman@zandstad.example").user
    give_role(
        by=person,
        person=town.person("neef"),
        organisation=town.organisation,
        role=Role.ADMINISTRATOR,
        start=LONG_AGO,
    )
    with pytest.raises(Refused):
        approve(town, "neef")


def test_who_began_a_change_does_not_approve_what_a_colleague_imports_after_it(
    town: World,
) -> None:
    change(town.access("baas"), town.people["a-1"], "eerst@zandstad.example")
    carry_out(town.access("ander"), rows(NEW))
    assert EmailChange.objects.get().changed_by == town.people["ander"]
    for who in ("baas", "ander"):
        with pytest.raises(Refused):
            approve(town, who)
    town.give("derde", Role.ADMINISTRATOR)
    approve(town, "derde")


def test_after_somebody_vouched_the_next_change_starts_anew(town: World) -> None:
    change(town.access("baas"), town.people["a-1"], "eerst@zandstad.example")
    approve(town, "ander")
    carry_out(town.access("ander"), rows(NEW))
    approve(town, "baas")
    assert not EmailChange.objects.exists()
