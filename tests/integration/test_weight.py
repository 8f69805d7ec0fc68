"""What pages weigh, compressed as they are served: a question, a team profile, exploring."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from reports.services.closing import close_wave
from surveys.instruments import loader
from surveys.library import find
from surveys.reader_language import LANGUAGE_COOKIE
from tests import pseudo
from tests.clients import browser_of, client_wave, codes, start
from tests.world import World

pytestmark = pytest.mark.once

FIRST_VISIT = 60_000
NEXT_PAGE = 8_000
TEAM_PROFILE = 70_000
EXPLORED = 450_000
CHART_SCRIPTS = re.compile(r'data-chart-(?:script|locale|style)="/static/([^"]+)"')
_CLIENTS = find("c1@2")
assert _CLIENTS is not None
LANGUAGES = sorted({*_CLIENTS.names, pseudo.LANGUAGE})
ASSETS = re.compile(rb'(?:href|src)="/static/([^"]+\.(?:css|js|woff2))"')


@pytest.fixture
def browser(world: World) -> Client:
    return browser_of(start(codes(world, client_wave(world))[0]))


def compressed(content: bytes) -> int:
    return len(brotli.compress(content))


def html(browser: Client, number: int) -> bytes:
    content: bytes = browser.get(reverse("client_page", args=[number])).content
    return content


def assets(page: bytes) -> list[str]:
    return [name.decode() for name in ASSETS.findall(page)]


def size(name: str) -> int:
    path = finders.find(name)
    assert isinstance(path, str), name
    with open(path, "rb") as file:
        return compressed(file.read())


def test_a_first_visit(browser: Client) -> None:
    page = html(browser, 1)
    weights = {name: size(name) for name in assets(page)}
    total = compressed(page) + sum(weights.values())
    assert len(weights) >= 8  # nothing was overlooked
    assert sum(name.endswith("latin.woff2") for name in weights) == 2
    assert total <= FIRST_VISIT, f"{total} bytes: html {compressed(page)}, {weights}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_visit_in_every_language_fonts_apart(
    language: str, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card, and the first question; letters of other scripts are what texts weigh most by."""
    definitions = pseudo.add_pseudo_language(tmp_path)
    monkeypatch.setattr(loader, "DEFINITIONS", definitions)
    pseudo.publish(definitions)
    first, second = codes(world, client_wave(world), 2)
    card, inside = Client(), browser_of(start(first))
    for one in (card, inside):
        one.cookies[LANGUAGE_COOKIE] = language
    for page in (card.get(reverse("client_card", args=[second])).content, html(inside, 1)):
        assert f'value="{language}"' in page.decode() or f'lang="{language[:2]}"' in page.decode()
        brought = [name for name in assets(page) if not name.endswith(".woff2")]
        assert len(brought) >= 6  # nothing was overlooked
        total = compressed(page) + sum(map(size, brought))
        assert total <= FIRST_VISIT, f"{total} bytes"


def test_the_next_question_brings_only_itself(browser: Client) -> None:
    first, following = html(browser, 1), html(browser, 2)
    assert set(assets(following)) <= set(assets(first))
    assert compressed(following) <= NEXT_PAGE


def test_a_team_profile_is_light_and_only_exploring_brings_plotly(world: World) -> None:
    team = world.team("a", 12)
    wave = world.wave(team)
    for number in range(1, 12):
        world.answer(wave, f"a-{number}", step=2 + number % 3)
    close_wave(by=world.people["hr"], wave=wave)
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(world.people["hr"])
    answer = client.get(reverse("team_profile", args=[world.slug, wave.pk, team.pk]))
    assert answer.headers["Content-Encoding"] == "gzip"
    profile = gzip.decompress(answer.content)
    assert b"plotly" not in profile
    weight = len(answer.content) + sum(size(name) for name in assets(profile))
    assert weight <= TEAM_PROFILE, f"{weight} bytes"
    trend = client.get(reverse("overview_trend", args=[world.slug])).content
    brought = {*assets(trend), *CHART_SCRIPTS.findall(trend.decode())}
    assert "vendor/plotly/plotly-basic.min.js" in brought
    weight = compressed(trend) + sum(size(name) for name in brought)
    assert weight <= EXPLORED, f"{weight} bytes"


@pytest.mark.django_db
def test_the_page_of_signing_in_is_light_with_its_example() -> None:
    page = Client().get(reverse("account_login")).content
    assert b"igm-hero" in page
    assert not CHART_SCRIPTS.findall(page.decode())
    weight = compressed(page) + sum(size(name) for name in assets(page))
    assert weight <= FIRST_VISIT, f"{weight} bytes"
