"""A file of figures, ready to be sent: its name, its kind and its bytes in pieces."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from tempfile import TemporaryFile

from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.exports import delimited, spreadsheet
from reports.exports.file_texts import FileTexts
from reports.exports.spreadsheet import Sheets
from reports.exports.table import ExportSource, Row, rows
from reports.exports.text import file_name
from reports.files.change_between_waves import unlinked, with_unlinked
from reports.files.form import FileForm
from reports.files.group_pdf import LANGUAGE
from reports.files.publication_texts import export_source, sheets, words
from reports.models import Snapshot

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PIECE = 64 * 1024
_STEP = 100  # rows between two reports of progress
_CSV = "text/csv; charset=utf-8"
_DIALECTS = {FileForm.EXCEL: delimited.EXCEL, FileForm.MACHINE: delimited.MACHINE}


@dataclass(frozen=True, slots=True)
class Download:
    """What is sent; the pieces are made while they are sent."""

    name: str
    content_type: str
    content: Iterator[bytes]


def figures_file(
    snapshots: Sequence[Snapshot],
    form: FileForm,
    made_on: date,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Download:
    """All published figures of these waves in one file, in the language of the questionnaires.

    `tell` hears how many rows are written and how many there are.
    """
    with override(LANGUAGE):
        editions = [export_source(snapshot, made_on) for snapshot in snapshots]
        column_words = with_unlinked(words()) if len(editions) > 1 else words()
        texts, name = sheets(editions, column_words, made_on), _name(snapshots, form)
    table = _counted(editions, tell)
    if form is FileForm.XLSX:
        return Download(name, _XLSX, _workbook(table, column_words, texts, made_on))
    return Download(name, _CSV, delimited.write(table, column_words, _DIALECTS[form]))


def _counted(editions: Sequence[ExportSource], tell: Callable[[int, int], None]) -> Iterator[Row]:
    total = sum(1 for _row in _rows(editions))
    for done, row in enumerate(_rows(editions)):
        if done % _STEP == 0:
            tell(done, total)
        yield row


def _rows(editions: Sequence[ExportSource]) -> Iterator[Row]:
    return chain(rows(editions), unlinked(editions))


def _workbook(
    table: Iterable[Row], column_words: FileTexts, texts: Sheets, made_on: date
) -> Iterator[bytes]:
    """A zip is only whole at its end: it is made in a file on disk, not in memory."""
    with TemporaryFile() as file:
        spreadsheet.write(file, table, column_words, texts, made_on)
        file.seek(0)
        yield from iter(partial(file.read, _PIECE), b"")


def _name(snapshots: Sequence[Snapshot], form: FileForm) -> str:
    dialect = {FileForm.EXCEL: "excel"}.get(form, "")
    extension = "xlsx" if form is FileForm.XLSX else "csv"
    return file_name(str(form.short), dialect, about(snapshots), extension=extension)


def about(snapshots: Sequence[Snapshot]) -> str:
    """Which waves, in the name of a file."""
    if len(snapshots) == 1:
        return snapshots[0].wave.title
    return _("%(number)s waves") % {"number": len(snapshots)}
