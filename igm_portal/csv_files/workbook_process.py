"""Read one workbook from standard input, and write its first sheet with rows to standard output as
JSON: a program of its own, see `workbooks`. Arguments: the most rows and columns.
"""

import json
import re
import resource
import sys
from contextlib import suppress
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZipFile, is_zipfile

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

MEMORY = (
    1024 * 1024 * 1024
)  # bytes of address space, of which a third is needed for the largest file
PROCESSOR_SECONDS = 20
LONGEST_OUTPUT = 20_000_000  # characters
EXACT = 10**15  # whole numbers below this are exact in a spreadsheet
# A cell with an error as its value, and one with a formula that nothing has computed yet.
ERROR_CELL = re.compile(rb"<(?:x:)?c [^>]*t=\"e\"")
NO_RESULT = re.compile(
    rb"<(?:x:)?c (?![^>]*t=\"str\")[^>]*>\s*<(?:x:)?f(?: [^>]*)?(?:/>|>[^<]*</(?:x:)?f>)\s*"
    rb"(?:<(?:x:)?v ?/>|<(?:x:)?v></(?:x:)?v>)?\s*</(?:x:)?c>"
)


def main(most_rows: int, most_columns: int) -> dict[str, Any]:
    """What the parent process reads: a sheet with its rows, or a fault (a `records.Defect`)."""
    content = sys.stdin.buffer.read()
    if fault := _fault_of_cells(content):
        return {"fault": fault}
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    except PasswordError:
        return {"fault": "encrypted"}
    for metadata in workbook.sheets_metadata:
        is_table = metadata.typ is SheetTypeEnum.WorkSheet
        if not is_table or metadata.visible is not SheetVisibleEnum.Visible:
            continue
        sheet = workbook.get_sheet_by_name(metadata.name)
        if sheet.width > most_columns:
            return {"fault": "sheet_too_large"}
        rows = []
        for number, values in enumerate(sheet.iter_rows(), 1):
            cells = [_text(value) for value in values]
            if any(cell and not cell.isspace() for cell in cells):
                rows.append((number, cells))
            if len(rows) > most_rows + 1:
                return {"fault": "sheet_too_large"}
        if rows:
            return {"sheet": metadata.name, "rows": rows}
    return {"fault": "empty"}


def _fault_of_cells(content: bytes) -> str:
    """Whether an xlsx has cells that the library would give as empty ones, without a word."""
    if not is_zipfile(BytesIO(content)):
        return ""
    with ZipFile(BytesIO(content)) as archive:
        for part in archive.namelist():
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                xml = archive.read(part)
                if NO_RESULT.search(xml):
                    return "no_results"
                if ERROR_CELL.search(xml):
                    return "error_values"
    return ""


def _text(value: object) -> str:
    """A cell as somebody would type it: 1001, not 1001.0; a day as 2026-12-31."""
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)


if __name__ == "__main__":
    with suppress(ValueError, OSError):  # not every system can limit its address space
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    answer = json.dumps(main(int(sys.argv[1]), int(sys.argv[2])))
    if len(answer) > LONGEST_OUTPUT:
        answer = json.dumps({"fault": "sheet_too_large"})
    sys.stdout.write(answer)
