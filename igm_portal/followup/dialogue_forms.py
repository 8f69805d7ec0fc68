"""What an administrator records of a module, and what is typed for a dialogue."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from igm_portal.accounts.forms.fields import LineField
from igm_portal.accounts.models import CouncilOpinion
from igm_portal.accounts.models.module import AFTER_A_DPIA
from igm_portal.followup.forms import DatedForm, GuardedForm, SentenceField
from surveys.forms.days import PlanDayField
from surveys.services.dialogues import LEAST_NOTICE
from surveys.typed_days import FURTHEST

ON, OFF = "on", "off"


class ModuleForm(GuardedForm, DatedForm):
    """On needs what the works council said and when, and of some modules a DPIA with who advised;
    off needs nothing.
    """

    guarded_fields = ("remark", "dpia_adviser")
    switch = forms.ChoiceField(
        label=_("This module is"),
        choices=[(ON, pgettext_lazy("module", "On")), (OFF, pgettext_lazy("module", "Off"))],
        widget=forms.RadioSelect,
    )
    opinion = forms.ChoiceField(
        label=_("What did the works council say?"),
        help_text=_("Needed to switch it on, with the day."),
        choices=[("", "–"), *CouncilOpinion.choices],
        required=False,
    )
    opinion_on = PlanDayField(label=_("On which day?"), required=False)
    dpia_on = PlanDayField(
        label=_("On which day was the DPIA finished?"),
        help_text=_("Needed to switch it on: how to write one stands in the manual."),
        required=False,
    )
    dpia_adviser = LineField(
        label=_("Who advised on the DPIA?"),
        help_text=_("A function, such as “the data protection officer (FG)”. No name."),
        max_length=120,
        required=False,
    )
    remark = LineField(
        label=_("Remark"),
        help_text=_("Every employee reads this. No names."),
        max_length=300,
        required=False,
    )

    def __init__(self, *, module: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if module not in AFTER_A_DPIA:
            del self.fields["dpia_on"], self.fields["dpia_adviser"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("switch") == ON:
            if "dpia_on" in data and not data["dpia_on"]:
                self.add_error("dpia_on", _("It is off until a DPIA has been made."))
            if "dpia_adviser" in data and not data["dpia_adviser"]:
                self.add_error("dpia_adviser", _("Fill in who advised."))
            if not data.get("opinion"):
                self.add_error("opinion", _("A module is off until the works council has spoken."))
            if "opinion_on" in data and not data["opinion_on"]:
                self.add_error("opinion_on", _("Fill in when it said so."))
        for name in ("opinion_on", "dpia_on"):
            day = data.get(name)
            if day and not self.today - FURTHEST * 5 <= day <= self.today:
                self.add_error(name, _("Choose a day that has been, at most ten years ago."))
        data["switched_on"] = data.pop("switch", "") == ON
        return data


class DialogueForm(DatedForm):
    """The day of a dialogue."""

    day = PlanDayField(
        label=_("On which day?"),
        help_text=_("At least a week ahead, so that people can think about it."),
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not self.today + LEAST_NOTICE <= day <= self.today + FURTHEST:
            raise forms.ValidationError(_("Choose a day at least a week ahead, within two years."))
        return day


class QuestionForm(GuardedForm):
    """One question, read out as it is typed."""

    guarded_fields = ("text",)
    text = SentenceField(
        label=_("Your question"),
        help_text=_(
            "It is read out literally. Somebody may recognise you by style or by what happened."
        ),
        max_length=300,
    )
