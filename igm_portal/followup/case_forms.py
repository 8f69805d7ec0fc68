"""What is typed for a fictional case: the case itself, and what somebody in the room would do."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.forms.fields import LineField, several_lines
from igm_portal.followup.cases.library import LEAST_ACTIONS, MOST_ACTIONS, Case
from igm_portal.followup.forms import ELEMENT_CHOICES, FictionForm
from igm_portal.followup.models.case import lines_of
from igm_portal.local_texts import in_own_words_lazy

MOST_CHARACTERS = 150
"""Of one action: it stands on a phone as a choice."""


class PassageField(forms.CharField):
    """A text of several lines."""

    default_validators = [several_lines]

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class OwnCaseForm(FictionForm):
    """A case of one's own organisation."""

    title = LineField(
        label=_("What is the case called?"),
        help_text=_("With an invented first name, such as: Jaap does not come any more."),
        max_length=120,
    )
    story = PassageField(
        label=_("Who is this client, and what is going on?"),
        help_text=_("Two or three short paragraphs. What helps, what stands in the way?"),
        max_length=2000,
        rows=8,
    )
    first = PassageField(
        label=in_own_words_lazy(_("What does one of the {klantmanagers} do?")),
        help_text=_("Both ways are good work. An invented name makes it easier to tell."),
        max_length=800,
        rows=4,
    )
    second = PassageField(label=_("What does the other do?"), max_length=800, rows=4)
    actions = PassageField(
        label=_("What could somebody do first?"),
        help_text=_("One on each line, two to eight. “Something else” is added by itself."),
        max_length=800,
        rows=6,
    )
    nobody = forms.BooleanField(
        label=_(
            "No real person stands in this case: no client, no colleague, and nobody can be "
            "recognised in it."
        ),
        error_messages={"required": _("Only a case about nobody can be kept.")},
    )

    def clean_actions(self) -> str:
        lines = lines_of(self.cleaned_data["actions"])
        if not LEAST_ACTIONS <= len(lines) <= MOST_ACTIONS:
            raise forms.ValidationError(_("Write two to eight actions, each on a line of its own."))
        if max(map(len, lines)) > MOST_CHARACTERS:
            raise forms.ValidationError(_("Make each action shorter: 150 characters at most."))
        return "\n".join(lines)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data.pop("nobody", None)
        return data


class CaseAnswerForm(forms.Form):
    """Which element first, and which action; alone."""

    element = forms.ChoiceField(
        label=_("Which element would you begin with?"),
        choices=ELEMENT_CHOICES,
        widget=forms.RadioSelect,
    )
    action = forms.TypedChoiceField(
        label=_("What would you do first?"), coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, *, case: Case, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        action = cast("forms.ChoiceField", self.fields["action"])
        action.choices = [*enumerate(case.actions), (len(case.actions), _("Something else"))]
