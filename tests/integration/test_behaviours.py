"""Several behaviours in one organisation: none is compared, averaged or drawn with another."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from igm_portal.accounts.models import Team
from igm_portal.accounts.roles import Role
from reports.disclosure.cells import MeanCell
from reports.models import Snapshot
from reports.overview import versions
from reports.overview.waves import (
    previous_snapshot,
    snapshots_of_places,
    wave_of_other_questions,
    waves_for,
)
from reports.selectors import (
    announced_before,
    earlier_spreads,
    snapshots_of,
    visible_teams,
    wave_before,
    waves_before,
)
from reports.texts.elements import METRIC_NAMES
from surveys.instruments.elements import Element
from surveys.models import Wave
from surveys.selectors import (
    earlier_measurement,
    invitation_for,
    measured_with_other_questions,
)
from tests.world import World, settle

pytestmark = pytest.mark.django_db
COURSE = (
    ("Vak één", "k1@1", 90),
    ("Methodisch", "k2@1", 60),
    ("Begeleiden", "k3@1", 40),
    ("Vak twee", "k1@1", 20),
    ("Vak nieuw", "k1@2", 10),
)
"""Waves of the same people: the title, what they were asked, and how many days ago it closed."""


@pytest.fixture(scope="module")
def shared_world(module_db: None) -> World:
    world = settle()
    teams = [world.team(name, 9) for name in ("oost", "west")]
    world.give("head", Role.DEPARTMENT_HEAD, department=teams[0].department)
    today = timezone.localdate()
    for title, edition, ago in COURSE:
        wave = world.wave(*teams, title=title, edition=edition)
        world.answer_all(wave, [f"{team.name}-{i}" for team in teams for i in range(1, 10)])
        day = today - timedelta(days=ago)
        Wave.objects.filter(pk=wave.pk).update(starts_on=day - timedelta(days=5), closes_on=day)
        wave.refresh_from_db()
        world.close(wave)
        Wave.objects.filter(pk=wave.pk).update(
            results_at=timezone.now() - timedelta(days=ago, minutes=1)
        )
    return world


@pytest.fixture
def world(shared_world: World) -> World:
    return shared_world.read_again()


def wave(title: str) -> Wave:
    return Wave.objects.get(title=title)


def test_a_wave_looks_back_to_its_own_behaviour_and_its_own_version(world: World) -> None:
    second = wave("Vak twee")
    assert {one.title for one in waves_before(second)} == {"Vak één", "Vak nieuw"}
    assert wave_before(second) == wave("Vak één")
    for title in ("Methodisch", "Begeleiden"):
        assert list(waves_before(wave(title))) == []
        assert wave_before(wave(title)) is None
        assert earlier_spreads(wave(title)) == {}
    assert wave_before(wave("Vak nieuw")) is None


def test_only_the_same_questions_were_published_as_a_change(world: World) -> None:
    digests = {one.wave.title: one.digest for one in Snapshot.objects.select_related("wave")}
    since = {one.wave.title: one.publication.since for one in Snapshot.objects.all()}
    assert since["Vak twee"] in (None, digests["Vak één"])
    assert {since[title] for title in ("Vak één", "Methodisch", "Begeleiden", "Vak nieuw")} == {
        None
    }


def test_what_is_laid_beside_a_result_is_the_same_behaviour(world: World) -> None:
    access, team = world.access("hr"), Team.objects.get(name="oost")
    seen = visible_teams(access)
    for title, before in (("Vak twee", "Vak één"), ("Methodisch", None), ("Begeleiden", None)):
        snapshot = Snapshot.objects.get(wave__title=title)
        announced = announced_before(snapshot)
        previous = previous_snapshot(snapshots_of_places(seen.filter(team=team)), snapshot)
        assert (announced and announced.wave.title) == before
        assert (previous and previous.wave.title) == before
    new = Snapshot.objects.get(wave__title="Vak nieuw")
    assert previous_snapshot(snapshots_of_places(seen.filter(team=team)), new) is None
    assert wave_of_other_questions(seen.filter(team=team), new) == wave("Vak twee")


@pytest.mark.parametrize("who", ["hr", "head"])
def test_a_trend_is_of_one_behaviour_and_one_version(world: World, who: str) -> None:
    access = world.access(who)
    waves = waves_for(access)
    assert [str(one.launched) for one in waves.questionnaires] == ["k1@2", "k1@1", "k3@1", "k2@1"]
    assert [one.title for one in waves.asking("k1@1")] == ["Vak twee", "Vak één"]
    browser = Client()
    browser.force_login(world.people[who])
    address = reverse("overview_trend", args=[world.slug])
    for edition, own in (("k1@1", {"Vak één", "Vak twee"}), ("k2@1", {"Methodisch"})):
        line, _other_versions = trend_page(browser, f"{address}?vragenlijst={edition}")
        others = {title for title, _edition, _ago in COURSE} - own
        assert not [title for title in others if title in tables_of(line)], edition


def trend_page(browser: Client, address: str) -> tuple[str, str]:
    """What stands in the line of one version, and what is laid beside another version."""
    text = browser.get(address).content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    at = main.find('id="versie-')
    if at < 0:
        return main, ""
    end = main.index("<h2>Deelname", at)
    return main[:at] + main[end:], main[at:end]


def tables_of(text: str) -> str:
    return "".join(part.split("</table>")[0] for part in text.split("<table")[1:])


@pytest.mark.parametrize("who", ["hr", "head"])
@pytest.mark.parametrize(("edition", "version"), [("k1@2", 1), ("k1@1", 2)])
def test_an_element_with_the_same_questions_is_laid_beside_another_version(
    world: World, who: str, edition: str, version: int
) -> None:
    """Of K1 that is houding and nothing made of it; the page says which are not."""
    browser = Client()
    browser.force_login(world.people[who])
    team = f"team:{Team.objects.get(name='oost').pk}"
    address = reverse("overview_trend", args=[world.slug])
    _line, beside = trend_page(browser, f"{address}?vragenlijst={edition}&groep={team}")
    assert f'id="versie-{version}"' in beside
    sentence = beside[beside.index("<p>") :]
    can, cannot = sentence.split("</p>")[0].split("Niet te vergelijken")
    with override("nl"):
        names = {element: str(METRIC_NAMES[element]) for element in Element}
    same = names.pop(Element.HOUDING)
    assert same in can
    assert all(name in cannot and name not in can for name in names.values())
    tables = tables_of(beside)
    assert all(title in tables for title in ("Vak één", "Vak twee", "Vak nieuw"))
    assert not any(title in tables for title in ("Methodisch", "Begeleiden"))
    assert same in tables
    assert not any(name in tables for name in (*names.values(), "Willen", "Kunnen"))


def test_what_is_laid_beside_another_version_was_published_already(world: World) -> None:
    """No figure in it is on none of the pages of the waves themselves: nothing is counted again."""
    browser = Client()
    browser.force_login(world.people["hr"])
    key = f"team:{Team.objects.get(name='oost').pk}"
    address = reverse("overview_trend", args=[world.slug])
    _line, beside = trend_page(browser, f"{address}?vragenlijst=k1@2&groep={key}")
    published: set[int] = set()
    for title in ("Vak één", "Vak twee", "Vak nieuw"):
        cell = Snapshot.objects.get(wave__title=title).publication.groups[key].means["houding"]
        assert isinstance(cell, MeanCell)
        published |= {cell.value, cell.low, cell.high, cell.n.low, cell.n.high or 0}
    cells = re.findall(r"<td[^>]*>(.*?)</td>", tables_of(beside), re.DOTALL)
    numbers = {int(one) for cell in cells for one in re.findall(r"\d+", re.sub("<.*?>", "", cell))}
    assert numbers
    assert numbers <= published


def test_a_version_of_which_nothing_is_the_same_is_not_laid_beside(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says so, and no snapshot of that version is read."""
    monkeypatch.setattr(versions, "comparable_scores", lambda _one, _other: ())
    browser = Client()
    browser.force_login(world.people["hr"])
    address = reverse("overview_trend", args=[world.slug])
    _line, beside = trend_page(browser, f"{address}?vragenlijst=k1@2")
    assert "bij elk element zijn de vragen veranderd" in beside
    assert "<table" not in beside


def test_ones_own_then_and_now_is_of_one_behaviour(world: World) -> None:
    access = world.access("oost-1")
    for title, before in (("Vak twee", "Vak één"), ("Methodisch", None), ("Vak nieuw", None)):
        found = earlier_measurement(access, invitation_for(access, wave(title).pk))
        assert (found and found[0].title) == before
    other = measured_with_other_questions(access, invitation_for(access, wave("Vak nieuw").pk))
    assert other == wave("Vak twee")
    methodical = invitation_for(access, wave("Methodisch").pk)
    assert measured_with_other_questions(access, methodical) is None


def test_every_publication_is_of_one_questionnaire(world: World) -> None:
    """No snapshot, so no page or file either, has figures of two."""
    editions = [snapshot.basis["instrument"] for snapshot in snapshots_of(world.access("hr"))]
    assert sorted(editions) == sorted(edition for _title, edition, _ago in COURSE)
