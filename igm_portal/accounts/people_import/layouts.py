"""Keep what an organisation chose about its columns and titles, and an upload meanwhile."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import ImportLayout, ImportUpload, Organisation
from igm_portal.accounts.people_import.columns import PRIVATE, FileLayout
from igm_portal.accounts.people_import.faults import Fault, Mistake
from igm_portal.accounts.people_import.plan import ImportChoices
from igm_portal.accounts.people_import.table import Table
from igm_portal.accounts.services.roles import lock_organisation
from igm_portal.audit.services import record
from igm_portal.spelling import name_key


def layout_of(organisation: Organisation) -> FileLayout:
    """What was chosen before; nothing at the first file."""
    row = ImportLayout.objects.filter(organisation=organisation).first()
    return FileLayout(row.columns, row.titles, row.department) if row else FileLayout()


@transaction.atomic
def save_layout(
    *,
    access: Access,
    columns: Mapping[str, str] | None = None,
    titles: Mapping[str, str] | None = None,
    department: str | None = None,
) -> None:
    """Remember these choices beside the others, for every next file of the organisation."""
    lock_organisation(access.organisation)
    present = layout_of(access.organisation)
    layout = FileLayout(
        {**present.columns, **(columns or {})},
        {**present.titles, **(titles or {})},
        present.department if department is None else department,
    )
    if layout == present:
        return
    row, _is_new = ImportLayout.objects.update_or_create(
        organisation=access.organisation, defaults=asdict(layout)
    )
    record("import.layout_saved", row, by=access.user, organisation_id=access.organisation.id)


@transaction.atomic
def forget_layout(access: Access) -> None:
    """Forget every choice: the next file asks again."""
    lock_organisation(access.organisation)
    for row in ImportLayout.objects.filter(organisation=access.organisation):
        record(
            "import.layout_forgotten", row, by=access.user, organisation_id=access.organisation.id
        )
        row.delete()


def hold_upload(
    *, access: Access, table: Table, choices: ImportChoices, now: datetime
) -> ImportUpload:
    """Store a table until somebody says what is in it; without what is never needed here, and in
    the place of what this administrator uploaded before."""
    ImportUpload.objects.stale(now).delete()
    ImportUpload.objects.filter(organisation=access.organisation, made_by=access.user).delete()
    private = [bool(PRIVATE.search(name_key(title))) for title in table.header]
    rows = [
        [number, ["" if hide else cell for cell, hide in zip(cells, private, strict=True)]]
        for number, cells in table.rows
    ]
    return ImportUpload.objects.create(
        organisation=access.organisation,
        made_by=access.user,
        made_at=now,
        table={
            "row": table.row,
            "header": table.header,
            "rows": rows,
            "sheet": table.sheet,
            "surplus": [[fault.row, fault.value] for fault in table.surplus],
        },
        start=choices.start,
        leavers_on=choices.leavers_on,
    )


def upload_of(access: Access, upload_id: UUID, now: datetime) -> ImportUpload | None:
    """One's own upload, as long as it is stored."""
    uploads = ImportUpload.objects.fresh(now).filter(
        organisation=access.organisation, made_by=access.user
    )
    return uploads.filter(pk=upload_id).first()


def table_of(upload: ImportUpload) -> tuple[Table, ImportChoices]:
    """What was uploaded, and what was chosen with it."""
    content = upload.table
    table = Table(
        content["row"],
        tuple(content["header"]),
        tuple((number, cells) for number, cells in content["rows"]),
        content["sheet"],
        tuple(Fault(Mistake.TOO_MANY_CELLS, row, value=value) for row, value in content["surplus"]),
    )
    return table, ImportChoices(upload.start, upload.leavers_on)
