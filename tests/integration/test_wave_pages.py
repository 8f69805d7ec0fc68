"""Planning through the pages: faults in plain words, and nothing lost."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.roles import Role
from surveys.models import Wave, WaveState
from tests.world import World, end_roles, settle

TODAY = timezone.localdate()


@pytest.fixture
def client(hr_with_a_team: Client) -> Client:
    return hr_with_a_team


def plan(world: World, **changes: object) -> dict[str, object]:
    return {
        "title": "Voorjaar",
        "questionnaire": "k1@2",
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
        ({"closes_on": "31-31-2026"}, "bijvoorbeeld 1-12-2026"),
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
    close = reverse("close_wave", args=["zandstad", wave.pk])
    refusal = client.post(close)
    wave.refresh_from_db()
    assert (refusal.status_code, wave.state) == (422, WaveState.OPEN)
    assert 'id="id_early_error"' in refusal.content.decode()
    client.post(close, {"early": "on"})
    wave.refresh_from_db()
    assert (wave.state, wave.closes_on) == (WaveState.CLOSED, TODAY)


def test_on_the_last_day_closing_is_one_click(world: World, client: Client) -> None:
    wave = world.wave(*world.organisation.teams.all())
    Wave.objects.update(closes_on=TODAY)
    client.post(reverse("close_wave", args=["zandstad", wave.pk]))
    wave.refresh_from_db()
    assert wave.state == WaveState.CLOSED


def test_what_is_wrong_with_a_new_last_day_stands_at_the_field(
    world: World, client: Client
) -> None:
    wave = world.wave(*world.organisation.teams.all())
    address = reverse("extend_wave", args=["zandstad", wave.pk])
    for day in (wave.closes_on.isoformat(), "morgen", (TODAY + timedelta(days=900)).isoformat()):
        answer = client.post(address, {"closes_on": day})
        assert answer.status_code == 422
        assert 'id="id_closes_on_error"' in answer.content.decode()
        assert day in answer.content.decode()


def test_teams_are_offered_with_department_and_size(world: World, client: Client) -> None:
    ended = world.team("b", 3, department="Inkomen")
    end_roles(world.people["b-3"], TODAY - timedelta(days=1))
    world.give("b-1", Role.EMPLOYEE, team=world.organisation.teams.get(name="a"))
    page = client.get(NEW).content.decode()
    row = page[page.index(">b · ") :][:200]
    assert ended.memberships.filter(role=Role.EMPLOYEE, end=None).count() == 2
    assert "2 medewerkers" in row
    assert "1 leidinggevende<" in row
    assert page.index(">b · ") < page.index(">a · ")


def test_the_same_people_twice_in_the_same_days_is_a_warning(world: World, client: Client) -> None:
    a, b = world.organisation.teams.get(), world.team("b", 2)
    running = world.wave(a, title="Loopt al")
    world.wave(b, title="Anderen")
    later = world.wave(a, title="Later", launched=False)
    Wave.objects.filter(pk=later.pk).update(
        starts_on=running.closes_on + timedelta(days=1),
        closes_on=running.closes_on + timedelta(days=9),
    )
    planned = world.wave(a, title="Nieuw", launched=False)
    page = client.get(reverse("wave", args=["zandstad", planned.pk])).content.decode()
    warning = page[page.index("igm-alert") :][:900]
    assert "Loopt al" in warning
    assert "Anderen" not in warning
    assert "Later" not in warning
    client.post(reverse("launch_wave", args=["zandstad", planned.pk]))
    planned.refresh_from_db()
    assert planned.state == WaveState.OPEN  # a warning, no refusal


def test_without_common_people_there_is_no_warning(world: World, client: Client) -> None:
    world.wave(*world.organisation.teams.all(), title="Loopt al")
    planned = world.wave(world.team("b", 2), title="Nieuw", launched=False)
    assert (
        "igm-alert"
        not in client.get(reverse("wave", args=["zandstad", planned.pk])).content.decode()
    )
    world.give("b-1", Role.EMPLOYEE, team=world.organisation.teams.get(name="a"))
    fresh = world.wave(world.organisation.teams.get(name="a"), title="Derde", launched=False)
    assert "Nieuw" in client.get(reverse("wave", args=["zandstad", fresh.pk])).content.decode()


def test_closing_early_says_how_far_it_is_in_bands(world: World, client: Client) -> None:
    wave = world.wave(*world.organisation.teams.all())
    world.answer_all(wave, [f"a-{number}" for number in range(1, 4)])
    page = client.get(reverse("close_wave", args=["zandstad", wave.pk])).content.decode()
    assert "1 van de 1 is nog niet zeker" in page
    assert "nog 13 dagen" in page
    assert "40%" in page
    assert page.index("Geef mensen liever meer tijd") < page.index("utrecht-button--danger")
    Wave.objects.update(closes_on=TODAY)
    page = client.get(reverse("close_wave", args=["zandstad", wave.pk])).content.decode()
    assert "Vandaag is de laatste dag" in page
    assert "utrecht-button--danger" not in page


def test_a_tick_at_a_department_or_at_all_takes_its_teams(world: World, client: Client) -> None:
    for number in range(1, 90):
        world.team(f"team-{number}", 0, f"Afdeling {number % 8}")
    departments = world.organisation.departments
    whole, other = departments.get(name="Afdeling 1"), world.organisation.teams.get(name="a")
    for ticks, number in (
        ({"teams-department": [str(whole.pk)], "teams": [str(other.pk)]}, 13),
        ({"teams-department": [str(d.pk) for d in departments.all()]}, 90),
        ({"teams-all": "1"}, 90),
    ):
        client.post(NEW, plan(world, **({"teams": []} | ticks)))
        assert Wave.objects.latest("id").teams.count() == number
        Wave.objects.all().delete()


def test_a_department_of_another_organisation_cannot_be_ticked(
    world: World, client: Client
) -> None:
    strange = settle("duinen", "Duinen").department("Vreemd")
    answer = client.post(NEW, plan(world, **{"teams-department": [str(strange.pk)]}))
    assert answer.status_code == 200
    assert not Wave.objects.exists()


def test_teams_stand_in_their_department_and_count_as_people_do(
    world: World, client: Client
) -> None:
    for number in (11, 2, 1):
        world.team(f"team-{number}", 0, "Afdeling 10")
        world.team(f"groep-{number}", 0, "Afdeling 9")
    text = client.get(NEW).content.decode()
    names = ["Afdeling 9", "groep-1 ", "groep-2 ", "groep-11 ", "Afdeling 10", "team-1 ", "team-2 "]
    places = [text.index(f">{name}") for name in (*names, "team-11 ")]
    assert places == sorted(places)
    client.post(NEW, plan(world))
    concept = client.get(reverse("wave", args=["zandstad", Wave.objects.get().pk]))
    text = concept.content.decode()
    assert text.index("team-2 ") < text.index("team-11 ")


def test_what_was_ticked_stays_after_an_error_and_a_department_is_never_ticked_by_itself(
    world: World, client: Client
) -> None:
    department = world.organisation.departments.get()
    ticks = {"title": "", "teams": [], "teams-department": [str(department.pk)]}
    text = client.post(NEW, plan(world, **ticks)).content.decode()
    assert re.findall(r'name="(\S+)" value="(\S+)"[^>]* checked', text) == [
        ("questionnaire", "k1@2"),
        ("teams", str(world.organisation.teams.get().pk)),
    ]
