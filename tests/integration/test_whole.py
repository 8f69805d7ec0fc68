"""All shown teams together, for everyone who was asked: published cells, from three teams on."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.models import Team
from igm_portal.accounts.roles import Role
from reports.disclosure.cells import MeanCell
from reports.models import Snapshot
from reports.overview.differences import Verdict, difference, joint_difference
from reports.overview.whole import change_of, whole_of
from surveys.models import Wave
from surveys.policy import Band
from tests.published import NOTHING, cell, close, means
from tests.world import World

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2026, 3, 1), date(2026, 9, 1)


@pytest.fixture
def teams(world: World) -> list[Team]:
    return [world.team(f"team{name}", 1) for name in "xyz"]


def page(world: World, who: str, wave: Wave) -> tuple[int, str]:
    client = Client()
    client.force_login(world.people[who])
    answer = client.get(reverse("shown_teams", args=[world.slug, wave.pk]))
    return answer.status_code, answer.content.decode()


def test_whoever_was_asked_reads_it_answered_or_not_and_nobody_else(
    world: World, teams: list[Team]
) -> None:
    wave = world.wave(*teams)
    world.give("new", Role.EMPLOYEE, team=teams[0])
    close(wave, {"Zandstad": means(71, 48)})
    status, text = page(world, "teamx-1", wave)
    assert status == 200
    assert "De hele organisatie" in text
    assert "67 tot 75" in text
    for who in ("new", "manager-teamx", "hr"):
        assert page(world, who, wave)[0] == 403, who


def test_the_one_link_of_the_mail_leads_everyone_to_what_they_may_read(
    world: World, teams: list[Team]
) -> None:
    wave = world.wave(*teams)
    close(wave)
    client = Client()
    client.force_login(world.people["teamx-1"])
    home = client.get(reverse("start", args=[world.slug])).content.decode()
    assert reverse("shown_teams", args=[world.slug, wave.pk]) in home
    for who in ("teamx-1", "manager-teamx", "hr"):
        client.force_login(world.people[who])
        answer = client.get(reverse("teams", args=[world.slug, wave.pk]), follow=True)
        assert answer.status_code == 200, who


@pytest.mark.parametrize("number", [2, 3])
def test_of_two_teams_no_total_is_told_since_a_member_could_take_the_own_team_off(
    world: World, teams: list[Team], number: int
) -> None:
    wave = world.wave(*teams[:number])
    snapshot = close(wave)
    assert (whole_of(snapshot.publication) is not None) == (number == 3)
    status, text = page(world, "teamx-1", wave)
    assert status == 200
    assert ("Van alle teams samen tonen we geen cijfers" in text) == (number == 2)


def test_where_everything_is_withheld_it_says_so(world: World, teams: list[Team]) -> None:
    wave = world.wave(*teams)
    close(wave, dict.fromkeys(("teamx", "teamy", "teamz", "Werk", "Zandstad"), NOTHING))
    status, text = page(world, "teamx-1", wave)
    assert status == 200
    assert "Niet getoond" in text
    assert "igm-chart" not in text


def two_waves(world: World, teams: list[Team], *, lost: str = "") -> tuple[Wave, Snapshot]:
    first = world.wave(*teams, title="Eerste")
    close(first, {team.name: means(50, 50) for team in teams}, on=FIRST)
    second = world.wave(*teams, title="Tweede")
    cells = {team.name: means(62, 50) for team in teams}
    return first, close(second, cells | ({lost: NOTHING} if lost else {}), on=SECOND)


def test_a_change_is_that_of_the_teams_shown_both_times(world: World, teams: list[Team]) -> None:
    first, snapshot = two_waves(world, teams)
    changes, number = change_of(Snapshot.objects.get(wave=first).publication, snapshot.publication)
    by_metric = {change.metric: change for change in changes}
    assert number == 3
    assert by_metric["willen"].points == 12
    assert by_metric["willen"].verdict is Verdict.HIGHER
    assert by_metric["kunnen"].verdict is Verdict.NOT_SHOWN
    text = page(world, "teamx-1", snapshot.wave)[1]
    assert "Hoger dan toen" in text
    assert "3 teams die beide keren getoond zijn" in text


def test_of_two_teams_shown_both_times_no_change_is_told(world: World, teams: list[Team]) -> None:
    first, snapshot = two_waves(world, teams, lost="teamz")
    before = Snapshot.objects.get(wave=first).publication
    assert change_of(before, snapshot.publication) == ((), 0)
    assert "Hoger dan toen" not in page(world, "teamx-1", snapshot.wave)[1]


def test_no_change_from_a_wave_that_may_not_be_read_yet(world: World, teams: list[Team]) -> None:
    first, snapshot = two_waves(world, teams)
    later = timezone.now() + timedelta(days=1)
    Wave.objects.filter(pk=first.pk).update(results_at=later)
    assert "Hoger dan toen" not in page(world, "teamx-1", snapshot.wave)[1]


def test_the_mean_of_differences_is_surer_than_one_and_never_surer_than_rounding_allows() -> None:
    one = difference("willen", cell(50), cell(60))
    joint = joint_difference("willen", [(cell(50), cell(60))] * 4)
    assert joint.points == one.points == 10
    assert one.low < joint.low < 10 < joint.high < one.high
    assert joint.high - 10 >= 1


def test_with_a_mean_that_is_a_bound_only_the_interval_counts() -> None:
    top = MeanCell(92, 88, 100, Band(7, 9), "top")
    joint = joint_difference("willen", [(cell(60), cell(60)), (cell(60), top)])
    assert (joint.points, joint.low, joint.high) == (None, 8, 26)  # of -7 to 7 and of 24 to 44
