"""A wave of managers: asked by team, shown for the organisation only."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.models import Team
from igm_portal.accounts.roles import Role
from surveys.forms.planning import WaveForm
from surveys.models import Invitation, Wave
from surveys.models.response import Response
from surveys.participation import participation
from surveys.policy import Band, ParticipationBand, default_policy
from surveys.services.refusals import Refused
from surveys.services.tallies import count_wave
from surveys.services.waves import change_plan, launch_wave, plan_wave
from tests.world import World

TODAY = timezone.localdate()


def manager_wave(world: World, *teams: Team, launched: bool = True) -> Wave:
    world.give("hr", Role.HR_ADVISER)
    wave = plan_wave(
        access=world.access("hr"),
        title="Leidinggevenden",
        code="m1",
        version=1,
        policy=default_policy("manager"),
        starts_on=TODAY - timedelta(days=1),
        closes_on=TODAY + timedelta(days=13),
        teams=teams,
    )
    if launched:
        launch_wave(access=world.access("hr"), wave=wave, today=TODAY)
        wave.refresh_from_db()
    return wave


def managers(number: int) -> list[str]:
    return [f"manager-t{index}" for index in range(number)]


@pytest.fixture
def teams(world: World) -> list[Team]:
    return [world.team(f"t{index}", 1, department="WI"[index % 2]) for index in range(9)]


def test_the_managers_of_the_teams_are_asked_and_nobody_else(
    world: World, teams: list[Team]
) -> None:
    wave = manager_wave(world, *teams)
    asked = set(Invitation.objects.filter(wave=wave).values_list("person__email", flat=True))
    assert asked == {world.people[name].email for name in managers(9)}
    assert {place.size for place in wave.teams.all()} == {1}


def test_an_answer_of_a_manager_carries_no_team(world: World, teams: list[Team]) -> None:
    wave = manager_wave(world, *teams)
    world.answer_all(wave, managers(9))
    assert set(Response.objects.values_list("team_id", flat=True)) == {None}


def test_participation_is_told_for_the_organisation_only(world: World, teams: list[Team]) -> None:
    wave = manager_wave(world, *teams)
    world.answer_all(wave, managers(7))
    count_wave(wave, timezone.localdate())
    (only,) = participation(wave)
    assert (only.team, only.band) == ("Zandstad", ParticipationBand(50, 100))


def test_the_figures_are_of_the_organisation_alone(world: World, teams: list[Team]) -> None:
    wave = manager_wave(world, *teams)
    world.answer_all(wave, managers(8))
    groups = world.close(wave).publication.groups
    assert list(groups) == ["organisation"]
    assert (groups["organisation"].size, groups["organisation"].shown) == (9, True)


def test_under_seven_managers_nothing_is_shown(world: World, teams: list[Team]) -> None:
    wave = manager_wave(world, *teams)
    world.answer_all(wave, managers(6))
    assert not world.close(wave).publication.groups["organisation"].shown


def test_only_the_manager_opens_the_own_profile(world: World, teams: list[Team]) -> None:
    wave = manager_wave(world, *teams)
    world.answer_all(wave, managers(8))
    world.close(wave)
    place = {"organisation": world.slug, "wave_id": wave.pk}
    expected = {"manager-t0": 200, "manager-t8": 302, "hr": 403, "t0-1": 404}
    for name, status in expected.items():
        browser = Client()
        browser.force_login(world.people[name])
        page = browser.get(reverse("own_profile", kwargs=place))
        assert page.status_code == status, name


def test_nobody_finds_a_team_in_a_wave_of_managers(world: World, teams: list[Team]) -> None:
    wave = manager_wave(world, *teams)
    world.answer_all(wave, managers(8))
    world.close(wave)
    place = {"organisation": world.slug, "wave_id": wave.pk}
    of_team = f"/team/{teams[0].pk}/"
    for name, overview in {"hr": 302, "manager-t0": 302, "t0-1": 403}.items():
        browser = Client()
        browser.force_login(world.people[name])
        assert browser.get(reverse("teams", kwargs=place)).status_code == overview, name
        start = browser.get(reverse("start", kwargs={"organisation": world.slug}))
        assert of_team not in start.content.decode()
        team = reverse("team_profile", kwargs={**place, "team_id": teams[0].pk})
        assert browser.get(team).status_code == 403
    browser = Client()
    browser.force_login(world.people["hr"])
    assert "/team/" not in browser.get(reverse("teams", kwargs=place), follow=True).content.decode()
    assert browser.get(reverse("organisation_profile", kwargs=place)).status_code == 200


def test_a_policy_for_other_people_than_are_asked_is_refused_at_launch(
    world: World, teams: list[Team]
) -> None:
    wave = manager_wave(world, *teams, launched=False)
    change_plan(
        access=world.access("hr"),
        wave=wave,
        title=wave.title,
        code="m1",
        version=1,
        policy=default_policy("klantmanager"),
        starts_on=wave.starts_on,
        closes_on=wave.closes_on,
        teams=teams,
    )
    with pytest.raises(Refused):
        launch_wave(access=world.access("hr"), wave=wave, today=TODAY)


# --- the plan -------------------------------------------------------------------------------------


def plan(world: World, questionnaire: str, **changes: object) -> WaveForm:
    values = {
        "title": "Plan",
        "questionnaire": questionnaire,
        "starts_on": TODAY.isoformat(),
        "closes_on": TODAY.isoformat(),
        "teams": [str(team.pk) for team in Team.objects.all()],
    }
    return WaveForm(world.organisation, data=values | changes)


def test_all_three_questionnaires_can_be_planned(world: World, teams: list[Team]) -> None:
    groups = {}
    for code in ("k1", "m1", "c1"):
        form = plan(world, f"{code}@2")
        assert form.is_valid(), form.errors
        groups[code] = (form.plan()["policy"].group, len(form.plan()["teams"]))
    assert groups == {"k1": ("klantmanager", 9), "m1": ("manager", 9), "c1": ("client", 0)}


@pytest.mark.parametrize(("questionnaire", "least"), [("k1@2", 7), ("m1@2", 7), ("c1@2", 10)])
def test_the_protection_can_be_left_to_the_questionnaire_and_raised_but_not_lowered(
    world: World, teams: list[Team], questionnaire: str, least: int
) -> None:
    left, raised = plan(world, questionnaire), plan(world, questionnaire, minimum=least + 2)
    assert left.is_valid()
    assert raised.is_valid()
    assert (left.plan()["policy"].means, raised.plan()["policy"].means) == (least, least + 2)
    assert raised.plan()["policy"].n_band(least + 2) != Band(least, least)
    lowered = plan(world, questionnaire, minimum=least - 1)
    assert "minimum" in lowered.errors


def test_only_clients_can_be_asked_without_teams(world: World, teams: list[Team]) -> None:
    assert plan(world, "c1@2", teams=[]).is_valid()
    assert "teams" in plan(world, "m1@2", teams=[]).errors


def test_a_concept_can_be_changed_to_another_questionnaire(world: World, teams: list[Team]) -> None:
    wave = manager_wave(world, *teams, launched=False)
    browser = Client()
    browser.force_login(world.people["hr"])
    url = reverse("edit_wave", kwargs={"organisation": world.slug, "wave_id": wave.pk})
    form = plan(world, "c1@2").data
    assert browser.post(url, form).status_code == 302
    wave.refresh_from_db()
    assert (wave.instrument_code, wave.anonymous, wave.teams.count()) == ("c1", True, 0)
