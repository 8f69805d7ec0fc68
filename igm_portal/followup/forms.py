"""What a team types after a result, and what those above type back."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from igm_portal.accounts.forms.fields import LineField
from igm_portal.followup.free_text import Sign, signs_of_a_person
from igm_portal.followup.models import (
    Addressee,
    AgreementKind,
    AnswerKind,
    ConversationFormat,
    StepState,
)
from igm_portal.followup.models.agreement import Grounds, Owner
from igm_portal.followup.models.conversation import Leader
from reports.texts.elements import METRIC_NAMES
from surveys.forms.days import PlanDayField
from surveys.instruments.elements import Element
from surveys.typed_days import FURTHEST
from surveys.working_days import working_day_from

LOOK_BACK = timedelta(weeks=6)
ANSWER_TERM = timedelta(weeks=3)
SIGNS: dict[Sign, Promise] = {
    Sign.MAIL: _("an e-mail address"),
    Sign.PHONE: _("a phone number"),
    Sign.PERSON: _("the name of a person"),
    Sign.BIRTH: _("a date of birth"),
}
ELEMENT_CHOICES = [(str(one), METRIC_NAMES[one]) for one in Element]
BSN = _("This looks like a citizen service number (BSN). Take it out: it is never kept here.")


class SentenceField(LineField):
    """One sentence, in a field that grows: on a phone a line shows a quarter of it."""

    widget = forms.Textarea(attrs={"rows": 2})

    def to_python(self, value: Any) -> str:
        """A new line in it is a space."""
        return super().to_python(str(value or "").replace("\r\n", " ").replace("\n", " "))


class DatedForm(forms.Form):
    """A form that judges the days in it by `today`."""

    def __init__(self, *, today: date, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.today = today

    def check_day(self, name: str) -> None:
        """Add an error where the day is in the past or too far away."""
        day = self.cleaned_data.get(name)
        if day and not self.today <= day <= self.today + FURTHEST:
            self.add_error(name, _("Choose a day from today on, within two years."))


class GuardedForm(forms.Form):
    """A form whose `guarded_fields` others read: signs of a person are asked about before saving, a
    citizen service number is refused.
    """

    guarded_fields: ClassVar[tuple[str, ...]] = ()
    sure = forms.BooleanField(
        label=_("No person can be recognised in this text: save it"),
        widget=forms.HiddenInput,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in self.guarded_fields:
            signs = signs_of_a_person(data.get(name, ""))
            if Sign.BSN in signs:
                self.add_error(name, BSN)
            elif signs and not data.get("sure"):
                self.fields["sure"].widget = forms.CheckboxInput()
                words = ", ".join(str(SIGNS[sign]) for sign in signs)
                self.add_error(
                    name,
                    _(
                        "This looks like %(signs)s. Write down what, not who. "
                        "Is it something else? Tick the box below and save again."
                    )
                    % {"signs": words},
                )
        data.pop("sure", None)
        return data


class FictionForm(forms.Form):
    """Texts about somebody who does not exist. What points to a person is refused and not asked
    about: they need none of it. A name of somebody who does not exist is fine.
    """

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, text in list(data.items()):
            signs = set(signs_of_a_person(str(text))) - {Sign.PERSON}
            if Sign.BSN in signs:
                self.add_error(name, BSN)
            elif signs:
                words = ", ".join(str(SIGNS[sign]) for sign in sorted(signs))
                self.add_error(
                    name, _("This looks like %(signs)s. Take it out.") % {"signs": words}
                )
        return data


class AgreementForm(GuardedForm, DatedForm):
    """Wat, wie, wanneer; then one question about what it changes."""

    guarded_fields = ("what",)
    what = SentenceField(
        label=_("What do you agree?"),
        help_text=_("One sentence, small enough to begin this month. No names."),
        max_length=200,
    )
    owner = forms.ChoiceField(
        label=_("Who takes care of it?"), choices=Owner.choices, widget=forms.RadioSelect
    )
    look_back_on = PlanDayField(
        label=_("When do you look back?"),
        help_text=_("Ten minutes in the team meeting: did it happen, and does it help?"),
    )
    kind = forms.ChoiceField(
        label=_("What does it change?"),
        help_text=_("The first five change the work itself; the last two what people bring to it."),
        choices=AgreementKind.choices,
        widget=forms.RadioSelect,
    )
    element = forms.ChoiceField(
        label=_("Which part of the result is it about?"),
        choices=[("", _("something else")), *ELEMENT_CHOICES],
        required=False,
    )
    grounds = forms.ChoiceField(
        label=_("Why do you expect this to help?"),
        choices=[("", "–"), *Grounds.choices],
        required=False,
    )

    def __init__(self, *, today: date, **kwargs: Any) -> None:
        look_back_on = working_day_from(today + LOOK_BACK)
        kwargs["initial"] = {"look_back_on": look_back_on, "owner": Owner.TEAM} | kwargs.get(
            "initial", {}
        )
        super().__init__(today=today, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.check_day("look_back_on")
        return data


class StepForm(GuardedForm, DatedForm):
    """How an agreement goes: one tap and one sentence."""

    guarded_fields = ("sentence",)
    state = forms.ChoiceField(
        label=_("How does it go?"), choices=StepState.choices, widget=forms.RadioSelect
    )
    sentence = SentenceField(
        label=_("What do you notice yourselves, in one sentence?"),
        max_length=200,
        required=False,
    )
    look_back_on = PlanDayField(label=_("When do you look back again?"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.check_day("look_back_on")
        return data


class PlanForm(DatedForm):
    """The date, the format and the leader of a conversation."""

    day = PlanDayField(label=_("On which day?"))
    format = forms.ChoiceField(
        label=_("In which form?"), choices=ConversationFormat.choices, widget=forms.RadioSelect
    )
    leader = forms.ChoiceField(
        label=_("Who leads it?"),
        help_text=_("Whoever leads keeps the time and speaks last."),
        choices=Leader.choices,
        widget=forms.RadioSelect,
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if abs(day - self.today) > FURTHEST:
            raise forms.ValidationError(_("Choose a day nearer to today."))
        return day


class ReferralForm(GuardedForm, DatedForm):
    """Before whom an agreement is laid, and what the team asks of them."""

    guarded_fields = ("question",)
    addressee = forms.ChoiceField(
        label=_("Before whom do you lay it?"), choices=Addressee.choices, widget=forms.RadioSelect
    )
    question = SentenceField(
        label=_("What do you ask of them?"),
        help_text=_(
            "They read this sentence and the name of your team, nobody's name. What the head "
            "answers may come back with it on a sheet for the whole department, without your team."
        ),
        max_length=300,
    )
    answer_by = PlanDayField(label=_("Before when do you want an answer?"))
    manager_knows = forms.BooleanField(
        label=_("Our team manager has read this. Approving it is not needed."),
        error_messages={"required": _("Let your team manager read it first.")},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.check_day("answer_by")
        data.pop("manager_knows", None)
        return data


class AnswerForm(GuardedForm, DatedForm):
    """One answer to one or several that were laid before somebody."""

    guarded_fields = ("words",)
    kind = forms.ChoiceField(
        label=_("Your answer"),
        choices=[choice for choice in AnswerKind.choices if choice[0] != AnswerKind.SEEN],
        widget=forms.RadioSelect,
    )
    words = SentenceField(
        label=pgettext_lazy("answer", "In one sentence"),
        help_text=_("With a no: the reason. With “somebody else”: who that is."),
        max_length=300,
        required=False,
    )
    by_date = PlanDayField(
        label=_("Date"),
        help_text=_("From when it holds, or before when the teams hear from you."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        kind = data.get("kind")
        if kind in {AnswerKind.NO, AnswerKind.ELSEWHERE} and not data.get("words"):
            self.add_error("words", _("Write it in one sentence: the teams read it."))
        if kind and kind != AnswerKind.NO and not data.get("by_date"):
            self.add_error("by_date", _("Name a date: the teams count on it."))
        self.check_day("by_date")
        return data
