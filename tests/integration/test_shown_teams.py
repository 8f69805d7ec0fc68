"""A withheld total is no empty page: all shown teams together stand there, everywhere the same."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from reports.disclosure.cells import WITHHELD, MeanCell
from reports.disclosure.group_keys import ORGANISATION
from reports.files.group_pdf import ReportSource
from reports.files.organisation_pdf import organisation_report
from surveys.models import Wave
from tests.files import export
from tests.world import World, settle

TITLE = "Alle getoonde teams samen (3 van de 4)"
SIZES = {"a": 8, "b": 8, "c": 9, "d": 5}


@pytest.fixture(scope="module")
def shared_world(module_db: None) -> World:
    world = settle()
    wave = world.wave(*[world.team(name, size) for name, size in SIZES.items()])
    world.answer_all(wave, [f"{n}-{i}" for n, size in SIZES.items() for i in range(1, size + 1)])
    world.close(wave)
    return world


@pytest.fixture
def wave(world: World) -> Wave:
    return Wave.objects.get()


def page(world: World, name: str, *args: object) -> str:
    client = Client()
    client.force_login(world.people["hr"])
    return client.get(reverse(name, args=[world.slug, *args])).content.decode()


def willen(wave: Wave) -> MeanCell:
    publication = wave.snapshot.publication
    assert publication.groups[ORGANISATION].means["willen"] is WITHHELD
    cell = publication.shown_teams[ORGANISATION].figures.means["willen"]
    assert isinstance(cell, MeanCell)
    return cell


def test_the_page_of_the_organisation_shows_them_with_a_sentence(world: World, wave: Wave) -> None:
    text = page(world, "organisation_profile", wave.pk)
    assert TITLE in text
    assert "De cijfers van het geheel worden hier niet getoond" in text
    assert f"{willen(wave).low} tot {willen(wave).high}" in text


def test_everyone_who_was_asked_reads_the_same_cells_and_no_more(world: World, wave: Wave) -> None:
    client = Client()
    client.force_login(world.people["d-1"])  # of the team that is withheld
    text = client.get(reverse("shown_teams", args=[world.slug, wave.pk])).content.decode()
    assert TITLE in text
    assert f"{willen(wave).low} tot {willen(wave).high}" in text
    for absent in ('id="facets', 'id="counts"', 'id="figures"'):
        assert absent not in text


def test_so_does_the_page_of_the_department(world: World, wave: Wave) -> None:
    department = world.department("Werk")
    assert TITLE in page(world, "department_profile", wave.pk, department.pk)


def test_in_the_overview_they_stand_where_the_total_stood(world: World, wave: Wave) -> None:
    assert page(world, "overview").count(TITLE) >= 2


def test_over_time_opens_on_them_and_not_on_a_team(world: World, wave: Wave) -> None:
    client = Client()
    client.force_login(world.people["hr"])
    view = client.get(reverse("overview_trend", args=[world.slug])).context["view"]
    assert view.name == f"Zandstad: {TITLE}"
    (row,) = view.charts[0].chart.groups[0].rows
    assert row.interval.value == willen(wave).value


def test_in_the_report_as_pdf(world: World, wave: Wave) -> None:
    report = organisation_report(ReportSource(wave.snapshot, ORGANISATION, date(2026, 11, 28)))
    assert TITLE in report.facts
    assert report.drawings
    assert any(TITLE in row.name for part in report.parts for row in part.rows)


def test_their_page_offers_pdfs_that_exist(world: World, wave: Wave) -> None:
    client = Client()
    client.force_login(world.people["hr"])
    for kind in ("gespreksblad", "rapport"):
        url = reverse("organisation_pdf", args=[world.slug, wave.pk])
        assert client.post(url, {"kind": kind}).content.startswith(b"%PDF"), kind


def test_in_files_they_have_a_name_of_their_own(world: World, wave: Wave) -> None:
    text = export(world, "csv", wave).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    found = [row for row in rows if row["groep"] == f"Zandstad: {TITLE}"]
    values = {row["maat"]: row["waarde"] for row in found}
    assert values["willen"] == str(willen(wave).value)
    assert all(row["waarde"] == "" for row in rows if row["groep"] == "Zandstad")
