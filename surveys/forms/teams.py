"""The teams of a plan: one by one, a whole department, or all of them."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.forms.models import ModelChoiceIterator
from django.utils.translation import ngettext

from igm_portal.accounts.models import Department, Team
from igm_portal.spelling import natural_key


class _ByDepartment(ModelChoiceIterator):  # type: ignore[type-arg]
    """Teams in their departments, both by name."""

    def __iter__(self) -> Iterator[Any]:
        teams = sorted(self.queryset, key=_place)
        for department, members in groupby(teams, key=lambda team: team.department):
            yield department, [self.choice(team) for team in members]


class TeamsWidget(forms.CheckboxSelectMultiple):
    """Tick boxes of teams, with one per department and one for all that stand for many of them.

    Those are never ticked by the portal: without a script, a team that is unticked below a ticked
    department would be in the plan after all.
    """

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """The teams that are ticked by any of the boxes; what names no department is no team."""
        ticked, chosen = _values(data, name), _values(data, f"{name}-department")
        groups = cast("Iterator[tuple[Department, list[tuple[object, str]]]]", self.choices)
        teams = {
            str(group.pk): [str(team) for team, _label in members] for group, members in groups
        }
        if data.get(f"{name}-all"):
            chosen += teams
        for department in chosen:
            ticked += teams.get(department, [department])
        return list(dict.fromkeys(map(str, ticked)))


class BoundTeams(BoundField):
    """The tick boxes as the template lays them out."""

    @property
    def departments(self) -> list[tuple[Department, list[Mapping[str, Any]]]]:
        widget = self.field.widget
        value = widget.format_value(self.value())
        return [
            (department, options)
            for department, options, _place in widget.optgroups(self.html_name, value, {})
        ]

    @property
    def number(self) -> int:
        return sum(len(options) for _department, options in self.departments)


class TeamsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Teams with how many employees they have today."""

    iterator = _ByDepartment
    widget = TeamsWidget
    bound_field_class = BoundTeams
    by_department = True  # for the template

    def label_from_instance(self, obj: Any) -> str:
        size = ngettext("%(size)s employee", "%(size)s employees", obj.employees)
        return f"{obj.name} · {size % {'size': obj.employees}}"


def _place(team: Team) -> tuple[tuple[str | int, ...], str, tuple[str | int, ...]]:
    department = team.department
    return natural_key(department.name), str(department.pk), natural_key(team.name)


def _values(data: Any, name: str) -> list[str]:
    return list(data.getlist(name)) if hasattr(data, "getlist") else list(data.get(name, ()))
