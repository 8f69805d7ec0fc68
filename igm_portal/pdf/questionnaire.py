"""A questionnaire to fill in by pen as PDF, with the answer codes that whoever types them in uses.

The questions and the texts around them come from the caller, in one language.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from igm_portal.pdf.typst import typeset

Box = tuple[str, str]
"""A box to cross: the code of the answer and its label."""


@dataclass(frozen=True, slots=True)
class Question:
    """One statement with a box for every answer; `missing` are the boxes of "no answer"."""

    code: str
    text: str
    answers: Sequence[Box]
    missing: Sequence[Box]


@dataclass(frozen=True, slots=True)
class QuestionBlock:
    """Statements with the same answers, under the question that they share."""

    question: str
    intro: str
    items: Sequence[Question]


@dataclass(frozen=True, slots=True)
class QuestionnaireContent:
    """All of a questionnaire; `direction` is ltr or rtl, `language` an HTML language.

    `code_label` names the code, and a line to write on follows where `code` is empty; `promises`
    stand above it; `help` says whom to ask, or is empty; `blanks` are what the organisation writes
    on it before it hands the paper out.
    `open` is the open question with its warning; `logo` is SVG, or empty.
    """

    language: str
    direction: str
    title: str
    definition: str
    how: str
    voluntary: str
    promises: Sequence[str]
    help: str
    blanks: Sequence[str]
    code_label: str
    code: str
    footer: str
    organisation: str
    logo: str
    blocks: Sequence[QuestionBlock]
    open: tuple[str, str] | None


def questionnaire_pdf(content: QuestionnaireContent) -> bytes:
    """Lay out all questions in answer order."""
    return typeset("questionnaire", asdict(content))
