"""The change of the same people: on the page, in the file and on paper, the same numbers."""

import csv
import re
from io import StringIO
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import override

from reports.disclosure.cells import ChangeCell, PublishedGroup
from reports.overview.linked import line
from reports.texts.elements import METRIC_NAMES
from surveys.models import Wave
from tests.environment.programs import text_of
from tests.files import export, signed_in
from tests.integration.test_linking import FIRST, SECOND, group, held, names
from tests.world import World

pytestmark = pytest.mark.django_db
SAME = "Beide keren dezelfde mensen"
DIFFERENT = "Twee groepen mensen"


def both(world: World, now: int = 10) -> tuple[Wave, Wave]:
    team = [world.team("a", 12)]
    first = held(world, team, FIRST, names("a", 10))
    return first, held(world, team, SECOND, names("a", now), shift=1)


def page(world: World, wave: Wave) -> str:
    place = wave.teams.get()
    url = reverse("team_profile", args=[world.slug, wave.pk, place.team_id])
    return signed_in(world, "hr").get(url, headers={"accept-language": "nl"}).content.decode()


def told(found: PublishedGroup) -> dict[str, tuple[str, ...]]:
    with override("nl"):
        return {
            str(METRIC_NAMES[metric]): line(cell)
            for metric, cell in found.change.items()
            if isinstance(cell, ChangeCell)
        }


def test_the_page_says_how_the_same_people_changed(world: World) -> None:
    _, second = both(world)
    found = page(world, second)
    assert SAME in found
    assert DIFFERENT not in found
    rows = re.findall(r'<th scope="row"[^>]*>([^<]+)</th>((?:\s*<td[^>]*>[^<]*</td>)+)', found)
    said = {name: tuple(re.findall(r"<td[^>]*>([^<]*)</td>", cells)) for name, cells in rows}
    expected = told(group(second))
    assert len(expected) == 10
    assert expected.items() <= said.items()


def test_where_the_same_people_are_not_told_the_page_compares_two_groups(world: World) -> None:
    _, second = both(world, now=11)
    found = page(world, second)
    assert SAME not in found
    assert DIFFERENT in found


def test_the_file_holds_the_change_with_its_wave_and_its_people(world: World) -> None:
    first, second = both(world)
    rows = csv.DictReader(StringIO(export(world, "csv", second).decode()))
    found = {row["maat"]: row for row in rows if row["niveau"] == "team"}
    for metric, cell in group(second).change.items():
        assert isinstance(cell, ChangeCell)
        row = found[f"verandering.{metric}"]
        numbers = (int(row["waarde"]), int(row["laag"]), int(row["hoog"]))
        assert numbers == (cell.value, cell.low, cell.high)
        assert (row["mensen_van"], row["mensen_tot"]) == ("10", "14")
        assert (row["sinds"], row["eenheid"]) == (first.title, "punten_verandering")


def test_a_change_that_is_not_told_is_a_row_without_a_number(world: World) -> None:
    _, second = both(world, now=11)
    rows = csv.DictReader(StringIO(export(world, "csv", second).decode()))
    found = [row for row in rows if row["maat"].startswith("verandering.")]
    assert {row["status"] for row in found} == {"niet_getoond"}
    assert not any(row[it] for row in found for it in ("waarde", "laag", "mensen_van", "sinds"))


def test_the_report_on_paper_says_the_same(world: World, tmp_path: Path) -> None:
    _, second = both(world)
    place = second.teams.get()
    url = reverse("team_pdf", args=[world.slug, second.pk, place.team_id])
    content = signed_in(world, "hr").post(url, {"kind": "rapport"}).content
    text = text_of(content, tmp_path)
    assert SAME in text
    for name, cells in told(group(second)).items():
        assert "".join((name, *cells)).replace(" ", "") in "".join(text.split())
