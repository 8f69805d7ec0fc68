"""Importing people and teams: upload, look, confirm."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.forms.people_import import NumbersForm, UploadForm
from igm_portal.accounts.people_import.apply import confirm_import
from igm_portal.accounts.people_import.columns import FIELDS, Column
from igm_portal.accounts.people_import.parse import fault_of
from igm_portal.accounts.people_import.prepare import plan_of, preview_of, take_as_same
from igm_portal.accounts.people_import.risks import brake, doubles_brake
from igm_portal.accounts.people_import.table import read_table
from igm_portal.accounts.people_import.texts import (
    FIELD_LABELS,
    fault_text,
    leavers_text,
    namesakes_text,
    past_moves_text,
    sections,
)
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.views.acting import carry_out, filled_in, site_of
from igm_portal.accounts.views.import_layout import MOST_FAULTS, next_step, show_upload_form
from igm_portal.csv_files.records import Unreadable
from igm_portal.local_words import fill, places

EXAMPLE = (
    "1001;fatma@voorbeeld.example;Fatma de Vries;Werk;Centrum;medewerker;"
    "{klantmanager};01-01-2026;",
    "1002;jan@voorbeeld.example;Jan Bakker;Werk;Centrum;teammanager;;01-01-2026;",
    "1003;els@voorbeeld.example;Els Visser;Werk;;afdelingshoofd;;01-01-2026;31-12-2027",
)


@requires(Permission.MANAGE_ORGANISATION)
def upload(request: OrganisationRequest) -> HttpResponse:
    """A file without faults leads to its preview, perhaps by way of a choice about its columns and
    titles; otherwise every fault is listed here."""
    form = UploadForm(data=request.POST or None, files=request.FILES or None)
    if not filled_in(request, form):
        return show_upload_form(request, form)
    try:
        table = read_table(form.cleaned_data["file"].read())
    except Unreadable as reason:
        return show_upload_form(request, form, (fault_of(reason),))
    return next_step(request, table, form.choices())


@requires(Permission.MANAGE_ORGANISATION)
def show_preview(request: OrganisationRequest, preview_id: UUID) -> HttpResponse:
    """What would change; the button does exactly that, all of it or nothing."""
    preview = preview_of(request.access, preview_id, timezone.now())
    if preview is None:
        messages.warning(request, _("This preview has been used, or is more than a day old."))
        return redirect("import_people", request.access.organisation.slug)
    today = timezone.localdate()
    if request.method == "POST" and request.POST.get("to") == "same":
        take_as_same(request.access, preview, today)
        return redirect("import_preview", request.access.organisation.slug, preview.pk)
    if request.method == "POST" and request.POST.get("to") != "confirm":
        preview.delete()
        messages.info(request, _("Nothing has been changed; the file has been forgotten."))
        return redirect("import_people", request.access.organisation.slug)
    plan, state = plan_of(request.access, preview, today)
    numbers = {"leavers": brake(plan, state), "doubles": doubles_brake(plan, state)}
    form = NumbersForm(numbers, data=request.POST or None) if any(numbers.values()) else None
    if request.method == "POST" and (form is None or form.is_valid()):
        carry_out(
            request,
            _("The import has been carried out. No invitations have been sent yet."),
            confirm_import,
            access=request.access,
            preview=preview,
            today=today,
            site=site_of(request),
            **numbers,
        )
        return redirect("start", request.access.organisation.slug)  # it says what comes next
    context = {
        "sections": sections(plan, state),
        "changes_emails": any(change.email for change in plan.changes),
        "ignored": ", ".join(preview.ignored),
        "reading": preview.reading,
        "read_as": [(name, FIELD_LABELS[FIELDS[one]]) for name, one in preview.reading["columns"]],
        "left": plan.leavers,
        "faults": [(f.row, f.column, fault_text(f)) for f in plan.faults[:MOST_FAULTS]],
        "leavers": leavers_text(plan, state) if numbers["leavers"] else "",
        "namesakes": namesakes_text(plan),
        "past_moves": past_moves_text(plan, state),
        "form": form,
    }
    return render(request, "accounts/import_preview.html", context)


@require_safe
@requires(Permission.MANAGE_ORGANISATION)
def example(request: OrganisationRequest) -> HttpResponse:
    """A file that works, for Dutch Excel: with BOM and semicolons."""
    # In Dutch whatever the page speaks: so a file names a function.
    words = places(request.access.organisation.words, "nl")
    lines = (";".join(Column), *(fill(line, words) for line in EXAMPLE))
    content = "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="voorbeeld-mensen.csv"'
    return response
