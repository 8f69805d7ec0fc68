"""Make the file of each form: figures in a table, or PDFs in a ZIP.

Every function writes the file and gives the name under which it is saved and its content type;
memory does not grow with waves, groups or rows.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import BinaryIO
from uuid import UUID
from zipfile import ZipFile

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from igm_portal.pdf.report import GroupReport, report_pdf
from reports.disclosure.group_keys import ORGANISATION
from reports.exports.text import file_name
from reports.files.figures_file import about, write_figures
from reports.files.form import REPORTS, FileForm, asked_groups
from reports.files.group_pdf import LANGUAGE, ReportSource, group_report, has_report
from reports.files.organisation_pdf import organisation_report
from reports.models import Snapshot
from reports.overview.since import since_previous
from reports.overview.waves import wave_of_other_questions
from reports.texts.sentences import WITHHELD_TEXT
from surveys.models import WaveTeam

Progress = Callable[[int, int], None]
"""Called with how many parts are done and how many there are in all."""


def make(
    snapshots: Sequence[Snapshot],
    form: FileForm,
    made_on: date,
    file: BinaryIO,
    progress: Progress,
) -> tuple[str, str]:
    if form is FileForm.ORGANISATION:
        return _organisation(snapshots, made_on, file, progress)
    if form in REPORTS:
        return _teams(snapshots, form, made_on, file, progress)
    return write_figures(snapshots, form, made_on, file, progress)


def _organisation(
    snapshots: Sequence[Snapshot], made_on: date, file: BinaryIO, progress: Progress
) -> tuple[str, str]:
    """One PDF; of several waves a PDF each."""
    with override(LANGUAGE):
        title = str(FileForm.ORGANISATION.short)
        if len(snapshots) == 1:
            file.write(_report(snapshots[0], made_on))
            return file_name(title, about(snapshots), extension="pdf"), "application/pdf"
        with ZipFile(file, "w") as archive:
            for number, snapshot in enumerate(snapshots):
                progress(number, len(snapshots))
                name = file_name(f"{number + 1:02}", title, snapshot.wave.title, extension="pdf")
                archive.writestr(name, _report(snapshot, made_on))
        return file_name(title, about(snapshots), extension="zip"), "application/zip"


def _report(snapshot: Snapshot, made_on: date) -> bytes:
    other = wave_of_other_questions(_teams_of(snapshot), snapshot)
    source = ReportSource(snapshot, ORGANISATION, made_on, other=other)
    return report_pdf(organisation_report(source))


def _teams(
    snapshots: Sequence[Snapshot],
    form: FileForm,
    made_on: date,
    file: BinaryIO,
    progress: Progress,
) -> tuple[str, str]:
    """One PDF for each team that is shown; a text file names the teams that are not."""
    sources = [
        ReportSource(snapshot, group.key, made_on)
        for snapshot in snapshots
        for group in asked_groups(snapshot, form)
        if has_report(group)
    ]
    with ZipFile(file, "w") as archive, override(LANGUAGE):  # stored: a PDF is compressed already
        reports = (group_report(REPORTS[form], _with_change(source)) for source in sources)
        for number, (source, (report, pdf)) in enumerate(
            zip(sources, _typeset(reports), strict=True)
        ):
            progress(number, len(sources))
            folder = file_name(source.snapshot.wave.title, extension="").rstrip(".")
            # The number keeps two teams apart whose names look the same.
            name = file_name(f"{number + 1:03}", REPORTS[form], report.name, extension="pdf")
            archive.writestr(f"{folder}/{name}", pdf)
        if absent := "".join(_absent(snapshots, form)):
            archive.writestr(file_name(_("read me"), extension="txt"), absent)
        return file_name(str(form.short), about(snapshots), extension="zip"), "application/zip"


def _typeset(reports: Iterator[GroupReport]) -> Iterator[tuple[GroupReport, bytes]]:
    """Each report with its PDF, as many at once as there are processors: laying out a page takes
    far longer than putting it into words, and typst holds up no other thread.
    """
    at_once = os.cpu_count() or 1
    with ThreadPoolExecutor(at_once) as threads:
        while batch := list(islice(reports, at_once)):
            yield from zip(batch, threads.map(report_pdf, batch), strict=True)


def _with_change(source: ReportSource) -> ReportSource:
    """Add what changed since the wave before, or which wave cannot be compared with."""
    teams, snapshot = _teams_of(source.snapshot), source.snapshot
    team_id = UUID(source.key.removeprefix("team:"))
    other = wave_of_other_questions(teams.filter(team_id=team_id), snapshot)
    return replace(source, since=since_previous(teams, snapshot, team_id), other=other)


def _teams_of(snapshot: Snapshot) -> QuerySet[WaveTeam]:
    """Whoever may export sees every team of every wave."""
    return WaveTeam.objects.filter(wave__organisation_id=snapshot.organisation_id)


def _absent(snapshots: Sequence[Snapshot], form: FileForm) -> Iterator[str]:
    for snapshot in snapshots:
        names = [group.name for group in asked_groups(snapshot, form) if not has_report(group)]
        if names:
            yield f"{snapshot.wave.title}\r\n{WITHHELD_TEXT}\r\n"
            yield "".join(f"- {name}\r\n" for name in names) + "\r\n"
