"""A profile on paper: an accessible PDF (PDF/UA-1) of one group, set by typst.

The charts are the SVG of `reports.charts`, drawn from the same published cells as the page; typst
refuses a picture without alternative text.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from reports.charts.spec import IntervalChart
from reports.charts.svg import render as draw
from reports.charts.table import ChartTable, Columns, table
from reports.charts.texts import reading
from surveys.press import press

_TEMPLATES: Final = Path(__file__).parent / "templates"


class Kind(StrEnum):
    """What kind of paper, by the name of its template."""

    CONVERSATION = "gespreksblad"
    REPORT = "rapport"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart with its heading, its sentence, its words for who cannot see it, and its table."""

    title: str
    sentence: str
    svg: str
    alt: str
    table: ChartTable


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading with sentences; one sentence is a paragraph, more of them a list."""

    title: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Tally:
    """How the answers to one question are spread: the question, and per answer its share."""

    title: str
    columns: tuple[str, str]
    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed since an earlier wave: sentences, a picture where there is one, and figures."""

    title: str
    lines: Sequence[str]
    drawing: Drawing | None
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str


@dataclass(frozen=True, slots=True)
class Form:
    """Empty lines to write on: below every question, and a table for what people agree."""

    questions: Passage
    agreements: str
    columns: Sequence[str]


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything on the paper, in words; the template decides where it stands.

    `warnings` precede the charts, `reading` tells how to read them, `change` and `outcomes` follow
    them, `notes` come last; `page` is the pattern of the page number with {page} and {pages};
    `logo` is SVG, or empty.
    """

    kind: Kind
    title: str
    name: str
    above: str
    lead: str
    organisation: str
    page: str
    statement: Sequence[str]
    facts: Sequence[str]
    reading: Passage
    form: Form
    warnings: Sequence[Passage] = ()
    drawings: Sequence[Drawing] = ()
    change: Change | None = None
    outcomes: Sequence[Passage] = ()
    tallies: Sequence[Tally] = ()
    notes: Sequence[Passage] = ()
    logo: str = ""


def drawing(chart: IntervalChart, *, ident: str, sentence: str, columns: Columns) -> Drawing:
    """The chart for paper; its alternative text holds every figure of it."""
    readings = "; ".join(reading(chart, row) for row in chart.rows)
    return Drawing(
        title=chart.title,
        sentence=sentence,
        svg=draw(chart, ident=ident, standalone=True),
        alt=f"{chart.title}. {readings}.",
        table=table(chart, columns),
    )


def pdf(paper: Paper) -> bytes:
    """The paper as PDF/UA-1; the same paper is always the same bytes."""
    return typeset(paper.kind, asdict(paper))


def typeset(template: str, content: Any) -> bytes:
    """The content as the template of this name lays it out."""
    return press.typeset(_TEMPLATES / f"{template}.typ", content)
