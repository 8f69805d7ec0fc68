"""A paper as an OpenDocument text: to go on writing in, with the headings and tables it has."""

from collections.abc import Sequence
from io import BytesIO

from igm_portal.pdf.page_parts import PagePart

LANGUAGE = ("nl", "NL")


def odt(title: str, above: str, lead: str, parts: Sequence[PagePart]) -> bytes:
    """odfdo is imported here: only a request for such a file needs it."""
    from odfdo import Document, Header, List, Paragraph, Table

    document = Document("text")
    document.language = "-".join(LANGUAGE)
    document.meta.title = title
    document.body.clear()
    document.body.append(Paragraph(above))
    document.body.append(Header(1, title))
    document.body.append(Paragraph(lead))
    for number, part in enumerate(parts):
        document.body.append(Header(part.level, part.title))
        if len(part.lines) == 1:
            document.body.append(Paragraph(part.lines[0]))
        elif part.lines:
            document.body.append(List(list(part.lines)))
        if part.rows:
            table = Table(f"Tabel {number + 1}", width=len(part.rows[0]), height=len(part.rows))
            table.set_values(part.rows)
            document.body.append(table)
    content = BytesIO()
    document.save(content)
    return content.getvalue()
