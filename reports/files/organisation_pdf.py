"""The report on an organisation: the pages of the overview, put into the words of a PDF."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import override

from igm_portal.pdf.report import (
    Drawing,
    GroupForm,
    Heatmap,
    HeatRow,
    OrganisationPart,
    OrganisationReport,
    PartRow,
    Passage,
)
from reports.charts.drawing import drawing
from reports.charts.matrix import MatrixRow
from reports.charts.palette import tint
from reports.charts.view import ChartView
from reports.files.group_pdf import LANGUAGE, ReportSource, group_report, other_questions
from reports.files.mirror_pdf import mirror_parts
from reports.overview import organisation
from reports.overview.associations import association_topic
from reports.overview.choices import MATRIX, SMALL
from reports.overview.mirror_page import mirror_view
from reports.overview.organisation import GroupInBranch, OverviewView
from reports.overview.scope import Branch, Scope, branches
from reports.texts.elements import names_about
from reports.texts.sentences import WITHHELD_TEXT

PER_CHART = 16  # groups in a chart, so that two charts stand on a page
EVERYTHING = Scope(None)


def organisation_report(source: ReportSource) -> OrganisationReport:
    """The organisation itself as far as it is shown, and all departments and teams from A to Z."""
    with override(LANGUAGE):
        own = group_report(GroupForm.REPORT, source)
        parts = branches(source.snapshot.publication, EVERYTHING)
        has_mirror = source.snapshot.wave.has_mirror
        mirror = mirror_parts(mirror_view(source.snapshot)) if has_mirror else None
        follow = _("This is about the organisation as a whole. Departments and teams follow.")
        return OrganisationReport(
            title=_("Report on the organisation"),
            name=own.name,
            above=own.above,
            lead=own.lead,
            organisation=own.organisation,
            logo=own.logo,
            page=own.page,
            statement=own.statement if own.drawings else [*own.statement, follow],
            facts=own.facts,
            warnings=own.warnings,
            heatmap=_heatmap(parts, source),
            drawings=[*own.drawings, *(mirror[0] if mirror else ())],
            reading=own.reading,
            columns=(
                *(_("Group"), _("Willen"), _("Kunnen"), _("Difference")),
                *(_("People"), _("Participation")),
            ),
            parts=[part for branch in parts for part in _parts(branch, source)],
            appendix=own.appendix,
            origin=own.origin,
            notes=[
                *_associations(source),
                *([mirror[1]] if mirror else []),
                *(other_questions(source) if own.drawings else []),
                *own.notes,
            ],
        )


def _associations(source: ReportSource) -> list[Passage]:
    """What goes together with intention and behaviour, as the page says it; where that is not
    published, nothing.
    """
    publication, instrument = source.snapshot.publication, source.snapshot.wave.questionnaire
    topic = association_topic(publication, names_about(instrument.group))
    return [Passage(topic.title, [*topic.see, topic.meaning, topic.action])] if topic else []


def _heatmap(parts: Sequence[Branch], source: ReportSource) -> Heatmap | None:
    """All groups by all elements; one group alone is no map."""
    places: list[GroupInBranch] = [(branch, group) for branch in parts for group in branch.groups]
    if len(places) < 2:
        return None
    view = _view(MATRIX, Paginator(places, len(places)).page(1), parts, source)
    if view.matrix is None:
        return None
    return Heatmap(
        title=view.title,
        note=" ".join(text for text in (_("Darker is higher."), view.chance) if text),
        columns=[label for label, _family in view.matrix.columns],
        groups=[
            (group.title, [_heat_row(row) for row in group.rows]) for group in view.matrix.groups
        ],
        absent=str(WITHHELD_TEXT),
    )


def _heat_row(row: MatrixRow) -> HeatRow:
    cells = [
        ("", "", "") if cell.absent else (cell.value, cell.span, tint(cell.family, cell.step))
        for cell in row.cells
    ]
    return HeatRow(row.name, row.note, cells, row.absent)


def _parts(branch: Branch, source: ReportSource) -> Iterator[OrganisationPart]:
    """A department in so many pieces as it takes to keep a chart on a page."""
    if branch.top.level == "organisation":
        return
    pages: Paginator[GroupInBranch] = Paginator(
        [(branch, group) for group in branch.groups], PER_CHART
    )
    for page in pages:
        title = branch.top.name if page.number == 1 else ""
        table = _view(SMALL, page, [branch], source)
        yield OrganisationPart(
            title=title,
            rows=[
                PartRow(line.name, line.cells, line.withheld)
                for lines in table.lines
                for line in lines.lines
            ],
            drawings=[
                _drawing(view.chart, branch.top.name, f"{branch.ident}-{page.number}-{metric}")
                for metric in ("willen", "kunnen")
                if (view := _view(metric, page, [branch], source)).chart
            ],
        )


def _drawing(view: ChartView, department: str, ident: str) -> Drawing:
    """A chart under the name of its department, which then need not stand in it."""
    groups = tuple(replace(group, title="") for group in view.chart.groups)
    chart = replace(view.chart, title=f"{department}: {view.chart.title}", groups=groups)
    return drawing(chart, ident=ident, sentence="", columns=view.table.columns)


def _view(
    measure_name: str, page: "Page[GroupInBranch]", parts: Sequence[Branch], source: ReportSource
) -> OverviewView:
    return organisation.organisation_view(measure_name, page, parts, source.snapshot.publication)
