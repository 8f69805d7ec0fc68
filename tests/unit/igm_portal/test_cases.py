"""Fictional cases that ship: whole, about nobody, and refused when something is missing."""

import re
from dataclasses import asdict
from typing import Any

import pytest

from igm_portal.followup.cases.library import Case, CaseFault, case_from, shipped_cases
from igm_portal.followup.free_text import Sign, signs_of_a_person

CASES = shipped_cases()
VALUES: dict[str, Any] = {
    "title": "Iemand",
    "story": ["Er was eens"],
    "approaches": ["Zo", "Of zo"],
    "actions": ["Bellen", "Wachten"],
}


@pytest.mark.parametrize("name", CASES)
def test_every_case_that_ships_can_be_played(name: str) -> None:
    case = CASES[name]
    assert len(case.story) >= 2
    assert len(case.actions) >= 5, "a choice that differs"
    assert len(set(case.actions)) == len(case.actions)
    assert len(case.questions) == 2
    assert len(case.title) <= 120


def test_three_cases_ship() -> None:
    assert len(CASES) == 3


@pytest.mark.parametrize("name", CASES)
def test_no_sign_of_a_person_stands_in_a_case_that_ships(name: str) -> None:
    case = CASES[name]
    text = " ".join([case.title, *case.story, *case.approaches, *case.actions, *case.questions])
    assert signs_of_a_person(text) == ()


@pytest.mark.parametrize("name", CASES)
def test_the_words_of_a_case_judge_nobody(name: str) -> None:
    case = CASES[name]
    text = " ".join([*case.story, *case.approaches, *case.actions]).lower()
    assert not re.search(r"niet-willer|ongemotiveerd|lui\b|onwillig|werkschuw", text)


def test_a_case_goes_through_a_conversation_unchanged() -> None:
    for case in CASES.values():
        assert case_from(asdict(case)) == case


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": 3},
        {"story": []},
        {"story": "een zin"},
        {"approaches": ["maar een"]},
        {"approaches": ["een", "twee", "drie"]},
        {"actions": ["een"]},
        {"actions": [f"actie {number}" for number in range(9)]},
        {"actions": ["een", " "]},
        {"score": 3},
    ],
)
def test_what_is_no_case_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(CaseFault):
        case_from(VALUES | wrong)


@pytest.mark.parametrize("name", VALUES)
def test_what_a_case_lacks_is_named(name: str) -> None:
    with pytest.raises(CaseFault, match=name):
        case_from({key: value for key, value in VALUES.items() if key != name})
    assert isinstance(case_from(VALUES), Case)


@pytest.mark.parametrize(
    ("text", "is_birth"),
    [
        ("geboren op een dinsdag", True),
        ("op 3-5-1984 kwam hij", True),
        ("op 03/05/2012", True),
        ("3 mei 1984", True),
        ("14 March 1990", True),
        ("1984-05-03", True),
        ("geboortedatum onbekend", True),
        ("geb. 12", True),
        ("sinds 1984 werkt hij", False),
        ("vanaf 1-5-2026 doen we dat anders", False),
        ("3 tot 5 mei", False),
        ("hij is 52", False),
        ("ruimte 3.5.1", False),
    ],
)
def test_a_date_of_birth_is_a_sign_of_a_person(text: str, is_birth: bool) -> None:
    assert (Sign.BIRTH in signs_of_a_person(text)) is is_birth
