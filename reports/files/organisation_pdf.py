"""The report on an organisation: the pages of the overview, put into the words of a PDF."""

from collections.abc import Iterator, Sequence

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import override

from igm_portal.pdf.report import (
    GroupForm,
    OrganisationPart,
    OrganisationReport,
    PartRow,
)
from reports.charts.drawing import drawing
from reports.files.group_pdf import LANGUAGE, ReportSource, group_report
from reports.overview import organisation
from reports.overview.choices import SMALL
from reports.overview.organisation import OverviewView, Place
from reports.overview.scope import Branch, Scope, branches

PER_CHART = 16  # groups in a chart, so that two charts stand on a page
EVERYTHING = Scope(None)


def organisation_report(source: ReportSource) -> OrganisationReport:
    """The organisation itself as far as it is shown, and all departments and teams from A to Z."""
    with override(LANGUAGE):
        own = group_report(GroupForm.REPORT, source)
        parts = branches(source.snapshot.publication, EVERYTHING)
        return OrganisationReport(
            title=_("Report on the organisation"),
            name=own.name,
            above=own.above,
            lead=own.lead,
            organisation=own.organisation,
            logo=own.logo,
            page=own.page,
            statement=_statement(own.statement, organisation_shown=bool(own.drawings)),
            facts=own.facts,
            warnings=own.warnings,
            drawings=own.drawings,
            reading=own.reading,
            columns=(
                *(_("Group"), _("Willen"), _("Kunnen"), _("Difference")),
                *(_("People"), _("Participation")),
            ),
            parts=[part for branch in parts for part in _parts(branch, source)],
            notes=own.notes,
        )


def _statement(lines: Sequence[str], *, organisation_shown: bool) -> Sequence[str]:
    if organisation_shown:
        return lines
    return [*lines, _("This is about the organisation as a whole. Departments and teams follow.")]


def _parts(branch: Branch, source: ReportSource) -> Iterator[OrganisationPart]:
    """A department in so many pieces as it takes to keep a chart on a page."""
    if branch.top.level == "organisation":
        return
    pages: Paginator[Place] = Paginator([(branch, group) for group in branch.groups], PER_CHART)
    for page in pages:
        title = branch.top.name if page.number == 1 else ""
        table = _view(SMALL, page, branch, source)
        yield OrganisationPart(
            title=title,
            rows=[
                PartRow(line.name, line.cells, line.withheld)
                for lines in table.lines
                for line in lines.lines
            ],
            drawings=[
                drawing(
                    view.chart.chart,
                    ident=f"{branch.ident}-{page.number}-{metric}",
                    sentence="",
                    columns=view.chart.table.columns,
                )
                for metric in ("willen", "kunnen")
                if (view := _view(metric, page, branch, source)).chart
            ],
        )


def _view(measured: str, page: "Page[Place]", branch: Branch, source: ReportSource) -> OverviewView:
    policy = source.snapshot.publication.policy
    return organisation.organisation_view(measured, page, [branch], policy)
