"""Spreadsheets for tests, written by a library that is not the reader."""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

Sheet = Sequence[Sequence[object]]


def xlsx(**sheets: Sheet) -> bytes:
    """A workbook of Excel with these sheets, in this order."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    return _saved(workbook)


def with_far_cell() -> bytes:
    """Two cells in opposite corners: 17 thousand million empty ones between them."""
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["A1"] = "e-mail"
    workbook.worksheets[0]["XFD1048576"] = "x"
    return _saved(workbook)


def with_hidden_sheet(hidden: Sheet, visible: Sheet) -> bytes:
    workbook = openpyxl.load_workbook(BytesIO(xlsx(Verborgen=hidden, Mensen=visible)))
    workbook["Verborgen"].sheet_state = "hidden"
    return _saved(workbook)


def ods(rows: Sheet) -> bytes:
    """A spreadsheet of LibreOffice (OpenDocument 1.2), of text and of days."""
    begin = '<table:table-cell office:value-type="string"><text:p>'
    end = "</text:p></table:table-cell>"
    cells = ("".join(f"{begin}{cell}{end}" for cell in row) for row in rows)
    lines = "".join(f"<table:table-row>{line}</table:table-row>" for line in cells)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2" '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Blad1">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": _MANIFEST,
            "content.xml": content,
        }
    )


def changed(content: bytes, part: str, old: str, new: str) -> bytes:
    """The same workbook with other text in one of its parts."""
    with ZipFile(BytesIO(content)) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    assert old in parts[part], parts[part]
    return archive(parts | {part: parts[part].replace(old, new)})


def archive(parts: dict[str, str]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as written:
        for name, text in parts.items():
            written.writestr(name, text)
    return file.getvalue()


def _saved(workbook: openpyxl.Workbook) -> bytes:
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    "</manifest:manifest>"
)
