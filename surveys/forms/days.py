"""A day in a plan: picked from a calendar, or typed as people write it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.typed_days import read_day


class DayInput(forms.DateInput):
    """A calendar; a text field around what is no day, because a calendar would leave it out."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        if isinstance(value, str):
            value = read_day(value, timezone.localdate()) or value
        context = super().get_context(name, value, attrs)
        if value and not isinstance(value, date):
            context["widget"]["type"] = "text"
        return context


class PlanDayField(forms.DateField):
    """A day that people type or pick."""

    widget = DayInput
    default_error_messages = {
        "invalid": _("Type a day such as 1-12-2026 or 1 december."),
    }

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        day = read_day(value, timezone.localdate())
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day
