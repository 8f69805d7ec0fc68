"""Planning through the pages: faults in plain words, and nothing lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.roles import Role
from surveys.models import Wave, WaveState
from tests.world import World, settle

TODAY = timezone.localdate()


@pytest.fixture
def client(world: World) -> Client:
    world.team("a", 9)
    world.give("hr", Role.HR_ADVISER)
    client = Client()
    client.force_login(world.people["hr"])
    return client


def plan(world: World, **changes: object) -> dict[str, object]:
    return {
        "title": "Voorjaar",
        "questionnaire": "k1@1",
        "starts_on": TODAY.isoformat(),
        "closes_on": (TODAY + timedelta(days=14)).isoformat(),
        "teams": [str(team.pk) for team in world.organisation.teams.all()],
        "minimum": "7",
    } | changes


NEW = "/zandstad/metingen/nieuw/"


def test_a_plan_is_kept_as_a_concept(world: World, client: Client) -> None:
    client.post(NEW, plan(world, minimum="9"))
    wave = Wave.objects.get()
    assert (wave.state, wave.policy.means, wave.policy.counts) == (WaveState.CONCEPT, 9, 10)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"minimum": "6"}, "Minstens 7"),
        ({"minimum": "veel"}, "Voer een geheel getal in"),
        ({"teams": []}, "Kies minstens één team"),
        ({"closes_on": (TODAY - timedelta(days=1)).isoformat()}, "toekomst"),
        ({"starts_on": (TODAY + timedelta(days=30)).isoformat()}, "laatste dag"),
        ({"closes_on": "31-31-2026"}, "geldige datum"),
        ({"questionnaire": "k9@1"}, "geldige keuze"),
        ({"title": ""}, "verplicht"),
        ({"title": "x" * 121}, "120"),
    ],
)
def test_a_fault_is_said_in_words_and_what_was_typed_stays(
    world: World, client: Client, changes: dict[str, object], words: str
) -> None:
    answer = client.post(NEW, plan(world, **changes))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words.lower() in page.lower()
    assert 'role="alert"' in page
    if "title" not in changes:
        assert "Voorjaar" in page
    assert not Wave.objects.exists()


def test_a_team_of_another_organisation_cannot_be_chosen(world: World, client: Client) -> None:
    strange = settle("duinen", "Duinen").team("vreemd", 9)
    answer = client.post(NEW, plan(world, teams=[str(strange.pk)]))
    assert answer.status_code == 200
    assert not Wave.objects.exists()


def test_a_concept_can_be_changed_until_launch(world: World, client: Client) -> None:
    client.post(NEW, plan(world))
    wave = Wave.objects.get()
    edit = reverse("edit_wave", args=["zandstad", wave.pk])
    client.post(edit, plan(world, title="Najaar"))
    wave.refresh_from_db()
    assert wave.title == "Najaar"
    client.post(reverse("launch_wave", args=["zandstad", wave.pk]))
    client.post(edit, plan(world, title="Te laat"))
    wave.refresh_from_db()
    assert (wave.title, wave.state) == ("Najaar", WaveState.OPEN)


def test_closing_and_withdrawing_ask_first(world: World, client: Client) -> None:
    wave = world.wave(*world.organisation.teams.all())
    for name in ("close_wave", "withdraw_wave"):
        page = client.get(reverse(name, args=["zandstad", wave.pk]))
        assert "terugdraaien" in page.content.decode()
    wave.refresh_from_db()
    assert wave.state == WaveState.OPEN


def test_nothing_about_a_group_is_visible_before_closing(world: World, client: Client) -> None:
    wave = world.wave(*world.organisation.teams.all())
    world.answer_all(wave, [f"a-{number}" for number in range(1, 10)])
    team = world.organisation.teams.get()
    for name, args in (
        ("teams", []),
        ("team_profile", [team.pk]),
        ("department_profile", [team.department_id]),
        ("organisation_profile", []),
    ):
        assert client.get(reverse(name, args=["zandstad", wave.pk, *args])).status_code == 404, name


def test_a_shorter_or_odd_extension_is_refused(world: World, client: Client) -> None:
    wave = world.wave(*world.organisation.teams.all())
    before = wave.closes_on
    for day in ((before - timedelta(days=1)).isoformat(), "", "morgen"):
        client.post(reverse("extend_wave", args=["zandstad", wave.pk]), {"closes_on": day})
    wave.refresh_from_db()
    assert wave.closes_on == before


def test_a_wave_closed_by_hand_ended_on_that_day(world: World, client: Client) -> None:
    wave = world.wave(*world.organisation.teams.all())
    client.post(reverse("close_wave", args=["zandstad", wave.pk]))
    wave.refresh_from_db()
    assert (wave.state, wave.closes_on) == (WaveState.CLOSED, TODAY)
