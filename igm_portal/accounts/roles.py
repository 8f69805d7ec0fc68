"""Roles are lists of permissions, each with one sentence for humans (ADR 23)."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.permissions import Permission


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administrator")
    HR_ADVISER = "hr_adviser", _("HR adviser")
    DEPARTMENT_HEAD = "department_head", _("Department head")
    TEAM_MANAGER = "team_manager", _("Team manager")
    EMPLOYEE = "employee", _("Employee")


class Function(models.TextChoices):
    """What somebody's work is; it grants nothing (ADR 23)."""

    KLANTMANAGER = "klantmanager", _("Klantmanager")
    INKOMENSCONSULENT = "inkomensconsulent", _("Inkomensconsulent")
    ACCOUNTMANAGER = "accountmanager", _("Accountmanager")


@dataclass(frozen=True, slots=True)
class Grant:
    sentence: str | Promise
    permissions: frozenset[Permission]


GRANTS: dict[str, Grant] = {
    Role.ADMINISTRATOR: Grant(
        _("Manages departments, teams, people and roles; sees no answers and no results."),
        frozenset({Permission.MANAGE_ORGANISATION, Permission.SEE_AUDIT}),
    ),
    Role.HR_ADVISER: Grant(
        _("Plans and closes waves and sees the published figures of all groups."),
        frozenset(
            {
                Permission.SEE_WAVES,
                Permission.MANAGE_WAVES,
                Permission.SEE_ALL_GROUPS,
                Permission.EXPORT,
            }
        ),
    ),
    Role.DEPARTMENT_HEAD: Grant(
        _("Sees the published figures of their own department and its teams."),
        frozenset({Permission.SEE_DEPARTMENT}),
    ),
    Role.TEAM_MANAGER: Grant(
        _("Answers their own questionnaire and sees the published figures of their own team."),
        frozenset({Permission.ANSWER, Permission.SEE_OWN_RESULT, Permission.SEE_OWN_TEAM}),
    ),
    Role.EMPLOYEE: Grant(
        _("Answers their own questionnaire, sees their own result and that of their team."),
        frozenset({Permission.ANSWER, Permission.SEE_OWN_RESULT, Permission.SEE_OWN_TEAM}),
    ),
}
