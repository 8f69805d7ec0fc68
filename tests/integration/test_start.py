"""The start page and the menu: what there is to do, and what is not shown said before the click."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.models import User
from igm_portal.accounts.roles import Role
from igm_portal.accounts.selectors import people_of
from tests.world import World

TODAY = timezone.localdate()


def start(world: World, who: str) -> str:
    client = Client()
    client.force_login(world.people[who])
    return client.get(reverse("start", args=[world.slug])).content.decode()


def test_a_team_without_figures_says_so_on_the_start_page(world: World) -> None:
    teams = world.team("negen", 9), world.team("zes", 6)
    wave = world.wave(*teams)
    world.answer_all(wave, [*(f"negen-{n}" for n in range(1, 10)), "zes-1", "zes-2"])
    world.close(wave)
    said = "Niet getoond"
    assert said in start(world, "manager-zes")
    assert said not in start(world, "manager-negen")


def test_exports_are_in_the_menu_of_who_may_export(world: World) -> None:
    world.team("a", 1)
    world.give("hr", Role.HR_ADVISER)
    world.give("administrator", Role.ADMINISTRATOR)
    link = f'href="{reverse("exports", args=[world.slug])}"'
    assert link in start(world, "hr")
    for who in ("administrator", "manager-a", "a-1"):
        assert link not in start(world, who)


def test_people_stand_in_the_order_in_which_one_looks_them_up(world: World) -> None:
    names = ["zoë Adams", "Bram Bos", "anna Aalders", "Éva Evers", "Erik Ek", "Çelik Can"]
    for number, name in enumerate(names):
        world.give(f"p{number}", Role.HR_ADVISER)
        User.objects.filter(pk=world.people[f"p{number}"].pk).update(name=name)
    found = list(people_of(world.organisation).values_list("name", flat=True))
    if connection.vendor == "postgresql":
        assert found == [
            "anna Aalders", "Bram Bos", "Çelik Can", "Erik Ek", "Éva Evers", "zoë Adams",
        ]  # fmt: skip
    else:
        plain = [name for name in found if name.isascii() or name.startswith("zoë")]
        assert plain == ["anna Aalders", "Bram Bos", "Erik Ek", "zoë Adams"]


def test_after_adding_somebody_the_message_leads_to_the_person(world: World) -> None:
    world.give("beheer", Role.ADMINISTRATOR)
    client = Client()
    client.force_login(world.people["beheer"])
    answer = client.post(
        reverse("new_person", args=[world.slug]),
        {
            "name": "Eva <b>de</b> Vries",
            "email": "Eva@zandstad.example",
            "role": Role.HR_ADVISER,
            "start": TODAY.isoformat(),
        },
        follow=True,
    )
    person = User.objects.get(email="eva@zandstad.example")
    url = reverse("person", args=[world.slug, person.pk])
    text = answer.content.decode()
    assert f'<a href="{url}">Eva &lt;b&gt;de&lt;/b&gt; Vries</a>' in text.split('role="status"')[1]


@pytest.mark.parametrize("name", ["people", "audit_log"])
def test_a_filter_does_not_say_of_each_field_that_it_is_optional(world: World, name: str) -> None:
    world.give("beheer", Role.ADMINISTRATOR)
    client = Client()
    client.force_login(world.people["beheer"])
    assert "(hoeft niet)" not in client.get(reverse(name, args=[world.slug])).content.decode()
