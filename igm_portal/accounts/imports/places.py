"""Which departments and teams the rows name: known in any case of letters, or new."""

from igm_portal.accounts.imports.columns import Column
from igm_portal.accounts.imports.faults import Code, Fault, shortened
from igm_portal.accounts.imports.plan import State
from igm_portal.accounts.imports.rows import Row, Words


class Places:
    """Finds the place of each row, and keeps the departments and teams that must be made."""

    def __init__(self, state: State, words: Words) -> None:
        self.needed = words.places
        self.departments = {name.casefold(): name for name in state.departments}
        self.teams = {team.casefold(): (team, department) for team, department in state.teams}
        self.new_departments: list[str] = []
        self.new_teams: list[tuple[str, str]] = []
        self.faults: list[Fault] = []

    def of(self, row: Row) -> str | None:
        """The place of the row's role by its own spelling, "" for none, None when it is wrong."""
        needed = self.needed.get(row.role)
        if needed == Column.TEAM:
            return self._team(row)
        if needed == Column.DEPARTMENT:
            return self._department(row.department)
        return ""

    def _department(self, name: str) -> str:
        if name.casefold() not in self.departments:
            self.departments[name.casefold()] = name
            self.new_departments.append(name)
        return self.departments[name.casefold()]

    def _team(self, row: Row) -> str | None:
        if row.team.casefold() not in self.teams:
            if not row.department:
                self._fault(row, Code.NEEDED, Column.DEPARTMENT, row.department)
                return None
            made = (row.team, self._department(row.department))
            self.teams[row.team.casefold()] = made
            self.new_teams.append(made)
        team, department = self.teams[row.team.casefold()]
        if row.department and row.department.casefold() != department.casefold():
            self._fault(
                row, Code.TEAM_IN_OTHER_DEPARTMENT, Column.DEPARTMENT, row.department, department
            )
            return None
        return team

    def _fault(
        self, row: Row, code: Code, column: Column, value: str = "", other: str = ""
    ) -> None:
        self.faults.append(Fault(code, row.number, column, shortened(value), other))
