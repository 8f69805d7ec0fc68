"""The report on an organisation: all groups of a wave, as published, in one accessible PDF."""

import re
from datetime import date
from pathlib import Path

import pdfua
import pytest
from django.urls import reverse
from django.utils.translation import override

from igm_portal.accounts.roles import Role
from igm_portal.pdf.report import report_pdf
from reports.disclosure.cells import MeanCell
from reports.disclosure.group_keys import ORGANISATION
from reports.files.form import FileForm
from reports.files.group_pdf import ReportSource
from reports.files.organisation_pdf import organisation_report
from reports.models import Job, Snapshot
from reports.overview.texts import mean_text
from reports.texts.sentences import WITHHELD_TEXT
from surveys.instruments.elements import KUNNEN, WILLEN
from surveys.models import Wave
from tests.clients import answer_all, client_wave
from tests.environment.programs import page_shares, text_of
from tests.files import export, names_in, signed_in
from tests.world import World

pytestmark = pytest.mark.once

LONG = "Team Ondersteuning bij werk en inkomen voor iedereen die dat nodig heeft in Oost"
MADE = date(2026, 11, 22)


def measured(world: World, sizes: dict[str, int], title: str = "Voorjaar") -> Wave:
    if "hr" not in world.people:
        world.give("hr", Role.HR_ADVISER)
    teams = [
        world.team(name, size, department=("Werk", "Inkomen")[place % 2])
        for place, (name, size) in enumerate(sizes.items())
    ]
    wave = world.wave(*teams, title=title)
    world.answer_all(wave, [f"{n}-{i}" for n, size in sizes.items() for i in range(1, size + 1)])
    world.close(wave)
    return wave


def printed(wave: Wave) -> bytes:
    snapshot = Snapshot.objects.get(wave=wave)
    return report_pdf(organisation_report(ReportSource(snapshot, ORGANISATION, MADE)))


def test_every_group_stands_in_it_with_the_figures_of_the_snapshot(
    world: World, tmp_path: Path
) -> None:
    wave = measured(world, {"a": 9, "b": 8, "c": 12, "d": 10})
    text = text_of(printed(wave), tmp_path)
    groups = Snapshot.objects.get(wave=wave).publication.groups.values()
    with override("nl"):
        for group in groups:
            cells = [group.means[name] for name in ("willen", "kunnen")]
            assert all(isinstance(cell, MeanCell) for cell in cells)
            if group.level != "organisation":
                assert " ".join([group.name, *map(mean_text, cells)]) in text.replace(
                    "(De hele afdeling) ", ""
                )
            else:
                assert all(str(cell.value) in text for cell in cells if isinstance(cell, MeanCell))


def test_it_opens_with_every_group_by_every_element(world: World, tmp_path: Path) -> None:
    wave = measured(world, {"a": 9, "b": 5, "c": 12, "d": 10})
    content = printed(wave)
    first = text_of(content, tmp_path).partition("pagina 1 van")[0]
    for group in Snapshot.objects.get(wave=wave).publication.groups.values():
        if not group.shown:
            continue
        cells = [group.means[name] for name in ("willen", *WILLEN, "kunnen", *KUNNEN)]
        row = " ".join(
            f"{cell.value} {cell.low} tot {cell.high}"
            for cell in cells
            if isinstance(cell, MeanCell) and cell.coded is None
        )
        assert row in first, group.name


@pytest.mark.parametrize("answers", [3, 20])
def test_of_one_group_alone_there_is_no_map(world: World, answers: int, tmp_path: Path) -> None:
    """As of clients: the organisation is all there is, shown or not."""
    wave = client_wave(world)
    answer_all(world, wave, answers)
    world.close(wave)
    snapshot = Snapshot.objects.get(wave=wave)
    assert snapshot.publication.groups[ORGANISATION].shown == (answers == 20)
    content = printed(wave)
    assert "Teams en elementen" not in text_of(content, tmp_path)
    file = tmp_path / "report.pdf"
    file.write_bytes(content)
    assert not pdfua.validate(str(file)).findings


@pytest.mark.parametrize("sizes", [{"a": 9}, {"a": 9, "b": 5, "c": 12, "d": 10}])
def test_no_page_of_it_is_nearly_empty(world: World, sizes: dict[str, int], tmp_path: Path) -> None:
    shares = page_shares(printed(measured(world, sizes)), tmp_path)
    assert min(shares) > 0.35, shares


def test_what_is_not_shown_says_so_and_has_no_number(world: World, tmp_path: Path) -> None:
    wave = measured(world, {"a": 9, "b": 5, "c": 12, "d": 10})
    groups = Snapshot.objects.get(wave=wave).publication.groups.values()
    hidden = [group.name for group in groups if not group.shown and group.level == "team"]
    assert hidden == ["b"]
    with override("nl"):
        assert f"b {WITHHELD_TEXT}" in text_of(printed(wave), tmp_path)


@pytest.mark.parametrize("sizes", [{"a": 9}, {"a": 9, "b": 5, "c": 12, "d": 10}])
def test_a_checker_finds_nothing_with_names_of_eighty_characters(
    world: World, sizes: dict[str, int], tmp_path: Path
) -> None:
    assert len(LONG) == 80
    wave = measured(world, sizes)
    wave.teams.filter(team__name="a").update(team_name=LONG)
    file = tmp_path / "report.pdf"
    file.write_bytes(printed(wave))
    assert not pdfua.validate(str(file)).findings


def test_of_one_wave_it_is_a_pdf_and_of_several_a_zip(world: World) -> None:
    first = measured(world, {"a": 9}, title="Eerste")
    second = measured(world, {"z": 9}, title="Tweede")
    assert export(world, "organisatierapport", first).startswith(b"%PDF")
    names = names_in(export(world, "organisatierapport", first, second))
    assert len(names) == 2
    assert all(name.endswith(".pdf") for name in names)


def test_the_page_of_the_organisation_offers_this_report_and_no_other(world: World) -> None:
    wave = measured(world, {"a": 9, "b": 8, "c": 12, "d": 10})
    hr, exports = signed_in(world, "hr"), reverse("exports", args=[world.slug])
    page = hr.get(reverse("organisation_profile", args=[world.slug, wave.pk])).content.decode()
    assert 'value="rapport"' not in page
    (form,) = re.findall(rf'<form[^>]*action="{exports}">.*?</form>', page, re.DOTALL)
    fields = dict(re.findall(r'name="(waves|form)" value="([^"]+)"', form))
    assert fields["waves"] == str(Snapshot.objects.get(wave=wave).pk)
    assert hr.post(exports, fields).status_code == 302
    assert [job.form for job in Job.objects.all()] == [FileForm.ORGANISATION]
    team = reverse("team_profile", args=[world.slug, wave.pk, wave.teams.all()[0].team_id])
    page = hr.get(team).content.decode()
    assert f'action="{exports}"' not in page
    assert 'value="rapport"' in page
