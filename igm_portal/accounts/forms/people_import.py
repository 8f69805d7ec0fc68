"""The form with which a file comes in."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.forms.fields import DayField
from igm_portal.accounts.people_import.faults import Code
from igm_portal.accounts.people_import.parse import MAX_BYTES
from igm_portal.accounts.people_import.plan import Choices
from igm_portal.accounts.people_import.texts import TEXTS


class UploadForm(forms.Form):
    """A CSV, and what to do with what it does not say."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("At most 5 MB. You see what would change before anything does."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
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
            raise forms.ValidationError(str(TEXTS[Code.TOO_LARGE]))
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("leavers") and not data.get("leavers_on"):
            self.add_error("leavers_on", _("Which day is their last?"))
        if data.get("leavers_on") and not data.get("leavers"):
            self.add_error("leavers", _("Tick this too, or leave the last day empty."))
        return data

    def choices(self) -> Choices:
        """The cleaned values as the planner takes them."""
        leavers_on: date | None = self.cleaned_data["leavers_on"]
        return Choices(self.cleaned_data["start"], leavers_on)
