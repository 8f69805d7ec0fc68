"""Closing a wave before its last day asks for a tick: the results are made once (finding 7)."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class ClosingForm(forms.Form):
    """Ask whether it is meant, so many `days` early; on the last day and later nothing is asked."""

    early = forms.BooleanField(
        error_messages={"required": _("Tick this if you want to close before the last day.")}
    )

    def __init__(self, days: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if days <= 0:
            del self.fields["early"]
            return
        text = ngettext(
            "I close %(days)s day early, and know that this cannot be undone",
            "I close %(days)s days early, and know that this cannot be undone",
            days,
        )
        self.fields["early"].label = text % {"days": days}

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        return helper
