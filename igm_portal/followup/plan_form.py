"""What somebody types in a plan of one's own."""

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.forms.fields import LineField
from igm_portal.followup.forms import ELEMENT_CHOICES, DatedForm, GuardedForm
from surveys.forms.days import PlanDayField
from surveys.working_days import working_day_from

DEFAULT_TERM: Final = timedelta(weeks=2)


class OwnPlanForm(GuardedForm, DatedForm):
    """One element, one step, one sentence in two halves, one day."""

    guarded_fields = ("step", "moment", "action")
    element = forms.ChoiceField(
        label=_("Which element is it about?"),
        help_text=_("One is enough. Your scores stand on your own profile and not in the plan."),
        choices=ELEMENT_CHOICES,
        widget=forms.RadioSelect,
    )
    step = LineField(
        label=_("What is one small step?"),
        help_text=_("So small that you can do it within a day. No names of clients or colleagues."),
        max_length=200,
    )
    moment = LineField(
        label=_("If …"),
        help_text=_("A moment that comes by itself, such as: I have put down the phone."),
        max_length=150,
    )
    action = LineField(
        label=_("… then"),
        help_text=_("What you do at that moment, such as: I write down one sentence first."),
        max_length=150,
    )
    day = PlanDayField(
        label=_("On which day do you look back?"),
        help_text=_("Did it happen, and does it help? Five minutes are enough."),
    )
    remind = forms.BooleanField(
        label=_("Mail me on that day"),
        help_text=_("Only if you keep the plan here. The mail does not say what it is about."),
        required=False,
    )

    def __init__(self, *, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"day": working_day_from(today + DEFAULT_TERM)} | kwargs.get(
            "initial", {}
        )
        super().__init__(today=today, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.check_day("day")
        return data
