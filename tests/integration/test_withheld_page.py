"""The page of a group without figures says what one can do; every page of a group, where one is."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from igm_portal.accounts.models import Team
from igm_portal.accounts.roles import Role
from surveys.models import Wave
from tests.published import NOTHING, close
from tests.world import World

pytestmark = pytest.mark.django_db
HEADING = "Van deze groep tonen we geen cijfers"


def page(world: World, who: str, wave: Wave, team: Team) -> str:
    client = Client()
    client.force_login(world.people[who])
    url = reverse("team_profile", args=[world.slug, wave.pk, team.pk])
    return client.get(url, headers={"accept-language": "nl"}).content.decode()


@pytest.fixture
def teams(world: World) -> list[Team]:
    world.give("hr", Role.HR_ADVISER)
    made = [world.team(name, 2) for name in ("Team10", "Team2", "Oost")]
    world.give("head", Role.DEPARTMENT_HEAD, department=made[0].department)
    return made


@pytest.fixture
def wave(world: World, teams: list[Team]) -> Wave:
    wave = world.wave(*teams, title="Eerste")
    world.answer(wave, "Oost-1")
    close(wave, {"Oost": NOTHING}, on=date(2026, 3, 1))
    wave.refresh_from_db()
    return wave


def test_only_who_took_part_is_led_to_an_own_profile(
    world: World, teams: list[Team], wave: Wave
) -> None:
    own = reverse("own_profile", args=[world.slug, wave.pk])
    for who, led in (("Oost-1", True), ("Oost-2", False), ("manager-Oost", False), ("hr", False)):
        text = page(world, who, wave, teams[2])
        assert HEADING in text
        assert (f'href="{own}"' in text) is led, who


def test_the_department_is_named_to_who_may_read_it_and_only_where_it_is_shown(
    world: World, teams: list[Team], wave: Wave
) -> None:
    args = [world.slug, wave.pk, teams[2].department_id]
    department = f'href="{reverse("department_profile", args=args)}"'
    for who, led in (("hr", True), ("head", True), ("manager-Oost", False), ("Oost-1", False)):
        assert (department in page(world, who, wave, teams[2])) is led, who
    wave.snapshot.delete()
    close(wave, {"Oost": NOTHING, "Werk": NOTHING})
    assert department not in page(world, "hr", wave, teams[2])


def test_it_names_the_wave_that_runs_now_and_none_that_may_still_change(
    world: World, teams: list[Team], wave: Wave
) -> None:
    world.wave(teams[2], title="Plan", launched=False)
    assert "nog niet begonnen" in page(world, "manager-Oost", wave, teams[2])
    world.wave(teams[0], title="Van anderen")
    assert "nog niet begonnen" in page(world, "manager-Oost", wave, teams[2])
    world.wave(teams[2], title="Tweede")
    assert "nu, tot en met" in page(world, "manager-Oost", wave, teams[2])


def test_it_offers_the_conversation_sheet_and_nothing_else_to_download(
    world: World, teams: list[Team], wave: Wave
) -> None:
    text = page(world, "manager-Oost", wave, teams[2])
    assert re.findall(r'name="kind" value="([a-z]+)"', text) == ["gespreksblad"]
    assert "igm-anchors" not in text


def test_who_sees_several_teams_goes_on_to_the_next_in_the_order_of_their_names(
    world: World, teams: list[Team], wave: Wave
) -> None:
    """As people count: Oost, Team2, Team10; before the result and, for a phone, after it."""
    last, middle, first = teams
    for team, expected in ((first, ["next"]), (middle, ["prev", "next"]), (last, ["prev"])):
        assert re.findall(r'rel="(prev|next)"', page(world, "hr", wave, team)) == 2 * expected
    text = page(world, "hr", wave, middle)
    for rel, team in (("prev", first), ("next", last)):
        url = reverse("team_profile", args=[world.slug, wave.pk, team.pk])
        assert f'href="{url}" rel="{rel}"' in text
    assert 'rel="next"' not in page(world, "Oost-1", wave, first)


def test_who_sees_more_teams_chooses_among_them_and_nobody_else_does(
    world: World, teams: list[Team]
) -> None:
    four = [world.team(name, 3) for name in ("Een", "Twee", "Drie", "Vier")]
    held = world.wave(*four, title="Vier teams")
    close(held)
    others = re.compile(r'<ul class="igm-menu__list">(.*?)</ul>', re.DOTALL)
    listed, again = others.findall(page(world, "hr", held, four[0]))
    assert listed == again
    assert re.findall(r'href="([^"]+)"', listed) == [
        reverse("team_profile", args=[world.slug, held.pk, team.pk])
        for team in (four[2], four[1], four[3])
    ]
    assert others.findall(page(world, "Een-1", held, four[0])) == []


def test_departments_lead_to_departments(world: World, teams: list[Team], wave: Wave) -> None:
    world_team = world.team("Ver", 2, department="Inkomen")
    later = world.wave(*teams, world_team, title="Later")
    close(later)
    client = Client()
    for who, expected in (("hr", ["prev"]), ("head", [])):
        client.force_login(world.people[who])
        url = reverse("department_profile", args=[world.slug, later.pk, teams[0].department_id])
        text = client.get(url).content.decode()
        assert re.findall(r'rel="(prev|next)"', text) == 2 * expected, who
