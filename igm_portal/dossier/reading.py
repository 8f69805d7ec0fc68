"""A filled in template as parts: what a page, a PDF and an ODT are all made from.

`## ` and `### ` begin a part, `| a | b |` is a row of its table, any other line one of its list.
"""

from django.template.loader import render_to_string
from django.utils import translation

from igm_portal.pdf.page_parts import PagePart


class NoPart(ValueError):
    """A template whose first line is no heading: a mistake of ours."""


def parts_of(name: str, facts: dict[str, object]) -> list[PagePart]:
    """The parts of one paper, in Dutch whatever the language of the reader."""
    with translation.override("nl"):
        return read(render_to_string(f"dossier/{name}.txt", facts))


def read(text: str) -> list[PagePart]:
    """Raises NoPart for a line before any heading."""
    parts: list[PagePart] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        marks, _space, title = line.partition(" ")
        if marks in {"##", "###"}:
            parts.append(PagePart(len(marks), title))
        elif not parts:
            raise NoPart(line)
        elif line.startswith("|"):
            parts[-1].rows.append([cell.strip() for cell in line.strip("|").split("|")])
        else:
            parts[-1].lines.append(line.removeprefix("- "))
    return parts
