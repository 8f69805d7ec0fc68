"""What changed between two waves in one file: the same as on the page, from published cells."""

import csv
from io import StringIO

import pytest

from reports.disclosure.cells import MeanCell
from reports.models import Snapshot
from reports.overview.differences import differences
from surveys.models import Wave
from tests.files import export
from tests.world import World


@pytest.fixture
def waves(world: World) -> tuple[Wave, Wave]:
    """A team that is shown twice, and one that is shown the second time only."""
    a, b = world.team("a", 12), world.team("b", 12)
    found = []
    for title, of_b in (("Eerste", 4), ("Tweede", 12)):
        wave = world.wave(a, b, title=title)
        names = [*(f"a-{i}" for i in range(1, 13)), *(f"b-{i}" for i in range(1, of_b + 1))]
        world.answer_all(wave, names)
        world.close(wave)
        found.append(wave)
    first, second = found
    Wave.objects.filter(pk=first.pk).update(closes_on=first.starts_on)
    return first, second


def rows(content: bytes) -> list[dict[str, str]]:
    found = csv.DictReader(StringIO(content.decode(), newline=""))
    return [row for row in found if row["maat"].startswith("ongekoppeld.")]


def test_of_one_wave_there_is_nothing_to_compare(world: World, waves: tuple[Wave, Wave]) -> None:
    assert rows(export(world, "csv", waves[1])) == []


def test_the_difference_is_that_of_the_published_cells(
    world: World, waves: tuple[Wave, Wave]
) -> None:
    told = {
        (row["groep"], row["maat"]): (row["waarde"], row["laag"], row["hoog"])
        for row in rows(export(world, "csv", *waves))
        if row["status"] == "getoond"
    }
    then, now = (Snapshot.objects.get(wave=wave).publication.groups for wave in waves)
    expected = {
        (group.name, f"ongekoppeld.{it.metric}"): (
            "" if it.points is None else str(it.points), str(it.low), str(it.high),
        )
        for key, group in now.items()
        for it in differences(then[key].means, group.means)
    }  # fmt: skip
    assert {row["spreiding"] for row in rows(export(world, "csv", *waves)) if row["waarde"]} == {
        "voorlopig"
    }
    assert ("a", "ongekoppeld.willen") in told
    assert told == expected


def test_it_names_both_waves_and_withholds_what_one_of_them_withholds(
    world: World, waves: tuple[Wave, Wave]
) -> None:
    found = rows(export(world, "csv", *waves))
    assert {(row["meting"], row["sinds"]) for row in found if row["status"] == "getoond"} == {
        ("Tweede", "Eerste")
    }
    hidden = [row for row in found if row["groep"] == "b"]
    now = Snapshot.objects.get(wave=waves[1]).publication.groups
    assert any(
        isinstance(group.means["willen"], MeanCell) for group in now.values() if group.name == "b"
    )
    assert len(hidden) == 10
    for row in hidden:
        assert row["status"] == "niet_getoond"
        assert not any(row[name] for name in ("waarde", "laag", "hoog", "mensen_van"))
