"""The questionnaires that a team can choose from as PDF, on one page. Every text comes from the
caller."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from igm_portal.pdf.typst import typeset


@dataclass(frozen=True, slots=True)
class ChoicePart:
    """One questionnaire; `parts` are labels with a text. `reasons` may be empty."""

    title: str
    length: str
    definition: str
    parts: Sequence[tuple[str, str]]
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class ChoicePaper:
    """All of the page; `steps` say how to choose `together`, `blanks` are labels with a line."""

    title: str
    lead: str
    language: str
    organisation: str
    logo: str
    footer: str
    choices: Sequence[ChoicePart]
    reasons: str
    together: str
    steps: Sequence[str]
    blanks: Sequence[str]


def choice_pdf(paper: ChoicePaper) -> bytes:
    """Lay out the questionnaires with a box before each, and room for what was chosen."""
    return typeset("choice", asdict(paper))
