"""Which waves, and in what form."""

from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from reports.models import Snapshot
from reports.selectors import snapshots_of


class FileForm(models.TextChoices):
    """The forms in which published figures leave the product."""

    XLSX = "xlsx", _("Spreadsheet (XLSX), with codebook and explanation")
    EXCEL = "csv-excel", _("CSV for Excel")
    MACHINE = "csv", _("CSV for programs (R, Python, SPSS)")


class ExportForm(forms.Form):
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
        self.snapshots = {str(found.pk): found for found in snapshots_of(access)}
        cast(forms.MultipleChoiceField, self.fields["waves"]).choices = [
            (key, snapshot.wave.title) for key, snapshot in self.snapshots.items()
        ]

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        return helper

    def clean_waves(self) -> list[Snapshot]:
        chosen = self.cleaned_data["waves"]
        return [snapshot for key, snapshot in self.snapshots.items() if key in chosen]
