"""A change assignment (ADR 50): until it is shared, nothing of it shows to anybody else.

Every role reads every page it can reach and asks for every file, with an assignment and without
one; then tries its addresses, with the mark of its owner and with the own one.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.roles import Role
from igm_portal.followup.models import Assignment, AssignmentReader, LookBack, Obstacle
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

OWNER = "manager-acht"
OTHERS = ("administrator", "hr", "head", "manager-zes", "acht-1", "zes-1")
WORDS = ("Zevenblad wieden", "de kraai roept", "tel ik tot elf", "mos op het dak", "een vos zag")
PAGES = (
    *("assignment", "edit_assignment", "edit_chain", "new_obstacle", "look_back_assignment"),
    *("assignment_pdf", "assignment_calendar", "share_assignment", "stop_sharing"),
    *("shared_assignments", "invite_peer", "join_peers", "leave_peers", "ask_remeasurement"),
    *("withdraw_remeasurement", "remove_assignment", "my_data", "my_data_page", "my_data_json"),
    "erase_my_answers",
)


@pytest.fixture
def municipality(world: World) -> World:
    return two_teams(world)


def make_assignment(world: World) -> Assignment:
    """Through the pages, as its owner does: written, looked back on, made as both files, shared
    with everybody who can read it and taken back again.
    """
    browser, mark = signed_in(world.people[OWNER]), {"participant": mark_of(world, OWNER)}
    day = {"look_back_on": timezone.localdate().isoformat()}
    chain = {f"who_{number}": f"deel {number}" for number in range(1, 4)} | {"missing_1": WORDS[2]}
    sent = (
        ("edit_assignment", {"matter": WORDS[0], "steps": WORDS[1]} | day),
        ("edit_chain", chain),
        ("new_obstacle", {"sentence": WORDS[3]}),
        ("look_back_assignment", {"sentence": WORDS[4]} | day),
        *(("share_assignment", {"person": str(world.people[who].pk)}) for who in ("hr", "head")),
        ("stop_sharing", {}),
    )
    for name, typed in sent:
        assert browser.post(address(world, name), typed | mark).status_code == 302, name
    for name in ("assignment_pdf", "assignment_calendar"):
        assert browser.get(address(world, name)).status_code == 200
    return Assignment.objects.get()


def mark_of(world: World, who: str) -> str:
    return person_mark(world.people[who].pk, world.slug)


def address(world: World, name: str, *more: object) -> str:
    return reverse(name, args=[world.slug, *more])


def test_whatever_anybody_else_opens_is_the_same_with_an_assignment_and_without_one(
    municipality: World,
) -> None:
    check_others_read_the_same(
        municipality, OWNER, OTHERS, WORDS, lambda: make_assignment(municipality)
    )


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("who", OTHERS)
def test_nobody_gets_at_the_assignment_of_somebody_else_by_its_addresses(
    municipality: World, who: str, marked: bool
) -> None:
    kept = make_assignment(municipality)
    before = (str(list(Obstacle.objects.values())), str(list(Assignment.objects.values())))
    attacker = signed_in(municipality.people[who])
    values = {"participant": mark_of(municipality, OWNER if marked else who)}
    typed = {"sentence": "een", "person": str(municipality.people[who].pk), "to": "group"}
    obstacle, own_key = Obstacle.objects.get().pk, municipality.people[who].pk
    places = [
        *(address(municipality, name) for name in PAGES),
        *(address(municipality, name, obstacle) for name in ("edit_obstacle", "remove_obstacle")),
        address(municipality, "shared_assignment", kept.pk),
        address(municipality, "stop_sharing_with", own_key),
    ]
    for place in places:
        for answer in (attacker.get(place, values), attacker.post(place, typed | values)):
            assert not words_in(answer.content.decode(errors="replace"), WORDS), place
    assert not AssignmentReader.objects.exists()
    after = (str(list(Obstacle.objects.values())), str(list(Assignment.objects.values())))
    assert after == before
    assert LookBack.objects.count() == 1


def test_whoever_it_is_shared_with_reads_it_and_nobody_beside(municipality: World) -> None:
    kept = make_assignment(municipality)
    browser = signed_in(municipality.people[OWNER])
    typed = {"person": str(municipality.people["manager-zes"].pk)}
    typed["participant"] = mark_of(municipality, OWNER)
    browser.post(address(municipality, "share_assignment"), typed)
    place = address(municipality, "shared_assignment", kept.pk)
    readers = [
        who
        for who in OTHERS
        if words_in(signed_in(municipality.people[who]).get(place).content.decode(), WORDS)
    ]
    assert readers == ["manager-zes"]


def test_an_adviser_of_another_organisation_finds_none(municipality: World) -> None:
    kept = make_assignment(municipality)
    elsewhere = settle("duinen", "Duinen")
    person = elsewhere.give("outsider", Role.HR_ADVISER)
    AssignmentReader.objects.create(assignment=kept, person=person, since=timezone.localdate())
    attacker = signed_in(person)
    for world in (municipality, elsewhere):
        place = address(world, "shared_assignment", kept.pk)
        assert attacker.get(place).status_code == 404
    page = attacker.get(address(elsewhere, "shared_assignments")).content.decode()
    assert not words_in(page, WORDS)


def test_neither_the_log_nor_another_table_holds_a_word_of_it(
    municipality: World, caplog: pytest.LogCaptureFixture
) -> None:
    def make() -> None:
        make_assignment(municipality)
        signed_in(municipality.people[OWNER]).get(address(municipality, "assignment"))

    tables = {model._meta.db_table for model in (Assignment, Obstacle, LookBack)}
    check_only_these_tables(caplog, WORDS, tables, make)
