"""Other people's programs that read our files back: LibreOffice, pdftotext and qpdf (pikepdf).

Where one is missing its tests are skipped; with CI=true that is a failure (docs/development.md).
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest
from PIL import Image, ImageOps


def needed(*names: str) -> str:
    """The path of the first of these programs; skips the test, or fails it in CI."""
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        missing = f"{names[0]} is not installed"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


def needed_in_r(package: str) -> str:
    """The path of Rscript where this package of R is there too; skips or fails as `needed`."""
    program = needed("Rscript")
    command = [program, "--vanilla", "-e", f"library({package})"]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        needed(f"the R package {package}")
    return program


def text_of(pdf: bytes, folder: Path) -> str:
    """The text of a PDF in the order of its contents, white space made single."""
    program, file = needed("pdftotext"), folder / "read.pdf"
    file.write_bytes(pdf)
    done = subprocess.run([program, "-raw", file, "-"], check=True, capture_output=True, text=True)
    return " ".join(done.stdout.split())


def words_in_sight(pdf: bytes, folder: Path) -> list[str]:
    """The words of a PDF, each with its signs as they stand from left to right."""
    return re.findall(r">([^<]*)</word>", _boxes(pdf, folder))


def words_over_others(pdf: bytes, folder: Path) -> list[tuple[str, str]]:
    """Pairs of words of a PDF of which one lies over the other, on the same line."""
    pattern = re.compile(
        r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>'
    )
    pairs = []
    for page in _boxes(pdf, folder).split("</page>"):
        words = [(*map(float, sides), word) for *sides, word in pattern.findall(page)]
        for (left, top, right, bottom, word), other in combinations(words, 2):
            across = min(right, other[2]) - max(left, other[0])
            # a line of text is higher than its letters, so lines touch a little
            down = min(bottom, other[3]) - max(top, other[1])
            if across > 1 and down > (bottom - top) / 2:
                pairs.append((word, other[4]))
    return pairs


def _boxes(pdf: bytes, folder: Path) -> str:
    """What pdftotext says of where every word stands, in points."""
    program, file = needed("pdftotext"), folder / "read.pdf"
    file.write_bytes(pdf)
    done = subprocess.run([program, "-bbox", file, "-"], check=True, capture_output=True, text=True)
    return done.stdout


def page_shares(pdf: bytes, folder: Path) -> list[float]:
    """How far down every page is used, from 0 to 1: its lowest mark above the foot of 20 mm."""
    program, file = needed("pdftoppm"), folder / "pages.pdf"
    file.write_bytes(pdf)
    subprocess.run([program, "-r", "30", "-gray", file, folder / "page"], check=True)
    return [_used(Image.open(page)) for page in sorted(folder.glob("page-*.pgm"))]


def _used(page: Image.Image) -> float:
    body = page.crop((0, 0, page.width, round(page.height * (297 - 20) / 297)))
    box = ImageOps.invert(body).getbbox()
    return box[3] / body.height if box else 0.0


class Word(NamedTuple):
    """A word of a page with its edges, in mm from the left and from above."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def words_of(pdf: bytes, folder: Path) -> list[Word]:
    """Every word of the first page of a PDF, and where it stands."""
    program, file = needed("pdftotext"), folder / "read.pdf"
    file.write_bytes(pdf)
    command = [program, "-bbox", "-l", "1", str(file), "-"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    number = r'="([\d.]+)"'
    edges = rf"<word xMin{number} yMin{number} xMax{number} yMax{number}>(.*?)</word>"
    return [
        Word(text, *(float(edge) * 25.4 / 72 for edge in (left, top, right, bottom)))
        for left, top, right, bottom, text in re.findall(edges, done.stdout)
    ]


def right_edges(pdf: bytes, folder: Path) -> list[tuple[str, float]]:
    """Every word of the first page of a PDF with its right edge, in mm from the left."""
    return [(word.text, word.right) for word in words_of(pdf, folder)]


@dataclass(frozen=True, slots=True)
class TaggedCell:
    """A cell of a table as a screen reader gets it; `headers` are ids of cells that name it."""

    tag: str
    scope: str
    ident: str
    headers: tuple[str, ...]


def tagged_cells(pdf: bytes) -> list[TaggedCell]:
    """Every cell of every table of a PDF, in the order of reading."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return [
            TaggedCell(tag, str(_table(cell, "/Scope")).strip("/"), str(cell.get("/ID", "")), named)
            for tag, cell in _elements(document.Root.StructTreeRoot)
            if tag in ("TH", "TD")
            for named in [tuple(str(it) for it in _table(cell, "/Headers"))]
        ]


def tags(pdf: bytes) -> list[str]:
    """The tag of every element of a PDF, in the order of reading."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return [tag for tag, _element in _elements(document.Root.StructTreeRoot)]


def pages_of(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def _elements(element: Any) -> Iterator[tuple[str, Any]]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S).strip("/"), kid
            yield from _elements(kid)


def _table(cell: Any, name: str) -> Any:
    return next((it[name] for it in cell.get("/A", []) if name in it), "")


def convert(file: Path, to: str, folder: Path, reading: str = "") -> list[Path]:
    """What LibreOffice Calc, in Dutch, makes of `file`: `to` is its name of a format, `reading`
    the options with which it opens the file.
    """
    program, target = needed("soffice", "libreoffice"), folder / "converted"
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    options = [f"--infilter={reading}"] if reading else []
    subprocess.run(
        [program, profile, "--headless", "--convert-to", to, *options, "--outdir", target, file],
        check=True,
        capture_output=True,
        timeout=180,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    return sorted(target.iterdir())
