"""Invitations, and a changed e-mail address until somebody vouches for it (ADR 21)."""

import re
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.access import Access
from igm_portal.accounts.attention import attention
from igm_portal.accounts.models import EmailChange, Membership, User
from igm_portal.accounts.roles import Role
from igm_portal.accounts.selectors import never_invited
from igm_portal.accounts.services.email_change import approve_email, change_email
from igm_portal.accounts.services.invitations import invite, invite_all
from igm_portal.accounts.services.people import add_person
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.roles import give_role
from igm_portal.audit.models import AuditEvent
from igm_portal.outbox.models import Mail
from igm_portal.outbox.sending import send_due
from tests import post_office
from tests.world import PASSWORD, World, settle

SITE = "https://portaal.example"
NEW = "nieuw@zandstad.example"


@pytest.fixture
def person(world: World) -> User:
    world.team("a", 1)
    return world.people["a-1"]


def change(access: Access, person: User, email: str = NEW) -> None:
    today = timezone.localdate()
    change_email(access=access, person=person, email=email, today=today, site=SITE)
    person.refresh_from_db()


def locked(person: User) -> bool:
    """Whether own results of earlier waves are closed."""
    return EmailChange.objects.filter(person=person).exists()


def link_in(mail: Mail) -> str:
    found = re.search(rf"{SITE}(/\S+)", mail.body)
    assert found, mail.body
    return found[1]


def mail_to(address: str) -> Mail:
    return Mail.objects.filter(recipient=address).latest("not_before")


# --- invitations ----------------------------------------------------------------------------------


def test_an_invited_person_chooses_a_password_and_signs_in(access: Access) -> None:
    eva = add_person(
        access=access,
        email="eva@zandstad.example",
        name="Eva",
        staff_number="",
        role=Role.HR_ADVISER,
        start=timezone.localdate(),
        team=None,
        department=None,
        function="",
    )
    invite(access=access, person=eva, site=SITE)
    mail = mail_to(eva.email)
    assert "Zandstad" in mail.subject
    client = Client()
    form = client.get(link_in(mail), follow=True)
    where = form.request["PATH_INFO"]
    client.post(where, {"password1": PASSWORD, "password2": PASSWORD})
    answer = Client().post(
        reverse("account_login"), {"login": "eva@zandstad.example", "password": PASSWORD}
    )
    assert answer.status_code == 302
    assert AuditEvent.objects.filter(action="person.invited").exists()


def test_who_has_a_password_is_not_invited(access: Access, person: User) -> None:
    with pytest.raises(Refused):
        invite(access=access, person=person, site=SITE)
    assert invite_all(access=access, people=[person], site=SITE) == 0
    assert not Mail.objects.exists()


def test_who_was_never_invited_is_counted_as_they_are_listed(
    world: World, access: Access, person: User
) -> None:
    today = timezone.localdate()
    before = len(never_invited(world.organisation, today))
    names = ["nieuw-1", "nieuw-2", "nieuw-3"]
    people = User.objects.bulk_create(
        User(
            organisation=world.organisation,
            email=f"{name}@zandstad.example",
            name=name,
            password=make_password(None),
        )
        for name in names
    )
    Membership.objects.bulk_create(
        Membership(user=one, organisation=world.organisation, role=Role.HR_ADVISER, start=today)
        for one in people
    )
    assert invite_all(access=access, people=people[:1], site=SITE) == 1
    assert attention(world.organisation, today).not_invited == before + 2
    assert len(never_invited(world.organisation, today)) == before + 2


def test_a_whole_municipality_is_invited_in_a_few_statements(
    world: World, access: Access, django_assert_max_num_queries: Any
) -> None:
    addresses = [f"p{number}@zandstad.example" for number in range(1200)]
    here, none = world.organisation, make_password(None)
    people = [User(organisation=here, email=one, name=one, password=none) for one in addresses]
    User.objects.bulk_create(people)
    with django_assert_max_num_queries(40):
        assert invite_all(access=access, people=people, site=SITE) == 1200
    links = [link_in(mail) for mail in Mail.objects.all()]
    assert len(set(links)) == 1200
    assert Client().get(links[7], follow=True).context["form"].user.email.startswith("p")


def test_who_was_not_reached_is_named_and_invited_again(world: World, access: Access) -> None:
    """Only those, at the address of now, and with a link that works."""
    world.team("b", 3)
    User.objects.filter(pk__in=[p.pk for p in world.people.values()]).exclude(
        pk=access.user.pk
    ).update(password=make_password(None))
    client = Client()
    client.force_login(access.user)
    url = reverse("invite_people", args=[world.slug])
    with post_office.opened() as office:
        office.answers["b-2@zandstad.example"] = ["550 5.1.1 b-2@zandstad.example unknown"]
        client.post(url)
        send_due(timezone.now)
        page = client.get(url).content.decode()
        assert "b-2@zandstad.example<br>" in page
        assert "dit adres bestaat niet (550 5.1.1)" in page
        assert "b-1@zandstad.example<br>" not in page
        missed = User.objects.get(email="b-2@zandstad.example")
        assert (
            "550 5.1.1"
            in client.get(reverse("person", args=[world.slug, missed.pk])).content.decode()
        )
        User.objects.filter(pk=missed.pk).update(email="b-two@zandstad.example")
        client.post(url, {"to": "unreached"})
        assert Mail.objects.waiting().get().recipient == "b-two@zandstad.example"
        send_due(timezone.now)
        assert office.addresses.count("b-two@zandstad.example") == 1
    assert "550 5.1.1" not in client.get(url).content.decode()


def test_inviting_once_more_while_mail_waits_sends_one(world: World, access: Access) -> None:
    """Such as when the mail server took nothing and the administrator tries everybody again."""
    world.team("b", 3)
    people = [world.people[f"b-{number}"] for number in (1, 2, 3)]
    for person in people:
        person.set_unusable_password()
        person.save()
    with post_office.opened() as office:
        office.answers["b-1@zandstad.example"] = ["550 5.7.1 Unable to relay", post_office.TAKEN]
        invite_all(access=access, people=people, site=SITE)
        send_due(timezone.now)
        invite_all(access=access, people=people, site=SITE)
        send_due(timezone.now)
        assert sorted(office.addresses) == [person.email for person in people]


def test_the_operator_gives_a_first_administrator_a_link_without_mail(
    world: World, access: Access
) -> None:
    eva = world.give("eva", Role.ADMINISTRATOR)
    with pytest.raises(CommandError):
        call_command("invite", "nobody@zandstad.example")
    User.objects.filter(pk=eva.pk).update(password=make_password(None))
    out = StringIO()
    with override_settings(IGM_SITE_URL=SITE):
        call_command("invite", "Eva@zandstad.example", stdout=out)
    assert not Mail.objects.exists()
    link = out.getvalue().splitlines()[0].removeprefix(SITE)
    client = Client()
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    eva.refresh_from_db()
    assert eva.has_usable_password()
    assert AuditEvent.objects.get(action="person.invited").actor == "systeem"
    with pytest.raises(CommandError):
        call_command("invite", "eva@zandstad.example")


def test_everyone_without_a_password_is_invited_after_a_question(world: World) -> None:
    access_of_all = world.give("administrator", Role.ADMINISTRATOR)
    team = world.team("a", 3)
    User.objects.filter(memberships__team=team).update(password=make_password(None))
    client = Client()
    client.force_login(access_of_all)
    url = reverse("invite_people", args=[world.slug])
    assert "4" in client.get(url).content.decode()
    assert not Mail.objects.exists()
    client.post(url)
    assert Mail.objects.count() == 4
    client.post(url)  # a second time mails nobody: all were invited
    assert Mail.objects.count() == 4
    assert "Iedereen is uitgenodigd" in client.get(url).content.decode()
    before = set(Mail.objects.values_list("pk", flat=True))
    client.post(url, {"to": "all"})
    assert (
        Mail.objects.exclude(pk__in=before).count() == Mail.objects.count() == 4
    )  # in their place
    person = client.get(reverse("person", args=[world.slug, world.people["a-1"].pk]))
    assert person.context["invited"].date() == AuditEvent.objects.latest("id").at.date()


# --- another address ------------------------------------------------------------------------------


def test_both_addresses_hear_of_a_change_and_results_are_locked(
    access: Access, person: User
) -> None:
    assert not locked(person)
    change(access, person)
    assert person.email == NEW
    assert EmailChange.objects.get(person=person).changed_on == timezone.localdate()
    assert set(Mail.objects.values_list("recipient", flat=True)) == {
        NEW,
        "a-1@zandstad.example",
    }
    assert SITE not in mail_to(NEW).body  # only the old address can confirm


def test_the_old_address_confirms_by_a_button_not_by_opening_the_link(
    access: Access, person: User
) -> None:
    change(access, person)
    url = link_in(mail_to("a-1@zandstad.example"))
    client = Client()
    assert NEW in client.get(url).content.decode()
    client.post(url, {"to": "something"})
    assert locked(person)
    client.post(url, {"to": "confirm"})
    assert not locked(person)
    assert client.get(url).status_code == 200  # says that it has been dealt with
    assert client.post(url, {"to": "undo"}).status_code == 200
    person.refresh_from_db()
    assert person.email == NEW


def test_the_old_address_comes_back_and_whoever_came_in_is_out(
    access: Access, person: User
) -> None:
    change(access, person)
    thief = Client()
    person.set_password("van-de-beheerder-2026")
    person.save()
    thief.force_login(person)
    assert thief.get("/zandstad/").status_code == 200
    Client().post(link_in(mail_to("a-1@zandstad.example")), {"to": "undo"})
    person.refresh_from_db()
    assert person.email == "a-1@zandstad.example"
    assert not person.has_usable_password()
    assert thief.get("/zandstad/").status_code == 302
    assert not locked(person)


def test_a_second_administrator_approves_and_the_first_cannot(
    world: World, access: Access, person: User
) -> None:
    change(access, person)
    with pytest.raises(Refused):
        approve_email(access=access, person=person)
    world.give("second", Role.ADMINISTRATOR)
    approve_email(access=world.access("second"), person=person)
    assert not locked(person)
    with pytest.raises(Refused):
        approve_email(access=world.access("second"), person=person)


def test_going_back_puts_out_whoever_came_in_by_the_address_between(
    access: Access, person: User
) -> None:
    """An administrator who changes an address to his own and back again must not stay inside."""
    own = "a-1@zandstad.example"
    change(access, person)
    person.set_password("van-de-beheerder-2026")
    person.save()
    thief = Client()
    thief.force_login(person)
    assert thief.get("/zandstad/").status_code == 200
    Mail.objects.all().delete()
    change(access, person, own)
    assert not locked(person)
    assert thief.get("/zandstad/").status_code == 302
    assert not person.has_usable_password()
    assert NEW in mail_to(own).body


def test_nobody_is_signed_in_any_more_after_a_change(access: Access, person: User) -> None:
    person.set_password("van-mijzelf-2026-lang")
    person.save()
    change(access, person)
    assert not person.has_usable_password()


def test_an_administrator_whose_own_address_is_in_doubt_approves_nothing(
    world: World, access: Access, person: User
) -> None:
    """The first might read the mail of the second, and be the second."""
    world.give("second", Role.ADMINISTRATOR)
    second = world.people["second"]
    change(access, person)
    change(access, second, "van-de-eerste@zandstad.example")
    with pytest.raises(Refused):
        approve_email(access=world.access("second"), person=person)
    assert locked(person)


def test_a_change_made_from_an_address_in_doubt_is_approved_by_nobody(
    world: World, access: Access, person: User
) -> None:
    """The first, as the second, changes an address, and then is the first again."""
    world.give("second", Role.ADMINISTRATOR)
    second = world.people["second"]
    own = second.email
    change(access, second, "van-de-eerste@zandstad.example")
    change(world.access("second"), person)
    change(access, second, own)
    with pytest.raises(Refused):
        approve_email(access=access, person=person)
    assert locked(person)


def test_an_appointment_made_from_an_address_in_doubt_gives_no_say(
    world: World, access: Access, person: User
) -> None:
    """The first, as the second, appoints a third."""
    world.give("second", Role.ADMINISTRATOR)
    second = world.people["second"]
    own = second.email
    change(access, second, "van-de-eerste@zandstad.example")
    give_role(
        by=second,
        person=world.person("third"),
        organisation=world.organisation,
        role=Role.ADMINISTRATOR,
        start=timezone.localdate(),
    )
    change(access, second, own)
    change(access, person)
    with pytest.raises(Refused):
        approve_email(access=world.access("third"), person=person)
    assert locked(person)


def test_an_administrator_whose_appointer_is_gone_approves_nothing(
    world: World, access: Access, person: User
) -> None:
    """Erasing the puppet between does not make its puppet independent."""
    giver = access.user
    for name in ("sybil", "sybils-friend"):
        give_role(
            by=giver,
            person=world.person(name),
            organisation=world.organisation,
            role=Role.ADMINISTRATOR,
            start=timezone.localdate(),
        )
        giver = world.people[name]
    change(access, person)
    world.people["sybil"].memberships.all().delete()
    with pytest.raises(Refused):
        approve_email(access=world.access("sybils-friend"), person=person)
    assert locked(person)


def test_an_administrator_cannot_approve_with_accounts_of_his_own_making(
    world: World, access: Access, person: User
) -> None:
    """Not with an account he appointed, nor with one that such an account appointed."""
    today = timezone.localdate()
    giver = access.user
    for name in ("sybil", "sybils-friend"):
        give_role(
            by=giver,
            person=world.person(name),
            organisation=world.organisation,
            role=Role.ADMINISTRATOR,
            start=today,
        )
        giver = world.people[name]
    change(access, person)
    for name in ("sybil", "sybils-friend"):
        with pytest.raises(Refused):
            approve_email(access=world.access(name), person=person)
    assert locked(person)


def test_the_person_cannot_approve_the_own_address(world: World, access: Access) -> None:
    world.give("second", Role.ADMINISTRATOR)
    second = world.people["second"]
    change(access, second)
    with pytest.raises(Refused):
        approve_email(access=world.access("second"), person=second)


def test_an_administrator_of_another_organisation_cannot_approve(
    world: World, access: Access, person: User
) -> None:
    change(access, person)
    elsewhere = settle("duinen", "Duinen")
    elsewhere.give("baas", Role.ADMINISTRATOR)
    with pytest.raises(Refused):
        approve_email(access=elsewhere.access("baas"), person=person)


def test_a_second_change_keeps_the_address_that_was_vouched_for(
    access: Access, person: User
) -> None:
    change(access, person)
    first = link_in(mail_to("a-1@zandstad.example"))
    change(access, person, "nog-een@zandstad.example")
    assert EmailChange.objects.get().old_email == "a-1@zandstad.example"
    Client().post(first, {"to": "confirm"})  # a link about an earlier change
    assert locked(person)
    change(access, person, "a-1@zandstad.example")
    assert not locked(person)


def test_an_address_that_can_be_put_back_is_not_given_out(access: Access, person: User) -> None:
    change(access, person)
    with pytest.raises(Refused):
        add_person(
            access=access,
            email="a-1@zandstad.example",
            name="Ander",
            staff_number="",
            role=Role.HR_ADVISER,
            start=date(2026, 1, 1),
            team=None,
            department=None,
            function="",
        )


def test_a_taken_address_changes_nothing(world: World, access: Access, person: User) -> None:
    taken = world.person("bezet").email
    with pytest.raises(Refused):
        change(access, person, taken.upper())
    person.refresh_from_db()
    assert person.email == "a-1@zandstad.example"
    assert not EmailChange.objects.exists()


def test_nobody_takes_over_an_account_of_another_organisation(world: World) -> None:
    victim = settle("duinen", "Duinen").give("hr", Role.HR_ADVISER)
    world.give("administrator", Role.ADMINISTRATOR)
    change(world.access("administrator"), victim)
    victim.refresh_from_db()
    assert victim.email == "hr@duinen.example"
    assert not EmailChange.objects.exists()


def test_changing_and_approving_through_the_pages(world: World, person: User) -> None:
    for name in ("administrator", "second"):
        world.give(name, Role.ADMINISTRATOR)
    client, second = Client(), Client()
    client.force_login(world.people["administrator"])
    second.force_login(world.people["second"])
    given = {"organisation": world.slug, "person_id": person.pk}
    client.post(reverse("edit_email", kwargs=given), {"email": NEW})
    approve, page = reverse("approve_email", kwargs=given), reverse("person", kwargs=given)
    assert approve not in client.get(page).content.decode()
    assert approve in second.get(page).content.decode()
    client.post(approve)
    assert locked(person)
    second.post(approve)
    assert not locked(person)
    assert {"email.changed", "email.approved"} <= set(
        AuditEvent.objects.values_list("action", flat=True)
    )
