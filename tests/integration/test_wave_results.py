"""The pages of one closed wave: one address for its results, tabs to what a reader may open."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from igm_portal.accounts.models import Team
from igm_portal.accounts.roles import Role
from reports.files.form import FileForm
from reports.models import Job
from reports.texts.sentences import WITHHELD_TEXT
from surveys.models import Wave
from tests.files import signed_in
from tests.published import NOTHING, close, means
from tests.world import World

pytestmark = pytest.mark.django_db
TABS = re.compile(r'<nav class="igm-tabs".*?</nav>', re.DOTALL)
ENTRY = re.compile(r'<a href="([^"]+)"( aria-current="page")?>([^<]+)</a>')


@pytest.fixture
def teams(world: World) -> list[Team]:
    teams = [world.team("Centrum", 2), world.team("Bijstand", 1, department="Inkomen")]
    world.give("hr", Role.HR_ADVISER)
    world.give("head", Role.DEPARTMENT_HEAD, department=teams[0].department)
    return teams


@pytest.fixture
def wave(world: World, teams: list[Team]) -> Wave:
    wave = world.wave(*teams, title="Eerste")
    close(wave, {"Centrum": means(50)}, on=date(2026, 3, 1))
    return wave


def tabs(page: str) -> list[tuple[str, str, bool]]:
    (text,) = TABS.findall(page)
    return [(name, url, bool(current)) for url, current, name in ENTRY.findall(text)]


def result_page(client: Client, world: World, wave: Wave) -> str:
    return client.get(reverse("teams", args=[world.slug, wave.pk]), follow=True).content.decode()


def test_the_old_list_leads_who_compares_to_the_results_of_that_wave(
    world: World, teams: list[Team], wave: Wave
) -> None:
    close(world.wave(*teams, title="Tweede"), on=date(2026, 9, 1))
    for who in ("hr", "head"):
        answer = signed_in(world, who).get(reverse("teams", args=[world.slug, wave.pk]))
        assert (
            answer.headers["Location"]
            == reverse("overview", args=[world.slug]) + f"?meting={wave.pk}"
        )
        assert "Eerste</h1>" in result_page(signed_in(world, who), world, wave)


def test_the_old_list_leads_a_member_to_the_own_team_and_of_two_teams_to_the_start(
    world: World, teams: list[Team], wave: Wave
) -> None:
    address = reverse("teams", args=[world.slug, wave.pk])
    own = reverse("team_profile", args=[world.slug, wave.pk, teams[0].pk])
    assert signed_in(world, "Centrum-1").get(address).headers["Location"] == own
    world.give("Centrum-1", Role.TEAM_MANAGER, team=teams[1])
    assert signed_in(world, "Centrum-1").get(address).headers["Location"] == reverse(
        "start", args=[world.slug]
    )
    world.give("elders", Role.EMPLOYEE, team=world.team("Nieuw", 1))
    assert signed_in(world, "elders").get(address).status_code == 403


def test_a_head_whose_department_did_not_take_part_reads_the_own_team(
    world: World, teams: list[Team]
) -> None:
    wave = world.wave(teams[1])
    close(wave)
    world.give("head", Role.EMPLOYEE, team=teams[1])
    answer = signed_in(world, "head").get(reverse("teams", args=[world.slug, wave.pk]))
    assert answer.headers["Location"] == reverse(
        "team_profile", args=[world.slug, wave.pk, teams[1].pk]
    )


def test_every_tab_opens_for_its_reader_and_marks_itself(world: World, wave: Wave) -> None:
    expected = {
        "hr": ["Resultaten", "Verloop in de tijd", "Spiegel", "Kwaliteit", "Downloaden", "Opzet"],
        "head": ["Resultaten", "Verloop in de tijd", "Spiegel"],
    }
    for who, names in expected.items():
        client = signed_in(world, who)
        entries = tabs(result_page(client, world, wave))
        assert [name for name, _url, _current in entries] == names
        for name, url, _current in entries:
            page = client.get(url.replace("&amp;", "&"))
            assert page.status_code == 200, name
            assert [n for n, _u, current in tabs(page.content.decode()) if current] == [name]


def test_over_time_the_tabs_stay_those_of_the_wave_one_came_from(
    world: World, teams: list[Team], wave: Wave
) -> None:
    close(world.wave(*teams, title="Tweede"), on=date(2026, 9, 1))
    client = signed_in(world, "hr")
    over_time = tabs(result_page(client, world, wave))[1][1].replace("&amp;", "&")
    page = client.get(over_time).content.decode()
    assert tabs(page)[0][1].endswith(f"?meting={wave.pk}")
    assert f'name="meting" value="{wave.pk}"' in page


def test_it_opens_with_what_the_whole_says_or_with_the_shown_teams(
    world: World, wave: Wave
) -> None:
    page = result_page(signed_in(world, "hr"), world, wave)
    message = page[page.index("igm-message__above") : page.index("Andere meting")]
    assert "Zandstad" in message
    assert reverse("organisation_profile", args=[world.slug, wave.pk]) in message
    page = result_page(signed_in(world, "head"), world, wave)
    message = page[page.index("igm-message__above") : page.index("Andere meting")]
    assert "Zandstad ·" not in message
    assert "Werk ·" in message


def test_where_nothing_of_the_whole_is_shown_there_is_no_message(
    world: World, teams: list[Team]
) -> None:
    wave = world.wave(*teams)
    close(
        wave, {"Centrum": means(50), "Bijstand": NOTHING, "Inkomen": NOTHING, "Zandstad": NOTHING}
    )
    page = result_page(signed_in(world, "hr"), world, wave)
    assert "igm-message" not in page
    assert str(WITHHELD_TEXT) in page


def test_names_of_groups_lead_to_their_profile_in_every_form(
    world: World, teams: list[Team], wave: Wave
) -> None:
    client = signed_in(world, "hr")
    own = reverse("team_profile", args=[world.slug, wave.pk, teams[0].pk])
    for measured in ("elementen", "plaatjes", "context", "contrast", "deelname"):
        address = reverse("overview", args=[world.slug]) + f"?meting={wave.pk}&maat={measured}"
        assert f'<a href="{own}">Centrum</a>' in client.get(address).content.decode(), measured


def test_a_reader_of_one_team_has_no_results_in_the_menu(world: World, wave: Wave) -> None:
    client = signed_in(world, "manager-Centrum")
    page = client.get(reverse("start", args=[world.slug])).content.decode()
    assert reverse("overview", args=[world.slug]) not in page
    assert client.get(reverse("overview", args=[world.slug])).status_code == 403


def test_every_file_of_a_wave_is_asked_for_in_one_place(world: World, wave: Wave) -> None:
    client = signed_in(world, "hr")
    page = client.get(reverse("wave_files", args=[world.slug, wave.pk])).content.decode()
    offered = re.findall(r'name="form" value="([^"]+)"', page)
    assert offered == [kind.value for kind in FileForm]
    (snapshot,) = set(re.findall(r'name="waves" value="([^"]+)"', page))
    for kind in offered:
        answer = client.post(
            reverse("exports", args=[world.slug]), {"waves": snapshot, "form": kind}
        )
        job = Job.objects.get(pk=answer.headers["Location"].rstrip("/").rpartition("/")[2])
        assert (job.form, [str(key) for key in job.waves]) == (kind, [snapshot])


def test_a_paper_with_nothing_on_it_is_not_offered(world: World, teams: list[Team]) -> None:
    wave = world.wave(*teams)
    close(wave, dict.fromkeys(("Centrum", "Bijstand", "Werk", "Inkomen", "Zandstad"), NOTHING))
    page = signed_in(world, "hr").get(reverse("wave_files", args=[world.slug, wave.pk]))
    text = page.content.decode()
    assert re.findall(r'name="form" value="([^"]+)"', text) == ["xlsx", "csv-excel", "csv"]
    assert text.count(str(WITHHELD_TEXT)) == 3
