"""The reports: complete, accessible (PDF/UA-1), in reading order, whatever the names."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pdfua
import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from igm_portal.pdf.report import (
    AnswerShares,
    Drawing,
    GroupForm,
    GroupReport,
    Passage,
    Worksheet,
    report_pdf,
)
from igm_portal.pdf.typst import FONTS, legible
from reports.charts.drawing import drawing
from reports.charts.scores import elements, willen_kunnen
from reports.charts.spec import (
    Axis,
    ChartTexts,
    Family,
    Group,
    Interval,
    IntervalChart,
    Phrases,
    Row,
)
from reports.charts.table import Columns
from tests.environment.programs import (
    page_shares,
    pages_of,
    right_edges,
    tagged_cells,
    text_of,
)
from tests.unit.reports.exports.build import ABSENT, HOSTILE, group


def chart(label: str = "Willen") -> Drawing:
    rows = (
        Row(label, Family.WILLEN, Interval(69, 65, 73)),
        Row("Kunnen", Family.KUNNEN, None),
    )
    axis = Axis(0, 100, (0, 50, 100), "Score van 0 tot 100")
    drawn = IntervalChart(
        "Willen en kunnen", axis, (Group("", rows),), Phrases("{low} tot {high}", ABSENT)
    )
    columns = Columns("Wat", "Gemiddelde", "Van tot")
    return drawing(drawn, ident="a", sentence="Zo staat het ervoor.", columns=columns)


def report(form: GroupForm = GroupForm.REPORT, name: str = "Centrum") -> GroupReport:
    return GroupReport(
        template=form,
        title=f"Rapport {name}",
        name=name,
        above="Tweede meting",
        lead="Aan mijn vak werken",
        organisation="Gemeente Zandstad",
        page="pagina {page} van {pages}",
        statement=["Kunnen blijft achter.", "Mensen lopen vast."],
        facts=["10 tot 14 mensen", "deelname 70 tot 80 %"],
        reading=Passage("Zo leest u dit", ["Het teken is het gemiddelde.", "Hoger helpt."]),
        form=Worksheet(Passage("Praat erover", ["Wat herkennen we?"]), "Afspraken", ["Wat", "Wie"]),
        warnings=[Passage("Lage deelname", ["Minder dan de helft deed mee."])],
        appendix="Bijlage",
        origin="k1@1 sha256:9603 · cijfers sha256:2d42",
        drawings=[chart(), chart()],
        outcomes=[Passage("Voornemen", ["Voornemen: 73"])],
        answers=[
            AnswerShares("Wat houdt je tegen?", ("Antwoord", "Aandeel"), [("Tijd", "40 tot 50 %")])
        ],
        notes=[Passage("Bescherming", ["Niemand is te herkennen."])],
    )


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


@pytest.mark.parametrize("form", GroupForm)
def test_every_report_is_tagged_dutch_and_titled(form: GroupForm) -> None:
    document = opened(report_pdf(report(form)))
    assert str(document.Root.Lang) == "nl-NL"
    assert bool(document.Root.MarkInfo.Marked)
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Rapport Centrum"


@pytest.mark.parametrize("form", GroupForm)
def test_a_checker_of_pdf_ua_finds_nothing(form: GroupForm, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(report_pdf(report(form)))
    assert [finding.message for finding in pdfua.validate(str(file)).findings] == []


def test_headings_are_bookmarks() -> None:
    with opened(report_pdf(report())).open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles == [
        "Willen en kunnen",
        "Willen en kunnen",
        "Praat erover",
        "Voornemen",
        "Wat houdt je tegen?",
        "Bijlage",
    ]
    with opened(report_pdf(report())).open_outline() as outline:
        (appendix,) = (item for item in outline.root if item.title == "Bijlage")
        below = [item.title for item in appendix.children]
    assert below == ["Willen en kunnen", "Willen en kunnen", "Zo leest u dit", "Bescherming"]


def test_pictures_are_drawings_with_every_figure_in_words() -> None:
    document = opened(report_pdf(report()))
    said = [str(obj.Alt) for obj in document.objects if _tag(obj) == "/Figure"]
    assert said == [f"Willen en kunnen. Willen: 69 (65 tot 73); Kunnen: {ABSENT}."] * 2
    assert not any(page.get_images() for page in document.pages)


def test_every_font_is_inside() -> None:
    document = opened(report_pdf(report()))
    fonts = [obj for obj in document.objects if _type(obj) == "/FontDescriptor"]
    assert fonts
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def test_tables_have_heads_of_columns_and_of_rows() -> None:
    heads = [cell.scope for cell in tagged_cells(report_pdf(report())) if cell.tag == "TH"]
    assert heads.count("Column") == 2 * 3 + 2
    assert heads.count("Row") == 2 * 2 + 1


def test_the_conversation_sheet_has_two_pages() -> None:
    assert len(opened(report_pdf(report(GroupForm.CONVERSATION))).pages) == 2


def test_the_longest_conversation_sheet_still_has_two_pages() -> None:
    """A name of 80 wide letters, a warning, two sentences, and every element with a long name."""
    cells = group().means
    labels = dict.fromkeys(cells, "Weinig last van praktische dingen")
    words = ChartTexts("De zeven elementen", "Score", labels, Phrases("{low} tot {high}", ABSENT))
    charts = [
        drawing(
            made, ident="x", sentence="Zo staat het ervoor. " * 6, columns=Columns("a", "b", "c")
        )
        for made in (willen_kunnen(cells, words), elements(cells, words))
    ]
    longest = replace(
        report(GroupForm.CONVERSATION, "WAARDERING " * 7),
        statement=["Kunnen blijft duidelijk achter bij willen.", "Bespreek dit met het team. " * 4],
        warnings=[Passage("Lage deelname", ["Minder dan de helft deed mee. " * 6])],
        drawings=charts,
    )
    assert len(opened(report_pdf(longest)).pages) == 2


def test_a_conversation_sheet_without_figures_has_two_pages_too(tmp_path: Path) -> None:
    """Seven questions of the longest kind, each with what its element means."""
    questions = Passage(
        "Kies samen", ["Vrij van praktische belemmeringen: wat zou helpen? " * 3] * 7
    )
    blank = replace(
        report(GroupForm.CONVERSATION, "WAARDERING " * 7),
        drawings=[],
        facts=[],
        warnings=[],
        reading=Passage("De zeven elementen", ["Hoog betekent: richting het gedrag. " * 3] * 7),
        form=Worksheet(questions, "Afspraken", ["Wat", "Wie", "Wanneer"]),
    )
    content = report_pdf(blank)
    assert len(opened(content).pages) == 2
    assert text_of(content, tmp_path).count("Hoog betekent") == 21


def test_text_stands_in_reading_order(tmp_path: Path) -> None:
    text = text_of(report_pdf(report()), tmp_path)
    said = [
        "Gemeente Zandstad",
        "Rapport Centrum",
        "Kunnen blijft achter.",
        "10 tot 14 mensen",
        "Lage deelname",
        "Willen en kunnen",
        "65 tot 73",
        "Praat erover",
        "Voornemen",
        "Wat houdt je tegen?",
        "Bijlage",
        "Gemiddelde",
        "Zo leest u dit",
        "Bescherming",
    ]
    places = [text.index(part) for part in said]
    assert places == sorted(places)


@pytest.mark.parametrize("answers", range(0, 13, 3))
@pytest.mark.parametrize("charts", [1, 2, 3])
@pytest.mark.parametrize("notes", [1, 4])
def test_no_page_of_a_report_is_nearly_empty(
    answers: int, charts: int, notes: int, tmp_path: Path
) -> None:
    """The first page holds the summary alone, so it is as long as that."""
    shares = [
        AnswerShares(f"Vraag {number}", ("Antwoord", "Aandeel"), [("Tijd", "40 %")] * 6)
        for number in range(answers)
    ]
    tables = [chart() for _ in range(charts)]
    passages = [Passage("Bescherming", ["Niemand is te herkennen, aan geen enkel cijfer."] * 6)]
    content = report_pdf(replace(report(), answers=shares, drawings=tables, notes=passages * notes))
    _first, *others = page_shares(content, tmp_path)
    assert len(others) == 1 or min(others) > 0.35, others


def test_the_origin_stands_under_every_page_and_nowhere_else(tmp_path: Path) -> None:
    content = report_pdf(report())
    text = text_of(content, tmp_path)
    assert text.count("k1@1 sha256:9603") == pages_of(content)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_text_and_never_stops_the_press(name: str, tmp_path: Path) -> None:
    content = report_pdf(replace(report(name=name), drawings=[chart(name)]))
    file = tmp_path / "report.pdf"
    file.write_bytes(content)
    assert not pdfua.validate(str(file)).findings


@settings(max_examples=25)
@example("\u1680\u3000\u2028")
@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_text_can_be_printed(text: str) -> None:
    assert report_pdf(replace(report(GroupForm.CONVERSATION, text), statement=[text])).startswith(
        b"%PDF"
    )


def test_every_character_that_is_said_to_be_in_the_font_can_be_printed() -> None:
    ranges = [line.split("-") for line in (FONTS / "coverage.txt").read_text().split()]
    listed = [chr(c) for ends in ranges for c in range(int(ends[0], 16), int(ends[-1], 16) + 1)]
    assert len(listed) > 1500
    text = " ".join(listed)
    assert legible(text).count("□") == 1
    assert report_pdf(replace(report(), title=text, statement=[text, text])).startswith(b"%PDF")


def test_commands_of_typst_are_printed_and_not_obeyed(tmp_path: Path) -> None:
    name = '#import "x" *ster* $x$ <label>'
    assert name in text_of(report_pdf(report(GroupForm.CONVERSATION, name)), tmp_path)


def test_the_same_report_is_the_same_bytes(typeset_anew: Callable[[], None]) -> None:
    first = report_pdf(report())
    typeset_anew()
    assert report_pdf(report()) == first


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Zoë’s ≥ 5", "Zoë’s ≥ 5"), ("a\nb", "a b"), ("x 🌷", "x □"), ("e\u0301", "é")],
)
def test_what_the_font_lacks_becomes_a_square(text: str, shown: str) -> None:
    assert legible(text) == shown


def _type(obj: object) -> str:
    return str(obj.get("/Type", "")) if isinstance(obj, pikepdf.Dictionary) else ""


def _tag(obj: object) -> str:
    return str(obj.get("/S", "")) if isinstance(obj, pikepdf.Dictionary) else ""


@pytest.mark.parametrize("word", ["Arbeidsmarktregioondersteuningsteam" * 2, "Q" * 80])
@pytest.mark.parametrize("form", GroupForm)
def test_a_long_word_stays_on_the_report(form: GroupForm, word: str, tmp_path: Path) -> None:
    """The margin is 20 mm of the 210."""
    content = report_pdf(replace(report(form, word), organisation=word, statement=[word]))
    assert [word for word, right in right_edges(content, tmp_path) if right > 190.1] == []
