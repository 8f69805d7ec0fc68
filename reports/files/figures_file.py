"""A file of figures: its name, its kind and its bytes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, groupby
from typing import IO, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.exports import delimited, spreadsheet
from reports.exports.table import ExportSource, FigureRow, rows
from reports.exports.text import file_name
from reports.files.change_between_waves import unlinked, with_unlinked
from reports.files.form import FileForm
from reports.files.group_pdf import LANGUAGE
from reports.files.publication_texts import export_source, sheets, words
from reports.files.summaries import summaries
from reports.models import Snapshot

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV: Final = "text/csv; charset=utf-8"
_DIALECTS: Final = {FileForm.EXCEL: delimited.EXCEL, FileForm.MACHINE: delimited.MACHINE}


def write_figures(
    snapshots: Sequence[Snapshot],
    form: FileForm,
    made_on: date,
    file: IO[bytes],
    progress: Callable[[int, int], None] = lambda count, total: None,
) -> tuple[str, str]:
    """Write all published figures of these waves, in the language of the questionnaires.

    `progress` hears how many groups are written and how many there are. Gives the name of the file
    and its content type.
    """
    with override(LANGUAGE):
        sources = [export_source(snapshot, made_on) for snapshot in snapshots]
        texts = with_unlinked(words()) if len(sources) > 1 else words()
        pages = sheets(sources, texts, made_on)
        dialect = "excel" if form is FileForm.EXCEL else ""
        extension = "xlsx" if form is FileForm.XLSX else "csv"
        name = file_name(str(form.short), dialect, about(snapshots), extension=extension)
        table = _told(sources, progress)
        if form is FileForm.XLSX:
            pages = replace(pages, summaries=summaries(sources))
            spreadsheet.write(file, table, texts, pages, made_on)
            return name, _XLSX
        file.writelines(delimited.write(table, texts, _DIALECTS[form]))
        return name, _CSV


def _told(
    sources: Sequence[ExportSource], progress: Callable[[int, int], None]
) -> Iterator[FigureRow]:
    """Give every row and tell how far it is: by groups, which need not be made to be counted."""
    total = sum(len(source.publication.groups) for source in sources)
    of_groups = groupby(chain(rows(sources), unlinked(sources)), key=lambda row: id(row.group))
    for number, (_group, of_group) in enumerate(of_groups):
        progress(min(number, total), total)
        yield from of_group


def about(snapshots: Sequence[Snapshot]) -> str:
    """Name the waves, for the name of a file."""
    if len(snapshots) == 1:
        return snapshots[0].wave.title
    return _("%(number)s waves") % {"number": len(snapshots)}
