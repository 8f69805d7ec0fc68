"""Which departments and teams the rows name: known in any spelling (`name_key`), or new."""

from igm_portal.accounts.imports.columns import Column
from igm_portal.accounts.imports.faults import Code, Fault, shortened
from igm_portal.accounts.imports.plan import State
from igm_portal.accounts.imports.rows import Row, Words
from igm_portal.csv_files.damage import is_damage_of, is_misread
from igm_portal.spelling import name_key, twice


class Places:
    """Finds the place of each row, and keeps the departments and teams that must be made."""

    def __init__(self, state: State, words: Words) -> None:
        self.needed = words.places
        self.departments = {name_key(name): name for name in state.departments}
        self.teams = {name_key(team): (team, department) for team, department in state.teams}
        self.unclear_departments = twice(map(name_key, state.departments))
        self.unclear_teams = twice(name_key(team) for team, _department in state.teams)
        self.new_departments: list[str] = []
        self.new_teams: list[tuple[str, str]] = []
        self.faults: list[Fault] = []

    def of(self, row: Row) -> str | None:
        """The place of the row's role by its own spelling, "" for none, None when it is wrong."""
        for column, text, names in (
            (Column.TEAM, row.team, self.teams),
            (Column.DEPARTMENT, row.department, self.departments),
        ):
            if name_key(text) not in names and self._is_damage(text):
                self._fault(row, Code.DAMAGED, column, text)
                return None
        if name_key(row.team) in self.unclear_teams:
            self._fault(row, Code.TWO_SPELLINGS, Column.TEAM, row.team)
            return None
        if name_key(row.department) in self.unclear_departments:
            self._fault(row, Code.TWO_SPELLINGS, Column.DEPARTMENT, row.department)
            return None
        needed = self.needed.get(row.role)
        if needed == Column.TEAM:
            return self._team(row)
        if needed == Column.DEPARTMENT:
            return self._department(row.department)
        return ""

    def _is_damage(self, text: str) -> bool:
        names = (*self.departments.values(), *(team for team, _department in self.teams.values()))
        return is_misread(text) or any(is_damage_of(text, name) for name in names)

    def _department(self, name: str) -> str:
        if name_key(name) not in self.departments:
            self.departments[name_key(name)] = name
            self.new_departments.append(name)
        return self.departments[name_key(name)]

    def _team(self, row: Row) -> str | None:
        if name_key(row.team) not in self.teams:
            if not row.department:
                self._fault(row, Code.NEEDED, Column.DEPARTMENT, row.department)
                return None
            new_team = (row.team, self._department(row.department))
            self.teams[name_key(row.team)] = new_team
            self.new_teams.append(new_team)
        team, department = self.teams[name_key(row.team)]
        if row.department and name_key(row.department) != name_key(department):
            self._fault(
                row, Code.TEAM_IN_OTHER_DEPARTMENT, Column.DEPARTMENT, row.department, department
            )
            return None
        return team

    def _fault(
        self, row: Row, code: Code, column: Column, value: str = "", other: str = ""
    ) -> None:
        self.faults.append(Fault(code, row.number, column, shortened(value), other))
