"""A result that a failing disk changed: its own pages say so, and no other wave is taken along."""

from datetime import date

import pytest
from django.urls import reverse

from igm_portal.accounts.roles import Role
from reports.models import Snapshot
from surveys.models import Wave
from tests.files import ask, signed_in, work
from tests.published import damage
from tests.world import World, settle

pytestmark = pytest.mark.django_db
MESSAGE = "Dit resultaat is beschadigd"
READERS = ("hr", "head", "manager", "a-1")


@pytest.fixture(scope="module")
def shared_world(module_db: None) -> World:
    """Two closed waves of one team; what is stored of the first was changed."""
    world = settle()
    team = world.team("a", 8)
    world.give("manager", Role.TEAM_MANAGER, team=team)
    world.give("head", Role.DEPARTMENT_HEAD, department=team.department)
    first, second = world.wave(team, title="eerste"), world.wave(team, title="tweede")
    for wave, closes_on in ((first, date(2025, 1, 1)), (second, date(2025, 6, 1))):
        world.answer_all(wave, [f"a-{number}" for number in range(1, 9)])
        world.close(wave)
        Wave.objects.filter(pk=wave.pk).update(starts_on=closes_on, closes_on=closes_on)
    damage(first, "{}")
    return world


@pytest.fixture
def waves(world: World) -> tuple[Wave, Wave]:
    return Wave.objects.get(title="eerste"), Wave.objects.get(title="tweede")


def addresses(world: World, wave: Wave) -> dict[str, str]:
    place = wave.teams.get()
    wave_page = [world.slug, wave.pk]
    return {
        "teams": reverse("teams", args=wave_page),
        "team_profile": reverse("team_profile", args=[*wave_page, place.team_id]),
        "department": reverse("department_profile", args=[*wave_page, place.department_id]),
        "organisation": reverse("organisation_profile", args=wave_page),
        "quality": reverse("quality", args=wave_page),
        "overview": reverse("overview", args=[world.slug]) + f"?meting={wave.pk}",
    }


@pytest.mark.parametrize("who", READERS)
def test_pages_of_the_damaged_wave_say_what_is_the_matter(
    world: World, waves: tuple[Wave, Wave], who: str
) -> None:
    client, pages = signed_in(world, who), addresses(world, waves[0])
    answers = {name: client.get(page, follow=True) for name, page in pages.items()}
    readable = {name for name, answer in answers.items() if answer.status_code not in (403, 404)}
    assert "team_profile" in readable
    for name in readable - {"quality"}:
        assert answers[name].status_code == 500, name
        assert MESSAGE in answers[name].content.decode(), name


@pytest.mark.parametrize("who", READERS)
def test_the_other_wave_and_the_start_page_are_readable(
    world: World, waves: tuple[Wave, Wave], who: str, caplog: pytest.LogCaptureFixture
) -> None:
    client = signed_in(world, who)
    pages = addresses(world, waves[1]) | {
        "start": reverse("start", args=[world.slug]),
        "trend": reverse("overview_trend", args=[world.slug]),
        "exports": reverse("exports", args=[world.slug]),
    }
    statuses = {name: client.get(page, follow=True).status_code for name, page in pages.items()}
    assert set(statuses.values()) <= {200, 403, 404}
    assert statuses["start"] == statuses["team_profile"] == 200
    assert str(waves[0].pk) in caplog.text


def test_a_file_of_the_damaged_wave_fails_and_of_the_other_is_made(
    world: World, waves: tuple[Wave, Wave]
) -> None:
    jobs = [ask(world, "csv", wave) for wave in waves]
    work()
    for job in jobs:
        job.refresh_from_db()
    assert [job.state for job in jobs] == ["failed", "ready"]


def test_the_stored_text_is_left_as_it_is(world: World, waves: tuple[Wave, Wave]) -> None:
    before = Snapshot.objects.values_list("content", flat=True).get(wave=waves[0])
    signed_in(world, "hr").get(addresses(world, waves[0])["teams"])
    assert Snapshot.objects.values_list("content", flat=True).get(wave=waves[0]) == before
