"""A small wave takes the published spread of the latest earlier wave that measured one itself."""

from datetime import date

import pytest

from reports.disclosure.cells import PublishedSpread
from reports.selectors import earlier_spreads
from reports.statistics.pooled_spread import SpreadOrigin
from surveys.models import Wave
from tests.published import close, damage, next_version
from tests.world import World, settle

Spreads = dict[str, PublishedSpread]


def measured(points: int) -> Spreads:
    return {"willen": PublishedSpread(points, SpreadOrigin.OWN)}


def borrowed(points: int) -> Spreads:
    return {"willen": PublishedSpread(points, SpreadOrigin.EARLIER)}


def provisional(points: int) -> Spreads:
    return {"willen": PublishedSpread(points, SpreadOrigin.PROVISIONAL)}


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ([], {}),
        ([provisional(20)], {}),
        ([measured(15)], {"willen": 15}),
        ([measured(15), measured(17)], {"willen": 17}),
        ([measured(15), provisional(20)], {"willen": 15}),
        ([measured(15), borrowed(99)], {"willen": 15}),
    ],
)
def test_the_latest_wave_that_measured_it_itself(
    world: World, published: list[Spreads], expected: dict[str, int]
) -> None:
    team = world.team("a", 1)
    for number, spreads in enumerate(published):
        wave = world.wave(team, title=str(number))
        close(wave, on=date(2026, 1 + number, 1), spreads=spreads)
    assert earlier_spreads(world.wave(team)) == expected


def test_neither_another_version_nor_another_organisation_nor_a_later_wave(world: World) -> None:
    team = world.team("a", 1)
    now = world.wave(team)
    later, other_version = world.wave(team, title="later"), world.wave(team, title="anders")
    close(later, on=date(2030, 1, 1), spreads=measured(11))
    version = next_version(other_version.launched)
    Wave.objects.filter(pk=other_version.pk).update(instrument=version)
    other_version = Wave.objects.get(pk=other_version.pk)
    close(other_version, on=date(2026, 1, 1), spreads=measured(12))
    neighbour = settle("elders", "Elders")
    close(neighbour.wave(neighbour.team("b", 1)), on=date(2026, 1, 1), spreads=measured(13))
    assert earlier_spreads(now) == {}


@pytest.mark.parametrize("damaged", ["another digest", "no publication"])
def test_a_wave_closes_whatever_became_of_an_earlier_snapshot(
    world: World, caplog: pytest.LogCaptureFixture, damaged: str
) -> None:
    team = world.team("a", 8)
    first, second, third = (world.wave(team, title=str(number)) for number in range(3))
    close(first, on=date(2025, 1, 1), spreads=measured(15))
    snapshot = close(second, on=date(2025, 6, 1), spreads=measured(17))
    if damaged == "another digest":
        damage(second, snapshot.content.replace('"points":17', '"points":71'), snapshot.digest)
    else:
        damage(second, "{}")
    for number in range(1, 9):
        world.answer(third, f"a-{number}", 4)
    spread = world.close(third).publication.spreads["willen"]
    assert (spread.points, spread.origin) == (15, SpreadOrigin.EARLIER)
    (line,) = caplog.messages
    assert str(second.pk) in line
    assert not any(name in line for name in ("Zandstad", "zandstad", world.people["a-1"].email))
