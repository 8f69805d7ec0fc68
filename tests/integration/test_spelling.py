"""One spelling in forms, imports, sign-in, search and mail; no text at all is a server error."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from igm_portal.accounts.models import Department, StaffNumber, Team, User
from igm_portal.accounts.people_import.faults import Mistake
from igm_portal.accounts.roles import Role
from igm_portal.accounts.selectors import find_people, person_called
from igm_portal.accounts.services.people import give_role
from tests import post_office
from tests.clients import client_wave, codes
from tests.integration.test_import import HEADER, carry_out, prepare
from tests.world import LONG_AGO, PASSWORD, World

READABLE, WIRE = "jan@gemeente-café.nl", "jan@xn--gemeente-caf-meb.nl"
SPELLINGS = (READABLE, WIRE, "Jan@Gemeente-Cafe\u0301.NL", "ｊａｎ@gemeente-café．nl")
NASTY = ("\ufb01", "İ", "ß", "\u212a", "ſ", "\u200c", "\u0345", "\0", "\u3002", "٣", "@")
PLAIN = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(NASTY)), max_size=40
)
TEXT = st.one_of(PLAIN, PLAIN.map("xn--{}".format))
ADDRESS = st.tuples(TEXT, TEXT).map("{0[0]}@{0[1]}.nl".format)
ANY = st.one_of(TEXT, ADDRESS)
AGAIN = settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(autouse=True)
def _no_earlier_attempts(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def administrator(world: World) -> Client:
    world.give("beheer", Role.ADMINISTRATOR)
    world.team("a", 1)
    client = Client()
    client.force_login(world.people["beheer"])
    return client


def person_form(world: World, **values: str) -> dict[str, object]:
    team = Team.objects.get(organisation=world.organisation, name="a")
    known = {"name": "Jan", "email": READABLE, "role": "employee", "team": team.pk}
    return known | {"start": timezone.localdate().isoformat()} | values


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_an_address_is_one_mailbox_in_form_import_search_and_sign_in(
    world: World, administrator: Client, spelling: str
) -> None:
    new = reverse("new_person", args=[world.slug])
    assert administrator.post(new, person_form(world, email=spelling)).status_code == 302
    (person,) = User.objects.filter(email=READABLE)
    for other in SPELLINGS:
        assert administrator.post(new, person_form(world, email=other)).status_code == 200
        assert person_called(other, world.organisation) == person
        assert list(find_people(world.organisation, today=timezone.localdate(), words=other)) == [
            person
        ]
    carry_out(world.access("beheer"), f"{HEADER}\n9;{spelling};;Werk;a;medewerker;;;\n")
    assert StaffNumber.objects.get(number="9").person == person
    person.set_password(PASSWORD)
    person.save()
    for other in SPELLINGS:
        signing = {"login": other, "password": PASSWORD}
        assert Client().post(reverse("account_login"), signing).status_code == 302


def test_mail_to_such_an_address_goes_to_its_a_label(world: World) -> None:
    User.objects.create_user(world.organisation, READABLE, "Jan", PASSWORD)
    with post_office.opened() as office:
        for spelling in SPELLINGS:
            cache.clear()
            Client().post(reverse("account_reset_password"), {"email": spelling})
        call_command("run_tasks")
    assert office.addresses == [WIRE] * len(SPELLINGS)
    assert all("/vergeten/" in mail.get_content() for mail in office.mails)


def test_a_ligature_in_an_address_is_no_server_error(world: World, administrator: Client) -> None:
    email = "proef@kantoor-\ufb01nancien.example"
    answer = administrator.post(
        reverse("new_person", args=[world.slug]), person_form(world, email=email), follow=True
    )
    assert answer.status_code == 200
    assert User.objects.filter(email="proef@kantoor-financien.example").count() == 1


@pytest.mark.parametrize("name", ["Team  Noord", " team noord", "Team\u00a0Noord", "TEAM NOORD"])
def test_a_place_is_one_place_in_form_and_import(
    world: World, administrator: Client, name: str
) -> None:
    department = world.department("Café Werk")
    Team.objects.create(organisation=world.organisation, department=department, name="Team Noord")
    for page, form in (
        ("new_team", {"name": name, "department": department.pk}),
        ("new_department", {"name": "cafe\u0301  werk"}),
        ("new_department", {"name": "CAFÉ WERK"}),
    ):
        assert administrator.post(reverse(page, args=[world.slug]), form).status_code == 200
    rows = f"{HEADER}\n;{READABLE};Jan;CAFE\u0301 Werk;{name};medewerker;;;\n"
    carry_out(world.access("beheer"), rows)
    assert Team.objects.filter(name__icontains="noord").count() == 1
    assert Department.objects.filter(name__istartswith="caf").count() == 1


def test_a_form_keeps_one_space_where_two_were_typed(world: World, administrator: Client) -> None:
    given_name = {"name": "Sociaal  \u2009Domein "}
    administrator.post(reverse("new_department", args=[world.slug]), given_name)
    assert Department.objects.filter(name="Sociaal Domein").exists()


def test_a_name_with_a_joiner_is_kept_in_form_and_import(
    world: World, administrator: Client
) -> None:
    name = "علی\u200cرضا"
    new = reverse("new_person", args=[world.slug])
    assert administrator.post(new, person_form(world, name=name)).status_code == 302
    rows = f"{HEADER}\n;ali@zandstad.example;{name};Werk;a;medewerker;;;\n"
    carry_out(world.access("beheer"), rows)
    assert User.objects.filter(name=name).count() == 2


@AGAIN
@given(name=TEXT, email=ANY, number=TEXT)
def test_any_text_in_the_forms_about_people(
    world: World, administrator: Client, name: str, email: str, number: str
) -> None:
    """Answered, and kept only when the answer says so."""
    person = world.people["a-1"]
    values = person_form(world, name=name, email=email, staff_number=number)
    before = User.objects.count()
    answer = administrator.post(reverse("new_person", args=[world.slug]), values)
    assert (answer.status_code, User.objects.count() - before) in {(200, 0), (302, 1), (302, 0)}
    for page, form in (
        ("edit_person", {"name": name, "staff_number": number}),
        ("edit_email", {"email": email}),
    ):
        url = reverse(page, args=[world.slug, person.pk])
        assert administrator.post(url, form).status_code in {200, 302}


@AGAIN
@given(name=TEXT, words=ANY)
def test_any_text_in_the_forms_about_places_and_in_search(
    world: World, administrator: Client, name: str, words: str
) -> None:
    team = Team.objects.get(name="a")
    made = Department.objects.count()
    answer = administrator.post(reverse("new_department", args=[world.slug]), {"name": name})
    assert (answer.status_code, Department.objects.count() - made) in {(200, 0), (302, 1)}
    form = {"name": name, "department": team.department_id}
    assert administrator.post(reverse("new_team", args=[world.slug]), form).status_code in {
        200,
        302,
    }
    hand_over = {"to": words, "start": timezone.localdate().isoformat()}
    url = reverse("hand_over_team", args=[world.slug, team.pk])
    assert administrator.post(url, hand_over).status_code in {200, 302}
    for page in ("people", "audit_log"):
        answer = administrator.get(reverse(page, args=[world.slug]), {"q": words})
        assert answer.status_code == 200


@AGAIN
@given(address=ANY, password=TEXT)
def test_any_text_at_the_sign_in(world: World, address: str, password: str) -> None:
    cache.clear()
    client = Client()
    signing = client.post(reverse("account_login"), {"login": address, "password": password})
    assert signing.status_code == 200
    asking = client.post(reverse("account_reset_password"), {"email": address})
    assert asking.status_code in {200, 302}


@AGAIN
@given(text=TEXT)
def test_any_text_where_a_code_belongs(world: World, text: str) -> None:
    cache.clear()
    client = Client()
    assert client.post(reverse("client_entry"), {"code": text}).status_code in {302, 404, 422, 429}
    assert client.post(reverse("client_begin"), {"code": text}).status_code in {302, 404, 429}


@pytest.mark.parametrize(
    "spelled", ["{}", "http://testserver/meedoen/{}/", "\u200e{}\u2069", "«{}»"]
)
def test_a_client_comes_in_with_a_code_in_any_spelling(world: World, spelled: str) -> None:
    (code,) = codes(world, client_wave(world))
    arabic = str(code).translate(str.maketrans("23456789", "٢٣٤٥٦٧٨٩"))
    for typed in (str(code), arabic):
        answer = Client().post(reverse("client_entry"), {"code": spelled.format(typed)})
        assert answer.headers["Location"] == reverse("client_card", args=[code])


def test_rows_from_before_get_the_spelling_and_two_of_one_kind_are_named(
    world: World, administrator: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    """The migration: what is clear is changed, what is not stays and is named without a name."""
    department = world.department("Werk")
    first, second, third = (
        User.objects.create(organisation=world.organisation, email=f"{n}@x.nl", name="A  B")
        for n in "123"
    )
    for person in (first, second):
        give_role(
            by=None,
            person=person,
            organisation=world.organisation,
            role=Role.HR_ADVISER,
            start=LONG_AGO,
        )
    for person, email in ((first, READABLE), (second, WIRE), (third, "z@xn--caf-dma.nl")):
        User.objects.filter(pk=person.pk).update(email=email)
    for name in ("Team  Zuid", "Team West", "Team  West"):
        Team.objects.create(organisation=world.organisation, department=department, name=name)
    respell = import_module("igm_portal.accounts.migrations.0009_one_spelling").respell
    respell(apps, None)
    people = dict(User.objects.values_list("pk", "email"))
    assert [people[p.pk] for p in (first, second, third)] == [READABLE, WIRE, "z@café.nl"]
    assert {first.name for first in User.objects.filter(pk=first.pk)} == {"A B"}
    names = set(Team.objects.exclude(name="a").values_list("name", flat=True))
    assert names == {"Team Zuid", "Team West", "Team  West"}
    told = capsys.readouterr().err
    assert told.count("User") == 2
    assert told.count("Team") == 2
    assert READABLE not in told
    assert "West" not in told
    for row in (f";{WIRE};Jan;Werk;a", ";nieuw@x.nl;Jan;Werk;Team West"):
        _preview, faults = prepare(world.access("beheer"), f"{HEADER}\n{row};medewerker;;;\n")
        assert [fault.code for fault in faults] == [Mistake.TWO_SPELLINGS]
