"""What somebody hangs on the notice board, and what an organisation calls its two sides."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.forms.fields import LineField
from igm_portal.accounts.models import Department
from igm_portal.followup.forms import GuardedForm
from reports.texts.elements import METRIC_NAMES
from surveys.instruments.elements import Element


class NoticeForm(GuardedForm):
    """An element, a line, or both; for who works in several departments also where it hangs."""

    guarded_fields = ("text",)
    kind = forms.ChoiceField(label=_("What do you want to hang up?"), widget=forms.RadioSelect)
    element = forms.ChoiceField(
        label=_("Which element is it about?"),
        help_text=_("You choose it yourself: it has nothing to do with what you filled in."),
        required=False,
    )
    text = LineField(
        label=_("In your own words"),
        help_text=_("Such as: a first conversation with somebody who speaks little Dutch."),
        max_length=150,
        required=False,
    )
    department = forms.ChoiceField(label=_("On which board?"))

    def __init__(
        self, *, words: Mapping[str, str], departments: Sequence[Department], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.departments = {str(one.pk): one for one in departments}
        choices = cast("dict[str, forms.ChoiceField]", self.fields)
        choices["kind"].choices = list(words.items())
        choices["element"].choices = [
            ("", "–"),
            *((str(one), METRIC_NAMES[one]) for one in Element),
        ]
        if len(departments) == 1:
            del self.fields["department"]
        else:
            choices["department"].choices = [
                (key, one.name) for key, one in self.departments.items()
            ]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("element") and not data.get("text") and "text" not in self.errors:
            self.add_error("text", _("Choose an element, or write a line."))
        only = next(iter(self.departments))
        data["department"] = self.departments.get(data.get("department", only))
        return data


class NoticeWordsForm(forms.Form):
    """Two short texts; empty means the words of the product."""

    learn = LineField(
        label=_("Instead of “I want to learn this”"),
        help_text=_("Such as: Leerling zoekt gezel. Empty: the words of this site."),
        max_length=60,
        required=False,
    )
    show = LineField(
        label=_("Instead of “I can let you see this”"),
        help_text=_("Such as: Gezel of meester laat zien."),
        max_length=60,
        required=False,
    )
