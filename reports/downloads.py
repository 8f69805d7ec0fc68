"""A file of figures, ready to be sent: its name, its kind and its bytes in pieces."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from tempfile import TemporaryFile

from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.editions import edition, sheets, words
from reports.export_form import FileForm
from reports.exports import delimited, spreadsheet
from reports.exports.columns import Words
from reports.exports.spreadsheet import Sheets
from reports.exports.table import Edition
from reports.exports.text import file_name
from reports.models import Snapshot
from reports.papers import LANGUAGE

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PIECE = 64 * 1024
_CSV = "text/csv; charset=utf-8"
_DIALECTS = {FileForm.EXCEL: delimited.EXCEL, FileForm.MACHINE: delimited.MACHINE}


@dataclass(frozen=True, slots=True)
class Download:
    """What is sent; the pieces are made while they are sent."""

    name: str
    content_type: str
    content: Iterator[bytes]


def figures(snapshots: Sequence[Snapshot], form: FileForm, made: date) -> Download:
    """All published figures of these waves in one file, in the language of the questionnaires."""
    with override(LANGUAGE):
        editions, said = [edition(snapshot, made) for snapshot in snapshots], words()
        name = _name(editions, form)
        if form is not FileForm.XLSX:
            return Download(name, _CSV, delimited.write(editions, said, _DIALECTS[form]))
        book = _workbook(editions, said, sheets(editions, said, made), made)
        return Download(name, _XLSX, book)


def _workbook(
    editions: Sequence[Edition], said: Words, texts: Sheets, made: date
) -> Iterator[bytes]:
    """A zip is only whole at its end: it is made in a file on disk, not in memory."""
    with TemporaryFile() as file:
        spreadsheet.write(file, editions, said, texts, made)
        file.seek(0)
        yield from iter(partial(file.read, _PIECE), b"")


def _name(editions: Sequence[Edition], form: FileForm) -> str:
    several = _("%(number)s waves") % {"number": len(editions)}
    about = editions[0].wave if len(editions) == 1 else several
    dialect = {FileForm.EXCEL: "excel"}.get(form, "")
    extension = "xlsx" if form is FileForm.XLSX else "csv"
    return file_name(_("figures"), dialect, about, extension=extension)
