"""Roles are lists of permissions, each with one sentence for humans (ADR 23)."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.permissions import Permission
from igm_portal.local_texts import in_own_words_lazy


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administrator")
    HR_ADVISER = "hr_adviser", _("HR adviser")
    DEPARTMENT_HEAD = "department_head", _("Department head")
    TEAM_MANAGER = "team_manager", _("Team manager")
    EMPLOYEE = "employee", _("Employee")


class Function(models.TextChoices):
    """What somebody's work is, by the name it has here; it grants nothing (ADR 23, 58)."""

    KLANTMANAGER = "klantmanager", in_own_words_lazy("{Klantmanager}")
    INKOMENSCONSULENT = "inkomensconsulent", in_own_words_lazy("{Inkomensconsulent}")
    ACCOUNTMANAGER = "accountmanager", in_own_words_lazy("{Accountmanager}")


class Place(StrEnum):
    """Where a role holds: in one team, in one department, or in the organisation as a whole."""

    TEAM = "team"
    DEPARTMENT = "department"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Grant:
    """What a role is: `word` names it in a file of people."""

    word: str
    place: Place
    sentence: str | Promise
    permissions: frozenset[Permission]


GRANTS: dict[str, Grant] = {
    Role.ADMINISTRATOR: Grant(
        "beheerder",
        Place.NONE,
        _("Manages departments, teams, people and roles; sees no answers and no results."),
        frozenset({Permission.MANAGE_ORGANISATION, Permission.SEE_AUDIT}),
    ),
    Role.HR_ADVISER: Grant(
        "hr-adviseur",
        Place.NONE,
        _("Plans and closes waves and sees the published figures of all groups."),
        frozenset(
            {
                Permission.SEE_WAVES,
                Permission.MANAGE_WAVES,
                Permission.SEE_ALL_GROUPS,
                Permission.EXPORT,
                Permission.WRITE_CASES,
            }
        ),
    ),
    Role.DEPARTMENT_HEAD: Grant(
        "afdelingshoofd",
        Place.DEPARTMENT,
        _("Sees the published figures of their own department and its teams."),
        frozenset({Permission.SEE_DEPARTMENT}),
    ),
    Role.TEAM_MANAGER: Grant(
        "teammanager",
        Place.TEAM,
        _("Answers their own questionnaire and sees the published figures of their own team."),
        frozenset(
            {
                Permission.ANSWER,
                Permission.SEE_OWN_RESULT,
                Permission.SEE_OWN_TEAM,
                Permission.OWN_ASSIGNMENT,
                Permission.WRITE_CASES,
            }
        ),
    ),
    Role.EMPLOYEE: Grant(
        "medewerker",
        Place.TEAM,
        _("Answers their own questionnaire, sees their own result and that of their team."),
        frozenset({Permission.ANSWER, Permission.SEE_OWN_RESULT, Permission.SEE_OWN_TEAM}),
    ),
}


def roles_at(place: Place) -> tuple[str, ...]:
    """The roles that hold at this kind of place, in the order of `GRANTS`."""
    return tuple(role for role, grant in GRANTS.items() if grant.place is place)
