"""Mark the first cell of every table row in a finished PDF as the header of that row.

PDF/UA-1 (ISO 14289-1, 7.5) wants row headers as TH with a scope. typst has them behind a feature
(`a11y-extras`) that its Python package cannot switch on, so the tags are rewritten here: typst
writes every tag as a plain object of its own. ADR 32.
"""

import re

_ROW = re.compile(rb"<</Type/StructElem/S/TR/P \d+ 0 R/K\[(\d+) 0 R((?: \d+ 0 R)+)\]>>")
_CELL = re.compile(rb"(<</Type/StructElem/S/)TD(/P \d+ 0 R)(/A\[<</O/Table)(/Headers\[)([^\]]*)\]")


def with_row_headers(pdf: bytes) -> bytes:
    """Rewrite the tags of every row of at least two cells whose first is no header yet.

    Raises ValueError for a PDF without a plain table of its objects, which typst always writes.
    """
    objects, trailer = _objects(pdf)
    for row in [match for body in objects.values() if (match := _ROW.search(body))]:
        first, others = int(row[1]), [int(number) for number in re.findall(rb"(\d+) 0 R", row[2])]
        header = b"r%d" % first
        row_object, count = _CELL.subn(
            rb"\1TH\2/ID(%b)\3/Scope/Row\4\5]" % header, objects[first], count=1
        )
        if count:
            objects[first] = row_object
            for other in others:
                objects[other] = _CELL.sub(rb"\1TD\2\3\4\5(%b)]" % header, objects[other], count=1)
    return _written(objects, trailer)


def _objects(pdf: bytes) -> tuple[dict[int, bytes], bytes]:
    """Split at the places that the cross-reference table names; the key 0 holds what precedes."""
    start = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", pdf)
    table = re.match(rb"xref\s+0 \d+\s+", pdf[int(start[1]) :]) if start else None
    if start is None or table is None:
        raise ValueError("the PDF has no plain cross-reference table")
    end = int(start[1])
    entries = re.findall(rb"(\d{10}) \d{5} ([nf])", pdf[end : pdf.index(b"trailer", end)])
    places = {number: int(place) for number, (place, kind) in enumerate(entries) if kind == b"n"}
    rows_in_order = sorted(places, key=places.__getitem__)
    ends = [*(places[number] for number in rows_in_order[1:]), end]
    objects = {0: pdf[: places[rows_in_order[0]]]}
    for number, stop in zip(rows_in_order, ends, strict=True):
        objects[number] = pdf[places[number] : stop]
    return objects, pdf[pdf.index(b"trailer", end) : start.start()]


def _written(objects: dict[int, bytes], trailer: bytes) -> bytes:
    """Join the objects again under a new cross-reference table."""
    size, places, body = max(objects) + 1, {}, bytearray()
    for number, content in objects.items():
        places[number] = len(body)
        body += content
    table = b"".join(
        b"%010d 00000 n\r\n" % places[number]
        if number and number in places
        else b"0000000000 65535 f\r\n"
        for number in range(size)
    )
    start = len(body)
    return (
        bytes(body) + b"xref\n0 %d\n" % size + table + trailer + b"startxref\n%d\n%%%%EOF" % start
    )
