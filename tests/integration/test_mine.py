"""The entries of the menu for who answers: my profile and my team."""

import pytest
from django.test import Client
from django.urls import reverse

from igm_portal.accounts.models import Membership
from igm_portal.accounts.roles import Role
from tests.published import close
from tests.world import LONG_AGO, World


def browser(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.people[who])
    return client


@pytest.fixture
def at(world: World) -> tuple[str, str]:
    return reverse("my_profile", args=[world.slug]), reverse("my_team", args=[world.slug])


def test_they_lead_to_the_newest_profile(world: World, at: tuple[str, str]) -> None:
    team = world.team("a", 9)
    world.give("hr", Role.HR_ADVISER)
    client, (profile, my_team) = browser(world, "a-1"), at
    for title in ("eerste", "tweede"):
        wave = world.wave(team, title=title)
        invited = client.get(profile).content.decode()
        if title == "eerste":
            assert reverse("introduction", args=[world.slug, wave.pk]) in invited
            assert "Nog geen teamprofiel" in client.get(my_team).content.decode()
        world.answer_all(wave, [f"a-{number}" for number in range(1, 10)])
        world.close(wave)
    own = client.get(profile, follow=True)
    assert own.resolver_match.url_name == "own_profile"
    group = client.get(my_team, follow=True)
    assert group.resolver_match.url_name == "team_profile"
    for page, url in ((own, profile), (group, my_team)):
        assert f'<a href="{url}" aria-current="true">' in page.content.decode()


def test_who_has_several_teams_chooses(world: World, at: tuple[str, str]) -> None:
    a, b = world.team("a", 9), world.team("b", 9)
    world.give("hr", Role.HR_ADVISER)
    Membership.objects.create(
        user=world.people["a-1"],
        organisation=world.organisation,
        role=Role.TEAM_MANAGER,
        team=b,
        start=LONG_AGO,
    )
    wave = world.wave(a, b)
    names = [f"{team}-{number}" for team in "ab" for number in range(1, 10)]
    world.answer_all(wave, names)
    world.close(wave)
    page = browser(world, "a-1").get(at[1]).content.decode()
    assert f'<a href="{at[1]}" aria-current="page">Mijn teams</a>' in page
    for team in (a, b):
        assert reverse("team_profile", args=[world.slug, wave.pk, team.pk]) in page


def test_what_a_team_does_with_its_result_falls_under_the_own_team(
    world: World, at: tuple[str, str]
) -> None:
    team = world.team("a", 1)
    wave = world.wave(team)
    close(wave)
    for who in ("a-1", "manager-a"):
        for name in ("followup_team", "plan_conversation", "new_agreement"):
            url = reverse(name, args=[world.slug, wave.pk, team.pk])
            page = browser(world, who).get(url).content.decode()
            assert f'<a href="{at[1]}" aria-current="true">' in page, (who, name)


def test_an_adviser_who_works_in_a_team_finds_its_pages_under_the_results(world: World) -> None:
    team = world.team("a", 1)
    world.give("hr", Role.HR_ADVISER)
    Membership.objects.create(
        user=world.people["hr"],
        organisation=world.organisation,
        role=Role.EMPLOYEE,
        team=team,
        start=LONG_AGO,
    )
    wave = world.wave(team)
    close(wave)
    url = reverse("followup_team", args=[world.slug, wave.pk, team.pk])
    page = browser(world, "hr").get(url).content.decode()
    assert f'<a href="{reverse("overview", args=[world.slug])}" aria-current="true">' in page


def test_for_who_reads_all_groups_a_profile_falls_under_the_results(world: World) -> None:
    team = world.team("a", 9)
    world.give("hr", Role.HR_ADVISER)
    wave = world.wave(team)
    world.answer_all(wave, [f"a-{number}" for number in range(1, 10)])
    world.close(wave)
    results = reverse("overview", args=[world.slug])
    for name, place in (("team_profile", [team.pk]), ("organisation_profile", [])):
        url = reverse(name, args=[world.slug, wave.pk, *place])
        page = browser(world, "hr").get(url).content.decode()
        assert f'<a href="{results}" aria-current="true">' in page, name
