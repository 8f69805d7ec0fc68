"""The hour of a group on a screen: nothing of whoever shows it, no figure of its own."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from igm_portal.followup.views.figures import least_changes
from reports.views.presentation import STEPS
from surveys.models import Wave
from tests.world import World

TAGS = re.compile(r"<[^>]*>")
NUMBERS = re.compile(r"\d+")


@pytest.fixture
def wave(world: World) -> Wave:
    """Team a is shown, team b is too small; b gives nothing away as its department is withheld."""
    first, second = world.team("a", 9), world.team("b", 8)
    wave = world.wave(first, second)
    for number in range(1, 10):
        world.answer(wave, f"a-{number}", step=1 + number % 3)
    world.answer_all(wave, ["b-1", "b-2", "b-3"])
    world.close(wave)
    return wave


def steps(world: World, wave: Wave, who: str, team: str) -> dict[str, str]:
    """The text of every step, as `who` shows it, without its list of steps."""
    client = Client()
    client.force_login(world.people[who])
    place = wave.teams.get(team_name=team)
    address = reverse("team_presentation", args=[world.slug, wave.pk, place.team_id])
    pages = {}
    for number, step in enumerate(STEPS, 1):
        page = client.get(address, {"stap": number})
        assert page.status_code == 200
        pages[step.name] = page.content.decode()
    return pages


def words(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(TAGS.sub(" ", main)).split())


def test_it_is_an_hour() -> None:
    assert sum(step.minutes for step in STEPS) == 60


def test_no_step_says_who_shows_it_or_leads_away(world: World, wave: Wave) -> None:
    name = world.people["manager-a"].name
    for page in steps(world, wave, "manager-a", "a").values():
        assert name not in page
        assert not re.search(r'href="/zandstad/', page)
        assert "/account/" not in page


def test_it_shows_the_figures_of_the_page_and_no_others(world: World, wave: Wave) -> None:
    client = Client()
    client.force_login(world.people["manager-a"])
    place = wave.teams.get(team_name="a")
    profile = client.get(reverse("team_profile", args=[world.slug, wave.pk, place.team_id]))
    text = words(profile.content.decode())
    pages = steps(world, wave, "manager-a", "a")
    sentence = re.search(r'igm-presentation__sentence">([^<]+)<', pages["read"])
    assert sentence is not None
    assert unescape(sentence[1]) in text
    assert "Hoe hoger, hoe meer het helpt" in words(pages["read"])
    figures = set(NUMBERS.findall(words(pages["read"]))) - {"5"}  # the minutes
    assert len(figures) > 7
    assert figures <= set(NUMBERS.findall(text))
    for name in ("begin", "round", "choose", "agree"):
        assert not set(NUMBERS.findall(words(pages[name]))) - {str(STEPS[0].minutes), "10", "20"}
    least = {str(points) for _name, points in least_changes(place)} | {"200"}  # characters
    assert least
    assert set(NUMBERS.findall(words(pages["who"]))) == least | {str(STEPS[-1].minutes)}


def test_whoever_leads_reads_what_to_bring_and_how_to_count(world: World, wave: Wave) -> None:
    pages = {name: words(page) for name, page in steps(world, wave, "manager-a", "a").items()}
    for name, told in (
        ("begin", "voor ieder: een gespreksblad, een pen en twee stickers"),
        ("pairs", "Kies één vraag"),
        ("pairs", "groepje van drie"),
        ("choose", "ieder steekt twee keer een hand op"),
        ("choose", "Gelijk? Nog een keer"),
    ):
        assert told in pages[name], name


def test_a_group_without_figures_has_the_same_hour(world: World, wave: Wave) -> None:
    pages = steps(world, wave, "manager-b", "b")
    read = words(pages["read"])
    assert "geen cijfers" in read
    assert set(NUMBERS.findall(read)) <= {"5"}
    assert "wat je verrast" not in read  # there is nothing to be surprised at
    assert "wat in ons werk helpt" in read
    assert "svg" not in pages["read"].partition("<main")[2]
    assert pages["pairs"].count("?</") + pages["pairs"].count("?<br") >= 3  # questions to choose


@pytest.mark.parametrize("step", ["0", "8", "-1", "x", "1.5", "\u0663"])
def test_a_step_that_is_not_there_opens_the_first(world: World, wave: Wave, step: str) -> None:
    client = Client()
    client.force_login(world.people["manager-a"])
    place = wave.teams.get(team_name="a")
    address = reverse("team_presentation", args=[world.slug, wave.pk, place.team_id])
    page = client.get(address, {"stap": step}).content.decode()
    assert page == client.get(address, {"stap": 1}).content.decode()
