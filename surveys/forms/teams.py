"""The teams of a plan: one by one, a whole department, or all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from igm_portal.accounts.models import Department, Team
from igm_portal.spelling import natural_key

SEARCHABLE_FROM = 12  # from more teams than this on one can look for a name


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
        team_ids, wholes = _values(data, name), _values(data, f"{name}-department")
        groups = cast("Iterator[tuple[Department, list[tuple[object, str]]]]", self.choices)
        teams = {
            str(group.pk): [str(team) for team, _label in members] for group, members in groups
        }
        if data.get(f"{name}-all"):
            wholes += teams
        for department in wholes:
            team_ids += teams.get(department, [department])
        return list(dict.fromkeys(map(str, team_ids)))


@dataclass(frozen=True, slots=True)
class TeamBox:
    """The tick box of one team; with how many people are asked, by role."""

    team: Any  # a Team with what `teams_with_size` counted
    is_ticked: bool

    @property
    def employees(self) -> str:
        number: int = self.team.employees
        return ngettext("%(size)s employee", "%(size)s employees", number) % {"size": number}

    @property
    def managers(self) -> str:
        number: int = self.team.managers
        return ngettext("%(size)s manager", "%(size)s managers", number) % {"size": number}


@dataclass(frozen=True, slots=True)
class TeamBoxes:
    """The boxes of one department, or of all (`department` is None), with what is ticked of them.

    The script that counts along says the same, from the same words.
    """

    department: Department | None
    boxes: Sequence[TeamBox]

    @property
    def employees(self) -> str:
        return self._total(employee_words(), "employees")

    @property
    def managers(self) -> str:
        return self._total(manager_words(), "managers")

    def _total(self, words: str, role: str) -> str:
        ticked_boxes = [box for box in self.boxes if box.is_ticked]
        if not ticked_boxes:
            return ""
        people = sum(getattr(box.team, role) for box in ticked_boxes)
        team, teams, person, persons = words.split("|")
        number = len(ticked_boxes)
        return f"{number} {team if number == 1 else teams}, " + (
            f"{people} {person if people == 1 else persons}"
        )


def employee_words() -> str:
    """One team, more teams, one person, more people."""
    return _("team|teams|person|people")


def manager_words() -> str:
    """One team, more teams, one manager, more managers."""
    return _("team|teams|manager|managers")


class BoundTeams(BoundField):
    """The tick boxes as the template lays them out."""

    @property
    def departments(self) -> list[TeamBoxes]:
        team_ids = set(map(str, self.value() or ()))
        teams = sorted(cast(TeamsField, self.field).queryset or (), key=_place)
        return [
            TeamBoxes(department, [TeamBox(team, str(team.pk) in team_ids) for team in members])
            for department, members in groupby(teams, key=lambda team: team.department)
        ]

    @property
    def whole(self) -> TeamBoxes:
        """All boxes together."""
        return TeamBoxes(None, [box for part in self.departments for box in part.boxes])

    @property
    def many(self) -> bool:
        """Whether it helps to look for a name."""
        return len(self.whole.boxes) > SEARCHABLE_FROM

    employee_words = staticmethod(employee_words)
    manager_words = staticmethod(manager_words)


class TeamsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Teams with how many people each has today."""

    iterator = _ByDepartment
    widget = TeamsWidget
    bound_field_class = BoundTeams
    by_department = True  # for the template


def _place(team: Team) -> tuple[tuple[str | int, ...], str, tuple[str | int, ...]]:
    department = team.department
    return natural_key(department.name), str(department.pk), natural_key(team.name)


def _values(data: Any, name: str) -> list[str]:
    return list(data.getlist(name)) if hasattr(data, "getlist") else list(data.get(name, ()))
