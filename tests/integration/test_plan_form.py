"""A plan to begin with: proposals, days as people type them, and what an earlier wave had."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from surveys.forms.questionnaires import offered_entries
from surveys.models import Wave
from surveys.plan_dates import proposed_period
from tests.integration.test_wave_pages import NEW, plan
from tests.world import NOWHERE, World, settle

TODAY = timezone.localdate()


@pytest.fixture
def client(hr_with_a_team: Client) -> Client:
    return hr_with_a_team


def values(page: str) -> dict[str, str]:
    """The value of every field of a line or a day."""
    inputs = re.findall(r"<input[^>]*>", page)
    pairs = [
        (re.search(r'name="(\w+)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in inputs
    ]
    return {name[1]: value[1] for name, value in pairs if name and value}


def test_a_new_plan_needs_a_tick_at_all_teams_and_nothing_else(
    world: World, client: Client
) -> None:
    page = client.get(NEW).content.decode()
    first, last = proposed_period(TODAY)
    fields = values(page)
    assert (fields["starts_on"], fields["closes_on"]) == (first.isoformat(), last.isoformat())
    form = {name: fields[name] for name in ("title", "starts_on", "closes_on")}
    answer = client.post(NEW, form | {"questionnaire": "k1@2", "teams-all": "1"})
    wave = Wave.objects.get()
    assert answer.status_code == 302
    assert (wave.starts_on, wave.closes_on, wave.policy.means) == (first, last, 7)
    assert wave.title
    assert "title" not in values(client.get(NEW).content.decode())  # a name twice says nothing


@pytest.mark.parametrize("text", ["{0.day}-{0.month}-{0.year}", "{0.day}/{0.month}/{0:%y}"])
def test_days_are_read_as_people_type_them(world: World, client: Client, text: str) -> None:
    last = TODAY + timedelta(days=30)
    client.post(NEW, plan(world, closes_on=text.format(last)))
    assert Wave.objects.get().closes_on == last


def test_what_is_no_day_stays_in_the_form_in_a_field_that_shows_it(
    world: World, client: Client
) -> None:
    page = client.post(
        NEW, plan(world, closes_on="eind maart", starts_on="1/12/26")
    ).content.decode()
    tags = {tag for tag in re.findall(r"<input[^>]*>", page) if "_on" in tag}
    last = next(tag for tag in tags if 'name="closes_on"' in tag)
    first = next(tag for tag in tags if 'name="starts_on"' in tag)
    assert 'type="text"' in last
    assert 'value="eind maart"' in last
    assert 'type="date"' in first
    assert 'value="2026-12-01"' in first
    assert '<a href="#id_closes_on"' in page


def test_the_total_of_what_was_ticked_is_there_without_a_script(
    world: World, client: Client
) -> None:
    world.team("b", 1, "Inkomen")
    page = client.post(NEW, plan(world, title="")).content.decode()
    for total in ("2 teams, 10 mensen", "1 team, 1 mens", "1 team, 9 mensen"):
        assert f'data-total="klantmanager">{total}<' in page
    assert 'data-total="manager">2 teams, 2 leidinggevenden<' in page


def test_the_cards_say_how_long_each_questionnaire_is(world: World, client: Client) -> None:
    page = client.get(NEW).content.decode()
    for audience in ("Klantmanagers", "Leidinggevenden", "Cliënten"):
        assert f'<p class="igm-audience__who">{audience}</p>' in page
    number = len(offered_entries())
    assert len(re.findall(r"\d+ vragen, (8 tot|ongeveer) 10 minuten", page)) == number
    assert page.count("Bekijk de vragen") == number
    folded = re.findall(r"(\d) nog op proef: alleen voor een proefmeting", page)
    assert folded == ["1", "1", "3"]
    assert '<details class="igm-details igm-audience__trials" open' not in page


def test_a_trial_that_was_chosen_is_not_folded(world: World, client: Client) -> None:
    page = client.post(NEW, plan(world, questionnaire="k4@1", title="")).content.decode()
    assert page.count('igm-audience__trials" open') == 1


def test_a_plan_for_clients_passes_over_teams_that_were_ticked(
    world: World, client: Client
) -> None:
    client.post(NEW, plan(world, questionnaire="c1@2", minimum=""))
    wave = Wave.objects.get()
    assert (wave.anonymous, wave.teams.count(), wave.policy.means) == (True, 0, 10)


def test_an_earlier_wave_is_taken_over_in_new_days(world: World, client: Client) -> None:
    other = world.team("b", 9)
    client.post(NEW, plan(world, minimum="9", teams=[str(other.pk)]))
    earlier = Wave.objects.get()
    thursday = earlier.closes_on + timedelta(days=(3 - earlier.closes_on.weekday()) % 7 + 7)
    earlier.teams.update(conversation_on=thursday)
    assert f"{NEW}?kopie={earlier.pk}" in client.get(NEW).content.decode()
    page = client.get(f"{NEW}?kopie={earlier.pk}").content.decode()
    ticked = re.findall(r'name="teams" value="(\S+)"[^>]* checked', page)
    first, last = proposed_period(TODAY)
    fields = values(page)
    assert ticked == [str(other.pk)]
    assert (fields["minimum"], fields["starts_on"]) == ("9", first.isoformat())
    assert "Overgenomen van “Voorjaar”" in page
    changes = {"title": "Najaar", "teams": ticked, "closes_on": last.isoformat()}
    client.post(f"{NEW}?kopie={earlier.pk}", plan(world, **changes))
    days = Wave.objects.get(title="Najaar").teams.values_list("conversation_on", flat=True)
    assert {day.weekday() for day in days if day} == {3}


@pytest.mark.parametrize("key", ["", "x", str(NOWHERE)])
def test_a_wave_that_is_not_there_is_not_taken_over(client: Client, key: str) -> None:
    page = client.get(f"{NEW}?kopie={key}")
    assert page.status_code == 200
    assert "Overgenomen" not in page.content.decode()


def test_a_wave_of_another_organisation_is_not_taken_over(world: World, client: Client) -> None:
    strange = settle("duinen", "Duinen")
    wave = strange.wave(strange.team("vreemd", 9), title="Geheim")
    page = client.get(f"{NEW}?kopie={wave.pk}").content.decode()
    assert "Overgenomen" not in page
    assert "Geheim" not in page


def test_more_teams_and_waves_cost_no_more_queries(world: World, client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(NEW).status_code == 200
        return len(captured)

    world.wave(*world.organisation.teams.all())
    few = queries()
    for number in range(1, 16):
        world.team(f"team-{number}", 1, f"Afdeling {number % 4}")
    world.wave(*world.organisation.teams.all(), title="Nog een")
    assert queries() == few
