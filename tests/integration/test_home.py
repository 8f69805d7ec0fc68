"""The start page of who fills in, who leads a team and who heads a department: what is next."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import formats, timezone

from igm_portal.accounts.models import Team
from igm_portal.accounts.roles import Role
from surveys.models import Wave
from surveys.results_moment import results_moment
from surveys.services.answering import save_answers
from tests.world import World

TODAY = timezone.localdate()
NINE = [f"negen-{n}" for n in range(1, 10)]


def home(world: World, who: str) -> str:
    client = Client()
    client.force_login(world.people[who])
    return client.get(reverse("start", args=[world.slug])).content.decode()


def move(wave: Wave, *, first: int = -1, last: int) -> None:
    dates = {"starts_on": TODAY + timedelta(days=first), "closes_on": TODAY + timedelta(days=last)}
    Wave.objects.filter(pk=wave.pk).update(**dates)


def day(days: int) -> str:
    return formats.date_format(TODAY + timedelta(days=days), "j F")


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (13, "nog 13 dagen, tot en met {day}"),
        (1, "nog 1 dag, tot en met {day}"),
        (0, "vandaag is de laatste dag"),
    ],
)
def test_whoever_is_asked_sees_how_long_there_is(world: World, last: int, text: str) -> None:
    wave = world.wave(world.team("negen", 9))
    move(wave, last=last)
    page = home(world, "negen-1")
    assert text.format(day=day(last)) in page
    assert "van de" not in page  # not begun: nothing to count


def test_whoever_has_begun_sees_how_far(world: World) -> None:
    wave = world.wave(world.team("negen", 9))
    invitation = world.invitation(wave, "negen-1")
    codes = [item.code for item in invitation.questionnaire.items][:17]
    save_answers(
        participant=invitation, changes=dict.fromkeys(codes, 3), language="nl", today=TODAY
    )
    page = home(world, "negen-1")
    assert f"17 van de {invitation.questionnaire.asked} vragen" in page
    assert f'value="17" max="{invitation.questionnaire.asked}"' in page
    assert "17 van" not in home(world, "negen-2")


def test_whoever_has_sent_reads_so_and_when_the_result_comes(world: World) -> None:
    wave = world.wave(world.team("negen", 9))
    world.answer(wave, "negen-1")
    page = home(world, "negen-1")
    assert f"Verstuurd: {wave.title}" in page
    moment = formats.date_format(results_moment(TODAY + timedelta(days=13)), "l j F, G:i")
    assert f"Het teamresultaat komt op {moment} uur" in page
    assert reverse("own_profile", args=[world.slug, wave.pk]) in page
    assert reverse("introduction", args=[world.slug, wave.pk]) not in page
    for colleague in ("negen-2", "manager-negen", "hr"):
        assert "Verstuurd" not in home(world, colleague)


def test_a_wave_that_has_not_begun_says_when_it_does(world: World) -> None:
    wave = world.wave(world.team("negen", 9))
    move(wave, first=4, last=20)
    page = home(world, "negen-1")
    assert f"{wave.title} begint op {day(4)}" in page
    assert reverse("introduction", args=[world.slug, wave.pk]) not in page


def test_the_newest_profile_stands_with_its_sentence_and_older_ones_as_a_way(world: World) -> None:
    team = world.team("negen", 9)
    for title in ("Eerste", "Tweede"):
        wave = world.wave(team, title=title)
        world.answer_all(wave, NINE)
        world.close(wave)
        move(wave, first=-40, last=-20 if title == "Tweede" else -30)
    first, second = Wave.objects.order_by("closes_on")
    for who in ("negen-1", "manager-negen"):
        page = home(world, who)
        assert page.count("igm-message__sentence") == page.count('role="img"') == 1
        newest, older = (
            page.index(reverse("team_profile", args=[world.slug, wave.pk, team.pk]))
            for wave in (second, first)
        )
        assert newest < older
    sheet = 'value="gespreksblad"'
    assert sheet in home(world, "manager-negen")
    assert sheet not in home(world, "negen-1")


def test_a_manager_and_a_head_read_that_a_wave_of_their_teams_runs(world: World) -> None:
    team = world.team("negen", 9)
    world.team("elders", 9, department="Elders")
    world.give("hoofd", Role.DEPARTMENT_HEAD, department=team.department)
    wave = world.wave(team)
    text = f"{wave.title} loopt: nog 13 dagen"
    assert text in home(world, "manager-negen")
    assert text in home(world, "hoofd")
    assert text not in home(world, "manager-elders")
    assert text not in home(world, "negen-1")  # asked: that stands in the card of the question


@pytest.mark.parametrize("who", ["hoofd", "hr"])
def test_whoever_compares_groups_finds_earlier_waves(world: World, who: str) -> None:
    team = world.team("negen", 9)
    world.give("hoofd", Role.DEPARTMENT_HEAD, department=team.department)
    for number in range(2):
        wave = world.wave(team, title=f"Meting {number}")
        world.answer_all(wave, NINE)
        world.close(wave)
        move(wave, first=-40, last=number - 30)
    first = Wave.objects.get(title="Meting 0")
    page = home(world, who)
    overview = reverse("overview", args=[world.slug])
    assert f'{overview}?meting={first.pk}"' in page
    assert page.count("?meting=") == 1


def test_a_head_reads_the_own_department_first_and_no_other(world: World) -> None:
    own = [world.team(name, 9, department="Werk") for name in ("b", "a")]
    other = [world.team(name, 9, department="Zorg") for name in ("c", "d")]
    world.give("hoofd", Role.DEPARTMENT_HEAD, department=own[0].department)
    wave = world.wave(*own, *other)
    world.answer_all(wave, [f"{name}-{n}" for name in "abcd" for n in range(1, 10)])
    world.close(wave)
    page = home(world, "hoofd")
    addresses = [
        reverse("department_profile", args=[world.slug, wave.pk, own[0].department_id]),
        *(
            reverse("team_profile", args=[world.slug, wave.pk, team.pk])
            for team in (own[1], own[0])
        ),
    ]
    places = [page.index(address) for address in addresses]
    assert places == sorted(places)
    for team in other:
        assert str(team.pk) not in page
        assert str(team.department_id) not in page


@pytest.mark.parametrize("who", ["hoofd", "manager-klein", "klein-1", "hr"])
def test_a_team_without_figures_is_hatched_text_and_no_picture(world: World, who: str) -> None:
    teams = world.team("negen", 9), world.team("klein", 6)
    world.give("hoofd", Role.DEPARTMENT_HEAD, department=teams[0].department)
    wave = world.wave(*teams)
    world.answer_all(wave, [*NINE, "klein-1", "klein-2"])
    world.close(wave)
    page = home(world, who)
    assert "Niet getoond, om te voorkomen" in page
    assert page.count('role="img"') == (1 if who == "hoofd" else 0)  # the team of nine alone
    assert "igm-message__sentence" not in page
    assert 'value="gespreksblad"' not in page


def test_somebody_with_several_roles_reads_each_thing_once(world: World) -> None:
    """HR adviser, head of a department and manager of a team in it."""
    team, other = world.team("a", 9), world.team("b", 9, department="Zorg")
    for role, place in (
        (Role.HR_ADVISER, {}),
        (Role.DEPARTMENT_HEAD, {"department": team.department}),
    ):
        world.give("manager-a", role, **place)
    wave = world.wave(team, other)
    world.answer_all(wave, [f"{name}-{n}" for name in "ab" for n in range(1, 10)])
    world.close(wave)
    world.wave(team, title="Loopt")
    page = home(world, "manager-a").split("<main", 1)[1]
    department = reverse("department_profile", args=[world.slug, wave.pk, team.department_id])
    organisation = reverse("organisation_profile", args=[world.slug, wave.pk])
    assert page.count(department) == page.count(organisation) == 1
    assert page.index(department) < page.index(organisation)
    assert str(other.department_id) not in page
    assert "Loopt loopt" not in page  # it stands there once, with its step
    assert page.count("igm-next--now") == 1


def test_the_page_asks_no_more_of_the_database_with_more_teams_and_waves(world: World) -> None:
    """One closed and one open wave of one team, and then two of each with three teams."""
    world.give("hoofd", Role.DEPARTMENT_HEAD, department=world.department("Werk"))
    world.give("hr", Role.HR_ADVISER)
    world.give("beheer", Role.ADMINISTRATOR)
    teams: list[Team] = []

    def add(number: int) -> None:
        teams.extend(world.team(f"t{number}-{n}", 8) for n in range(number))
        closed = world.wave(*teams, title=f"Gesloten {number}")
        world.answer_all(closed, [f"{team.name}-{n}" for team in teams for n in range(1, 9)])
        world.close(closed)
        running = world.wave(*teams, title=f"Loopt {number}")
        begun = world.invitation(running, "t1-0-1")
        codes = [item.code for item in begun.questionnaire.items][:3]
        save_answers(participant=begun, changes=dict.fromkeys(codes, 3), language="nl", today=TODAY)

    def queries(who: str) -> int:
        client, url = Client(), reverse("start", args=[world.slug])
        client.force_login(world.people[who])
        client.get(url)  # what is published is read once by each process
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    readers = ("hoofd", "hr", "beheer", "t1-0-1", "manager-t1-0")
    add(1)
    before = [queries(who) for who in readers]
    assert before == [5, 7, 5, 7, 6]
    add(2)
    assert [queries(who) for who in readers] == before
