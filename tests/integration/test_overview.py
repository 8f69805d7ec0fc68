"""Groups side by side and over time: what is published, in the own scope, whatever the address."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from igm_portal.accounts.models import Team
from igm_portal.accounts.roles import Role
from reports.overview.history import HistoryView
from reports.overview.organisation import PER_PAGE, OverviewView
from reports.texts.sentences import WITHHELD_TEXT
from surveys.models import Wave
from surveys.policy import default_policy
from tests.published import NOTHING, cell, close, means, next_version
from tests.world import World, settle

LONG_NAME = "Werk, inkomen, participatie en maatschappelijke ondersteuning in de buitenwijken"
FIRST, SECOND = date(2026, 3, 1), date(2026, 9, 1)


def visit(world: World, name: str, who: str, **asked: str) -> Any:
    client = Client()
    client.force_login(world.people[who])
    return client.get(f"{reverse(name, args=[world.slug])}?{urlencode(asked)}")


def overview(world: World, who: str = "hr", **asked: str) -> OverviewView:
    answer = visit(world, "overview", who, **asked)
    assert answer.status_code == 200
    view = answer.context["view"]
    assert isinstance(view, OverviewView)
    return view


def trend(world: World, who: str = "hr", **asked: str) -> HistoryView:
    answer = visit(world, "overview_trend", who, **asked)
    assert answer.status_code == 200
    view = answer.context["view"]
    assert isinstance(view, HistoryView)
    return view


def names(view: OverviewView) -> list[list[str]]:
    assert view.matrix is not None
    return [[row.name for row in part.rows] for part in view.matrix.groups]


def head_of(world: World, team: Team) -> str:
    world.give("head", Role.DEPARTMENT_HEAD, department=team.department)
    return "head"


# --- side by side ---------------------------------------------------------------------------------


def test_groups_stand_from_a_to_z_and_never_by_score(world: World) -> None:
    made = [world.team(name, 1) for name in ("west", "Oost", "centrum")]
    wave = world.wave(*made, world.team("Bijstand", 1, department="Inkomen"))
    close(wave, {"west": means(90), "Oost": means(20), "centrum": means(50)})
    view = overview(world)
    assert names(view) == [
        ["Zandstad"],
        ["Inkomen", "Bijstand"],
        ["Werk", "centrum", "Oost", "west"],
    ]
    assert view.matrix is not None
    assert [part.title for part in view.matrix.groups] == ["", "Inkomen", "Werk"]
    pictures = overview(world, maat="plaatjes").tiles
    assert [[tile.name for tile in part.tiles] for part in pictures] == names(view)


def test_it_opens_with_every_element_of_every_team_and_a_way_to_its_profile(world: World) -> None:
    teams = [world.team(f"Team{number}", 1) for number in (11, 2)]
    wave = world.wave(*teams)
    close(wave, {"Team2": means(70) | {"context": cell(31)}, "Team11": NOTHING})
    matrix = overview(world).matrix
    assert matrix is not None
    labels = [label for label, _hue in matrix.columns]
    assert (labels[0], labels[4], len(labels)) == ("Willen", "Kunnen", 9)
    _whole, two, eleven = matrix.groups[1].rows
    assert (two.name, eleven.name) == ("Team2", "Team11")
    assert [one.value for one in two.cells].count("31") == 1
    assert (eleven.cells, eleven.absent) == ((), str(WITHHELD_TEXT))
    for row, team in ((two, teams[1]), (eleven, teams[0])):
        assert row.url == reverse("team_profile", args=[world.slug, wave.pk, team.pk])
    text = visit(world, "overview", "hr").content.decode()
    for row in (row for group in matrix.groups for row in group.rows):
        assert f'href="{row.url}"' in text
        client = Client()
        client.force_login(world.people["hr"])
        assert client.get(row.url).status_code == 200


def test_it_opens_on_the_newest_wave_that_shows_something_to_this_reader(world: World) -> None:
    centrum, bijstand = world.team("Centrum", 1), world.team("Bijstand", 1, "Inkomen")
    older, newer = world.wave(centrum, bijstand, title="Een"), world.wave(centrum, bijstand)
    close(older, on=FIRST)
    close(newer, {"Centrum": NOTHING, "Werk": NOTHING}, on=SECOND)
    note = "Van een nieuwere meting is niets te zien"
    answer = visit(world, "overview", "hr")
    assert (answer.context["wave"], note in answer.content.decode()) == (newer, False)
    answer = visit(world, "overview", head_of(world, centrum))
    assert (answer.context["wave"], note in answer.content.decode()) == (older, True)
    answer = visit(world, "overview", "head", meting=str(newer.pk))
    assert (answer.context["wave"], note in answer.content.decode()) == (newer, False)


def test_a_withheld_group_stands_among_the_others_with_one_text_and_no_figure(
    world: World,
) -> None:
    wave = world.wave(world.team("Centrum", 1), world.team("Oost", 1))
    close(wave, {"Oost": NOTHING, "Werk": NOTHING, "Zandstad": NOTHING})
    view = overview(world, maat="plaatjes")
    tiles = {tile.name: tile for part in view.tiles for tile in part.tiles}
    lines = {line.name: line for part in view.lines for line in part.lines}
    assert tiles["Centrum"].picture is not None
    assert tiles["Centrum"].facts
    assert (tiles["Oost"].picture, tiles["Oost"].facts, tiles["Oost"].sentence) == (None, (), "")
    assert (lines["Oost"].cells, lines["Oost"].withheld) == ((), str(WITHHELD_TEXT))
    assert lines["Centrum"].cells[0] == "70 (66 tot 74)"
    for measured in ("context", "deelname", "contrast"):
        page = visit(world, "overview", "hr", maat=measured).content.decode()
        assert page.count(str(WITHHELD_TEXT)) >= 3


def test_one_measure_of_all_groups_in_one_chart(world: World) -> None:
    wave = world.wave(world.team("Centrum", 1), world.team("Oost", 1))
    close(wave, {"Centrum": means() | {"context": cell(31)}, "Oost": NOTHING})
    view = overview(world, maat="context")
    assert view.chart is not None
    rows = {row.label: row.interval for row in view.chart.chart.rows}
    assert list(rows) == ["Zandstad", "Werk", "Centrum", "Oost"]
    assert rows["Oost"] is None
    assert rows["Centrum"] is not None
    assert rows["Centrum"].value == 31
    assert view.tiles == ()


def test_what_is_chance_between_teams_is_said_from_two_teams_on(world: World) -> None:
    wave = world.wave(world.team("Centrum", 1), world.team("Oost", 1))
    close(wave)
    assert " 6 " in overview(world).chance  # sqrt(2) times 4 points, rounded up
    close(world.wave(world.team("Alleen", 1), title="Klein"), on=SECOND)
    alone = Wave.objects.get(title="Klein")
    assert overview(world, meting=str(alone.pk)).chance == ""


def test_a_head_sees_the_own_department_and_nothing_else(world: World) -> None:
    centrum = world.team("Centrum", 1)
    bijstand = world.team("Bijstand", 1, department="Inkomen")
    close(world.wave(centrum, bijstand))
    head = head_of(world, centrum)
    assert names(overview(world, head)) == [["Werk", "Centrum"]]
    elsewhere = visit(world, "overview", head, afdeling=str(bijstand.department_id))
    assert elsewhere.status_code == 400
    assert "Bijstand" not in elsewhere.content.decode()
    for key in ("organisation", f"team:{bijstand.pk}", f"department:{bijstand.department_id}"):
        assert visit(world, "overview_trend", head, groep=key).status_code == 400


def test_a_wave_without_the_own_department_does_not_exist_for_a_head(world: World) -> None:
    centrum, bijstand = world.team("Centrum", 1), world.team("Bijstand", 1, "Inkomen")
    wave = world.wave(bijstand)
    close(wave)
    head = head_of(world, centrum)
    assert "view" not in visit(world, "overview", head).context
    close(world.wave(centrum, title="Eigen"))
    assert visit(world, "overview", head, meting=str(wave.pk)).status_code == 400


def test_a_wave_of_managers_has_no_figures_of_a_department(world: World) -> None:
    team = world.team("Centrum", 1)
    head = head_of(world, team)
    wave = world.wave(team)
    Wave.objects.filter(pk=wave.pk).update(policy_content=default_policy("manager").to_dict())
    close(Wave.objects.get(pk=wave.pk))
    assert "view" not in visit(world, "overview", head).context


WRONG = (
    {"meting": "geen-meting"},
    {"meting": "00000000-0000-0000-0000-000000000000"},
    {"afdeling": "iets"},
    {"maat": "salaris"},
    {"maat": "plaatjes", "pagina": "2"},
    {"pagina": "-1"},
    {"pagina": "veel"},
    {"meting": "\x00", "maat": "'\"<script>"},
)


@pytest.mark.parametrize("asked", WRONG)
def test_a_wrong_address_gets_a_message_and_the_choices(
    world: World, asked: dict[str, str]
) -> None:
    close(world.wave(world.team("Centrum", 1)))
    answer = visit(world, "overview", "hr", **asked)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "igm-alert" in page
    assert "<select" in page
    assert "<script>" not in page.replace('<script type="module"', "")


@pytest.mark.parametrize(
    "asked", [{"groep": "team:niets"}, {"vragenlijst": "k1@99"}, {"groep": "organisation\x00"}]
)
def test_a_wrong_address_of_a_trend_as_well(world: World, asked: dict[str, str]) -> None:
    close(world.wave(world.team("Centrum", 1)))
    answer = visit(world, "overview_trend", "hr", **asked)
    assert answer.status_code == 400
    assert "igm-alert" in answer.content.decode()


def test_the_wave_of_another_organisation_is_a_wrong_address(world: World) -> None:
    close(world.wave(world.team("Centrum", 1)))
    elsewhere = settle("duinen", "Duinen")
    theirs = elsewhere.wave(elsewhere.team("Kust", 1))
    close(theirs)
    assert visit(world, "overview", "hr", meting=str(theirs.pk)).status_code == 400


def test_the_address_reproduces_the_choice(world: World) -> None:
    team = world.team("Centrum", 1)
    close(world.wave(team, world.team("Bijstand", 1, "Inkomen")))
    view = overview(world, afdeling=str(team.department_id), maat="deelname")
    assert [part.title for part in view.lines] == ["Werk"]
    assert [line.name for line in view.lines[0].lines][1:] == ["Centrum"]


# --- over time ------------------------------------------------------------------------------------


def twice(world: World, *teams: Team) -> tuple[Wave, Wave]:
    first, second = (world.wave(*teams, title=title) for title in ("Een", "Twee"))
    return first, second


def test_one_team_over_waves_of_one_questionnaire(world: World) -> None:
    team = world.team("Centrum", 1)
    first, second = twice(world, team)
    close(first, {"Centrum": means(60)}, on=FIRST)
    close(second, {"Centrum": means(80)}, on=SECOND)
    view = trend(world, groep=f"team:{team.pk}")
    willen = view.charts[0].chart.groups[0]
    assert [row.label.split(" (")[0] for row in willen.rows] == ["Een", "Twee"]
    assert [row.interval and row.interval.value for row in willen.rows] == [60, 80]
    assert len(view.charts[2].chart.groups) == 7


def test_another_questionnaire_is_never_in_the_same_trend(world: World) -> None:
    team = world.team("Centrum", 1)
    first, second = twice(world, team)
    close(first, on=FIRST)
    close(second, on=SECOND)
    other = next_version(first.launched)
    Wave.objects.filter(pk=second.pk).update(instrument=other)
    key = f"team:{team.pk}"
    assert [line.name for line in trend(world, groep=key).blocks[0].lines] == [
        "Twee (september 2026)"
    ]
    page = visit(world, "overview_trend", "hr", groep=key).content.decode()
    for version in (first.launched, other):
        assert f">{version.title}, versie {version.version}</option>" in page
        assert f"({version})" not in page
    earlier = trend(world, groep=key, vragenlijst="k1@1")
    assert [line.name for line in earlier.blocks[0].lines] == ["Een (maart 2026)"]


def test_the_page_says_which_waves_are_not_in_the_line_and_why(world: World) -> None:
    team = world.team("Centrum", 1)
    first, second = twice(world, team)
    close(first, on=FIRST)
    close(second, on=SECOND)
    key = f"team:{team.pk}"
    page = visit(world, "overview_trend", "hr", groep=key).content.decode()
    assert "met precies dezelfde vragen en antwoorden" in page
    assert "de vragen zijn veranderd" not in page
    assert "Een ander gedrag" not in page
    Wave.objects.filter(pk=second.pk).update(instrument=next_version(first.launched))
    page = visit(world, "overview_trend", "hr", groep=key).content.decode()
    assert "omdat de vragen zijn veranderd: Een (maart 2026)." in page
    Wave.objects.filter(pk=first.pk).update(instrument_code="m1")
    page = visit(world, "overview_trend", "hr", groep=key).content.decode()
    assert "de vragen zijn veranderd" not in page
    assert "Een ander gedrag heeft een eigen lijn" in page


def test_a_team_that_was_renamed_and_moved_keeps_its_trend(world: World) -> None:
    team = world.team("Oud", 1)
    first, second = world.wave(team, title="Een"), None
    close(first, on=FIRST)
    Team.objects.filter(pk=team.pk).update(name="Nieuw", department=world.department("Inkomen"))
    team.refresh_from_db()
    second = world.wave(team, title="Twee")
    close(second, on=SECOND)
    view = trend(world, groep=f"team:{team.pk}")
    assert (view.name, view.names_before) == ("Nieuw", ("Oud",))
    then, now = view.charts[0].chart.groups[0].rows
    assert "Oud" in then.note
    assert "Werk" in then.note
    assert now.note == ""
    head = head_of(world, team)
    own = trend(world, head, groep=f"team:{team.pk}")
    assert len(own.blocks[0].lines) == 1  # then it was in another department


def test_a_group_that_a_newer_wave_did_not_ask_can_still_be_chosen(world: World) -> None:
    oost, west = world.team("Oost", 1, "Werk"), world.team("West", 1, "Zorg")
    close(world.wave(oost, west, title="Een"), on=FIRST)
    close(world.wave(oost, title="Twee"), on=SECOND)
    page = visit(world, "overview_trend", "hr").content.decode()
    assert f'value="department:{west.department_id}"' in page
    assert trend(world, groep=f"team:{west.pk}").name == "West"


def test_a_department_with_other_teams_than_now_says_so(world: World) -> None:
    both = world.team("Centrum", 1), world.team("Oost", 1)
    close(world.wave(both[0], title="Een"), on=FIRST)
    close(world.wave(*both, title="Twee"), on=SECOND)
    for key in ("organisation", f"department:{both[0].department_id}"):
        then, now = trend(world, groep=key).charts[0].chart.groups[0].rows
        assert (bool(then.note), bool(now.note)) == (True, False)
    then, _now = trend(world, groep=f"team:{both[0].pk}").charts[0].chart.groups[0].rows
    assert then.note == ""


def test_a_wave_in_which_a_team_was_withheld_stays_a_gap_with_the_one_text(world: World) -> None:
    team = world.team("Centrum", 1)
    first, second = twice(world, team)
    close(first, {"Centrum": NOTHING}, on=FIRST)
    close(second, on=SECOND)
    view = trend(world, groep=f"team:{team.pk}")
    assert [bool(line.withheld) for line in view.blocks[0].lines] == [True, False]
    assert [row.withheld for row in view.charts[0].chart.groups[0].rows] == [True, False]


# --- empty, small and strange ---------------------------------------------------------------------


def test_without_waves_and_with_an_open_one_the_page_says_when(world: World) -> None:
    world.give("hr", Role.HR_ADVISER)
    for name in ("overview", "overview_trend"):
        assert "igm-empty" in visit(world, name, "hr").content.decode()
    world.wave(world.team("Centrum", 1), title="Loopt nog")
    for name in ("overview", "overview_trend"):
        page = visit(world, name, "hr").content.decode()
        assert "Loopt nog" in page
        assert "<svg" not in page


def test_everything_withheld_is_still_a_page(world: World) -> None:
    team = world.team("Centrum", 1)
    close(world.wave(team), dict.fromkeys(("Centrum", "Werk", "Zandstad"), NOTHING))
    for asked in ({}, {"maat": "houding"}, {"maat": "contrast"}, {"maat": "deelname"}):
        page = visit(world, "overview", "hr", **asked).content.decode()
        assert str(WITHHELD_TEXT) in page
        assert "<svg" not in page
    view = trend(world)
    assert view.charts == ()
    assert [line.withheld for line in view.blocks[0].lines] == [str(WITHHELD_TEXT)]


def test_one_team_with_a_long_name_and_without_a_manager(world: World) -> None:
    assert len(LONG_NAME) == 80
    place = world.department(LONG_NAME)
    team = Team.objects.create(
        organisation=world.organisation, department=place, name=LONG_NAME[::-1]
    )
    world.give("a", Role.EMPLOYEE, team=team)
    close(world.wave(team))
    for asked in ({}, {"maat": "houding"}, {"maat": "deelname"}):
        assert LONG_NAME in visit(world, "overview", "hr", **asked).content.decode()
    assert trend(world, groep=f"team:{team.pk}").name == LONG_NAME[::-1]


def test_a_wave_that_knows_no_teams_shows_the_organisation(world: World) -> None:
    wave = world.wave(world.team("Centrum", 1))
    wave.teams.all().delete()
    close(wave)
    assert names(overview(world)) == [["Zandstad"]]


def test_groups_come_sixty_at_a_time_with_constant_queries(world: World) -> None:
    few = world.wave(world.team("a", 1), title="Weinig")
    close(few, on=FIRST)
    many = [Team(organisation=world.organisation, department=world.department("Werk"),
                 name=f"Team {number:03}") for number in range(PER_PAGE + 5)]  # fmt: skip
    Team.objects.bulk_create(many)
    for team in many:
        world.give(team.name[-3:], Role.EMPLOYEE, team=team)
    all_of_them = world.wave(*many, title="Veel")
    close(all_of_them, on=SECOND)
    view = overview(world, meting=str(all_of_them.pk))
    assert sum(map(len, names(view))) == PER_PAGE
    last = overview(world, meting=str(all_of_them.pk), pagina="2")
    assert names(last) == [[f"Team {number:03}" for number in range(PER_PAGE - 2, PER_PAGE + 5)]]
    assert last.chance == view.chance
    asked = [{"meting": str(wave.pk)} for wave in (few, all_of_them)]
    assert queries(world, "overview", asked[0]) == queries(world, "overview", asked[1]) == 4
    keys = [{"groep": "organisation"}, {"groep": f"team:{many[7].pk}"}]
    assert queries(world, "overview_trend", keys[0]) == queries(world, "overview_trend", keys[1])


def queries(world: World, name: str, asked: dict[str, str]) -> int:
    client = Client()
    client.force_login(world.people["hr"])
    address = f"{reverse(name, args=[world.slug])}?{urlencode(asked)}"
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)
