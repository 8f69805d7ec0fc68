"""Showing the spread while answers come in: none is lost, counted twice or kept (ADR 43)."""

from collections import deque

import pytest
from django.utils import timezone

from igm_portal.accounts.models import Module
from igm_portal.accounts.services.refusals import Refused
from igm_portal.followup.cases.library import shipped_cases
from igm_portal.followup.models import CaseAnswer, CaseSession
from igm_portal.followup.services.case_sessions import (
    begin_session,
    hand_in,
    show_spread,
    take_back,
)
from surveys.instruments.elements import Element
from tests.integration.test_client_at_once import together
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)
SHOWN_ELEMENT, LATE_ELEMENT = Element.GELOOF, Element.HOUDING


def begun(world: World, answers: int) -> CaseSession:
    """A conversation with this many answers, all of one element."""
    world.team("a", 1)
    world.switch(Module.CASES)
    session = begin_session(
        access=world.access("a-1"), case=shipped_cases()["jaap"], today=timezone.localdate()
    )
    for number in range(answers):
        hand_in(session=session, browser=f"eerder-{number}", element=SHOWN_ELEMENT, action=0)
    return session


def spread_of(session: CaseSession) -> tuple[dict[str, int], list[int]]:
    session.refresh_from_db()
    assert session.spread is not None
    return session.spread["elements"], session.spread["actions"]


@pytest.mark.parametrize("_round", range(5))
def test_what_is_handed_in_while_the_spread_is_shown_counts_once_or_is_refused(
    _round: int,
) -> None:
    """One connection shows, seven hand in. Whoever was told that it is kept is in the spread."""
    session = begun(settle(), 5)
    roles = deque(["show", *(f"laat-{number}" for number in range(7))])
    roles.rotate(_round)

    def act() -> str:
        role = roles.popleft()
        if role == "show":
            show_spread(session=session)
            return role
        try:
            hand_in(session=session, browser=role, element=LATE_ELEMENT, action=1)
        except Refused:
            return "refused"
        return "kept"

    outcomes = together(8, act)
    assert outcomes.count("show") == 1
    kept = outcomes.count("kept")
    assert kept + outcomes.count("refused") == 7
    elements, actions = spread_of(session)
    assert (elements[SHOWN_ELEMENT], elements[LATE_ELEMENT]) == (5, kept)
    assert (actions[0], actions[1]) == (5, kept)
    assert (sum(elements.values()), sum(actions)) == (5 + kept, 5 + kept)
    assert not CaseAnswer.objects.exists()


def test_one_browser_that_sends_twice_at_once_is_one_answer() -> None:
    session = begun(settle(), 4)

    def act() -> None:
        hand_in(session=session, browser="dubbel", element=LATE_ELEMENT, action=1)

    together(4, act)
    assert CaseAnswer.objects.filter(session=session).count() == 5
    show_spread(session=session)
    assert sum(spread_of(session)[0].values()) == 5


def test_shown_twice_at_once_is_shown_once() -> None:
    session = begun(settle(), 6)
    together(4, lambda: show_spread(session=session))
    assert sum(spread_of(session)[0].values()) == 6


def test_an_answer_taken_back_at_that_moment_is_counted_or_gone() -> None:
    session = begun(settle(), 6)
    roles = deque(["show", "back"])

    def act() -> str:
        if roles.popleft() == "show":
            show_spread(session=session)
            return "show"
        try:
            take_back(session=session, browser="eerder-0")
        except Refused:
            return "refused"
        return "gone"

    outcomes = together(2, act)
    number = sum(spread_of(session)[0].values())
    assert number == (5 if "gone" in outcomes else 6)
    assert not CaseAnswer.objects.exists()
