"""Row headers in a finished PDF: tagged as such, and nothing else of the file changes."""

from io import BytesIO
from pathlib import Path

import pdfua
import pikepdf
import pytest

from igm_portal.pdf.row_headers import with_row_headers
from igm_portal.pdf.typst import typeset
from tests.environment.programs import tagged_cells, text_of

TABLE = b"""
#set document(title: "x", date: none)
#set text(lang: "nl")
#table(
  columns: 3,
  table.header([Element], [Score], [Van tot]),
  [Houding], [35], [17 tot 53],
  table.header(level: 2, repeat: false, table.cell(colspan: 3)[Kunnen]),
  [Vaardigheden], table.cell(colspan: 2)[Niet getoond],
)
"""


def compiled(source: bytes = TABLE) -> bytes:
    import typst

    return typst.compile(source, format="pdf", pdf_standards=["ua-1"])


def test_the_first_cell_of_a_row_is_its_header() -> None:
    cells = tagged_cells(with_row_headers(compiled()))
    assert [(cell.tag, cell.scope) for cell in cells] == [
        *[("TH", "Column")] * 3,
        *[("TH", "Row"), ("TD", ""), ("TD", "")],
        ("TH", "Column"),
        *[("TH", "Row"), ("TD", "")],
    ]


def test_every_figure_names_the_headers_of_its_row_and_its_column() -> None:
    cells = tagged_cells(with_row_headers(compiled()))
    row, score, span = cells[3:6]
    assert score.headers == (cells[1].ident, row.ident)
    assert span.headers == (cells[2].ident, row.ident)
    assert len({cell.ident for cell in cells if cell.tag == "TH"}) == 6


def test_the_rewritten_file_is_whole(tmp_path: Path) -> None:
    before, after = compiled(), with_row_headers(compiled())
    file = tmp_path / "table.pdf"
    file.write_bytes(after)
    with pikepdf.open(file) as document:
        assert document.check_pdf_syntax() == []
    assert not pdfua.validate(str(file)).findings
    assert text_of(after, tmp_path) == text_of(before, tmp_path)
    assert with_row_headers(after) == after


def test_without_a_table_nothing_changes() -> None:
    plain = compiled(b'#set document(title: "x", date: none)\n#set text(lang: "nl")\nRegel')
    objects = len(pikepdf.open(BytesIO(plain)).objects)
    assert len(pikepdf.open(BytesIO(with_row_headers(plain))).objects) == objects


def test_what_is_no_pdf_of_typst_is_refused() -> None:
    with pytest.raises(ValueError, match="cross-reference"):
        with_row_headers(b"%PDF-1.7\nstartxref\n0\n%%EOF")


def test_whatever_is_typeset_has_them() -> None:
    shares = {"title": "x", "columns": ["Antwoord", "Aandeel"], "rows": [["Tijd", "40 %"]]}
    content = typeset("rapport", {**_empty(), "answers": [shares]})
    assert [(cell.tag, cell.scope) for cell in tagged_cells(content)] == [
        *[("TH", "Column")] * 2,
        *[("TH", "Row"), ("TD", "")],
    ]


def _empty() -> dict[str, object]:
    names = ("title", "name", "above", "lead", "organisation", "page", "appendix")
    texts = dict.fromkeys(names, "x")
    lists: dict[str, object] = {
        name: [] for name in ("facts", "warnings", "drawings", "outcomes", "notes")
    }
    passage = {"title": "x", "lines": ["y"]}
    form = {"questions": passage, "agreements": "x", "columns": ["a", "b"]}
    return {
        **texts,
        **lists,
        "statement": ["x"],
        "reading": passage,
        "form": form,
        "change": None,
        "advice": None,
        "agreements": None,
        "logo": "",
    }
