"""Codes on paper: complete, accessible (PDF/UA-1), and each square leads to its own address."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pdfua
import pikepdf
import pytest
import segno

from surveys.codes.code import Kind, draw_many
from surveys.sheets.pdf import Form, Paper, Printed, pdf
from surveys.sheets.qr import qr_picture, qr_svg
from tests.environment.programs import right_edges, text_of

LINK = "https://portaal.example.org/meedoen/XR4-97K-C2M/"
PAPER = Paper(
    title="Werk zoeken",
    organisation="Gemeente Zandstad",
    about="Korte vragen over werk zoeken.",
    until="Meedoen kan tot en met 12 december 2026.",
    site="portaal.example.org/meedoen/",
    code_label="Uw code",
    scan="Scan deze code",
    voluntary="U bepaalt zelf of u meedoet.",
    how="Hoe doe ik mee?",
    steps=["Scan het vierkant met uw telefoon.", "Of typ uw code."],
    seen="Wie ziet wat?",
    promises=["Niemand weet dat u het was.", "Alleen u ziet uw eigen resultaat."],
)


def printed(number: int) -> list[Printed]:
    base = LINK.rsplit("/", 2)[0]
    return [Printed(str(code), f"{base}/{code}/") for code in draw_many(Kind.START, number)]


@pytest.mark.parametrize("form", Form)
def test_a_checker_of_pdf_ua_finds_nothing(form: Form, tmp_path: Path) -> None:
    file = tmp_path / "codes.pdf"
    file.write_bytes(pdf(form, PAPER, printed(3)))
    assert [finding.message for finding in pdfua.validate(str(file)).findings] == []


@pytest.mark.parametrize(("form", "pages"), [(Form.CARDS, 3), (Form.LETTERS, 21)])
def test_every_code_is_on_it(form: Form, pages: int, tmp_path: Path) -> None:
    codes = printed(21)
    content = pdf(form, PAPER, codes)
    assert len(pikepdf.open(BytesIO(content)).pages) == pages
    words = text_of(content, tmp_path)
    assert [one.code for one in codes if one.code not in words] == []


@pytest.mark.parametrize("form", Form)
def test_names_are_words_and_no_commands(form: Form) -> None:
    name = '#import "x": * *[漢字]* \\ $x$ ⚑\t\x00'
    hostile = replace(PAPER, organisation=name, title="#panic()", steps=["Zoë €", "العربية"])
    assert pdf(form, hostile, printed(1)).startswith(b"%PDF-")


@pytest.mark.parametrize("word", ["Arbeidsmarktregioondersteuningsteam", "Q" * 80])
@pytest.mark.parametrize(("form", "edge"), [(Form.CARDS, 66), (Form.LETTERS, 186)])
def test_a_long_word_stays_off_the_square_and_on_the_paper(
    word: str, form: Form, edge: float, tmp_path: Path
) -> None:
    """A card leaves 66 mm beside its square, a letter has 24 mm of margin."""
    paper = replace(PAPER, organisation=word, title=word, steps=[word])
    content = pdf(form, paper, printed(1))
    assert [word for word, right in right_edges(content, tmp_path) if right > edge] == []
    file = tmp_path / "codes.pdf"
    file.write_bytes(content)
    assert [finding.message for finding in pdfua.validate(str(file)).findings] == []


def test_the_drawing_is_the_square_of_the_address() -> None:
    """Drawn back from its path, module by module, it is what the encoder made."""
    square = segno.make_qr(LINK, error="q", mask=3, boost_error=False)
    assert _modules(qr_svg(LINK)) == {
        (x, y)
        for y, row in enumerate(square.matrix_iter(border=4))
        for x, module in enumerate(row)
        if module
    }


def test_the_drawing_has_no_style_that_the_content_policy_refuses() -> None:
    assert "style" not in qr_svg(LINK)
    assert qr_picture(LINK).startswith('<svg xmlns="http://www.w3.org/2000/svg" ')


def _modules(svg: str) -> set[tuple[int, int]]:
    """The black modules of a path of horizontal strokes (M, m and h), one module high."""
    path = re.search(r' d="([^"]+)"', svg)
    assert path
    black: set[tuple[int, int]] = set()
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path[1]):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            black |= {(int(x) + step, int(y)) for step in range(int(values[0]))}
            x += values[0]
        elif command == "M":
            x, y = values
        else:
            x, y = x + values[0], y + values[1]
    return black
