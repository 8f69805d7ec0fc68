"""People and teams are looked up by one field, as people type: within the own organisation."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from igm_portal.accounts.models import Membership, StaffNumber, User
from igm_portal.accounts.roles import Role
from tests.world import LONG_AGO, World, end_roles, settle


@pytest.fixture
def search(world: World) -> Callable[..., str]:
    """The page of results for somebody who may search."""
    world.give("administrator", Role.ADMINISTRATOR)
    world.give("hr", Role.HR_ADVISER)
    clients = {who: Client() for who in ("administrator", "hr")}
    for who, client in clients.items():
        client.force_login(world.people[who])

    def ask(words: str, who: str = "administrator", **more: str) -> str:
        answer = clients[who].get(reverse("search", args=[world.slug]), {"q": words, **more})
        assert answer.status_code == 200
        return answer.content.decode()

    return ask


def somebody(world: World, name: str, email: str = "", number: str = "") -> User:
    email = email or f"{User.objects.count()}@zandstad.example"
    person = User.objects.create_user(world.organisation, email, name)
    Membership.objects.create(
        user=person, organisation=world.organisation, role=Role.HR_ADVISER, start=LONG_AGO
    )
    if number:
        StaffNumber.objects.create(person=person, organisation=world.organisation, number=number)
    return person


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Zoë Brontë", "zoe bronte"),
        ("Jan van der Berg", "Berg, Jan van den"),
        ("Jan van der Berg", "VAN DER BERG"),
        ("Fatima el-Idrissi", "el idrissi"),
        ("Fatima El Idrissi", "fatima el-idrissi"),
        ("Søren Đukić", "soren dukic"),
        ("Willem ’t Hart", "'t hart"),
        ("Anne van Van", "van"),
    ],
)
def test_a_name_is_found_however_it_is_typed(
    world: World, search: Callable[..., str], name: str, typed: str
) -> None:
    person = somebody(world, name)
    assert reverse("person", args=[world.slug, person.pk]) in search(typed)


def test_an_address_or_staff_number_finds_who_left_as_well(
    world: World, search: Callable[..., str]
) -> None:
    person = somebody(world, "Jan Smit", "j.smit@zandstad.example", "77-A")
    end_roles(person, LONG_AGO)
    url = reverse("person", args=[world.slug, person.pk])
    assert url in search("j.smit@ZANDSTAD")
    assert url in search("77-a")
    assert url not in search("jan jansen")


def test_nobody_of_another_organisation_is_found(world: World, search: Callable[..., str]) -> None:
    elsewhere = settle("duinen", "Duinen")
    elsewhere.team("Duinrand", 1)
    somebody(elsewhere, "Aaltje Vreemd")
    page = search("aaltje") + search("duinrand")
    assert "Aaltje" not in page.replace("“aaltje”", "")
    assert page.count("Niets gevonden") == 2
    assert "een deel van de naam" in page


def test_hr_finds_teams_with_their_newest_profile_and_no_people(
    world: World, search: Callable[..., str]
) -> None:
    team = world.team("Oost", 9, department="Zorg")
    wave = world.wave(team)
    world.answer_all(wave, [f"Oost-{number}" for number in range(1, 10)])
    profile = reverse("team_profile", args=[world.slug, wave.pk, team.pk])
    assert profile not in search("oost", "hr")
    assert "nog geen profiel" in search("zorg oost", "hr")
    world.close(wave)
    page = search("oost", "hr")
    assert profile in page
    assert reverse("people", args=[world.slug]) not in page
    person = world.people["Oost-1"]
    assert str(person.pk) not in search(person.email, "hr")
    assert str(person.pk) in search(person.email)
    assert profile not in search("oost")  # figures are not for the administrator


def test_a_long_list_has_pages_and_a_fixed_number_of_queries(
    world: World,
    search: Callable[..., str],
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    people = User.objects.bulk_create(
        User(
            organisation=world.organisation,
            email=f"p{n}@zandstad.example",
            name=f"Persoon {n:04}",
        )
        for n in range(1_200)
    )
    Membership.objects.bulk_create(
        Membership(
            user=person, organisation=world.organisation, role=Role.HR_ADVISER, start=LONG_AGO
        )
        for person in people
    )
    with django_assert_max_num_queries(10):  # type: ignore[attr-defined]
        page = search("persoon", page="2")
    assert "1200 mensen" in page
    assert page.count("Persoon 00") + page.count("Persoon 01") == 50
    assert "Zoeken: persoon, pagina 2 · Zandstad" in page


def test_any_text_is_answered(search: Callable[..., str]) -> None:
    for words in ("", " ", "-", "\0", "%", "<b>", "’", "x" * 5_000):
        assert "<b>" not in search(words)
