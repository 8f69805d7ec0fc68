"""A puzzle on one sheet of A3: a goal, three professionals, seven elements, and room to write."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from igm_portal.pdf.typst import typeset


@dataclass(frozen=True, slots=True)
class PuzzlePaper:
    """All of the sheet, in words. `columns` head the table: the name of its first column, then of
    each professional what this one is called and works on. A row is an element and, for each
    professional, the actions; where there are none stays room to write.
    """

    language: str
    title: str
    organisation: str
    logo: str
    lead: str
    goal_label: str
    goal: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Sequence[str]]]]
    questions: Sequence[str]
    promise: str


def puzzle_pdf(paper: PuzzlePaper) -> bytes:
    """Lay out the sheet as PDF/UA-1, always one page; equal papers give equal bytes."""
    return typeset("puzzel", asdict(paper))
