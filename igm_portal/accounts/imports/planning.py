"""From rows and what there is to one plan: all of it, or the reasons why not."""

from igm_portal.accounts.imports.persons import Persons
from igm_portal.accounts.imports.places import Places
from igm_portal.accounts.imports.plan import Choices, Plan, State
from igm_portal.accounts.imports.roles import Roles
from igm_portal.accounts.imports.rows import Row, Words


def plan_import(rows: tuple[Row, ...], state: State, choices: Choices, words: Words) -> Plan:
    """What these rows would do; the same rows, state and choices give the same plan.

    With faults the plan holds nothing else.
    """
    persons, places, roles = Persons(state), Places(state, words), Roles(state, choices, words)
    for row in rows:
        person, place = persons.of(row), places.of(row)
        if person is not None and place is not None:
            roles.take(row, person, place)
    ends = roles.ends()
    roles.guard(ends)
    faults = sorted(persons.faults + places.faults + roles.faults, key=lambda fault: fault.row)
    if faults:
        return Plan(faults=tuple(faults))
    return Plan(
        departments=tuple(places.new_departments),
        teams=tuple(places.new_teams),
        people=persons.new(),
        changes=persons.changed(),
        roles=tuple(roles.new),
        role_changes=tuple(roles.changes),
        ends=ends,
    )
