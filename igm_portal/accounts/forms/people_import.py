"""The form with which a file comes in, and the one before something that is seldom meant."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.forms.fields import DayField
from igm_portal.accounts.people_import.faults import Mistake
from igm_portal.accounts.people_import.plan import ImportChoices
from igm_portal.accounts.people_import.table import MAX_BYTES
from igm_portal.accounts.people_import.texts import TEXTS


class NumbersForm(forms.Form):
    """How many people stop, and how many are added a second time: typed, so that nobody does that
    to hundreds with one click. Only what there is a number of is asked."""

    leavers = forms.IntegerField(label=_("Type how many people stop, to go on"), min_value=0)
    doubles = forms.IntegerField(
        label=_("Type how many people are added a second time, to go on"), min_value=0
    )

    def __init__(self, numbers: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.numbers = {name: number for name, number in numbers.items() if number}
        self.fields = {name: self.fields[name] for name in self.numbers}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, number in self.numbers.items():
            if data.get(name) not in {None, number}:
                self.add_error(name, _("This is not how many people. Look once more."))
        return data


class UploadForm(forms.Form):
    """A CSV or a spreadsheet, and what to do with what it does not say."""

    file = forms.FileField(
        label=_("Spreadsheet or CSV"),
        help_text=_("At most 5 MB. You see what would change before anything does."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,text/csv"}),
        allow_empty_file=True,  # the reader has words for it
    )
    start = DayField(
        label=_("First day of new roles"),
        help_text=_("For rows where “vanaf” is empty."),
        initial=timezone.localdate,
    )
    leavers = forms.BooleanField(
        label=_("Who is not in this file has left: end the roles in teams and departments"),
        help_text=_("Only for a file with everyone in it. HR advisers and administrators stay."),
        required=False,
    )
    leavers_on = DayField(label=_("Last day of who has left"), required=False)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(str(TEXTS[Mistake.TOO_LARGE]))
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("leavers") and not data.get("leavers_on"):
            self.add_error("leavers_on", _("Which day is their last?"))
        if data.get("leavers_on") and not data.get("leavers"):
            self.add_error("leavers", _("Tick this too, or leave the last day empty."))
        return data

    def choices(self) -> ImportChoices:
        """The cleaned values as the planner takes them."""
        leavers_on: date | None = self.cleaned_data["leavers_on"]
        return ImportChoices(self.cleaned_data["start"], leavers_on)
