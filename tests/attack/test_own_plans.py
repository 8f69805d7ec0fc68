"""A plan of one's own (ADR 56): whatever anybody else opens or asks for, nothing of it shows.

Every role reads every page it can reach, asks for every file, and tries the addresses of plans with
the mark of their owner. What they read is moreover the same with a plan and without one.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.models import Module, User
from igm_portal.accounts.roles import Role
from igm_portal.followup.models import OwnPlan
from surveys.participant_marks import person_mark
from tests.attack.private_words import (
    check_only_these_tables,
    check_others_read_the_same,
    two_teams,
    words_in,
)
from tests.attack.reading import signed_in
from tests.world import World, settle

pytestmark = [pytest.mark.attack, pytest.mark.django_db]

OWNER = "acht-1"
OTHERS = ("administrator", "hr", "head", "manager-acht", "manager-zes", "acht-2", "zes-1")
WORDS = ("Zevenblad wieden", "de kraai roept", "tel ik tot elf")
TYPED = dict(zip(("step", "moment", "action"), WORDS, strict=True)) | {"element": "context"}
PLANS = ("my_plan", "edit_my_plan", "my_plan_pdf", "my_plan_calendar", "remove_my_plan")


@pytest.fixture
def municipality(world: World) -> World:
    """Of the first team somebody may keep a plan."""
    two_teams(world).switch(Module.OWN_PLAN)
    return world


def make_plan(world: World) -> None:
    """Through the pages, as its owner does; a change and both files with it."""
    browser, typed = signed_in(world.people[OWNER]), TYPED | {"participant": mark(world)}
    typed["day"] = timezone.localdate().isoformat()
    for choice in ("paper", "calendar", "keep", "keep"):
        browser.post(address(world, "edit_my_plan"), typed | {"to": choice, "remind": "on"})
    assert OwnPlan.objects.count() == 1


def mark(world: World) -> str:
    return person_mark(world.people[OWNER].pk, world.slug)


def address(world: World, name: str) -> str:
    return reverse(name, args=[world.slug])


def test_whatever_anybody_else_opens_is_the_same_with_a_plan_and_without_one(
    municipality: World,
) -> None:
    check_others_read_the_same(municipality, OWNER, OTHERS, WORDS, lambda: make_plan(municipality))


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("who", OTHERS)
def test_nobody_gets_at_the_plan_of_somebody_else_by_its_addresses(
    municipality: World, who: str, marked: bool
) -> None:
    make_plan(municipality)
    attacker = signed_in(municipality.people[who])
    own = person_mark(municipality.people[who].pk, municipality.slug)
    values = {"participant": mark(municipality) if marked else own}
    typed = {"step": "een", "moment": "twee", "action": "drie", "element": "context", "to": "keep"}
    typed["day"] = timezone.localdate().isoformat()
    for name in (*PLANS, "my_data", "my_data_page", "my_data_json", "erase_my_answers"):
        place = address(municipality, name)
        for answer in (attacker.get(place, values), attacker.post(place, typed | values)):
            text = answer.content.decode(errors="replace")
            assert not words_in(text, WORDS), (name, answer.status_code)
    plan = OwnPlan.objects.get(person=municipality.people[OWNER])
    assert (plan.step, plan.moment, plan.action) == WORDS
    if marked:
        assert OwnPlan.objects.count() == 1


def test_an_adviser_of_another_organisation_finds_none(municipality: World) -> None:
    make_plan(municipality)
    elsewhere = settle("duinen", "Duinen")
    attacker = signed_in(elsewhere.give("outsider", Role.HR_ADVISER))
    for name in PLANS[:-1]:
        assert attacker.get(address(municipality, name)).status_code == 404


def test_the_same_person_elsewhere_has_another_plan(municipality: World) -> None:
    """A plan stays with the account of its organisation, also for whoever has the address in two
    (ADR 81).
    """
    make_plan(municipality)
    elsewhere = settle("duinen", "Duinen")
    twin = elsewhere.person(OWNER)
    User.objects.filter(pk=twin.pk).update(email=municipality.people[OWNER].email)
    elsewhere.team("kust", 1)
    elsewhere.give(OWNER, Role.TEAM_MANAGER, team=elsewhere.organisation.teams.get())
    browser = signed_in(twin)
    for name in ("my_plan", "my_data", "my_data_json"):
        answer = browser.get(address(elsewhere, name), follow=True)
        assert not words_in(answer.content.decode(), WORDS)


def test_neither_the_log_nor_another_table_holds_a_word_of_it(
    municipality: World, caplog: pytest.LogCaptureFixture
) -> None:
    def make() -> None:
        make_plan(municipality)
        signed_in(municipality.people[OWNER]).get(address(municipality, "my_plan"))

    check_only_these_tables(caplog, WORDS, {OwnPlan._meta.db_table}, make)
