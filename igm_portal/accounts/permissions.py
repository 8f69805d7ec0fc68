"""What someone may do: names that code asks for and roles hand out."""

from enum import StrEnum


class Permission(StrEnum):
    ANSWER = "answer"
    SEE_OWN_RESULT = "see_own_result"
    SEE_OWN_TEAM = "see_own_team"
    SEE_DEPARTMENT = "see_department"
    SEE_ALL_GROUPS = "see_all_groups"
    EXPORT = "export"
    SEE_WAVES = "see_waves"
    MANAGE_WAVES = "manage_waves"
    OWN_ASSIGNMENT = "own_assignment"
    WRITE_CASES = "write_cases"
    MANAGE_ORGANISATION = "manage_organisation"
    SEE_AUDIT = "see_audit"
