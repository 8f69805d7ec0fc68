"""A person's own profile on paper, for that person alone."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from reports.exports.paper import Drawing, Form, Passage, typeset


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """Everything on the paper, in words. It names nobody: a print may be left on a printer.

    `statement` is empty as long as the data carry no sentence; `form` has the heading above the
    reflections and the boxes for a plan; `page` is the pattern of the page number with {page} and
    {pages}; `language` is that of most words.
    """

    language: str
    title: str
    name: str
    above: str
    lead: str
    organisation: str
    page: str
    statement: Sequence[str]
    drawings: Sequence[Drawing]
    reflections: Sequence[Passage]
    form: Form
    warnings: Sequence[Passage] = ()
    outcomes: Sequence[Passage] = ()
    notes: Sequence[Passage] = ()
    logo: str = ""


def own_pdf(paper: OwnPaper) -> bytes:
    """The paper as PDF/UA-1; the same paper is always the same bytes."""
    return typeset("eigen_profiel", asdict(paper))
