"""Looking at a questionnaire as any respondent, in any language; and the same as PDF."""

import csv
import io
from pathlib import Path

import pdfua
import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from igm_portal.accounts.roles import Role
from surveys.instruments.addition import SUPPORT_CODE
from surveys.instruments.languages.loader import published_texts
from surveys.instruments.loader import DEFINITIONS, load
from surveys.library import find, library_entries
from surveys.models import Wave
from surveys.models.response import OpenAnswer, Response
from surveys.questionnaire_pdf import can_be_printed
from tests.environment.programs import text_of
from tests.world import World

EDITIONS = [(one.edition, language) for one in library_entries() for language in one.names]


@pytest.fixture
def adviser(world: World) -> Client:
    adviser = Client()
    adviser.force_login(world.give("hr", Role.HR_ADVISER))
    return adviser


def url(name: str, *more: object, language: str = "nl") -> str:
    return f"{reverse(name, args=['zandstad', *more])}?taal={language}"


def test_every_questionnaire_is_listed_in_every_language(adviser: Client) -> None:
    page = adviser.get(url("questionnaires")).content.decode()
    for edition, language in EDITIONS:
        assert url("preview", edition, language=language) in page
        assert url("questionnaire_pdf", edition, language=language) in page
    files = [path for path in DEFINITIONS.glob("*/v*.yaml") if path.parent.name != SUPPORT_CODE]
    assert len(EDITIONS) == len(files) - 2  # Arabic and Ukrainian are concepts


@pytest.mark.parametrize(("edition", "language"), EDITIONS)
def test_all_pages_show_every_question_once_in_that_language(
    adviser: Client, edition: str, language: str
) -> None:
    found = find(edition)
    assert found is not None
    asked = found.reading(language).instrument
    start = adviser.get(url("preview", edition, language=language))
    assert escape(asked.title) in start.content.decode()
    for page in asked.pages:
        shown = adviser.get(url("preview_page", edition, page.number, language=language))
        for item in page.items:
            assert f'name="{item.code}"' in shown.content.decode()
        assert shown.context["form"].fields.keys() >= {item.code for item in page.items}
        assert [f.label for f in shown.context["form"].fields.values()][: len(page.items)] == [
            item.text for item in page.items
        ]


def test_looking_saves_nothing(world: World, adviser: Client) -> None:
    here = url("preview_page", "k1@1", 11)
    assert "data-save-url" not in adviser.get(here).content.decode()
    answer = adviser.post(here, {"ANK": "1", "open": "iets", "to": "next"})
    assert answer.headers["Location"] == reverse("questionnaires", args=["zandstad"])
    assert not Response.objects.exists()
    assert not OpenAnswer.objects.exists()
    assert not Wave.objects.exists()


@pytest.mark.parametrize(
    ("to", "number", "target"),
    [("next", 1, ("preview_page", 2)), ("back", 2, ("preview_page", 1)), ("back", 1, ("preview",))],
)
def test_the_buttons_lead_through_in_the_same_language(
    adviser: Client, to: str, number: int, target: tuple[str, int]
) -> None:
    answer = adviser.post(url("preview_page", "c1@1", number, language="en"), {"to": to})
    assert answer.headers["Location"] == url(target[0], "c1@1", *target[1:], language="en")


@pytest.mark.parametrize("edition", ["k1@9", "x@1", "k1", "@", "k1@1.en", "..@1"])
def test_what_does_not_exist_is_not_found(adviser: Client, edition: str) -> None:
    assert adviser.get(url("preview", edition)).status_code == 404
    assert adviser.get(url("questionnaire_pdf", edition)).status_code == 404
    assert find(edition) is None


def test_an_unknown_language_is_dutch_and_a_page_too_far_is_not_found(adviser: Client) -> None:
    page = adviser.get(url("preview_page", "k1@1", 2, language="xx")).content.decode()
    assert load("k1", 1).item("H1").text in page
    assert adviser.get(url("preview_page", "k1@1", 12)).status_code == 404


@pytest.mark.parametrize(("edition", "language"), EDITIONS)
def test_it_comes_as_an_accessible_pdf(adviser: Client, edition: str, language: str) -> None:
    answer = adviser.get(url("questionnaire_pdf", edition, language=language))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert b"/MarkInfo" in answer.content
    assert b"pdfuaid" in answer.content


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_addition_lies_beside_the_paper_for_klantmanagers(
    adviser: Client, tmp_path: Path, language: str
) -> None:
    page = adviser.get(reverse("questionnaires", args=["zandstad"])).content.decode()
    address = url("questionnaire_pdf", "steun@1", language=language)
    assert page.count(f'href="{address}"') == 1
    entry = find("steun@1")
    assert entry
    text = "".join(text_of(adviser.get(address).content, tmp_path).split())
    asked = entry.reading(language).instrument.items
    assert len(asked) == 10
    assert all("".join(item.text.split()) in text for item in asked)


def test_a_pdf_is_for_letters_that_its_font_has() -> None:
    assert can_be_printed("nl-easy")
    assert can_be_printed("ar")
    assert not can_be_printed("he")


def test_answers_typed_from_paper_are_worked_out(
    adviser: Client, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The empty file plus one row of codes from the boxes is what `manage.py score` reads."""
    empty = adviser.get(url("answers_file", "c1@1")).content.decode()
    (columns,) = list(csv.reader(io.StringIO(empty)))
    assert columns == ["id", *(item.code for item in load("c1", 1).items)]
    path = tmp_path_factory.mktemp("paper") / "answers.csv"
    row = ["1", *("WZ" if code == "P6" else "3" for code in columns[1:])]
    path.write_text(empty + ",".join(row) + "\r\n", "utf-8")
    scores = path.with_name("scores.csv")
    call_command("score", "c1@1", path, output=scores)
    (scored,) = list(csv.DictReader(io.StringIO(scores.read_text("utf-8"))))
    assert float(scored["houding"]) == 50
    assert scored["n_praktische_belemmeringen"] == "5"


def test_every_language_of_a_version_is_there() -> None:
    for one in library_entries():
        assert list(one.names) == [
            "nl",
            *(texts.language for texts in published_texts(one.instrument)),
        ]


@pytest.mark.parametrize("edition", ["c1@2", "k1@2", "k2@1", "k3@1", "m1@2", "m2@1"])
def test_it_is_tried_out_from_one_sheet(
    world: World, adviser: Client, edition: str, tmp_path: Path
) -> None:
    """What to say, every question with what is meant by it, and what to do with the outcome."""
    address = url("pretest", edition)
    assert address in adviser.get(url("questionnaires")).content.decode()
    content = adviser.get(address).content
    file = tmp_path / "proef.pdf"
    file.write_bytes(content)
    assert not pdfua.validate(str(file)).findings
    text, instrument = text_of(content, tmp_path), load(edition[:2], int(edition[-1]))
    for item in instrument.items:
        assert item.text.split("{")[0].strip() in text
        assert f"Bedoeld: {item.rationale}" in text
    client = edition.startswith("c")
    assert ("Wij testen de vragen; wij testen u niet." in text) == client
    assert ("Wij testen de vragen; wij testen jou niet." in text) != client
    assert "Vernietig daarna de ingevulde vragenlijsten" in text
    assert adviser.get(url("pretest", edition, language="en")).status_code == 404
