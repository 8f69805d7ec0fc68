"""Saying what the columns and titles of a file are; remembered for the next one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.forms.import_layout import (
    ColumnsForm,
    RememberedColumnsForm,
    TitlesForm,
    rows_text,
)
from igm_portal.accounts.forms.people_import import UploadForm
from igm_portal.accounts.models import ImportUpload
from igm_portal.accounts.people_import.columns import (
    MOST_TITLES,
    NOT_USED,
    PRIVATE,
    Column,
    must_choose,
    suggest,
)
from igm_portal.accounts.people_import.faults import Fault, Mistake, shorten
from igm_portal.accounts.people_import.layouts import (
    forget_layout,
    hold_upload,
    layout_of,
    save_layout,
    table_of,
    upload_of,
)
from igm_portal.accounts.people_import.parse import fault_of, unknown_titles
from igm_portal.accounts.people_import.plan import ImportChoices
from igm_portal.accounts.people_import.prepare import prepare_table, vocabulary_of
from igm_portal.accounts.people_import.table import Table
from igm_portal.accounts.people_import.texts import fault_text
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.views.acting import filled_in
from igm_portal.csv_files.records import Unreadable
from igm_portal.spelling import name_key

MOST_FAULTS = 1_000
EXAMPLE_VALUES = 2  # values shown beside a column
EXAMPLE_ROWS = 200  # rows in which they are looked for


def show_upload_form(
    request: OrganisationRequest, form: UploadForm, faults: tuple[Fault, ...] = ()
) -> HttpResponse:
    """The page to upload a file on, with what is wrong with the last one."""
    context = {
        "form": form,
        "faults": [(f.row, f.column, fault_text(f)) for f in faults[:MOST_FAULTS]],
        "total": len(faults),
        "columns": list(Column),
        "layout": layout_of(request.access.organisation),
    }
    return render(request, "accounts/import.html", context)


def next_step(
    request: OrganisationRequest,
    table: Table,
    choices: ImportChoices,
    upload: ImportUpload | None = None,
) -> HttpResponse:
    """On with a file: to a choice about its columns or titles, to its preview or its faults.

    `upload` is what waited for a choice; its columns have been chosen.
    """
    access, now = request.access, timezone.now()
    layout = layout_of(access.organisation)

    def choose(page: str) -> HttpResponse:
        current = upload or hold_upload(access=access, table=table, choices=choices, now=now)
        return redirect(page, access.organisation.slug, current.pk)

    if upload is None and must_choose(table.header, layout):
        return choose("import_columns")
    faults: tuple[Fault, ...]
    try:
        number = len(unknown_titles(table, layout, vocabulary_of(access.organisation)))
    except Unreadable as reason:
        faults = (fault_of(reason),)
    else:
        if 0 < number <= MOST_TITLES:
            return choose("import_titles")
        faults = (Fault(Mistake.TOO_MANY_TITLES, value=str(number)),) if number else ()
    preview = None
    if not faults:
        preview, faults = prepare_table(
            access=access, table=table, choices=choices, now=now, today=timezone.localdate()
        )
    if upload:
        upload.delete()
    if preview:
        return redirect("import_preview", access.organisation.slug, preview.pk)
    return show_upload_form(request, UploadForm(), faults)


def _with_upload(
    view: Callable[[OrganisationRequest, ImportUpload], HttpResponse],
) -> Callable[..., HttpResponse]:
    """A page about one's own upload; who comes too late uploads again, who cancels forgets it."""

    @requires(Permission.MANAGE_ORGANISATION)
    def with_upload(request: OrganisationRequest, upload_id: UUID) -> HttpResponse:
        upload = upload_of(request.access, upload_id, timezone.now())
        if upload is None:
            messages.warning(request, _("This file has been forgotten. Upload it once more."))
        elif request.POST.get("to") == "cancel":
            upload.delete()
            messages.info(request, _("Nothing has been changed; the file has been forgotten."))
        else:
            return view(request, upload)
        return redirect("import_people", request.access.organisation.slug)

    return with_upload  # type: ignore[return-value]


@_with_upload
def choose_columns(request: OrganisationRequest, upload: ImportUpload) -> HttpResponse:
    """Each column of the file with what it is, as far as its name says so."""
    table, choices = table_of(upload)
    titles = {name_key(title): title for title in reversed(table.header) if title}
    private = {key: titles.pop(key) for key in list(titles) if PRIVATE.search(key)}
    titles = {key: titles[key] for key in map(name_key, table.header) if key in titles}
    layout = layout_of(request.access.organisation)
    form = ColumnsForm(
        titles,
        helps={key: _examples(table, key) for key in titles},
        selection=suggest(table.header, layout),
        initial={"department": layout.department},
        data=request.POST or None,
    )
    if filled_in(request, form):
        columns = form.values() | dict.fromkeys(private, NOT_USED)
        department = form.cleaned_data["department"]
        save_layout(access=request.access, columns=columns, department=department)
        return next_step(request, table, choices, upload)
    context = {"form": form, "sheet": table.sheet, "private": ", ".join(private.values())}
    return render(request, "accounts/import_columns.html", context)


@_with_upload
def choose_titles(request: OrganisationRequest, upload: ImportUpload) -> HttpResponse:
    """Each title that is no function of ours, once, with what it stands for."""
    table, choices = table_of(upload)
    layout = layout_of(request.access.organisation)
    titles = unknown_titles(table, layout, vocabulary_of(request.access.organisation))
    form = TitlesForm(
        {name_key(title): title for title, _number in titles.most_common()},
        helps={name_key(title): rows_text(number) for title, number in titles.items()},
        data=request.POST or None,
    )
    if filled_in(request, form):
        save_layout(access=request.access, titles=form.values())
        return next_step(request, table, choices, upload)
    return render(request, "accounts/import_titles.html", {"form": form})


@requires(Permission.MANAGE_ORGANISATION)
def remembered(request: OrganisationRequest) -> HttpResponse:
    """Everything that was chosen about earlier files, to change or to forget."""
    if request.POST.get("to") == "forget":
        forget_layout(request.access)
        messages.success(request, _("Forgotten. The next file asks what its columns are."))
        return redirect("import_people", request.access.organisation.slug)
    layout = layout_of(request.access.organisation)

    def form(kind: Any, selection: Any, prefix: str) -> Any:
        keys = {key: key for key in sorted(selection)}
        initial = {"department": layout.department}
        data = request.POST or None
        return kind(keys, selection=selection, initial=initial, prefix=prefix, data=data)

    columns = form(RememberedColumnsForm, layout.columns, "columns")
    titles = form(TitlesForm, layout.titles, "titles")
    if filled_in(request, columns) and filled_in(request, titles):
        save_layout(
            access=request.access,
            columns=columns.values(),
            titles=titles.values(),
            department=columns.cleaned_data["department"],
        )
        messages.success(request, _("Saved. It holds for the next file."))
        return redirect("import_people", request.access.organisation.slug)
    context = {"columns_form": columns, "titles_form": titles, "layout": layout}
    return render(request, "accounts/import_remembered.html", context)


def _examples(table: Table, key: str) -> str:
    """Some values of a column, so that one sees what it is."""
    place = [name_key(title) for title in table.header].index(key)
    values = dict.fromkeys(cells[place] for _row, cells in table.rows[:EXAMPLE_ROWS])
    return ", ".join([shorten(value) for value in values if value][:EXAMPLE_VALUES])
