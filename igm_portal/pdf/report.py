"""Profiles as PDF: of a group, of a whole organisation, of one person.

Charts come drawn (SVG), with an alternative text that holds every figure of them.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from igm_portal.pdf.typst import typeset


class GroupForm(StrEnum):
    """What a group gets, by the name of its template."""

    CONVERSATION = "gespreksblad"
    REPORT = "rapport"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart with its heading, its sentence, its alternative text, and its figures as a table.

    A row of the table with one cell is a heading; with two cells, the second says why nothing is
    shown and takes the rest of the row.
    """

    title: str
    sentence: str
    svg: str
    alt: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading with sentences; one sentence is a paragraph, more of them a list."""

    title: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class AnswerShares:
    """How the answers to one question are spread: per answer its share of the people."""

    title: str
    columns: tuple[str, str]
    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed since an earlier wave: sentences, a chart where there is one, and figures."""

    title: str
    lines: Sequence[str]
    drawing: Drawing | None
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str


@dataclass(frozen=True, slots=True)
class AdviceText:
    """One piece of advice: its title, sentences, and in small letters what it rests on."""

    title: str
    lines: Sequence[str]
    basis: str


@dataclass(frozen=True, slots=True)
class AdviceTexts:
    """All advice about a group under one heading."""

    title: str
    cards: Sequence[AdviceText]


@dataclass(frozen=True, slots=True)
class Worksheet:
    """Questions with empty lines to write on, and a table for agreements or a plan: `rows` that
    are known, then empty ones.
    """

    questions: Passage
    agreements: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Figures under a heading, with a note below; the first cell of a row is its name."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What every report holds, in words; the template decides where it stands.

    `page` is the pattern of the page number with {page} and {pages}; `logo` is SVG, or empty;
    `language` is that of most texts; `origin` names what the figures were made of, in small
    letters under every page.
    """

    template: str
    language: str = "nl"
    direction: str = "ltr"
    title: str
    name: str
    above: str
    lead: str
    organisation: str
    logo: str = ""
    page: str
    origin: str = ""
    statement: Sequence[str]
    warnings: Sequence[Passage] = ()
    drawings: Sequence[Drawing] = ()
    notes: Sequence[Passage] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupReport(Report):
    """One group. The first page has the statement, two charts and the questions of `form`; then
    come `agreements`, `advice`, other charts, `change`, `outcomes` and `answers`. Under `appendix`
    stand the figures of every chart, how to read them, and `notes`.
    """

    template: GroupForm
    facts: Sequence[str]
    reading: Passage
    form: Worksheet
    appendix: str = ""
    agreements: ReportTable | None = None
    advice: AdviceTexts | None = None
    change: Change | None = None
    outcomes: Sequence[Passage] = ()
    answers: Sequence[AnswerShares] = ()


@dataclass(frozen=True, slots=True)
class Reflection:
    """A heading, a sentence or none, and questions to think about under headings of their own."""

    title: str
    text: str
    passages: Sequence[Passage]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReport(Report):
    """One person, for that person alone: the result on one page, questions on a second.

    It names nobody: a print may be left on a printer. `statement` is empty as long as the data
    carry no sentence; `change` takes the place of the figures of the chart, and `own_notes` heads
    empty lines.
    """

    template: str = "eigen_profiel"
    change: ReportTable | None = None
    outcomes: Sequence[Passage] = ()
    reflections: Sequence[Reflection]
    own_notes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSheet(Report):
    """One page to write a plan on, which holds no result: it can be shown to others."""

    template: str = "plan"
    statement: Sequence[str] = ()
    form: Worksheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet(Report):
    """Headings with sentences on one page, with no figure."""

    template: str = "blad"
    statement: Sequence[str] = ()
    passages: Sequence[Passage]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPaper(Report):
    """What somebody chose to take along to a conversation: headings with sentences and lines to
    write on, and then what is agreed. It holds no figure.
    """

    template: str = "eigen_papier"
    statement: Sequence[str] = ()
    passages: Sequence[Passage]
    agreed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentSheet(Report):
    """A change assignment on one page: questions two by two, `chain` as a picture with its table,
    and what came of it. It holds no figure.
    """

    template: str = "veranderopdracht"
    statement: Sequence[str] = ()
    questions: Sequence[Passage]
    chain: ReportTable
    passages: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class PartRow:
    """One group: its figures in words, or the one text where nothing is shown."""

    name: str
    cells: Sequence[str]
    withheld: str


@dataclass(frozen=True, slots=True)
class OrganisationPart:
    """A department with its teams: a table and its charts."""

    title: str
    rows: Sequence[PartRow]
    drawings: Sequence[Drawing]


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One group: per cell its value, its interval and the colour behind them; of a figure that is
    not shown all three are empty. Where nothing is shown it has no cells but the one text.
    """

    name: str
    note: str
    cells: Sequence[tuple[str, str, str]]
    withheld: str


@dataclass(frozen=True, slots=True)
class Heatmap:
    """Groups by measures: rows under the name of their department, which may be empty.

    `absent` is read out where a single figure is not shown.
    """

    title: str
    note: str
    columns: Sequence[str]
    groups: Sequence[tuple[str, Sequence[HeatRow]]]
    absent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationReport(Report):
    """A whole organisation: all groups by all elements, the organisation itself, then every
    department with its teams. `columns` head every table of `parts` in the `appendix`.
    """

    template: str = "organisatierapport"
    facts: Sequence[str]
    heatmap: Heatmap | None
    reading: Passage
    columns: Sequence[str]
    parts: Sequence[OrganisationPart]
    appendix: str


def report_pdf(report: Report) -> bytes:
    """Lay out a report as PDF/UA-1; equal reports give equal bytes."""
    return typeset(report.template, asdict(report))
