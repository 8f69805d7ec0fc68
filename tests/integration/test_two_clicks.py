"""What there is to grow in one's work is two clicks away from the start page, for each role."""

from html import unescape

import pytest
from django.urls import reverse

from igm_portal.accounts.models import Module
from igm_portal.accounts.roles import Role
from tests.attack.reading import LINK, signed_in
from tests.world import World

pytestmark = pytest.mark.django_db
EVERYBODY = ("learning_moments", "cases", "wisdom")
PARTS = {
    "a-1": (*EVERYBODY, "my_plan", "notices"),
    "manager-a": (*EVERYBODY, "my_plan", "notices", "assignment", "shared_assignments"),
    "hr": (*EVERYBODY, "shared_assignments", "modules"),
    "head": (*EVERYBODY, "shared_assignments", "modules"),
}


@pytest.fixture
def world(world: World) -> World:
    """Everything is switched on, and a member and the manager have an own profile."""
    team = world.team("a", 2)
    world.give("head", Role.DEPARTMENT_HEAD, department=team.department)
    for module in Module:
        world.switch(module)
    world.give("manager-a", Role.EMPLOYEE, team=world.team("b", 1))
    wave = world.wave(team, *world.organisation.teams.filter(name="b"))
    world.answer_all(wave, ["a-1", "manager-a"])
    return world


@pytest.mark.parametrize("who", PARTS)
def test_each_part_is_two_clicks_away(world: World, who: str) -> None:
    browser = signed_in(world.people[who])

    def links(address: str) -> set[str]:
        text = browser.get(address, follow=True).content.decode()
        return {unescape(link).partition("?")[0] for link in LINK.findall(text)}

    first = links(reverse("start", args=[world.slug]))
    reached = first.union(*(links(link) for link in first if link.startswith(f"/{world.slug}/")))
    parts = {reverse(name, args=[world.slug]) for name in PARTS[who]}
    assert parts - reached == set()
