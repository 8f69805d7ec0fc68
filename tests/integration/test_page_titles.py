"""Every page says which one it is: in its title, in its breadcrumb and in the menu."""

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from itertools import product

import pytest
from django.test import Client

from igm_portal.accounts.models import Team
from tests.integration.test_access import NAMED, ROWS, WHO, Row, address, places_in
from tests.world import World, settle

pytestmark = [pytest.mark.once, pytest.mark.no_cover]

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
CURRENT = re.compile(r'<nav class="igm-nav".*?</nav>', re.DOTALL)
# A window of its own to show to everybody, one question after the other, and pages without a menu.
ACCOUNT = {
    "confirm_link",
    "socialaccount_login_cancelled",
    "mfa_index",
    "mfa_list_webauthn",
    "usersessions_list",
    "account_second_step",
}
WITHOUT_ORGANISATION = {
    *ACCOUNT,
    "about_model",
    "confirm_email",
    "client_entry",
    "client_help",
    "client_about_sharing",
    "case_entry",
    "advice_rules",
}
WITHOUT_WAY = WITHOUT_ORGANISATION | {
    *("start", "introduction", "page"),
    "case_session",
    "puzzle",
    *("team_presentation", "department_presentation", "organisation_presentation"),
}


@pytest.fixture(scope="module")
def town(module_db: None) -> tuple[World, dict[str, object]]:
    """As for the roles, with a second wave and people in more than one place."""
    world = settle()
    places = places_in(world)
    a, b = places["a"], places["b"]
    assert isinstance(a, Team)
    assert isinstance(b, Team)
    earlier = world.wave(a, b, title="earlier")
    world.answer_all(earlier, [f"{team}-{number}" for team in "ab" for number in range(1, 10)])
    world.close(earlier)
    return world, places | {"earlier": earlier}


@pytest.fixture
def world(db: None, town: tuple[World, dict[str, object]]) -> World:
    return town[0].read_again()


def visits(world: World, places: dict[str, object], who: str) -> Iterator[tuple[str, str]]:
    """Every address that is a page for this person, with every wave, team and person that it can
    name.
    """
    for name, rows in ROWS.items():
        if not any(row.answers[WHO.index(who)] == "2" for row in rows):
            continue
        parts = NAMED[name]
        waves = ("closed", "earlier", "open", "concept") if "wave_id" in parts else ("",)
        teams = ("a", "b") if {"team_id", "department_id"} & set(parts) else ("",)
        people = ("a-1", "b-1") if "person_id" in parts else ("",)
        numbers = (1, 2) if "number" in parts else (0,)
        for wave, team, person, number in product(waves, teams, people, numbers):
            of_person = {}
            if person:
                user = world.people[person]
                of_person = {
                    "person_id": user.pk,
                    "membership_id": user.memberships.get().pk,
                }
            row = Row("", wave=wave, team=team, number=number)
            yield name, address(name, row, world, places | of_person)


def pages(world: World, places: dict[str, object], who: str) -> Iterator[tuple[str, str, str]]:
    client = Client()
    client.force_login(world.people[who])
    for name, url in visits(world, places, who):
        answer = client.get(url)
        page = answer.headers["Content-Type"].startswith("text/html")
        if answer.status_code == 200 and page and "Content-Disposition" not in answer.headers:
            yield name, url, answer.content.decode()


@pytest.mark.urls("tests.plain_errors")
@pytest.mark.parametrize("who", ["administrator", "hr", "head", "manager-a", "a-1"])
def test_every_page_says_which_one_it_is(
    world: World, town: tuple[World, dict[str, object]], who: str
) -> None:
    titles, wrong = defaultdict(set), []
    for name, url, page in pages(world, town[1], who):
        (title,) = TITLE.findall(page)
        if name not in WITHOUT_ORGANISATION:  # one of these is a page of the menu too
            titles[unescape(title)].add(url)
        if not title.endswith(" · IGM-portaal") or title.startswith(" "):
            wrong.append(f"{url}: title “{title}”")
        if name not in WITHOUT_ORGANISATION and world.organisation.name not in title:
            wrong.append(f"{url}: “{title}” does not name the organisation")
        if name not in WITHOUT_WAY and page.count('igm-breadcrumb"') != 1:
            wrong.append(f"{url}: no breadcrumb")
        for menu in CURRENT.findall(page):
            if menu.count("aria-current=") != (name not in {"confirm_email", *ACCOUNT}):
                wrong.append(f"{url}: {menu.count('aria-current=')} current entries in the menu")
    wrong += [f"{title}: {sorted(urls)}" for title, urls in titles.items() if len(urls) > 1]
    assert not wrong, "\n".join(wrong)
    assert len(titles) > 5
