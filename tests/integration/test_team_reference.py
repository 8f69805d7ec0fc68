"""From ten shown teams on a difference stands beside those of the other teams (research 4.5)."""

from statistics import median
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reports.disclosure.cells import MeanCell
from reports.profile.team_reference import team_reference
from surveys.models import Wave
from tests.world import World

pytestmark = pytest.mark.django_db


def measured(world: World, teams: int) -> Wave:
    """Teams of eight of whom everybody answered, each a bit otherwise on willen."""
    names = [f"t{number}" for number in range(teams)]
    wave = world.wave(*(world.team(name, 8) for name in names))
    willen = [item.code for item in wave.launched.instrument.items if item.code[0] in "HGS"]
    for at, name in enumerate(names):
        for number in range(1, 9):
            steps = dict.fromkeys(willen[: 2 * (at % 5)], 3)
            world.answer(wave, f"{name}-{number}", step=4 - number % 2, **steps)
    world.close(wave)
    return wave


def page(world: World, wave: Wave, who: str = "hr") -> Any:
    browser = Client()
    browser.force_login(world.people[who])
    return browser.get(reverse("quality", args=[world.slug, wave.pk]))


def test_ten_shown_teams_give_the_middle_half(world: World) -> None:
    wave = measured(world, 10)
    publication = wave.snapshot.publication
    cells = [
        group.means["contrast"] for group in publication.groups.values() if group.level == "team"
    ]
    contrasts = [cell.value for cell in cells if isinstance(cell, MeanCell)]
    assert len(contrasts) == 10
    topic = team_reference(publication)
    assert topic is not None
    assert topic.table is not None
    rows = dict(topic.table.rows)
    (row,) = (cells for name, cells in rows.items() if "−" in name)
    low, middle, high = map(int, row[1:])
    assert row[0] == "10"
    assert abs(middle - median(contrasts)) <= 0.5
    assert sum(one < low for one in contrasts) <= 3
    assert sum(one > high for one in contrasts) <= 3
    text = page(world, wave).content.decode()
    assert "In de helft van de 10 getoonde teams" in text
    assert page(world, wave, "t0-1").status_code == 403


def test_nine_are_too_few(world: World) -> None:
    wave = measured(world, 9)
    assert team_reference(wave.snapshot.publication) is None
    assert "getoonde teams ligt willen" not in page(world, wave).content.decode()
