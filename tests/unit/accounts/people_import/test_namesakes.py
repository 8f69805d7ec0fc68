"""Who has another address and no staff number is not taken for somebody else without a word."""

import pytest

from igm_portal.accounts.people_import.match import KnownPerson, KnownRole, PersonChange
from igm_portal.accounts.people_import.parse import PersonRow
from igm_portal.accounts.people_import.plan import ImportChoices, Plan, plan_import
from tests.unit.accounts.people_import.build import (
    LONG_AGO,
    TODAY,
    VOCABULARY,
    row,
    state,
)

PEOPLE = (
    KnownPerson("boss", "boss@z.example", "Boss"),
    KnownPerson("ada", "ada@z.example", "Ada de  Wit"),
    KnownPerson("jan-1", "j.bos@z.example", "Jan Bos"),
    KnownPerson("jan-2", "jan.bos@z.example", "Jan Bos"),
    KnownPerson("num", "num@z.example", "Nummer", "7"),
    KnownPerson("gone", "gone@z.example", "Weg"),
)
ROLES = (
    *(
        KnownRole(number, key, "employee", "Noord", "", LONG_AGO, None)
        for number, key in enumerate(("ada", "jan-1", "jan-2", "num"), start=2)
    ),
    KnownRole(9, "gone", "employee", "Noord", "", LONG_AGO, LONG_AGO),
)


def plan(*rows: PersonRow, same_people: bool) -> Plan:
    choices = ImportChoices(TODAY, same_people=same_people)
    return plan_import(rows, state(people=PEOPLE, roles=ROLES), choices, VOCABULARY)


def test_a_namesake_of_who_is_not_in_the_file_is_named_and_not_guessed() -> None:
    new = plan(row(email="ada@n.example", name="Ada de Wit"), same_people=False)
    assert new.namesakes == ("ada@n.example",)
    assert [person.email for person in new.people] == ["ada@n.example"]


def test_once_chosen_the_address_changes_and_nobody_is_added() -> None:
    moved = plan(row(email="adewit@n.example", name="ada de wit"), same_people=True)
    assert (moved.namesakes, moved.people, moved.roles) == ((), (), ())
    assert moved.changes == (PersonChange("ada", name="ada de wit", email="adewit@n.example"),)


def test_two_of_one_name_are_told_apart_by_what_stands_before_the_at_sign() -> None:
    rows = [
        row(2, email="jan.bos@n.example", name="Jan Bos"),
        row(3, email="j.bos@n.example", name="Jan Bos"),
    ]
    changes = plan(*rows, same_people=True).changes
    assert {change.person: change.email for change in changes} == {
        "jan-1": "j.bos@n.example",
        "jan-2": "jan.bos@n.example",
    }


@pytest.mark.parametrize("same_people", [True, False])
def test_who_cannot_be_told_apart_stays_in_doubt(same_people: bool) -> None:
    rows = [
        row(2, email="janb@n.example", name="Jan Bos"),
        row(3, email="jan.b@n.example", name="Jan Bos"),
    ]
    assert set(plan(*rows, same_people=same_people).namesakes) == {
        "janb@n.example",
        "jan.b@n.example",
    }


@pytest.mark.parametrize(
    "rows",
    [
        [row(email="num@n.example", name="Nummer", staff_number="8")],
        [row(email="weg@n.example", name="Weg")],
        [row(2, email="ada@z.example"), row(3, email="ada@n.example", name="Ada de Wit")],
    ],
    ids=["another number", "left long ago", "the known one is in the file too"],
)
def test_others_are_no_namesakes(rows: list[PersonRow]) -> None:
    new = plan(*rows, same_people=True)
    assert new.namesakes == ()
    assert len(new.people) == 1
