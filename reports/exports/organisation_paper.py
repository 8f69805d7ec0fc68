"""A whole organisation on paper: how it stands, and every department with its teams."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from reports.exports.paper import Drawing, Passage, typeset


@dataclass(frozen=True, slots=True)
class PartRow:
    """One group: its figures in words, or the one text where nothing is shown."""

    name: str
    cells: Sequence[str]
    withheld: str


@dataclass(frozen=True, slots=True)
class OrganisationPart:
    """The organisation by itself, or a department with its teams: a table and its charts."""

    title: str
    rows: Sequence[PartRow]
    drawings: Sequence[Drawing]


@dataclass(frozen=True, slots=True)
class OrganisationPaper:
    """Everything on the paper, in words, as in `paper.Paper`; `columns` head every table."""

    title: str
    name: str
    above: str
    lead: str
    organisation: str
    logo: str
    page: str
    statement: Sequence[str]
    facts: Sequence[str]
    warnings: Sequence[Passage]
    drawings: Sequence[Drawing]
    reading: Passage
    columns: Sequence[str]
    parts: Sequence[OrganisationPart]
    notes: Sequence[Passage]


def organisation_pdf(paper: OrganisationPaper) -> bytes:
    """The paper as PDF/UA-1; the same paper is always the same bytes."""
    return typeset("organisatierapport", asdict(paper))
