"""The plan of a wave on one page, and the days of its conversations."""

from datetime import timedelta
from pathlib import Path

import pdfua
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.roles import Role
from igm_portal.pdf.page_parts import page_parts
from surveys.models import Wave, WaveKind
from surveys.plan_dates import results_day
from surveys.policy import default_policy
from surveys.services.waves import plan_wave, withdraw_wave
from tests.environment.programs import pages_of, tagged_cells, tags, text_of
from tests.integration.test_manager_wave import manager_wave
from tests.world import World, settle

TODAY = timezone.localdate()


@pytest.fixture
def client(world: World) -> Client:
    world.give("hr", Role.HR_ADVISER)
    client = Client()
    client.force_login(world.people["hr"])
    return client


def read(client: Client, world: World, wave: Wave, name: str = "wave_plan") -> str:
    answer = client.get(reverse(name, args=[world.slug, wave.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_plan_says_what_these_numbers_rule_out(world: World, client: Client) -> None:
    wave = world.wave(
        world.team("klein", 5), world.team("negen", 9), world.team("groot", 15), launched=False
    )
    page = read(client, world, wave)
    assert "Een uitslag van klein: daar werken minder dan 7 mensen." in page
    assert "in negen: daarvoor zijn minstens 10 mensen nodig" in page
    assert "Een uitslag van de leidinggevenden, als je hen ook vraagt: het zijn er 3" in page
    assert "Welk element eruit springt" in page
    assert "29 mensen van 3 teams" in page
    assert "nooit een uitslag" in page


def test_a_launched_wave_tells_the_numbers_that_were_fixed(world: World, client: Client) -> None:
    team = world.team("groot", 15)
    wave = world.wave(team)
    world.give("nieuw", Role.EMPLOYEE, team=team)
    assert "15 mensen van 1 team" in read(client, world, wave)


def test_who_works_in_two_teams_counts_once(world: World, client: Client) -> None:
    first, second = world.team("a", 9), world.team("b", 9)
    world.give("a-1", Role.EMPLOYEE, team=second)
    assert "18 mensen van 2 teams" in read(client, world, world.wave(first, second, launched=False))


def test_a_group_of_managers_under_seven_is_told_that_nothing_will_show(world: World) -> None:
    teams = [world.team(f"t{number}", 1) for number in range(6)]
    wave = manager_wave(world, *teams, launched=False)
    client = Client()
    client.force_login(world.people["hr"])
    page = read(client, world, wave)
    assert "het kan pas vanaf 7 mensen, en er worden er 6 gevraagd" in page
    assert "nooit een uitslag" not in page
    assert client.get(reverse("conversations", args=[world.slug, wave.pk])).status_code == 404


def test_a_plan_for_clients_names_no_teams_and_the_numbers_of_its_policy(
    world: World, client: Client
) -> None:
    wave = plan_wave(
        access=world.access("hr"),
        title="Cliënten",
        code="c1",
        version=1,
        policy=default_policy("client"),
        starts_on=TODAY,
        closes_on=TODAY + timedelta(days=21),
        teams=(),
    )
    page = read(client, world, wave)
    assert "gemiddelden vanaf 10 mensen" in page.lower()
    assert "aantallen vanaf 15" in page
    assert "Minder dan" not in page
    assert "<table" not in page


def test_the_numbers_are_those_of_the_policy(world: World, client: Client) -> None:
    wave = world.wave(world.team("a", 30), launched=False)
    wave.policy_content = default_policy("klantmanager").raised(means=12).to_dict()
    wave.save()
    page = read(client, world, wave).lower()
    assert "gemiddelden vanaf 12 mensen" in page
    assert "aantallen vanaf 12" in page


def test_saving_a_plan_leads_to_its_page_and_on_to_launching(world: World, client: Client) -> None:
    world.team("a", 9)
    form = {
        "title": "Voorjaar",
        "questionnaire": "k1@2",
        "starts_on": TODAY.isoformat(),
        "closes_on": (TODAY + timedelta(days=21)).isoformat(),
        "teams-all": "1",
    }
    answer = client.post(reverse("new_wave", args=[world.slug]), form, follow=True)
    wave = Wave.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("wave_plan", args=[world.slug, wave.pk])
    assert reverse("wave", args=[world.slug, wave.pk]) in answer.content.decode()


def test_a_withdrawn_wave_and_that_of_another_organisation_have_no_plan(
    world: World, client: Client
) -> None:
    wave = world.wave(world.team("a", 9), launched=False)
    withdraw_wave(access=world.access("hr"), wave=wave)
    strange = settle("duinen", "Duinen")
    other = strange.wave(strange.team("vreemd", 9))
    for name in ("wave_plan", "conversations"):
        for absent in (wave, other):
            url = reverse(name, args=[world.slug, absent.pk])
            assert client.get(url).status_code == 404, name


def test_days_are_changed_in_one_table_and_a_fault_stands_at_its_team(
    world: World, client: Client
) -> None:
    wave = world.wave(world.team("a", 9), world.team("b", 9), launched=False)
    a, b = wave.teams.order_by("team_name")
    url = reverse("conversations", args=[world.slug, wave.pk])
    later = results_day(wave.closes_on) + timedelta(days=20)
    typed = f"{later.day}/{later.month}/{later.year}"
    wrong = client.post(url, {str(a.team_id): typed, str(b.team_id): wave.closes_on.isoformat()})
    page = wrong.content.decode()
    assert f'<a href="#id_{b.team_id}">b</a> Voor de uitslag' in page
    assert f'value="{later.isoformat()}"' in page
    a.refresh_from_db()
    assert a.conversation_on != later
    client.post(url, {str(a.team_id): typed, str(b.team_id): "morgen over een jaar"})
    a.refresh_from_db()
    assert a.conversation_on != later
    right = client.post(url, {str(a.team_id): typed, str(b.team_id): later.isoformat()})
    assert right.status_code == 302
    assert set(wave.teams.values_list("conversation_on", flat=True)) == {later}


def test_more_teams_cost_no_more_queries(world: World, client: Client) -> None:
    def queries(wave: Wave) -> list[int]:
        numbers = []
        for name in ("wave_plan", "conversations"):
            with CaptureQueriesContext(connection) as captured:
                read(client, world, wave, name)
            numbers.append(len(captured))
        return numbers

    few = queries(world.wave(world.team("a", 2), launched=False))
    teams = [world.team(f"team-{number}", 1, f"Afdeling {number % 3}") for number in range(12)]
    assert queries(world.wave(*teams, launched=False)) == few


def paper(client: Client, world: World, wave: Wave) -> bytes:
    answer = client.get(reverse("wave_plan_pdf", args=[world.slug, wave.pk]))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith('-meting.pdf"')
    return answer.content


def test_the_paper_says_what_the_page_says(world: World, client: Client, tmp_path: Path) -> None:
    teams = [world.team(f"wijkteam-{number}", 7 + number % 3) for number in range(12)]
    wave = world.wave(*teams, launched=False)
    content = paper(client, world, wave)
    printed = "".join(text_of(content, tmp_path).split())
    page = read(client, world, wave)
    begin, end = page.index('<section class="igm-panel'), page.rindex("</section>")
    parts = page_parts(page[begin : end + len("</section>")])
    assert len(parts) >= 7
    for part in parts:
        for text in (part.title, *part.lines, *(cell for row in part.rows for cell in row)):
            assert "".join(text.split()) in printed, text
    assert pages_of(content) == 2
    assert "Zandstad" in printed
    assert "Bekijk" not in printed


def test_the_paper_is_tagged_and_breaks_no_rule_of_pdf_ua(
    world: World, client: Client, tmp_path: Path
) -> None:
    content = paper(client, world, world.wave(world.team("a", 9), world.team("b", 9)))
    (tmp_path / "plan.pdf").write_bytes(content)
    assert not pdfua.validate(str(tmp_path / "plan.pdf")).findings
    assert {"H1", "H2", "L", "LI", "Table"} <= set(tags(content))
    scopes = [cell.scope for cell in tagged_cells(content) if cell.tag == "TH"]
    assert scopes.count("Row") == 2
    assert scopes.count("Column") == 5


def test_a_plan_for_clients_is_a_paper_without_a_table(world: World, client: Client) -> None:
    wave = plan_wave(
        access=world.access("hr"),
        title="Meting",
        code="c1",
        version=1,
        policy=default_policy("client"),
        starts_on=TODAY,
        closes_on=TODAY + timedelta(days=13),
        teams=[],
    )
    content = paper(client, world, wave)
    assert "Table" not in tags(content)
    assert pages_of(content) <= 2


def test_a_plan_says_what_will_be_seen_at_the_response_that_is_chosen(
    world: World, client: Client
) -> None:
    wave = world.wave(world.team("klein", 6), world.team("groot", 18), launched=False)
    page = read(client, world, wave)
    assert "Wat er te zien is als 70% meedoet" in page
    assert "Bij 1 van de 2 teams is een verschil van 13 punten tussen willen en kunnen" in page
    assert "Zonder eigen uitslag bij zo veel deelname: 1 van de 2 teams" in page
    assert "voorlopige, ruime spreiding" in page
    address = reverse("wave_plan", args=[world.slug, wave.pk])
    everybody = client.get(address, {"deelname": "100"}).content.decode()
    assert "Wat er te zien is als 100% meedoet" in everybody
    assert "van 13 punten tussen" not in everybody
    assert f"{reverse('wave_plan_pdf', args=[world.slug, wave.pk])}?deelname=100" in everybody


@pytest.mark.parametrize("text", ["75", "0", "-1", "veel", "70%", "1e2", "", "\u0667\u0660"])
def test_another_response_than_the_offered_ones_is_the_usual_one(
    world: World, client: Client, text: str
) -> None:
    wave = world.wave(world.team("groot", 18), launched=False)
    answer = client.get(reverse("wave_plan", args=[world.slug, wave.pk]), {"deelname": text})
    assert "als 70% meedoet" in answer.content.decode()


def test_nothing_is_told_to_be_seen_of_a_trial_or_of_nobody(world: World, client: Client) -> None:
    empty = world.wave(world.team("leeg", 0), launched=False)
    assert "Wat er te zien is" not in read(client, world, empty)
    trial = world.wave(world.team("groot", 18), launched=False)
    trial.kind = WaveKind.TRIAL
    trial.save()
    assert "Wat er te zien is" not in read(client, world, trial)


def test_the_paper_says_what_the_page_says_of_what_is_seen(
    world: World, client: Client, tmp_path: Path
) -> None:
    wave = world.wave(world.team("klein", 6), world.team("groot", 18), launched=False)
    address = reverse("wave_plan_pdf", args=[world.slug, wave.pk])
    text = text_of(client.get(address, {"deelname": "90"}).content, tmp_path)
    assert "Wat er te zien is als 90% meedoet" in text
    assert "Opnieuw rekenen" not in text
