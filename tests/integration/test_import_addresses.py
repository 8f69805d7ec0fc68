"""An address changed by an import is vouched for by the same rule as one changed on the page."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.models import EmailChange, User
from igm_portal.accounts.people_import.faults import Mistake
from igm_portal.accounts.people_import.prepare import plan_of, take_as_same
from igm_portal.accounts.roles import Role
from igm_portal.accounts.services.email_change import approve_email
from igm_portal.accounts.services.people import set_staff_number
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.roles import give_role
from igm_portal.audit.models import AuditEvent
from igm_portal.outbox.models import Mail
from tests.integration.test_import import HEADER, carry_out, confirm, prepare, preview_for
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


# --- everybody at once ----------------------------------------------------------------------------

MANY = 600  # more than one statement takes


def everybody(domain: str, *, numbers: bool, many: int = MANY) -> str:
    return HEADER + "".join(
        f"\n{1000 + n if numbers else ''};p{n}@{domain};Persoon {n};Werk;Team {n % 45};;;;"
        for n in range(many)
    )


def test_a_whole_municipality_gets_another_mail_domain_in_a_few_statements(
    town: World, django_assert_max_num_queries: Any
) -> None:
    access = town.access("baas")
    carry_out(access, everybody("zandstad.example", numbers=False))
    person = User.objects.get(email="p7@zandstad.example")
    person.set_password("van-mijzelf-2026-lang")
    person.save()
    visitor = Client()
    visitor.force_login(person)
    preview = preview_for(access, everybody("duinstad.example", numbers=False))
    take_as_same(access, preview, timezone.localdate())
    with django_assert_max_num_queries(90):
        confirm(access, preview)
    addresses = set(User.objects.filter(name__startswith="Persoon").values_list("email", flat=True))
    assert addresses == {f"p{n}@duinstad.example" for n in range(MANY)}
    assert EmailChange.objects.filter(changed_by=access.user).count() == MANY
    assert AuditEvent.objects.filter(action="email.changed").count() == MANY
    assert Mail.objects.count() == 2 * MANY
    old, new = (Mail.objects.get(recipient=f"p7@{d}.example") for d in ("zandstad", "duinstad"))
    assert "p7@duinstad.example" in old.body
    assert "/account/e-mail/" in old.body
    assert "/account/e-mail/" not in new.body
    assert visitor.get(f"/{town.slug}/").status_code == 302
    assert not User.objects.get(pk=person.pk).has_usable_password()


def test_a_file_with_the_old_domain_undoes_what_is_open(
    town: World, django_assert_max_num_queries: Any
) -> None:
    """Whoever sent in the wrong file sends in the one before; by number or without."""
    access = town.access("baas")
    for domain in ("zandstad.example", "duinstad.example"):
        carry_out(access, everybody(domain, numbers=True))
    Mail.objects.all().delete()
    preview = preview_for(access, everybody("zandstad.example", numbers=True))
    with django_assert_max_num_queries(90):
        confirm(access, preview)
    assert not EmailChange.objects.exists()
    assert AuditEvent.objects.filter(action="email.restored").count() == MANY
    assert Mail.objects.count() == MANY
    assert "p8@duinstad.example" in Mail.objects.get(recipient="p8@zandstad.example").body


def test_it_does_so_without_staff_numbers_and_only_what_is_open(town: World) -> None:
    access = town.access("baas")
    carry_out(access, everybody("zandstad.example", numbers=False, many=20))
    preview = preview_for(access, everybody("duinstad.example", numbers=False, many=20))
    take_as_same(access, preview, timezone.localdate())
    confirm(access, preview)
    agreed = User.objects.get(email="p7@duinstad.example")
    approve_email(access=town.access("ander"), person=agreed)
    preview = preview_for(access, everybody("zandstad.example", numbers=False, many=20))
    plan, _state = plan_of(access, preview, timezone.localdate())
    assert len(plan.changes) == 19
    assert plan.namesakes == ("p7@zandstad.example",)  # as for any unknown address


def test_an_old_address_of_somebody_else_is_refused_in_a_file(town: World) -> None:
    access = town.access("baas")
    change(access, town.people["manager-a"], "chef@zandstad.example")
    row = "1;manager-a@zandstad.example;;;;;;;\n"
    preview, faults = prepare(access, rows(f"{HEADER}\n{row}"))
    assert preview is None
    assert [fault.code for fault in faults] == [Mistake.OF_ANOTHER_PERSON]


def test_one_address_that_cannot_be_used_stops_all_of_them(town: World) -> None:
    access = town.access("baas")
    carry_out(access, everybody("zandstad.example", numbers=True, many=20))
    preview = preview_for(access, everybody("duinstad.example", numbers=True, many=20))
    User.objects.create_user(town.organisation, "p9@duinstad.example", "Ander")  # just now
    with pytest.raises(Refused):
        confirm(access, preview)
    assert not EmailChange.objects.exists()
    assert not Mail.objects.exists()
    assert not User.objects.filter(email="p1@duinstad.example").exists()


def test_the_sign_in_library_does_not_let_in_by_the_old_address(town: World) -> None:
    person = town.people["a-1"]
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    change(town.access("baas"), person, "nieuw@zandstad.example")
    Mail.objects.all().delete()
    Client().post(reverse("account_reset_password"), {"email": "a-1@zandstad.example"})
    assert "geen account met dit adres" in Mail.objects.get().body
