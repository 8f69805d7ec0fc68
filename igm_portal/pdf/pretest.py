"""The sheet with which a questionnaire is tried out as PDF: what to say, and room per question.

Every text comes from the caller, in Dutch but for the questions.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from igm_portal.pdf.typst import typeset

TitledLines = tuple[str, Sequence[str]]
"""A heading with lines under it."""


@dataclass(frozen=True, slots=True)
class TriedQuestion:
    """One statement with what is meant by it, which is not read out."""

    code: str
    text: str
    meant: str


@dataclass(frozen=True, slots=True)
class TriedBlock:
    """Statements under the question they share, with the `answers` in one line."""

    question: str
    answers: str
    items: Sequence[TriedQuestion]


@dataclass(frozen=True, slots=True)
class PretestPaper:
    """All of the sheet; `blanks` are labels with a line to write on, `boxes` what can be heard."""

    title: str
    above: str
    lead: str
    organisation: str
    logo: str
    footer: str
    before: Sequence[TitledLines]
    sheet: str
    blanks: Sequence[str]
    answers: str
    meant: str
    boxes: Sequence[str]
    words: str
    blocks: Sequence[TriedBlock]
    after: Sequence[TitledLines]


def pretest_pdf(paper: PretestPaper) -> bytes:
    """Lay out what comes before, every question with room to write, and what comes after."""
    return typeset("pretest", asdict(paper))
