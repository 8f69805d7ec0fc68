"""The form with which an HR adviser plans a retest: a name and two days, all else is fixed."""

from typing import Any

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.forms.fields import FieldsOnly, LineField
from surveys.forms.days import PlanDayField
from surveys.models import Wave
from surveys.plan_dates import RETEST_FROM, RETEST_UNTIL
from surveys.services.refusals import Refused
from surveys.services.retest_rules import check_first_day, check_last_day


class RetestForm(FieldsOnly):
    """When the people of `first` are asked the same once more."""

    title = LineField(
        label=_("Name of the wave"),
        help_text=_("Everyone who is asked sees this name."),
        max_length=120,
    )
    starts_on = PlanDayField(label=_("First day"))
    closes_on = PlanDayField(label=_("Last day"))

    def __init__(self, first: Wave, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.first = first
        self.fields["starts_on"].help_text = _("From %(day)s: sooner people remember.") % {
            "day": formats.date_format(first.closes_on + RETEST_FROM, "j F Y")
        }
        self.fields["closes_on"].help_text = _(
            "Until %(day)s: later something may have changed."
        ) % {"day": formats.date_format(first.closes_on + RETEST_UNTIL, "j F Y")}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts_on, closes_on = data.get("starts_on"), data.get("closes_on")
        if not starts_on or not closes_on:
            return data
        if closes_on < starts_on:
            self.add_error("closes_on", _("The last day lies before the first day."))
            return data
        days = (("starts_on", check_first_day, starts_on), ("closes_on", check_last_day, closes_on))
        for field, check, day in days:
            try:
                check(self.first, day)
            except Refused as refusal:
                self.add_error(field, str(refusal.message))
        return data
