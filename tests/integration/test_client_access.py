"""A client with a code and every other address; and a client wave for everybody else."""

import re
from contextlib import suppress
from http import HTTPStatus
from itertools import product

import pytest
from django.urls import NoReverseMatch, reverse

from igm_portal.accounts.roles import Role
from surveys.models import Wave
from tests.clients import answer_all, browser_of, client_wave, codes, start
from tests.integration.test_access import NAMED, ROWS, STATUS, WHO, Row, address
from tests.pages import PageClient
from tests.world import NOWHERE, World, settle

pytestmark = pytest.mark.usefixtures("no_earlier_tries")


@pytest.fixture
def closed(world: World) -> Wave:
    """A closed wave of clients, with everyone of the municipality around it."""
    team = world.team("a", 2)
    world.team("b", 2, department="Inkomen")
    world.give("hr", Role.HR_ADVISER)
    world.give("administrator", Role.ADMINISTRATOR)
    world.give("head", Role.DEPARTMENT_HEAD, department=team.department)
    world.give("other-head", Role.DEPARTMENT_HEAD, department=world.department("Inkomen"))
    world.people["outsider"] = settle("duinen", "Duinen").give("outsider", Role.HR_ADVISER)
    wave = client_wave(world)
    answer_all(world, wave, 15)
    world.close(wave)
    return wave


# For everyone of WHO: a page, not there, forbidden, or sent on (see test_access.py).
FOR_A_CLIENT_WAVE = {
    "wave": "0200000043",
    "start_codes": "0200000043",
    "teams": "0300000043",
    "organisation_profile": "0200000043",
    "introduction": "0000444443",
    "page": "0000444443",
    "review": "0000444443",
    "own_profile": "0000444443",
}


def test_of_a_client_wave_hr_sees_the_organisation_and_nobody_else_anything(
    world: World, closed: Wave
) -> None:
    wrong = []
    for name, letters in FOR_A_CLIENT_WAVE.items():
        url = address(name, Row(letters, wave="closed", number=1), world, {"closed": closed})
        for who, letter in zip(WHO, letters, strict=True):
            browser = PageClient()
            if who != "stranger":
                browser.force_login(world.people[who])
            status = browser.get(url).status_code
            if status != STATUS[letter]:
                wrong.append(f"{name} as {who}: {status}, not {STATUS[letter]}")
    assert not wrong, "\n".join(wrong)


def somewhere(name: str, slug: str) -> str:
    """This address for any wave, team or person: a stranger gets no further than sign-in."""
    parts = [part for part in NAMED[name] if part != "organisation"]
    place = {"organisation": slug} if "organisation" in NAMED[name] else {}
    for values in product((NOWHERE, 1), repeat=len(parts)):
        with suppress(NoReverseMatch):
            return reverse(name, kwargs={**dict(zip(parts, values, strict=True)), **place})
    raise AssertionError(f"{name} takes neither ids nor numbers")


def test_a_client_with_a_code_is_a_stranger_everywhere_else(world: World) -> None:
    client, stranger = browser_of(start(codes(world, client_wave(world))[0])), PageClient()
    for name in sorted(name for name in ROWS if not name.startswith("client_")):
        url = somewhere(name, world.slug)
        got, expected = client.get(url), stranger.get(url)
        assert got.status_code == expected.status_code, name
        assert got.headers.get("Location") == expected.headers.get("Location"), name


CLIENT_PAGES = ("client_code", "client_introduction", "client_review", "client_later")


def test_a_code_opens_its_own_pages_and_no_other_answers(world: World) -> None:
    wave = client_wave(world)
    mine, yours = (start(code) for code in codes(world, wave, 2))
    browser = browser_of(mine)
    browser.post(reverse("client_page", args=[1]), {"GED1": "5"})
    for name in CLIENT_PAGES:
        page = browser.get(reverse(name))
        assert page.status_code == HTTPStatus.OK, name
        assert str(yours.code) not in page.content.decode()
    other = browser_of(yours).get(reverse("client_page", args=[1])).content.decode()
    assert not re.search(r'name="GED1"[^>]* checked', other)


@pytest.mark.parametrize("name", ["client_begin", "client_save_one", "client_stop"])
def test_what_writes_is_not_opened_by_a_link(name: str) -> None:
    assert PageClient().get(reverse(name)).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_a_form_from_elsewhere_is_refused(world: World) -> None:
    code = codes(world, client_wave(world))[0]
    browser = PageClient(enforce_csrf_checks=True)
    for name in ("client_entry", "client_begin", "client_stop"):
        assert browser.post(reverse(name), {"code": str(code)}).status_code == 403, name


def test_the_figures_are_of_the_organisation_alone(closed: Wave) -> None:
    groups = closed.snapshot.publication.groups
    assert list(groups) == ["organisation"]
    group = groups["organisation"]
    assert (group.size, group.participation, group.shown) == (None, None, True)


def test_under_ten_clients_nothing_is_shown(world: World) -> None:
    wave = client_wave(world)
    answer_all(world, wave, 9)
    assert not world.close(wave).publication.groups["organisation"].shown


def test_hr_sees_numbers_of_codes_in_bands(world: World) -> None:
    wave = client_wave(world)
    for code in codes(world, wave, 30)[:12]:
        start(code)
    browser = PageClient()
    browser.force_login(world.people["hr"])
    url = reverse("wave", kwargs={"organisation": world.slug, "wave_id": wave.pk})
    bands = re.findall(r"<dd>\s*(\d+) tot en met (\d+)\s*</dd>", browser.get(url).content.decode())
    assert bands == [("25", "49"), ("10", "24")]


def test_the_codes_stand_on_one_page_once_and_become_cards_and_letters(world: World) -> None:
    wave = client_wave(world)
    browser = PageClient()
    browser.force_login(world.people["hr"])
    place = {"organisation": world.slug, "wave_id": wave.pk}
    page = browser.post(reverse("start_codes", kwargs=place), {"number": "12"})
    assert "no-store" in page.headers["Cache-Control"]
    shown = re.search(r'name="codes" value="([^"]+)"', page.content.decode())
    assert shown
    assert len(shown[1].split()) == wave.start_codes.count() == 12
    for name in ("code_cards", "code_letters"):
        paper = browser.post(reverse(name, kwargs=place), {"codes": shown[1]})
        assert paper.headers["Content-Type"] == "application/pdf"
        assert paper.content.startswith(b"%PDF-")
        for wrong in ("", "XXX", "ABC-DEF-GHJ", " ".join([shown[1]] * 30)):
            assert browser.post(reverse(name, kwargs=place), {"codes": wrong}).status_code == 400
    again = browser.get(reverse("start_codes", kwargs=place)).content.decode()
    assert not any(code in again for code in shown[1].split())
