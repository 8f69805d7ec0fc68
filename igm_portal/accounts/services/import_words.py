"""What roles and functions are called in an import file."""

from igm_portal.accounts.imports.columns import Column
from igm_portal.accounts.imports.rows import Words
from igm_portal.accounts.roles import Function, Role

ROLES = {
    "medewerker": Role.EMPLOYEE,
    "teammanager": Role.TEAM_MANAGER,
    "afdelingshoofd": Role.DEPARTMENT_HEAD,
    "hr-adviseur": Role.HR_ADVISER,
    "beheerder": Role.ADMINISTRATOR,
}
WORDS = Words(
    roles={word: role.value for word, role in ROLES.items()},
    functions={function.value: function.value for function in Function},
    places={
        Role.EMPLOYEE.value: Column.TEAM,
        Role.TEAM_MANAGER.value: Column.TEAM,
        Role.DEPARTMENT_HEAD.value: Column.DEPARTMENT,
        Role.HR_ADVISER.value: None,
        Role.ADMINISTRATOR.value: None,
    },
    default_role=Role.EMPLOYEE.value,
    guarded_role=Role.ADMINISTRATOR.value,
)
