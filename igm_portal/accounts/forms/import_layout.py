"""Forms with which somebody says what the columns and titles of a file are."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from igm_portal.accounts.forms.fields import FieldsOnly, LineField
from igm_portal.accounts.people_import.columns import NOT_USED, SKIP, Column, Part
from igm_portal.accounts.people_import.faults import shorten
from igm_portal.accounts.people_import.texts import FIELD_LABELS
from igm_portal.accounts.roles import Function, Role

FIELD_CHOICES: list[tuple[str, str | Promise]] = [
    (NOT_USED, _("Not used")),
    *((str(one), label) for one, label in FIELD_LABELS.items()),
]
# Never a role without a place: nobody becomes administrator by a title.
TITLE_CHOICES: list[tuple[str, str | Promise]] = [
    *((function.value, function.label) for function in Function),
    (Role.EMPLOYEE.value, _("Employee, without a function")),
    (Role.TEAM_MANAGER.value, Role.TEAM_MANAGER.label),
    (Role.DEPARTMENT_HEAD.value, Role.DEPARTMENT_HEAD.label),
    (SKIP, _("Does not take part")),
]
CHOOSE = ("", _("choose"))


class _ChoicesForm(FieldsOnly):
    """One select per key, with what the file calls it as label."""

    choices: Sequence[tuple[str, str | Promise]] = ()
    is_required = False

    def __init__(
        self,
        labels: Mapping[str, str],
        *,
        helps: Mapping[str, str] | None = None,
        selection: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.keys = dict(zip(map("choice{}".format, range(len(labels))), labels, strict=True))
        for name, key in self.keys.items():
            self.fields[name] = forms.ChoiceField(
                label=shorten(labels[key]),
                choices=self.choices,
                help_text=(helps or {}).get(key, ""),
                initial=(selection or {}).get(key, ""),
                required=self.is_required,
            )
            self.fields[name].obvious = True  # type: ignore[attr-defined]
        self.order_fields(list(self.keys))

    def values(self) -> dict[str, str]:
        """What was chosen, by key."""
        return {key: self.cleaned_data[name] for name, key in self.keys.items()}


class RememberedColumnsForm(_ChoicesForm):
    """What columns of any file are; two names may stand for the same, of different files."""

    choices = FIELD_CHOICES
    department = LineField(
        label=_("Department of new teams"),
        help_text=_(
            "Only when no column says it. Teams that are here already stay where they are."
        ),
        max_length=120,
        required=False,
    )


class ColumnsForm(RememberedColumnsForm):
    """What each column of one file is: no two the same."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        names: dict[str, str] = {}
        for name in self.keys:
            choice = data.get(name)
            if choice and choice in names:
                self.add_error(name, _("Another column is this already."))
            elif choice:
                names[choice] = name
        if Column.EMAIL not in names and Column.STAFF_NUMBER not in names:
            raise forms.ValidationError(
                _("Which column says who it is about? Choose an e-mail address or a staff number.")
            )
        parts = {Part.FIRST_NAME, Part.INFIX, Part.LAST_NAME} & names.keys()
        if parts and Column.NAME in names:
            self.add_error(names[Column.NAME], _("Choose the whole name, or its parts."))
        elif parts and Part.LAST_NAME not in parts:
            raise forms.ValidationError(_("Which column has the last name?"))
        return data


class TitlesForm(_ChoicesForm):
    """What each title stands for; nothing is chosen beforehand."""

    choices = [CHOOSE, *TITLE_CHOICES]
    is_required = True


def rows_text(number: int) -> str:
    """How many rows have a title."""
    return ngettext("%(number)s row", "%(number)s rows", number) % {"number": number}
