"""What can be chosen on the pages of the overview: only from what is published.

The fields are named as they stand in the address, so that a link reproduces the page.
"""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.forms.fields import FieldsOnly
from reports.disclosure.cells import PublishedGroup
from reports.overview.scope import Branch
from reports.overview.texts import wave_with_day
from reports.texts.elements import METRIC_NAMES, Words
from surveys.instruments.elements import KUNNEN, WILLEN
from surveys.models import Wave

ALL, MATRIX, SMALL, TAKING_PART = "alle", "elementen", "plaatjes", "deelname"
Choices = list[tuple[Any, Any]]

_TOTALS = ("willen", "kunnen", "contrast")
_OUTCOMES = ("intentie", "gedrag")


def _named(metrics: Iterable[str]) -> Choices:
    return [(str(metric), METRIC_NAMES[metric]) for metric in metrics]


MEASURES: Choices = [
    (MATRIX, _("Willen, kunnen and the seven elements")),
    (SMALL, _("Willen and kunnen, a picture for each group")),
    (_("One measure, all groups"), _named(_TOTALS)),
    (_("Elements of willen"), _named(WILLEN)),
    (_("Elements of kunnen"), _named(KUNNEN)),
    (_("Plan and behaviour"), _named(_OUTCOMES)),
    (TAKING_PART, _("Participation")),
]


class Filter(FieldsOnly):
    """A form in the address: nothing is sent, everything has a first choice."""

    token = False

    def offer(self, field: str, choices: Choices, refusal: Words) -> None:
        """What this field may be; anything else is refused with these words."""
        choice_field = cast(forms.ChoiceField, self.fields[field])
        choice_field.choices = choices
        choice_field.error_messages["invalid_choice"] = str(refusal)

    @property
    def shown(self) -> tuple[object, ...]:
        """All that a valid one looks like: what can be chosen, in words, and what was."""
        lists = (field for field in self.fields.values() if isinstance(field, forms.ChoiceField))
        offered = (repr(field.choices) for field in lists)
        return (type(self), *offered, *sorted(self.cleaned_data.items()))


class OverviewFilter(Filter):
    """A wave, a department in it, and what to show."""

    meting = forms.ChoiceField(label=_("Wave"))
    afdeling = forms.ChoiceField(label=_("Department"))
    maat = forms.ChoiceField(label=_("Show"), choices=MEASURES)

    def __init__(
        self, data: Mapping[str, Any], waves: Iterable[Wave], parts: Iterable[Branch]
    ) -> None:
        super().__init__(data)
        self.offer(
            "meting",
            [(str(wave.pk), wave_with_day(wave)) for wave in waves],
            _("This wave has no results that you may see. Choose one from the list."),
        )
        self.offer(
            "afdeling",
            [
                (ALL, _("All departments")),
                *((part.ident, part.top.name) for part in parts if part.top.level == "department"),
            ],
            _("This department did not take part in this wave. Choose one from the list."),
        )
        self.offer("maat", MEASURES, _("This cannot be shown. Choose from the list."))


class TrendFilter(Filter):
    """A questionnaire, and a group that answered it."""

    meting = forms.CharField(widget=forms.HiddenInput, required=False)
    vragenlijst = forms.ChoiceField(label=_("Questionnaire"))
    groep = forms.ChoiceField(label=_("Group"))

    def __init__(self, data: Mapping[str, Any], waves: Iterable[Wave], groups: Choices) -> None:
        super().__init__(data)
        self.offer(
            "vragenlijst",
            [
                (
                    str(version),
                    _("%(title)s, version %(version)s")
                    % {"title": version.title, "version": version.version},
                )
                for version in (wave.launched for wave in waves)
            ],
            _("There are no results of this questionnaire that you may see."),
        )
        self.offer("groep", groups, _("There are no results of this group that you may see."))


def group_choices(parts: Iterable[Branch], selection: PublishedGroup | None) -> Choices:
    """Every department, and the teams of the chosen one: few, however many there are in all."""
    options: Choices = []
    for part in parts:
        options.append((part.top.key, part.top.name))
        if selection and selection.key in {group.key for group in part.groups}:
            options += [(team.key, f"– {team.name}") for team in part.groups[1:]]
    if selection and selection.key not in dict(options):
        options.append((selection.key, selection.name))
    return options
