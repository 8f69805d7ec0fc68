"""The layout of the report on an organisation, also with far more groups than fit on a page."""

from io import BytesIO
from pathlib import Path

import pdfua
import pikepdf

from igm_portal.pdf.report import (
    OrganisationPart,
    OrganisationReport,
    PartRow,
    Passage,
    report_pdf,
)

WITHHELD = "Niet getoond, om te voorkomen dat antwoorden te herleiden zijn."


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
        drawings=[],
        reading=Passage("Zo leest u dit", ["Eerste.", "Tweede."]),
        columns=("Groep", "Willen", "Kunnen", "Verschil"),
        parts=[OrganisationPart("Werk", groups, ())] if rows else [],
        notes=[Passage("Bescherming", ["Zo."])],
    )


def test_sixty_teams_run_over_pages_under_the_same_heads(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(report_pdf(report(60)))
    assert not pdfua.validate(str(file)).findings
    assert len(pikepdf.open(file).pages) > 3


def test_without_departments_there_is_no_empty_page() -> None:
    with pikepdf.open(BytesIO(report_pdf(report(0)))) as document:
        assert len(document.pages) == 1
