"""What a manager types of an assignment, and what HR answers to measuring again."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.forms.fields import LineField, PlaceField
from igm_portal.accounts.models import Team, User
from igm_portal.followup.forms import (
    ELEMENT_CHOICES,
    LOOK_BACK,
    AnswerForm,
    DatedForm,
    GuardedForm,
    SentenceField,
)
from igm_portal.followup.models import COLUMNS, LEAST_LINKS, MOST_LINKS, QUESTIONS, AnswerKind
from surveys.forms.days import PlanDayField
from surveys.working_days import working_day_from


class AssignmentForm(GuardedForm, DatedForm):
    """Six questions and a day; only the first has to be answered now."""

    guarded_fields = ("matter", "behaviour", "expectation", "steps", "needed")
    matter = SentenceField(
        label=QUESTIONS["matter"],
        help_text=_("In one or two sentences, as you would tell it a colleague. No names."),
        max_length=300,
    )
    behaviour = SentenceField(
        label=QUESTIONS["behaviour"],
        help_text=_("So that somebody could see it happen. Of a role or a team, not of a person."),
        max_length=300,
        required=False,
    )
    elements = forms.MultipleChoiceField(
        label=QUESTIONS["elements"],
        choices=ELEMENT_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    expectation = SentenceField(
        label=QUESTIONS["expectation"],
        help_text=_("If we do this, then that changes, because …"),
        max_length=300,
        required=False,
    )
    steps = SentenceField(
        label=QUESTIONS["steps"],
        help_text=_("The first one small enough to begin this month."),
        max_length=300,
        required=False,
    )
    needed = SentenceField(
        label=QUESTIONS["needed"],
        help_text=_("Roles and departments: your direction, another team, a partner outside."),
        max_length=300,
        required=False,
    )
    look_back_on = PlanDayField(
        label=_("On which day do you look back?"),
        help_text=_("Ten minutes, alone or with somebody. You choose the next day then."),
        required=False,
    )

    def __init__(self, *, today: date, **kwargs: Any) -> None:
        defaults = {"look_back_on": working_day_from(today + LOOK_BACK)}
        kwargs["initial"] = defaults | kwargs.get("initial", {})
        super().__init__(today=today, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.check_day("look_back_on")
        return data


class ChainForm(GuardedForm):
    """Three to six links, each with four short texts; empty ones are left out."""

    def __init__(self, *, chain: Iterable[dict[str, str]] = (), **kwargs: Any) -> None:
        kwargs["initial"] = {
            f"{name}_{number}": link[name] for number, link in enumerate(chain, 1) for name in link
        }
        super().__init__(**kwargs)
        for number in range(1, MOST_LINKS + 1):
            for name, label in COLUMNS.items():
                field = LineField(label=label, max_length=80, required=False)
                self.fields[f"{name}_{number}"] = field
        self.guarded_fields = tuple(name for name in self.fields if name != "sure")  # type: ignore[misc]

    @property
    def links(self) -> list[tuple[int, list[BoundField]]]:
        """The fields of each link, with its number."""
        return [
            (number, [self[f"{name}_{number}"] for name in COLUMNS])
            for number in range(1, MOST_LINKS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        rows = [
            (number, {name: data.get(f"{name}_{number}", "") for name in COLUMNS})
            for number in range(1, MOST_LINKS + 1)
        ]
        links = [(number, link) for number, link in rows if any(link.values())]
        for number, link in links:
            if not link["who"] and f"who_{number}" not in self.errors:
                self.add_error(f"who_{number}", _("Say who or which department this is."))
        if 0 < len(links) < LEAST_LINKS:
            self.add_error(None, _("A chain has three links at least. Who comes before or after?"))
        return {"chain": [link for _number, link in links]}


class ObstacleForm(GuardedForm):
    """One sentence, and whether it is out of the way."""

    guarded_fields = ("sentence",)
    sentence = SentenceField(
        label=_("What stands in the way?"),
        help_text=_("In one sentence: what it is, and who could take it away. No names."),
        max_length=200,
    )
    is_gone = forms.BooleanField(label=_("This is out of the way"), required=False)


class LookBackForm(GuardedForm, DatedForm):
    """What is to be seen today, and when to look again."""

    guarded_fields = ("sentence",)
    sentence = SentenceField(
        label=_("What do you see, in one sentence?"),
        help_text=_("Did what you thought would happen, happen? It need not have worked."),
        max_length=200,
    )
    look_back_on = PlanDayField(
        label=_("On which day do you look back again?"),
        help_text=_("Leave it empty if this was the last time."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.check_day("look_back_on")
        return data


class PersonChoiceForm(forms.Form):
    """One person of a list."""

    person = forms.ModelChoiceField(label=_("With whom?"), queryset=User.objects.none())

    def __init__(self, *, people: QuerySet[User], label: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        person = cast("forms.ModelChoiceField[User]", self.fields["person"])
        person.queryset, person.label = people, label
        person.label_from_instance = lambda obj: f"{obj.name} ({obj.email})"  # type: ignore[method-assign]


class RemeasureForm(DatedForm):
    """Which of the own teams, and from which day."""

    team = PlaceField(label=_("Which team should be measured again?"), queryset=None)
    wished_on = PlanDayField(
        label=_("From which day would it help?"),
        help_text=_("Not sooner than half a year after the last time shows most."),
    )

    def __init__(self, *, teams: QuerySet[Team], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        cast("forms.ModelChoiceField[Team]", self.fields["team"]).queryset = teams

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.check_day("wished_on")
        return data


class RemeasureAnswerForm(AnswerForm):
    """Yes, no or later; the manager reads it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        kind = cast("forms.ChoiceField", self.fields["kind"])
        kinds = (AnswerKind.YES, AnswerKind.NO, AnswerKind.LATER)
        kind.choices = [(str(one), one.label) for one in kinds]
        self.fields["words"].help_text = _("With a no: the reason.")
        self.fields["by_date"].help_text = _(
            "From when the wave can be, or before when the manager hears from you."
        )
