"""Find what is risky in a plan though every row of it is allowed: many people who stop at once,
many who would be here twice, and a past that changes; pure."""

from datetime import date

from igm_portal.accounts.people_import.match import State
from igm_portal.accounts.people_import.plan import Plan

FEWEST = 5
LARGEST_SHARE = 10  # per cent of the people with a role


def leavers(plan: Plan, state: State) -> set[str]:
    """Who has a role today or later and would have none any more: not in the file, or with a last
    day in it that is today or before."""
    moves = {end.role for end in plan.ends if end.is_move}
    stops = {end.role for end in plan.ends if not end.is_move}
    stops |= {
        change.role for change in plan.role_changes if change.end and change.end <= state.today
    }
    current = [role for role in state.roles if role.lasts_on(state.today)]
    staying = {role.person for role in current if role.key not in stops | moves}
    staying |= {new.person for new in plan.roles}
    return {role.person for role in current if role.key in stops} - staying


def people_with_role(state: State) -> int:
    """How many people have a role today or later."""
    return len({role.person for role in state.roles if role.lasts_on(state.today)})


def brake(plan: Plan, state: State) -> int:
    """The number of leavers that must be typed before this is carried out; 0: no need.

    A part of the file that is missing shows as people who leave.
    """
    return _if_many(len(leavers(plan, state)), state)


def doubles_brake(plan: Plan, state: State) -> int:
    """The number of people that must be typed before they are added beside a namesake who is not in
    the file; 0: no need.

    So many are no coincidence: everybody has another address, and no staff number says who is who.
    """
    return _if_many(len(plan.namesakes), state)


def _if_many(number: int, state: State) -> int:
    is_large = number * 100 > LARGEST_SHARE * people_with_role(state)
    return number if number >= FEWEST and is_large else 0


def past_moves(plan: Plan, state: State) -> dict[str, date]:
    """Who moves to another team from a day before today, so that the past changes: by person the
    first day in the new team."""
    people = {role.key: role.person for role in state.roles}
    moving = {people[end.role] for end in plan.ends if end.is_move}
    first_days: dict[str, date] = {}
    for new in plan.roles:
        if new.person in moving and new.start < state.today:
            first_days[new.person] = min(new.start, first_days.get(new.person, new.start))
    return first_days
