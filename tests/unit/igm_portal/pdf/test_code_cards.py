"""Codes on paper: complete, accessible (PDF/UA-1), and each square leads to its own address."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pdfua
import pikepdf
import pytest
import segno

from igm_portal.pdf.code_cards import CodeLayout, CodeTexts, codes_pdf, qr_document, qr_svg
from surveys.codes.code import CodeKind, draw_many
from tests.environment.programs import right_edges, text_of, words_of

LINK = "https://portaal.example.org/meedoen/XR4-97K-C2M/"
TEXTS = CodeTexts(
    language="nl",
    direction="ltr",
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


def links(number: int) -> list[tuple[str, str]]:
    base = LINK.rsplit("/", 2)[0]
    return [(str(code), f"{base}/{code}/") for code in draw_many(CodeKind.START, number)]


@pytest.mark.parametrize("form", CodeLayout)
def test_a_checker_of_pdf_ua_finds_nothing(form: CodeLayout, tmp_path: Path) -> None:
    assert findings(codes_pdf(form, TEXTS, links(3)), tmp_path) == []


@pytest.mark.parametrize(("form", "pages"), [(CodeLayout.CARDS, 3), (CodeLayout.LETTERS, 21)])
def test_every_code_is_on_it(form: CodeLayout, pages: int, tmp_path: Path) -> None:
    codes = links(21)
    content = codes_pdf(form, TEXTS, codes)
    assert len(pikepdf.open(BytesIO(content)).pages) == pages
    words = text_of(content, tmp_path)
    assert [code for code, _link in codes if code not in words] == []


@pytest.mark.parametrize("form", CodeLayout)
def test_names_are_words_and_no_commands(form: CodeLayout) -> None:
    name = '#import "x": * *[漢字]* \\ $x$ ⚑\t\x00'
    hostile = replace(TEXTS, organisation=name, title="#panic()", steps=["Zoë €", "العربية"])
    assert codes_pdf(form, hostile, links(1)).startswith(b"%PDF-")


LONG_WORDS = ("Arbeidsmarktregioondersteuningsteam", "Q" * 80)


@pytest.mark.parametrize("word", LONG_WORDS)
def test_a_long_word_stays_off_the_square_of_a_card(word: str, tmp_path: Path) -> None:
    """A card of 93 mm with 5 mm around its contents has a square of 34 mm, 3 mm from the words
    beside it; where all of it has become smaller, the square and the room before it have too.
    """
    texts = replace(TEXTS, organisation=word, title=word)
    ((code, link),) = links(1)
    content = codes_pdf(CodeLayout.CARDS, texts, [(code, link)])
    words, ordinary = (
        words_of(pdf, tmp_path)
        for pdf in (content, codes_pdf(CodeLayout.CARDS, TEXTS, [(code, link)]))
    )
    (small,), (large,) = ([it for it in page if it.text == code] for page in (words, ordinary))
    share = (small.bottom - small.top) / (large.bottom - large.top)
    beside = [it.right for it in words if it.top <= small.top]
    edge = 12 + 93 - 5
    assert max(beside) < edge - share * (34 + 3) + 0.5
    assert max(it.right for it in words) < edge + 0.5
    assert findings(content, tmp_path) == []


@pytest.mark.parametrize("word", LONG_WORDS)
def test_a_long_word_stays_on_the_paper_of_a_letter(word: str, tmp_path: Path) -> None:
    """A letter has 24 mm of margin."""
    texts = replace(TEXTS, organisation=word, title=word, steps=[word])
    content = codes_pdf(CodeLayout.LETTERS, texts, links(1))
    assert [word for word, right in right_edges(content, tmp_path) if right > 186] == []
    assert findings(content, tmp_path) == []


@pytest.mark.parametrize("form", CodeLayout)
@pytest.mark.parametrize(
    "site",
    [
        "veldhoven-aan-de-zeekust.voorbeeldstad.nl",
        "samen-werkende-gemeenten-aan-zee.nl",
        "samenwerkingsverbandwerken.nl",
    ],
)
def test_an_address_breaks_between_its_words_and_gets_no_hyphen(
    form: CodeLayout, site: str, tmp_path: Path
) -> None:
    """What is on a line ends where the address itself has a mark, so that it is typed as it is; and
    it stays off the square beside it.
    """
    address = f"portaalsites.{site}/meedoen/"
    texts = replace(TEXTS, title="Zoeken", site=address, steps=[f"Ga naar {address}"])
    texts = replace(texts, about="", help="")
    page = words_of(codes_pdf(form, texts, links(1)), tmp_path)
    words = [it._replace(text=it.text.replace("\u200b", "")) for it in page]
    parts = [word for word in words if word.text in address and len(word.text) > 3]
    assert "".join(part.text for part in parts) == address
    assert all(part.text[-1] in "./-" for part in parts)
    square = {CodeLayout.CARDS: 12 + 93 - 5 - 34 - 3, CodeLayout.LETTERS: 210 - 24 - 6 - 46 - 6}
    assert max(part.right for part in parts) < square[form] + 0.5


def findings(content: bytes, folder: Path) -> list[str]:
    file = folder / "codes.pdf"
    file.write_bytes(content)
    return [finding.message for finding in pdfua.validate(str(file)).findings]


@pytest.mark.parametrize("times", [1, 4])
def test_no_word_of_a_card_runs_through_another_or_off_the_card(times: int, tmp_path: Path) -> None:
    """Also with all that an organisation can fill in, and with four times as much."""
    texts = replace(
        TEXTS,
        organisation="Gemeente Zandstad (demo)",
        logo='<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"></svg>',
        help="Vragen? Meldpunt Meedoen, 14 000, meedoen@zandstad.example (maandag tot en met "
        "vrijdag van 9 tot 17 uur). Uw klantmanager hoeft dit niet te weten. " * times,
    )
    words = words_of(codes_pdf(CodeLayout.CARDS, texts, links(1)), tmp_path)
    assert max(word.bottom for word in words) < 20 + 64
    for place, one in enumerate(words):
        for other in words[place + 1 :]:
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.bottom, other.bottom) - max(one.top, other.top)
            assert across < 0.5 or down < 1, (one, other)


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
    assert qr_svg(LINK).startswith('<svg aria-hidden="true" ')  # the address stands beside it
    assert qr_document(LINK).startswith('<svg xmlns="http://www.w3.org/2000/svg" ')


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
