"""The layout of the report on an organisation, also with far more groups than fit on a page."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pdfua
import pikepdf
import pytest

from igm_portal.pdf.report import (
    Heatmap,
    HeatRow,
    OrganisationPart,
    OrganisationReport,
    PartRow,
    Passage,
    report_pdf,
)
from tests.environment.programs import page_shares, tagged_cells, text_of

WITHHELD = "Niet getoond, om te voorkomen dat antwoorden te herleiden zijn."


def heatmap(rows: int, columns: int = 9) -> Heatmap:
    cells = [(str(place * 10), "64 tot 68", "#c3c8ea") for place in range(columns)]
    cells[3] = ("", "", "")
    return Heatmap(
        title="Teams en elementen",
        note="Donkerder is hoger.",
        columns=[f"Weinig last van praktische dingen {place}" for place in range(columns)],
        groups=[
            (
                "Werk",
                [
                    HeatRow(f"Team {number}", "", (), WITHHELD)
                    if number % 4 == 1
                    else HeatRow(f"Team {number}", "De hele afdeling", cells, "")
                    for number in range(rows)
                ],
            )
        ],
        absent=WITHHELD,
    )


def report(rows: int) -> OrganisationReport:
    groups = [
        PartRow(f"Team {number} met een heel lange naam " + "x" * 40, ("69 (65 tot 73)",) * 3, "")
        if number % 3
        else PartRow(f"Team {number}", (), WITHHELD)
        for number in range(rows)
    ]
    return OrganisationReport(
        title="Rapport over de organisatie",
        name="Gemeente Zandstad",
        above="Voorjaar",
        lead="Aan mijn vak werken",
        organisation="Gemeente Zandstad",
        logo="",
        page="pagina {page} van {pages}",
        statement=[WITHHELD],
        facts=[],
        warnings=[],
        heatmap=heatmap(rows) if rows else None,
        drawings=[],
        reading=Passage("Zo leest u dit", ["Eerste.", "Tweede."]),
        columns=("Groep", "Willen", "Kunnen", "Verschil"),
        parts=[
            OrganisationPart("Werk", groups[start : start + 16], ()) for start in range(0, rows, 16)
        ],
        appendix="Bijlage",
        notes=[Passage("Bescherming", ["Zo."])],
    )


def test_the_map_opens_the_report_and_names_every_figure(tmp_path: Path) -> None:
    """Columns and rows have headers; a figure that is not shown is a dash with the one text."""
    content = report_pdf(replace(report(4), parts=[]))
    cells = tagged_cells(content)
    heads = [cell.scope for cell in cells if cell.tag == "TH"]
    assert heads == ["Column"] * 10 + ["Column"] + ["Row"] * 4
    figures = [cell for cell in cells if cell.tag == "TD"]
    assert len(figures) == 3 * 9 + 1
    assert all(len(cell.headers) >= 2 for cell in figures)
    with pikepdf.open(BytesIO(content)) as document:
        dashes = [str(it.Alt) for it in document.objects if _is_figure(it)]
    assert dashes == [WITHHELD] * 3
    text = text_of(content, tmp_path)
    assert text.index("Teams en elementen") < text.index("pagina 1 van")


@pytest.mark.parametrize("rows", [0, 2, 6, 13, 20, 30, 34, 45])
def test_no_page_of_it_is_nearly_empty(rows: int, tmp_path: Path) -> None:
    """Of a small organisation the appendix is short, and so is a page that holds all of it."""
    shares = page_shares(report_pdf(report(rows)), tmp_path)
    assert rows < 13 or min(shares) > 0.3, shares


def _is_figure(it: object) -> bool:
    return isinstance(it, pikepdf.Dictionary) and str(it.get("/S", "")) == "/Figure"


def test_sixty_teams_run_over_pages_under_the_same_heads(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(report_pdf(report(60)))
    assert not pdfua.validate(str(file)).findings
    assert len(pikepdf.open(file).pages) > 3


def test_without_departments_there_is_no_empty_page(tmp_path: Path) -> None:
    shares = page_shares(report_pdf(report(0)), tmp_path)
    assert len(shares) == 2
    assert min(shares) > 0.1
