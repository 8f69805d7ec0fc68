"""The bar, the foot and the rows of a list are drawn once, and hold nothing of anybody."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from igm_portal import page_tags
from igm_portal.accounts.models import Membership, Organisation, StaffNumber, User
from igm_portal.accounts.roles import Role
from igm_portal.accounts.views import people_rows
from igm_portal.holes import Holes
from tests.world import World

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w{64})"')
ROW = re.compile(r'<tr role="row">\s*<td.*?</tr>', re.DOTALL)
TODAY = timezone.localdate()


def page(world: World, who: str, name: str = "start", query: str = "") -> str:
    client = Client()
    client.force_login(world.people[who])
    return client.get(reverse(name, args=[world.slug]) + query).content.decode()


def header_of(text: str) -> str:
    return text.partition("<header")[2].partition("</header>")[0]


def clear() -> None:
    page_tags._HEADERS.clear()
    page_tags._PARTS.clear()
    people_rows._ROWS.clear()


def test_a_kept_header_is_the_same_as_a_new_one_but_for_the_person(world: World) -> None:
    clear()
    world.team("a", 3)
    first, kept = page(world, "a-1"), page(world, "a-2")
    assert len(page_tags._HEADERS) == 1
    clear()
    new = page(world, "a-2")
    assert TOKEN.sub("", kept) == TOKEN.sub("", new)
    assert "A-1" in header_of(first)
    assert "A-1" not in kept
    assert set(TOKEN.findall(first)).isdisjoint(TOKEN.findall(kept))
    assert TOKEN.findall(header_of(first))


def test_a_name_is_escaped_and_fills_no_hole(world: World) -> None:
    world.team("a", 2)
    page(world, "a-1")
    hole = page_tags._HOLES.marks["token"]
    User.objects.filter(pk=world.people["a-2"].pk).update(name=f"<b>{hole}")
    assert f"&lt;b&gt;{hole}" in header_of(page(world, "a-2"))


def test_a_right_is_another_menu_at_once(world: World) -> None:
    world.team("a", 2)
    people = reverse("people", args=[world.slug])
    assert people not in header_of(page(world, "a-1"))
    world.give("a-1", Role.ADMINISTRATOR)
    assert people in header_of(page(world, "a-1"))
    assert people not in header_of(page(world, "a-2"))


def test_what_the_organisation_changes_shows_at_once(world: World) -> None:
    world.team("a", 1)
    page(world, "a-1")
    Organisation.objects.filter(pk=world.organisation.pk).update(
        name="Nieuw Zandstad", contact_phone="030 123 45 67"
    )
    changed = page(world, "a-1")
    assert "Nieuw Zandstad" in header_of(changed)
    assert "030 123 45 67" in changed


def test_what_is_put_in_is_escaped_unless_it_is_markup() -> None:
    holes = Holes("first", "second")
    pieces = holes.pieces(f"<p>{holes.marks['first']}, {holes.marks['second']}</p>")
    filled = holes.filled(pieces, {"first": "<i>", "second": SafeString("<b>x</b>")})
    assert filled == "<p>&lt;i&gt;, <b>x</b></p>"
    assert isinstance(filled, SafeString)
    other = holes.filled(pieces, {"first": holes.marks["second"], "second": "2"})
    assert other == f"<p>{holes.marks['second']}, 2</p>"


@pytest.fixture
def town(world: World) -> World:
    """People with one role and with two, with and without a number, an end, a later start."""
    team = world.team("a", 3)
    world.give("beheer", Role.ADMINISTRATOR)
    world.give("a-2", Role.DEPARTMENT_HEAD, department=team.department)
    of_third = Membership.objects.filter(user=world.people["a-3"])
    of_third.update(end=TODAY + timedelta(days=9))
    StaffNumber.objects.create(
        organisation=world.organisation, person=world.people["a-1"], number="77-A"
    )
    return world


def rows(text: str) -> list[str]:
    return [re.sub(r"\s+", " ", row) for row in ROW.findall(text.partition('id="found"')[2])]


def test_a_row_says_who_it_is_of_and_nothing_of_the_row_before(town: World) -> None:
    clear()
    texts = {name: row for row in rows(page(town, "beheer", "people")) for name in named(row)}
    assert set(texts) == {"A-1", "A-2", "A-3", "Beheer", "Manager-A"}
    for name, row in texts.items():
        person = town.people[name.lower()]
        assert row.count(str(person.pk)) == 3
        assert person.email in row
        assert f"Kies {name}" in row or f"{name} kiezen" in row
    assert "Medewerker, a" in texts["A-1"]
    assert "(Klantmanager)" in texts["A-1"]
    assert "77-A" in texts["A-1"]
    assert "–" in texts["A-2"].rpartition("<td")[2]
    assert texts["A-2"].count("<p>") == 2
    assert " tot en met " in texts["A-3"] or " t/m " in texts["A-3"]
    assert "igm-soft" not in texts["Manager-A"].partition("<p>")[2]
    assert len(people_rows._ROWS) == 5


def named(row: str) -> list[str]:
    return re.findall(r'<a href="[^"]*">([^<]*)</a>', row)


def test_kept_rows_are_the_same_as_new_ones(town: World) -> None:
    page(town, "beheer", "people")
    User.objects.filter(pk=town.people["a-1"].pk).update(name="<b>Ana</b>")
    kept = rows(page(town, "beheer", "people"))
    clear()
    assert rows(page(town, "beheer", "people")) == kept
    assert any("&lt;b&gt;Ana&lt;/b&gt;" in row for row in kept)
    assert not any("<b>" in row for row in kept)


def test_a_page_that_is_not_there_is_the_nearest_one(town: World) -> None:
    first = rows(page(town, "beheer", "people"))
    assert len(first) == 5
    for asked in ("0", "2", "-1", "x", "99999999999999999999", "٣"):
        assert rows(page(town, "beheer", "people", f"?page={asked}")) == first
    assert not rows(page(town, "beheer", "people", "?q=niemand"))
