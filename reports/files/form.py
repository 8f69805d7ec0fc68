"""Which waves, and in what form."""

from collections.abc import Mapping
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.forms.fields import FieldsOnly
from igm_portal.pdf.report import GroupForm
from igm_portal.spelling import natural_key
from reports.disclosure.cells import PublishedGroup
from reports.files.group_pdf import has_report
from reports.models import Snapshot
from reports.overview.texts import wave_label
from reports.selectors import snapshots_of


class FileForm(models.TextChoices):
    """The forms in which what was published leaves the product."""

    XLSX = "xlsx", _("Spreadsheet (XLSX), with codebook and explanation")
    EXCEL = "csv-excel", _("CSV for Excel")
    MACHINE = "csv", _("CSV for programs (R, Python, SPSS)")
    SHEETS = "gespreksbladen", _("Conversation sheets of all teams (ZIP with PDFs)")
    REPORTS = "rapporten", _("Reports of all teams (ZIP with PDFs)")
    ORGANISATION = "organisatierapport", _("Report on the organisation, all groups (PDF)")

    @property
    def short(self) -> str | Promise:
        """What it is, as in the name of a file or in a list."""
        return SHORT[self]


SHORT: Final[Mapping[FileForm, str | Promise]] = {
    FileForm.XLSX: _("figures"),
    FileForm.EXCEL: _("figures"),
    FileForm.MACHINE: _("figures"),
    FileForm.SHEETS: _("conversation sheets"),
    FileForm.REPORTS: _("team reports"),
    FileForm.ORGANISATION: _("organisation report"),
}
REPORTS: Final[Mapping[FileForm, GroupForm]] = {
    FileForm.SHEETS: GroupForm.CONVERSATION,
    FileForm.REPORTS: GroupForm.REPORT,
    FileForm.ORGANISATION: GroupForm.REPORT,
}
"""The forms that are PDFs; all others are one table of figures."""


def asked_groups(snapshot: Snapshot, form: FileForm) -> list[PublishedGroup]:
    """The groups of this wave that PDFs of this form are about, A to Z, shown or not."""
    groups = snapshot.publication.groups
    if form is FileForm.ORGANISATION:
        return list(groups.values())
    teams = [group for group in groups.values() if group.level == "team"]
    return sorted(teams, key=lambda team: (natural_key(team.name), team.key))


class ExportForm(FieldsOnly):
    """Closed waves of the organisation, newest first, and one form."""

    waves = forms.MultipleChoiceField(
        label=_("Waves"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one wave.")},
    )
    form = forms.ChoiceField(
        label=_("Kind of file"),
        choices=FileForm.choices,
        initial=FileForm.XLSX,
        widget=forms.RadioSelect,
    )

    def __init__(self, access: Access, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.snapshots = {str(snapshot.pk): snapshot for snapshot in snapshots_of(access)}
        cast(forms.MultipleChoiceField, self.fields["waves"]).choices = [
            (key, wave_label(snapshot.wave)) for key, snapshot in self.snapshots.items()
        ]

    def clean_waves(self) -> list[Snapshot]:
        keys = self.cleaned_data["waves"]
        return [snapshot for key, snapshot in self.snapshots.items() if key in keys]

    def clean_form(self) -> FileForm:
        return FileForm(self.cleaned_data["form"])

    def clean(self) -> dict[str, Any]:
        """Of groups that are not shown no PDF is made; then this says so, and not a file."""
        data: dict[str, Any] = super().clean() or {}
        snapshots: list[Snapshot] = data.get("waves", [])
        form: FileForm = data.get("form", FileForm.XLSX)
        groups = (group for snapshot in snapshots for group in asked_groups(snapshot, form))
        if snapshots and form in REPORTS and not any(has_report(group) for group in groups):
            raise ValidationError(NOTHING_SHOWN[form is FileForm.ORGANISATION])
        return data


NOTHING_SHOWN: Final = (
    _(
        "In the waves that you chose no team is shown, to prevent answers from being traced back "
        "to people. So there is nothing to put on paper."
    ),
    _(
        "In the waves that you chose nothing is shown, to prevent answers from being traced back "
        "to people. So there is nothing to put on paper."
    ),
)
"""Of the teams, and of the whole organisation."""
