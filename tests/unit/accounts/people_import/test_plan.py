"""What rows would do to an organisation, and what they may not do."""

from datetime import date, timedelta
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igm_portal.accounts.people_import.columns import Column
from igm_portal.accounts.people_import.faults import Mistake
from igm_portal.accounts.people_import.match import (
    KnownPerson,
    KnownRole,
    NewPerson,
    PersonChange,
)
from igm_portal.accounts.people_import.parse import PersonRow
from igm_portal.accounts.people_import.plan import NewRole, Plan, RoleChange, RoleEnd
from tests.unit.accounts.people_import.build import LONG_AGO, PEOPLE, ROLES, TODAY, plan, row

YESTERDAY = TODAY - timedelta(days=1)


def faults(found: Plan) -> list[StrEnum]:
    return [fault.code for fault in found.faults]


def test_what_is_so_already_changes_nothing() -> None:
    same = plan(row(staff_number="7", email="ada@z.example", name="Ada", function="klantmanager"))
    assert same == Plan()


def test_somebody_new_in_a_new_team() -> None:
    new = row(
        email="eva@z.example", name="Eva", staff_number="9", team="Oost", department="Participatie"
    )
    assert plan(new) == Plan(
        departments=("Participatie",),
        teams=(("Oost", "Participatie"),),
        people=(NewPerson("eva@z.example", "eva@z.example", "Eva", "9"),),
        roles=(NewRole("eva@z.example", "employee", "Oost", "", TODAY, None),),
    )


def test_names_of_places_are_known_in_any_case_of_letters() -> None:
    found = plan(row(email="eva@z.example", name="Eva", team="NOORD", department="werk"))
    assert (found.teams, found.departments) == ((), ())
    assert found.roles[0].place == "Noord"


def test_known_by_staff_number_before_address() -> None:
    found = plan(row(staff_number="7", email="ada.nieuw@z.example", name="Ada de Vries"))
    assert found.changes == (PersonChange("ada", name="Ada de Vries", email="ada.nieuw@z.example"),)


def test_a_number_is_added_to_who_had_none() -> None:
    found = plan(row(staff_number="10", email="boss@z.example", role="administrator", team=""))
    assert found.changes == (PersonChange("boss", staff_number="10"),)


def test_two_rows_of_one_new_person_are_one_person() -> None:
    found = plan(
        row(2, email="eva@z.example", name="Eva", staff_number="9"),
        row(3, staff_number="9", role="manager", team="Zuid"),
    )
    assert [new.key for new in found.people] == ["eva@z.example"]
    assert [new.role for new in found.roles] == ["employee", "manager"]


def test_a_new_team_ends_the_old_one_the_day_before_and_the_function_stays() -> None:
    day = date(2026, 7, 1)
    found = plan(row(staff_number="7", team="Zuid", start=day))
    assert found.roles == (NewRole("ada", "employee", "Zuid", "klantmanager", day, None),)
    assert found.ends == (RoleEnd(2, date(2026, 6, 30), is_move=True),)


def test_both_teams_in_the_file_is_no_move() -> None:
    found = plan(row(2, staff_number="7", team="Zuid"), row(3, staff_number="7"))
    assert found.ends == ()


def test_a_manager_who_gets_a_second_team_keeps_the_first() -> None:
    found = plan(row(staff_number="8", role="manager", team="Zuid"))
    assert [new.place for new in found.roles] == ["Zuid"]
    assert found.ends == ()


def test_function_and_last_day_of_a_present_role_change() -> None:
    end = date(2026, 12, 31)
    found = plan(row(staff_number="7", function="accountmanager", end=end))
    assert found.role_changes == (RoleChange(2, "accountmanager", end),)
    assert found.roles == ()


def test_leavers_end_only_where_that_was_chosen() -> None:
    present = row(staff_number="8", role="manager")
    assert plan(present).ends == ()
    assert plan(present, leavers_on=YESTERDAY).ends == (RoleEnd(2, YESTERDAY, is_move=False),)


def test_administrators_never_leave_by_being_absent() -> None:
    ends = plan(row(email="eva@z.example", name="Eva"), leavers_on=TODAY).ends
    assert {end.role for end in ends} == {2, 3}


def test_who_comes_back_gets_a_new_period() -> None:
    found = plan(row(email="tim@z.example", team="Zuid"))
    assert found.roles == (NewRole("tim", "employee", "Zuid", "", TODAY, None),)


def test_a_period_that_is_over_may_stand_in_the_file() -> None:
    past = row(email="tim@z.example", team="Zuid", start=LONG_AGO, end=date(2026, 5, 31))
    assert plan(past) == Plan()
    assert not plan(past).faults


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([row(staff_number="99")], Mistake.NEEDED),
        ([row(email="eva@z.example")], Mistake.NEEDED),
        ([row(email="eva@z.example", name="Eva", team="Oost")], Mistake.NEEDED),
        ([row(staff_number="7", department="Inkomen")], Mistake.TEAM_IN_OTHER_DEPARTMENT),
        ([row(staff_number="7", email="bob@z.example")], Mistake.OF_ANOTHER_PERSON),
        ([row(staff_number="7", email="old@z.example")], Mistake.RESERVED_EMAIL),
        ([row(email="old@z.example", name="Eva")], Mistake.RESERVED_EMAIL),
        ([row(staff_number="9", email="ada@z.example")], Mistake.OTHER_NUMBER),
        ([row(2, staff_number="7"), row(3, email="ada@z.example")], Mistake.SAME_AS_ROW),
        (
            [row(2, staff_number="7", name="Ada"), row(3, staff_number="7", name="A", team="Zuid")],
            Mistake.DIFFERS_FROM_ROW,
        ),
        (
            [
                row(2, email="eva@z.example", name="Eva", staff_number="9"),
                row(3, email="ivo@z.example", name="Ivo", staff_number="9"),
            ],
            Mistake.DIFFERS_FROM_ROW,
        ),
        ([row(email="tim@z.example", team="Zuid", start=LONG_AGO)], Mistake.OVERLAPS_ENDED),
        ([row(staff_number="7", end=date(2019, 1, 1))], Mistake.END_BEFORE_START),
        ([row(email="eva@z.example", name="Eva", end=YESTERDAY)], Mistake.END_BEFORE_START),
        ([row(email="boss@z.example")], Mistake.OWN_ROLE),
        ([row(email="boss@z.example", role="head", team="", department="Werk")], Mistake.OWN_ROLE),
        (
            [row(email="boss@z.example", role="administrator", team="", end=date(2027, 1, 1))],
            Mistake.LAST_ADMINISTRATOR,
        ),
    ],
)
def test_what_a_file_may_not_do(rows: list[PersonRow], code: Mistake) -> None:
    found = plan(*rows, old_addresses={"old@z.example": "somebody gone"})
    assert faults(found) == [code]
    assert found == Plan(faults=found.faults)


def test_nobody_extends_the_own_role() -> None:
    ending = KnownRole(1, "boss", "administrator", "", "", LONG_AGO, date(2026, 12, 31))
    other = KnownRole(9, "ada", "administrator", "", "", LONG_AGO, None)
    longer = row(email="boss@z.example", role="administrator", team="", end=date(2027, 12, 31))
    assert faults(plan(longer, roles=(ending, other))) == [Mistake.OWN_ROLE]


def test_an_administrator_may_stop_once_another_follows() -> None:
    last = row(2, email="boss@z.example", role="administrator", team="", end=date(2026, 6, 30))
    next_one = row(3, staff_number="7", role="administrator", team="", start=date(2026, 7, 1))
    gap = row(3, staff_number="7", role="administrator", team="", start=date(2026, 7, 2))
    assert faults(plan(last, next_one)) == []
    assert faults(plan(last, gap)) == [Mistake.LAST_ADMINISTRATOR]


PERSONS = st.sampled_from(["ada@z.example", "bob@z.example", "tim@z.example", "eva@z.example"])
FOR_EVER = date.max
DAYS = st.none() | st.dates(date(2019, 1, 1), date(2028, 1, 1))


@given(
    st.lists(
        st.builds(
            PersonRow,
            number=st.integers(2, 99),
            email=PERSONS,
            name=st.just("Iemand"),
            team=st.sampled_from(["Noord", "Zuid"]),
            role=st.sampled_from(["employee", "manager"]),
            start=DAYS,
            end=DAYS,
        ),
        max_size=6,
    ),
    DAYS,
)
def test_no_plan_breaks_a_period(rows: list[PersonRow], leavers_on: date | None) -> None:
    """Whatever rows say: no role ends before it begins, and none of a person overlap in a place."""
    found = plan(*rows, leavers_on=leavers_on)
    ends = {change.role: change.end for change in found.role_changes if change.end}
    ends |= {end.role: end.last_day for end in found.ends}
    after = [
        ((r.person, r.role, r.place), r.start, ends.get(r.key, r.end) or FOR_EVER) for r in ROLES
    ]
    after += [((n.person, n.role, n.place), n.start, n.end or FOR_EVER) for n in found.roles]
    for index, (who, start, last) in enumerate(after):
        assert start <= last
        for other, begins, ends_on in after[index + 1 :]:
            assert who != other or last < begins or ends_on < start


@given(st.lists(PERSONS, max_size=5), st.sampled_from(["Noord", "Zuid", "Oost"]))
def test_doing_it_once_more_would_change_nothing(emails: list[str], team: str) -> None:
    """After the plan the same rows leave nothing to do."""
    rows = [
        row(number, email=email, name="Iemand", team=team, department="Werk", start=TODAY)
        for number, email in enumerate(dict.fromkeys(emails), start=2)
    ]
    first = plan(*rows)
    if first.faults:
        return
    added = tuple(
        KnownRole(100 + n, new.person, new.role, new.place, new.function, new.start, new.end)
        for n, new in enumerate(first.roles)
    )
    ended = {end.role: end.last_day for end in first.ends}
    kept = tuple(
        KnownRole(r.key, r.person, r.role, r.place, r.function, r.start, ended.get(r.key, r.end))
        for r in ROLES
    )
    renamed = {change.person: change.name for change in first.changes}
    people = tuple(
        p.__class__(p.key, p.email, renamed.get(p.key, p.name), p.staff_number) for p in PEOPLE
    ) + tuple(p.__class__(new.key, new.email, new.name) for new in first.people for p in PEOPLE[:1])
    teams = (("Noord", "Werk"), ("Zuid", "Inkomen"), *first.teams)
    again = plan(*rows, people=people, roles=kept + added, teams=teams)
    assert again == Plan()


KNOWN = KnownPerson("zoe", "zoe@z.example", "Zoë Çelik")


@pytest.mark.parametrize(
    "name",
    [
        "Zoë Çelik".encode().decode("cp1252"),
        "Zoë Çelik".encode().decode("latin-1"),
        "Zoë Çelik".encode().decode("cp1252").encode().decode("cp1252"),
        "Zoë Çelik".encode("mac_roman").decode("cp1252"),
        "Zoë Çelik".encode("cp850").decode("cp1252"),
        "Zo? ?elik",
        "Zo\ufffd \ufffdelik",
    ],
)
def test_a_name_that_a_wrong_encoding_made_is_never_planned(name: str) -> None:
    people = (*PEOPLE, KNOWN)
    changed = plan(row(email="zoe@z.example", name=name), people=people)
    assert [(fault.code, fault.other) for fault in changed.faults] == [
        (Mistake.DAMAGED_NAME, "Zoë Çelik")
    ]
    assert plan(row(email="zoe@z.example", name="Zoé Çelik"), people=people).changes


@pytest.mark.parametrize(
    "name",
    [
        "ZoÃ« de Boer",
        "Zo? de Boer",
        "Zo½ de Boer",
        "Zo\ufffd",
        "Ay?e Kaya",
        "K?l?c",
        "Ay¿e",
        "?ahin",
    ],
)
def test_nor_is_somebody_new_with_such_a_name(name: str) -> None:
    found = plan(row(email="nieuw@z.example", name=name))
    assert [fault.code for fault in found.faults] == [Mistake.DAMAGED]


@pytest.mark.parametrize(
    "name", ["Zoë", "\u2018t Hart", "Ðặng", "İpek Şahin", "\u0639\u200c\u0631", "O\u00b4Brien"]
)
def test_names_of_the_whole_world_are_not_damaged(name: str) -> None:
    assert plan(row(email="nieuw@z.example", name=name)).people


def test_nor_does_a_damaged_team_come_beside_the_known_one() -> None:
    teams = (("Café", "Werk"), ("Noord", "Werk"))
    for team in ("CafÃ©", "Caf?", "Caf\u017d", "K?l?c"):
        found = plan(row(email="ada@z.example", team=team, department="Werk"), teams=teams)
        assert [fault.code for fault in found.faults] == [Mistake.DAMAGED]
    assert not plan(row(email="ada@z.example", team="Wat nu?", department="Werk")).faults


def test_a_place_that_is_there_in_two_spellings_is_not_chosen_for_you() -> None:
    teams = (("Team  Noord", "Werk"), ("Team Noord", "Werk"))
    found = plan(row(email="ada@z.example", team="Team Noord"), teams=teams)
    assert [fault.code for fault in found.faults] == [Mistake.TWO_SPELLINGS]


@pytest.mark.parametrize(
    ("second", "code", "column"),
    [
        ({"staff_number": "2", "name": "Ivo"}, Mistake.SHARED_EMAIL, Column.EMAIL),
        ({"staff_number": "2", "name": "Eva"}, Mistake.SHARED_EMAIL, Column.EMAIL),
        ({"name": "Ivo"}, Mistake.SHARED_EMAIL, Column.EMAIL),
        ({"staff_number": "1", "name": "Ivo"}, Mistake.DIFFERS_FROM_ROW, Column.NAME),
    ],
)
def test_two_people_with_one_mailbox_are_told_that_it_is_the_mailbox(
    second: dict[str, str], code: Mistake, column: Column
) -> None:
    first = row(2, email="post@z.example", staff_number="1", name="Eva")
    (fault,) = plan(first, row(3, email="post@z.example", team="Zuid", **second)).faults
    assert (fault.code, fault.row, fault.column, fault.other) == (code, 3, column, "2")
