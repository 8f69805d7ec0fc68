"""The quality page: from fifty people on, in bands and hundredths, from the snapshot alone."""

from random import Random

import pytest
from django.test import Client
from django.urls import reverse

from igm_portal.demo import model
from reports.disclosure import quality as door
from reports.disclosure.cells import PublishedGroup
from reports.models.snapshot import SnapshotDamaged
from surveys.models import Wave
from surveys.models.response import Response
from surveys.policy import Band
from tests.world import World


def measured(world: World, sizes: dict[str, int]) -> Wave:
    teams = [world.team(name, size) for name, size in sizes.items()]
    wave = world.wave(*teams)
    random = Random(5)  # noqa: S311
    for name, size in sizes.items():
        for number in range(1, size + 1):
            person = model.person(random)
            given = model.answers(wave.launched.instrument, model.STUCK, person, random)
            world.answer(wave, f"{name}-{number}", 4, **given)
    world.close(wave)
    return wave


def page(world: World, wave: Wave) -> str:
    client = Client()
    client.force_login(world.people["hr"])
    return client.get(reverse("quality", args=["zandstad", wave.pk])).content.decode()


def test_under_fifty_people_nothing_is_told_but_the_errors_in_use(world: World) -> None:
    wave = measured(world, {"a": 20, "b": 20})
    assert wave.snapshot.quality == ""
    text = page(world, wave)
    assert "Te weinig mensen" in text
    assert "voorlopig" in text
    assert "werd het verschil willen − kunnen 2,8 punten kleiner" in text


@pytest.fixture
def wave(world: World) -> Wave:
    return measured(world, {"a": 20, "b": 18, "c": 17, "d": 6})


def test_consistency_is_told_with_its_interval_and_its_refusals(world: World, wave: Wave) -> None:
    report = wave.snapshot.quality_report
    assert report is not None
    assert report.n == Band(50, 99)
    found = {element.metric: element for element in report.elements}
    houding = found["houding"]
    assert houding.alpha is not None
    assert houding.alpha_low is not None
    assert houding.alpha_high is not None
    assert houding.alpha_low < houding.alpha < houding.alpha_high
    assert found["context"].reason == "formatief"
    assert found["context"].alpha is None
    text = page(world, wave)
    assert "50 tot en met 99 mensen" in text


def test_teams_that_are_withheld_are_not_in_the_clustering(world: World, wave: Wave) -> None:
    """Changing every answer of the withheld team changes nothing in it (decisions 8)."""
    before = wave.snapshot.quality_report
    assert before is not None
    assert [found.metric for found in before.clustering] == ["willen", "kunnen", "contrast"]
    small = wave.teams.get(team_name="d")
    shown: dict[str, PublishedGroup] = dict(wave.snapshot.publication.groups)
    assert not shown[f"team:{small.team_id}"].shown
    Response.objects.filter(wave=wave, team_id=small.team_id).update(answers="1" * 44)
    Wave.objects.filter(pk=wave.pk).update(state="closing")
    wave.snapshot.delete()
    again = world.close(Wave.objects.get(pk=wave.pk)).quality_report
    assert again is not None
    assert again.clustering == before.clustering


def test_numbers_leave_in_bands_and_hundredths_only(wave: Wave) -> None:
    report = wave.snapshot.quality_report
    assert report is not None
    for item in report.items:
        for share in (item.missing, item.floor, item.ceiling):
            assert (share.low % 10, share.high - share.low) == (0, 10)
    assert "." not in wave.snapshot.quality.replace("belemmering.", "")


def test_a_changed_report_is_not_shown(wave: Wave) -> None:
    snapshot = wave.snapshot
    snapshot.quality = snapshot.quality.replace('"icc1":', '"icc1" :', 1)
    with pytest.raises(SnapshotDamaged):
        _ = snapshot.publication
    with pytest.raises(door.QualityFault):
        _ = snapshot.quality_report


@pytest.mark.parametrize(
    ("n", "band"), [(49, None), (50, Band(50, 99)), (99, Band(50, 99)), (1000, Band(1000, None))]
)
def test_bands_of_people(n: int, band: Band | None) -> None:
    assert door.n_band(n) == band


@pytest.mark.parametrize(
    ("share", "low"), [(0.0, 0), (0.0999, 0), (0.1, 10), (0.55, 50), (1.0, 90)]
)
def test_bands_of_shares(share: float, low: int) -> None:
    assert door.share_band(share) == door.ShareBand(low, low + 10)
