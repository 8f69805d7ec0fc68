"""What HR types of a learning moment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.forms.fields import LineField
from igm_portal.followup.forms import ELEMENT_CHOICES, DatedForm, GuardedForm
from igm_portal.followup.models import LearningKind
from surveys.forms.days import PlanDayField


class TimeField(forms.TimeField):
    """An hour of the day, picked or typed."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class LearningForm(GuardedForm, DatedForm):
    """What it is, about which element, when and where."""

    guarded_fields = ("title", "place")
    kind = forms.ChoiceField(
        label=_("What kind is it?"), choices=LearningKind.choices, widget=forms.RadioSelect
    )
    title = LineField(
        label=_("What is it about?"),
        help_text=_("Everybody reads it, such as: Motivational conversation in ten minutes."),
        max_length=120,
    )
    element = forms.ChoiceField(
        label=_("Beside which element does it stand?"),
        help_text=_("On the own profile it stands beside this element, whatever the score."),
        choices=ELEMENT_CHOICES,
    )
    day = PlanDayField(label=_("On which day is it?"))
    begins = TimeField(label=_("From"), required=False)
    ends = TimeField(label=_("Until"), required=False)
    place = LineField(label=_("Where is it?"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.check_day("day")
        begins, ends = data.get("begins"), data.get("ends")
        whole = begins and ends and begins < ends
        if (begins or ends) and not whole and not {"begins", "ends"} & self.errors.keys():
            self.add_error("ends", _("Fill in both hours, the end after the beginning."))
        return data
