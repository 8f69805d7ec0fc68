"""A day in a form of the administration."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.periods import FIRST_YEAR, LAST_YEAR

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day on which a role may begin or end: the same years as in an import."""

    widget = DATE

    def validate(self, value: Any) -> None:
        super().validate(value)
        if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise forms.ValidationError(
                _("Choose a day from %(first)s to %(last)s."),
                params={"first": FIRST_YEAR, "last": LAST_YEAR},
            )
