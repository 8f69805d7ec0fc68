"""What is asked about a choice of people before it is done."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.forms.fields import DayField, PlaceField
from igm_portal.accounts.models import Organisation, Team
from igm_portal.accounts.roles import Function


class PlacementForm(forms.Form):
    """Which team, from when, with which function."""

    team = PlaceField(label=_("Team"), queryset=Team.objects.none(), empty_label=_("choose a team"))
    start = DayField(label=_("First day"), initial=timezone.localdate)
    function = forms.ChoiceField(
        label=_("Function"), choices=[("", _("as it is now")), *Function.choices], required=False
    )
    leaves_others = forms.BooleanField(
        label=_("Work in another team ends the day before"), initial=True, required=False
    )

    def __init__(self, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        team = cast("forms.ModelChoiceField[Team]", self.fields["team"])
        team.queryset = Team.objects.filter(organisation=organisation)
        self.fields["function"].obvious = True  # type: ignore[attr-defined]
        self.fields["leaves_others"].obvious = True  # type: ignore[attr-defined]


class EndingForm(forms.Form):
    """The last day of all roles."""

    last_day = DayField(
        label=_("Last day"), help_text=_("On this day the roles still hold; today or later.")
    )

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a later day."))
        return day
