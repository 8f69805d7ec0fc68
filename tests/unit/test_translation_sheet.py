"""The sheet of a translator: out, filled in, and back without losing anything."""

import shutil
from pathlib import Path
from unittest.mock import patch

import polib
import pytest
import xlsxwriter

from surveys.instruments import loader
from surveys.instruments.languages.loader import load_texts_file
from tests.environment import catalogues, translations
from tests.environment.translations import COLUMNS, Text

pytestmark = pytest.mark.once
HOME = "pagina#client#Wait a moment"
PLACES = "pagina#client#You can start on %(date)s."


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the catalogues and the questionnaires, to write in."""
    locale = catalogues.ROOT / catalogues.LOCALE
    shutil.copytree(locale, tmp_path / catalogues.LOCALE)
    shutil.copytree(loader.DEFINITIONS, tmp_path / "definitions")
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    monkeypatch.setattr(loader, "DEFINITIONS", tmp_path / "definitions")
    return tmp_path


def contents(folder: Path) -> dict[Path, bytes]:
    return {
        path: path.read_bytes() for path in folder.rglob("*") if path.suffix in {".po", ".yaml"}
    }


def filled_in(path: Path, changes: dict[str, str], rows: list[Text] | None = None) -> Path:
    """The sheet as a translator sends it back, with these translations."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, COLUMNS)
        for number, row in enumerate(rows or translations.texts("ar"), start=1):
            changed = row._replace(translation=changes.get(row.place, row.translation))
            for column, cell in enumerate(changed):
                sheet.write_string(number, column, cell)
    return path


def test_what_goes_out_comes_in_unchanged(files: Path) -> None:
    sheet = files / "ar.xlsx"
    translations.export("ar", sheet)
    before = contents(files)
    assert translations.read("ar", sheet) == []
    assert contents(files) == before


def test_pages_answers_questions_and_reflection_stand_side_by_side() -> None:
    rows = {row.place: row for row in translations.texts("uk")}
    assert rows[HOME].dutch == "Wacht even"
    assert rows["scales#u.JN.steps.0"].dutch == "nee, helemaal niet"
    assert rows["c1/v2#items.P3"].english == "Difficulty with the Dutch language"
    assert rows["c1/reflection#context.0"].dutch
    assert all(row.dutch and row.english and row.translation for row in rows.values())


def test_a_translation_is_taken_over_and_an_empty_cell_keeps_what_there_was(files: Path) -> None:
    item = "c1/v2#items.H1"
    sheet = filled_in(files / "ar.xlsx", {item: "جديد", HOME: ""})
    before = translations.texts("ar")
    assert translations.read("ar", sheet) == []
    assert load_texts_file(loader.DEFINITIONS / "c1/v2.ar.yaml").items["H1"] == "جديد"
    changed = {
        row.place for row, old in zip(translations.texts("ar"), before, strict=True) if row != old
    }
    assert changed == {item}


def test_a_new_language_begins_with_an_empty_sheet(files: Path) -> None:
    sheet = files / "pl.xlsx"
    translations.export("pl", sheet)
    assert not any(row.translation for row in translations.texts("pl"))
    assert translations.read("pl", sheet) != []  # a questionnaire without words is no questionnaire
    assert not (loader.DEFINITIONS / "c1/v2.pl.yaml").exists()


def test_every_row_that_does_not_fit_is_named_and_nothing_changes(files: Path) -> None:
    rows = translations.texts("ar")
    broken = [
        *(row._replace(dutch="Anders") if row.place == HOME else row for row in rows[:-1]),
        rows[0],
        Text("pagina#client#Gone", "Weg", "Gone", "x"),
    ]
    sheet = filled_in(files / "ar.xlsx", {PLACES: "zonder dag"}, broken)
    before = contents(files)
    faults = " | ".join(translations.read("ar", sheet))
    assert f"het Nederlands van '{HOME}' is sindsdien veranderd" in faults
    assert f"'{PLACES}' hoort deze plekken te houden: %(date)s" in faults
    assert f"'{rows[0].place}' staat er twee keer" in faults
    assert "'pagina#client#Gone' is geen tekst van nu" in faults
    assert f"'{rows[-1].place}' ontbreekt" in faults
    assert contents(files) == before


def test_another_file_is_no_sheet(files: Path) -> None:
    text, other = files / "notes.xlsx", files / "other.xlsx"
    text.write_text("geen werkblad", "utf-8")
    assert "geen werkblad" in translations.read("ar", text)[0]
    with xlsxwriter.Workbook(other) as book:
        book.add_worksheet().write_row(0, 0, ["a", "b"])
    assert "de kolommen horen te zijn" in translations.read("ar", other)[0]


def test_a_reviewer_signs_only_what_is_whole(files: Path) -> None:
    sheet = files / "ar.xlsx"
    translations.export("ar", sheet)
    catalogue = files / catalogues.LOCALE / "ar/LC_MESSAGES/django.po"
    assert polib.pofile(str(catalogue)).metadata["X-Review"] == "concept"
    rows = translations.texts("ar")
    with patch.object(translations, "texts", lambda _language: [rows[0]._replace(translation="")]):
        nothing = filled_in(files / "empty.xlsx", {}, [rows[0]._replace(translation="")])
        assert "nog leeg" in translations.read("ar", nothing, "A. Lezer")[0]
    assert translations.read("ar", sheet, "A. Lezer") == []
    signed = polib.pofile(str(catalogue)).metadata
    assert "X-Review" not in signed
    assert signed["X-Reviewed-By"] == "A. Lezer"
    assert "A. Lezer" in load_texts_file(loader.DEFINITIONS / "c1/v2.ar.yaml").review
