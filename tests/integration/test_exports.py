"""Files of published figures: who gets them, what stands in them, and what is on record."""

import csv
import html
import re
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from django.urls import reverse
from django.utils.translation import override

from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from reports.disclosure.cells import WITHHELD as WITHHELD_CELL
from reports.disclosure.cells import ChangeCell, MeanCell, PublishedGroup
from reports.exports.summary import FIRST_ROW, SUMMARY_METRICS
from reports.files.publication_texts import words
from reports.models import Snapshot
from reports.overview.texts import wave_label
from reports.profile.sentences import contrast_sentence, overstemt_sentence
from reports.statistics.pooled_spread import SpreadOrigin
from reports.texts.elements import ELEMENTS
from reports.texts.explanations import SPREADS
from reports.texts.sentences import WITHHELD_TEXT
from surveys.instruments.reflection import load_conversation
from surveys.models import Wave
from tests.environment.programs import text_of
from tests.files import ask, download, export, signed_in, work
from tests.world import World, settle

LONG = 'Team «Ünïcödé» =SUM(A1);"<b>" 中文 ' + "x" * 46


@pytest.fixture(scope="module")
def town(module_db: None) -> tuple[World, Wave]:
    """Two teams: one of twelve, with a hostile name of 80 characters, and one of six."""
    world = settle()
    world.give("hr", Role.HR_ADVISER)
    teams = [world.team("a", 12), world.team("b", 6)]
    wave = world.wave(*teams, title='Meting "Ærø"/1')
    wave.teams.filter(team=teams[0]).update(team_name=LONG)
    world.answer_all(wave, [*(f"a-{i}" for i in range(1, 13)), *(f"b-{i}" for i in range(1, 7))])
    world.close(wave)
    return world, wave


@pytest.fixture(scope="module")
def shared_world(town: tuple[World, Wave]) -> World:
    return town[0]


def machine_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode(), newline="")))


def report(world: World, wave: Wave, team: str, kind: str = "rapport", who: str = "hr") -> bytes:
    place = wave.teams.get(team__name=team)
    url = reverse("team_pdf", args=[world.slug, wave.pk, place.team_id])
    response = signed_in(world, who).post(url, {"kind": kind})
    assert response["Content-Type"] == "application/pdf"
    return response.content


def test_the_page_chooses_the_wave_it_came_from(world: World, closed: Wave) -> None:
    url = reverse("exports", args=[world.slug])
    page = signed_in(world, "hr").get(f"{url}?meting={closed.pk}").content.decode()
    boxes = re.findall(r'<input type="checkbox"[^>]*>', page)
    assert [str(closed.pk) in box and "checked" in box for box in boxes] == [True]


def test_without_a_closed_wave_there_is_nothing_to_choose(db: None) -> None:
    empty = settle("leeg", "Leeg")
    empty.give("hr", Role.HR_ADVISER)
    page = signed_in(empty, "hr").get(reverse("exports", args=["leeg"])).content.decode()
    assert "<form" not in page.split("<main", 1)[1].split("</main>", 1)[0]


@pytest.mark.parametrize("data", [{}, {"form": "xlsx"}, {"waves": ["x"], "form": "csv"}])
def test_a_choice_that_makes_no_sense_comes_back(
    world: World, closed: Wave, data: dict[str, str]
) -> None:
    response = signed_in(world, "hr").post(reverse("exports", args=[world.slug]), data)
    assert response["Content-Type"].startswith("text/html")
    assert not AuditEvent.objects.filter(action="figures.exported").exists()


def test_a_wave_of_another_organisation_cannot_be_chosen(world: World, closed: Wave) -> None:
    elsewhere = settle("duinen", "Duinen")
    elsewhere.give("outsider", Role.HR_ADVISER)
    url = reverse("exports", args=["duinen"])
    response = signed_in(elsewhere, "outsider").post(url, {"waves": [closed.pk], "form": "csv"})
    assert response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("xlsx", "cijfers-meting-r-1.xlsx"),
        ("csv-excel", "cijfers-excel-meting-r-1.csv"),
        ("csv", "cijfers-meting-r-1.csv"),
    ],
)
def test_a_file_has_a_plain_name_and_is_not_kept_on_the_way(
    world: World, closed: Wave, form: str, name: str
) -> None:
    job = ask(world, form, closed)
    work()
    response = download(world, job)
    with override("nl"):
        translated = name.replace("cijfers", _figures())
    assert response.headers["Content-Disposition"] == f'attachment; filename="{translated}"'
    assert response.headers["Cache-Control"] == "private, no-store"


def test_all_files_hold_the_figures_of_the_snapshot(world: World, closed: Wave) -> None:
    groups = Snapshot.objects.get(wave=closed).publication.groups
    shown = {
        (group.name, name): (cell.value, cell.low, cell.high)
        for group in groups.values()
        for name, cell in _numbers(group).items()
    }
    assert len(shown) > 20
    found = {
        (row["groep"], row["maat"]): tuple(int(row[it]) for it in ("waarde", "laag", "hoog"))
        for row in machine_rows(export(world, "csv", closed))
        if row["waarde"]
    }
    assert found == shown
    assert set(_spreadsheet(export(world, "xlsx", closed))) == {
        (name, _dutch(measure), *figures) for (name, measure), figures in shown.items()
    }


def test_the_first_sheet_says_what_was_published_of_every_group(world: World, closed: Wave) -> None:
    groups = Snapshot.objects.get(wave=closed).publication.groups
    sheet = openpyxl.load_workbook(BytesIO(export(world, "xlsx", closed))).worksheets[0]
    lines = {str(line[0]): line[1:] for line in sheet.iter_rows(FIRST_ROW + 1, values_only=True)}
    assert list(lines) == ["Zandstad", "Werk", "b", LONG]
    for group in groups.values():
        cells = [group.means[metric] for metric in SUMMARY_METRICS]
        expected = [cell.value if isinstance(cell, MeanCell) else None for cell in cells]
        assert list(lines[group.name][1:21:2]) == expected
    with override("nl"):
        assert {lines[name][0] for name in ("Zandstad", "Werk", "b")} == {str(WITHHELD_TEXT)}
        shown = next(group for group in groups.values() if group.name == LONG)
        told = f"{contrast_sentence(shown)} {overstemt_sentence(shown)}".strip()
        assert lines[LONG][0] == told  # its elements stand beside it


def test_two_waves_of_one_questionnaire_stand_beside_each_other(world: World, closed: Wave) -> None:
    second = world.wave(*(place.team for place in closed.teams.all()), title="=Later")
    world.answer_all(second, [f"a-{index}" for index in range(1, 13)])
    world.close(second)
    book = openpyxl.load_workbook(BytesIO(export(world, "xlsx", closed, second)))
    titles = {book.worksheets[place]["A1"].value for place in (0, 1)}
    assert {str(title).partition(" · ")[0] for title in titles} == {closed.title, "=Later"}
    heads = [[cell.value for cell in sheet[3]] for sheet in book.worksheets[:2]]
    assert sum(closed.title in head or "=Later" in head for head in heads) == 1
    assert "f" not in {cell.data_type for sheet in book for row in sheet for cell in row}


def test_the_six_and_every_total_are_marked_and_hold_no_number(world: World, closed: Wave) -> None:
    found = machine_rows(export(world, "csv", closed))
    hidden = [row for row in found if row["groep"] != LONG]
    assert {row["groep"] for row in hidden} == {"b", "Werk", "Zandstad"}
    with override("nl"):
        assert {(row["status"], row["toelichting"]) for row in hidden} == {
            ("niet_getoond", str(WITHHELD_TEXT))
        }
    for row in hidden:
        assert not any(row[it] for it in ("waarde", "laag", "hoog", "mensen_van", "deelname_van"))


def test_how_it_was_made_stands_in_every_file(world: World, closed: Wave) -> None:
    snapshot = Snapshot.objects.get(wave=closed)
    row = machine_rows(export(world, "csv", closed))[0]
    checksum = closed.launched.checksum
    assert (row["vragenlijst"], row["controlegetal"]) == ("k1@1", checksum)
    assert (row["momentopname"], row["gesloten_op"]) == (
        snapshot.digest,
        closed.closes_on.isoformat(),
    )
    sheet = openpyxl.load_workbook(BytesIO(export(world, "xlsx", closed))).worksheets[3]
    said = {cell.value for line in sheet.iter_rows() for cell in line}
    assert {checksum, snapshot.digest, "k1@1", row["regels"]} <= said


def test_the_codebook_gives_every_element_its_code_its_plain_and_its_technical_name(
    world: World, closed: Wave
) -> None:
    sheet = openpyxl.load_workbook(BytesIO(export(world, "xlsx", closed))).worksheets[2]
    lines = {line[0]: line[1:3] for line in sheet.iter_rows(values_only=True)}
    with override("nl"):
        for element, texts in ELEMENTS.items():
            name, meaning = lines[element.value]
            assert name == str(texts.name)
            assert f"In het model: {texts.technical_name}. " in str(meaning)


def test_what_the_width_of_intervals_rests_on_stands_in_every_file(
    world: World, closed: Wave, tmp_path: Path
) -> None:
    found = machine_rows(export(world, "csv", closed))
    assert {row["spreiding"] for row in found if row["waarde"]} == {"voorlopig"}
    assert {row["spreiding"] for row in found if not row["waarde"]} == {""}
    book = openpyxl.load_workbook(BytesIO(export(world, "xlsx", closed)))
    heading, *lines = book.worksheets[1].iter_rows(values_only=True)
    at = heading.index("Herkomst van de spreiding")
    assert {line[at] or "" for line in lines} == {"voorlopig", ""}
    explained = {cell for line in book.worksheets[3].iter_rows(values_only=True) for cell in line}
    with override("nl"):
        words = str(SPREADS[SpreadOrigin.PROVISIONAL])
    assert words in explained
    assert words in " ".join(text_of(report(world, closed, "a"), tmp_path).split())


def test_several_waves_go_in_one_file(world: World, closed: Wave) -> None:
    second = world.wave(world.team("c", 9), title="Later")
    world.answer_all(second, [f"c-{index}" for index in range(1, 10)])
    world.close(second)
    found = machine_rows(export(world, "csv", closed, second))
    assert {row["meting"] for row in found} == {closed.title, "Later"}


def test_every_export_is_on_record_with_wave_form_and_digest(world: World, closed: Wave) -> None:
    export(world, "csv", closed)
    report(world, closed, "a", "gespreksblad", who="a-1")
    digest = Snapshot.objects.get(wave=closed).digest
    events = AuditEvent.objects.filter(action__endswith=".exported").order_by("id")
    assert [(e.action, e.actor, e.object_id, e.details) for e in events] == [
        (
            "figures.exported",
            "hr@zandstad.example",
            str(closed.pk),
            {"format": "csv", "instrument": "k1@1", "digest": digest},
        ),
        (
            "profile.exported",
            "a-1@zandstad.example",
            str(closed.pk),
            {
                "format": "pdf-gespreksblad",
                "instrument": "k1@1",
                "digest": digest,
                "group": LONG,
            },
        ),
    ]


def test_the_report_says_what_the_page_says(world: World, closed: Wave, tmp_path: Path) -> None:
    place = closed.teams.get(team__name="a")
    url = reverse("team_profile", args=[world.slug, closed.pk, place.team_id])
    page = signed_in(world, "hr").get(url, headers={"accept-language": "nl"}).content.decode()
    told = list(_table_rows(page))
    (group,) = (g for g in closed.snapshot.publication.groups.values() if g.shown)
    facets = sum(len(cells) for cells in group.facets.values() if cells is not WITHHELD_CELL)
    assert facets > 5
    assert len(told) == 10 + facets
    text = text_of(report(world, closed, "a"), tmp_path)
    for label, note, value, span in told:
        assert " ".join(filter(None, (label, note, value, span))) in text
    for line in re.findall(r"<dd>(\d+ [^<]*%)</dd>", page):
        assert line in text


def test_of_a_withheld_team_there_is_no_report_but_a_reason(world: World, closed: Wave) -> None:
    place = closed.teams.get(team__name="b")
    args = [world.slug, closed.pk, place.team_id]
    user = signed_in(world, "b-1")
    page = user.get(reverse("team_profile", args=args)).content.decode()
    assert re.findall(r'name="kind" value="([a-z]+)"', page) == ["gespreksblad"]
    answer = user.post(reverse("team_pdf", args=args), {"kind": "rapport"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("team_profile", args=args))
    assert "igm-alert" in user.get(answer["Location"]).content.decode()
    assert not AuditEvent.objects.filter(action="profile.exported").exists()


def test_of_a_withheld_team_the_conversation_sheet_has_questions_and_no_figures(
    world: World, closed: Wave, tmp_path: Path
) -> None:
    place = closed.teams.get(team__name="b")
    url = reverse("team_pdf", args=[world.slug, closed.pk, place.team_id])
    answer = signed_in(world, "b-1").post(url, {"kind": "gespreksblad"})
    text = text_of(answer.content, tmp_path)
    for questions in load_conversation("k1").values():
        assert questions[0] in text
    assert not re.search(r"\d+ tot \d+|%|mensen namen", text)
    assert not AuditEvent.objects.filter(action="profile.exported").exists()


def test_a_report_has_a_plain_name(world: World, closed: Wave) -> None:
    place = closed.teams.get(team__name="a")
    url = reverse("team_pdf", args=[world.slug, closed.pk, place.team_id])
    name = signed_in(world, "hr").post(url, {"kind": "rapport"})["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="rapport-team-unicode-sum-a1[a-z0-9-]+\.pdf"', name)


@pytest.mark.parametrize("kind", ["", "niet_getoond", "../x"])
def test_only_the_two_kinds_of_pdf_exist(world: World, closed: Wave, kind: str) -> None:
    place = closed.teams.get(team__name="a")
    url = reverse("team_pdf", args=[world.slug, closed.pk, place.team_id])
    assert signed_in(world, "hr").post(url, {"kind": kind}).status_code == 404


def test_pdfs_are_for_who_may_see_the_page(world: World, closed: Wave) -> None:
    """The same persons get 403 and 404 for the PDF as for the page; and a group that is not
    shown has no PDF, but sends back to its page."""
    a = closed.teams.get(team__name="a")
    world.give("head", Role.DEPARTMENT_HEAD, department=a.department)
    world.give("administrator", Role.ADMINISTRATOR)
    elsewhere = settle("duinen", "Duinen")
    world.people["outsider"] = elsewhere.give("outsider", Role.HR_ADVISER)
    addresses = {
        "team": [world.slug, closed.pk, a.team_id],
        "department": [world.slug, closed.pk, a.department_id],
        "organisation": [world.slug, closed.pk],
    }
    for who in ("hr", "head", "administrator", "outsider", "manager-a", "manager-b", "a-1", "b-1"):
        user = signed_in(world, who)
        for level, args in addresses.items():
            page = user.get(reverse(f"{level}_profile", args=args)).status_code
            sent = user.post(reverse(f"{level}_pdf", args=args), {"kind": "rapport"}).status_code
            without = page == 200 and level != "team"
            assert sent == (302 if without else page), f"{level} as {who}"


def test_the_page_of_a_group_offers_its_pdfs(world: World, closed: Wave) -> None:
    """Played as in a browser: the address and the buttons of the form on the page."""
    place = closed.teams.get(team__name="a")
    url = reverse("team_profile", args=[world.slug, closed.pk, place.team_id])
    user = signed_in(world, "a-1")
    page = user.get(url).content.decode()
    (action,) = set(re.findall(r'<form[^>]* method="post" action="([^"]+/pdf/)"', page))
    kinds = re.findall(r'name="kind" value="([a-z]+)"', page)
    assert kinds == ["gespreksblad", "rapport"]
    for kind in kinds:
        assert user.post(action, {"kind": kind}).content.startswith(b"%PDF")


def _table_rows(page: str) -> Iterator[tuple[str, str, str, str]]:
    """The figures in the table twins of the charts, with the note of a row."""
    pattern = (
        r'<th scope="row">([^<]+?)(?:<br><span class="igm-note">([^<]+)</span>)?</th>'
        r'\s*<td class="igm-number">([^<]+)</td>\s*<td class="igm-number">([^<]+)</td>'
    )
    yield from re.findall(pattern, page)


def _numbers(group: PublishedGroup) -> dict[str, MeanCell | ChangeCell]:
    """Everything of a group that has a value and an interval, by its code in the files."""
    found: dict[str, MeanCell | ChangeCell] = {
        metric: cell for metric, cell in group.means.items() if isinstance(cell, MeanCell)
    }
    for cells in group.facets.values():
        found |= {} if cells is WITHHELD_CELL else cells
    changes = group.change.items()
    return found | {f"verandering.{m}": c for m, c in changes if isinstance(c, ChangeCell)}


def _spreadsheet(content: bytes) -> Iterator[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[1]
    for row in sheet.iter_rows(min_row=2, values_only=True):
        group, label, value, low, high = row[5], row[7], row[12], row[13], row[14]
        if isinstance(value, int):
            yield group, label, value, low, high


def _dutch(measure: str) -> str:
    with override("nl"):
        return words().measures[measure]


def _figures() -> str:
    from django.utils.translation import gettext

    return gettext("figures")


def test_waves_and_files_of_one_name_can_be_told_apart(world: World, closed: Wave) -> None:
    ask(world, "xlsx", closed)
    client = signed_in(world, "hr")
    page = html.unescape(client.get(reverse("exports", args=[world.slug])).content.decode())
    told = wave_label(Wave.objects.get(pk=closed.pk))
    assert closed.launched.title in told
    assert page.count(told) == 2
    assert f"{told}. Aangevraagd op " in page
