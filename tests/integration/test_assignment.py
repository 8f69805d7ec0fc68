"""A change assignment: private, shared by name or in a leergang, and measuring again (ADR 50)."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.models import Membership
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from igm_portal.followup.models import (
    MOST_PEERS,
    Assignment,
    AssignmentReader,
    LookBack,
    Obstacle,
    Peer,
    PeerGroup,
    Remeasurement,
)
from igm_portal.followup.services.assignments import AFTER_LEAVING, remove_of_leavers
from igm_portal.outbox.models import Mail
from igm_portal.worker.nightly import nightly
from surveys.participant_marks import person_mark
from surveys.services.erasure import erase_person
from tests.attack.reading import pdf_text
from tests.pages import PageClient, path_of
from tests.world import World, end_roles

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = TODAY + timedelta(days=21)
WORDS = {
    "matter": "Werk en Werkgevers weten niet van elkaar wie wat doet",
    "behaviour": "Klantmanagers bellen het werkgeversteam voor ze een vacature noemen",
    "expectation": "Dan past de vacature vaker",
    "steps": "Eerst een keer samen overleggen",
    "needed": "Mijn directie en het werkgeversteam",
}
TYPED = WORDS | {"elements": ["context", "sociale_druk"], "look_back_on": DAY.isoformat()}
CHAIN = {
    "who_1": "Inkomen",
    "arrives_1": "een brief",
    "missing_1": "een nummer",
    "first_1": "hoofd",
    "who_2": "Werk",
    "missing_2": "wie er belt",
    "who_4": "Werkgevers",
    "arrives_4": "een lijst",
}
OWNER = "manager-a"


@pytest.fixture
def world(world: World) -> World:
    """Three teams with a manager each, a head, HR and an administrator."""
    a = world.team("a", 2)
    world.team("b", 1)
    world.team("c", 1, department="Inkomen")
    world.give("head", Role.DEPARTMENT_HEAD, department=a.department)
    world.give("hr", Role.HR_ADVISER)
    world.give("administrator", Role.ADMINISTRATOR)
    return world


def address(world: World, name: str, *more: object) -> str:
    return reverse(name, args=[world.slug, *more])


def client(world: World, who: str = OWNER) -> PageClient:
    browser = PageClient()
    browser.force_login(world.people[who])
    return browser


def send(world: World, name: str, typed: Any = None, *more: object, who: str = OWNER) -> Any:
    return client(world, who).post(address(world, name, *more), typed or {})


def read(world: World, name: str = "assignment", *more: object, who: str = OWNER) -> str:
    return str(client(world, who).get(address(world, name, *more), follow=True).content.decode())


def write(world: World, who: str = OWNER) -> Assignment:
    """Everything there is to write, through the pages."""
    send(world, "edit_assignment", TYPED, who=who)
    send(world, "edit_chain", CHAIN, who=who)
    send(world, "new_obstacle", {"sentence": "Er is geen gezamenlijk overleg"}, who=who)
    return Assignment.objects.get(person=world.people[who])


def share(world: World, *names: str) -> None:
    for name in names:
        send(world, "share_assignment", {"person": world.people[name].pk, "to": "person"})


def make_group(world: World, *names: str, accepted: bool = True) -> None:
    for name in names:
        send(world, "invite_peer", {"person": world.people[name].pk})
        if accepted:
            send(world, "join_peers", who=name)


def reads(world: World, who: str) -> bool:
    """Whether that person reads the assignment of the owner, by its address and in the list."""
    kept = Assignment.objects.get(person=world.people[OWNER])
    page = client(world, who).get(address(world, "shared_assignment", kept.pk))
    by_address = page.status_code == 200 and WORDS["matter"] in page.content.decode()
    assert by_address == (WORDS["matter"] in read(world, "shared_assignments", who=who))
    return by_address


def ask(world: World, who: str = OWNER) -> Any:
    team = world.organisation.teams.get(name="a")
    return send(world, "ask_remeasurement", {"team": team.pk, "wished_on": DAY}, who=who)


# --- one's own ------------------------------------------------------------------------------------


def test_six_answers_a_chain_and_obstacles_are_kept_and_shown(world: World) -> None:
    kept = write(world)
    assert [link["who"] for link in kept.chain] == ["Inkomen", "Werk", "Werkgevers"]
    page = read(world)
    assert all(text in page for text in (*WORDS.values(), "Er is geen gezamenlijk overleg"))
    assert page.count("een nummer") == 2  # in the picture and in its table
    assert "Rust en steun om je heen" in page
    send(world, "edit_assignment", TYPED | {"steps": "Iets anders"})
    assert Assignment.objects.get().steps == "Iets anders"
    assert Assignment.objects.get().chain == kept.chain


def test_one_answer_is_enough_to_begin(world: World) -> None:
    assert send(world, "edit_assignment", {"matter": "Het wringt"}).status_code == 302
    assert "nog niets" in read(world)
    send(world, "edit_assignment", TYPED | {"matter": ""})
    assert Assignment.objects.get().matter == "Het wringt"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"who_4": "", "arrives_4": ""}, "minstens drie schakels"),
        ({"who_1": ""}, "Vul in wie of welke afdeling dit is"),
        ({"missing_1": "bel mevrouw Jansen"}, "de naam van een persoon"),
        ({"missing_1": "111222333"}, "burgerservicenummer"),
    ],
)
def test_a_chain_has_three_links_that_say_who_and_names_nobody(
    world: World, changes: dict[str, str], words: str
) -> None:
    send(world, "edit_assignment", TYPED)
    answer = send(world, "edit_chain", CHAIN | changes)
    assert words in answer.content.decode()
    assert Assignment.objects.get().chain == []


def test_a_chain_can_be_taken_away_again(world: World) -> None:
    write(world)
    assert 'value="een brief"' in read(world, "edit_chain")
    send(world, "edit_chain")
    assert Assignment.objects.get().chain == []


@pytest.mark.parametrize("name", ["edit_assignment", "new_obstacle", "look_back_assignment"])
def test_signs_of_a_person_are_asked_about(world: World, name: str) -> None:
    send(world, "edit_assignment", {"matter": "Het wringt"})
    field = "matter" if name == "edit_assignment" else "sentence"
    answer = send(world, name, {field: "Mevrouw Jansen belt niet terug"})
    assert "de naam van een persoon" in answer.content.decode()
    answer = send(world, name, {field: "Mevrouw Jansen belt niet terug", "sure": "on"})
    assert path_of(answer) == address(world, "assignment")


def test_an_obstacle_gets_out_of_the_way_or_is_removed(world: World) -> None:
    write(world)
    (obstacle,) = Obstacle.objects.all()
    send(world, "edit_obstacle", {"sentence": "Geen overleg", "is_gone": "on"}, obstacle.pk)
    assert "uit de weg" in read(world)
    send(world, "remove_obstacle", {}, obstacle.pk)
    assert not Obstacle.objects.exists()


def test_looking_back_keeps_a_sentence_and_the_next_day(world: World) -> None:
    write(world)
    Assignment.objects.update(look_back_on=TODAY)
    assert "Kijk terug op je opdracht" in read(world, "start")
    later = TODAY + timedelta(days=42)
    send(world, "look_back_assignment", {"sentence": "Er wordt gebeld", "look_back_on": later})
    assert Assignment.objects.get().look_back_on == later
    assert "Er wordt gebeld" in read(world)
    send(world, "look_back_assignment", {"sentence": "Nu vanzelf"})
    assert Assignment.objects.get().look_back_on is None
    assert LookBack.objects.count() == 2
    assert client(world).get(address(world, "assignment_calendar")).status_code == 404


def test_the_pdf_is_one_a4_with_everything_but_a_name_or_a_score(world: World) -> None:
    write(world)
    send(world, "look_back_assignment", {"sentence": "Er wordt gebeld"})
    answer = client(world).get(address(world, "assignment_pdf"))
    text = " ".join(pdf_text(answer.content).split())
    texts = (*WORDS.values(), "een nummer", "Er is geen gezamenlijk overleg", "Er wordt gebeld")
    assert all(text_of in text for text_of in texts)
    assert "1 van 1" in text
    assert "Manager-A" not in text
    assert 'filename="mijn-blad.pdf"' in answer.headers["Content-Disposition"]


def test_the_pdf_of_the_longest_assignment_is_one_a4(world: World) -> None:
    write(world)
    long = ("woorden " * 40).strip()[:300]
    fields = dict.fromkeys(WORDS, long)
    link = dict.fromkeys(("who", "arrives", "missing", "first"), long[:80])
    Assignment.objects.update(**fields, chain=[link] * 6)
    for _number in range(4):
        send(world, "new_obstacle", {"sentence": long[:200]})
    answer = client(world).get(address(world, "assignment_pdf"))
    assert "1 van 1" in " ".join(pdf_text(answer.content).split())


def test_the_day_for_a_calendar_says_nothing_of_it(world: World) -> None:
    write(world)
    answer = client(world).get(address(world, "assignment_calendar"))
    event = vobject.readOne(answer.content.decode()).vevent
    assert event.summary.value == "Eigen afspraak"
    assert event.dtstart.value == DAY
    assert event.contents["class"][0].value == "PRIVATE"
    assert not [word for word in ("opdracht", *WORDS.values()) if word in answer.content.decode()]


def test_there_is_no_score_in_it(world: World) -> None:
    for model in (Assignment, Obstacle, LookBack, AssignmentReader, Remeasurement):
        kinds = {field.get_internal_type() for field in model._meta.get_fields()}
        assert not kinds & {"FloatField", "IntegerField", "DecimalField", "SmallIntegerField"}


def test_the_page_falls_under_learning_moments_and_is_two_clicks_away(world: World) -> None:
    learning = address(world, "learning_moments")
    assert f'href="{learning}"' in read(world, "start")
    assert f'href="{address(world, "assignment")}"' in read(world, "learning_moments")
    assert address(world, "assignment") not in read(world, "learning_moments", who="a-1")
    menu = client(world).get(address(world, "edit_assignment")).context["nav"]
    assert [url for _label, url, mark in menu if mark] == [learning]


# --- shared by name -------------------------------------------------------------------------------


def test_nobody_reads_it_until_it_is_shared_and_no_longer_than_that(world: World) -> None:
    write(world)
    others = ("manager-b", "manager-c", "head", "hr")
    assert not [who for who in others if reads(world, who)]
    share(world, "manager-b", "hr")
    assert [who for who in others if reads(world, who)] == ["manager-b", "hr"]
    send(world, "stop_sharing_with", {}, world.people["hr"].pk)
    assert [who for who in others if reads(world, who)] == ["manager-b"]
    share(world, "head")
    send(world, "stop_sharing")
    assert not [who for who in others if reads(world, who)]


@pytest.mark.parametrize("who", ["a-1", "administrator"])
def test_it_is_shared_with_managers_heads_and_hr_only(world: World, who: str) -> None:
    kept = write(world)
    share(world, who)
    assert not AssignmentReader.objects.exists()
    AssignmentReader.objects.create(assignment=kept, person=world.people[who], since=TODAY)
    page = client(world, who).get(address(world, "shared_assignment", kept.pk))
    assert page.status_code == 403


def test_who_reads_it_can_change_nothing_and_has_no_file(world: World) -> None:
    kept = write(world)
    share(world, "manager-b")
    page = read(world, "shared_assignment", kept.pk, who="manager-b")
    for name in ("edit_assignment", "edit_chain", "assignment_pdf", "share_assignment"):
        assert address(world, name) not in page
    assert "Manager-A" in page
    (obstacle,) = Obstacle.objects.all()
    assert send(world, "edit_assignment", {"matter": "Van b"}, who="manager-b").status_code == 302
    answer = send(world, "remove_obstacle", {}, obstacle.pk, who="manager-b")
    assert answer.status_code == 404
    assert Obstacle.objects.exists()
    assert Assignment.objects.get(pk=kept.pk).matter == WORDS["matter"]


def test_it_stands_on_the_start_page_of_who_reads_it_for_two_weeks(world: World) -> None:
    write(world)
    share(world, "hr")
    assert "Met je gedeeld" in read(world, "start", who="hr")
    AssignmentReader.objects.update(since=TODAY - timedelta(days=15))
    assert "Met je gedeeld" not in read(world, "start", who="hr")
    assert address(world, "shared_assignments") in read(world, "referrals", who="hr")


def test_what_somebody_shared_who_left_is_read_no_more(world: World) -> None:
    write(world)
    share(world, "manager-b")
    end_roles(world.people[OWNER], TODAY - timedelta(days=1))
    assert not reads(world, "manager-b")


def test_sharing_reading_and_stopping_are_on_record_nowhere_and_mail_nobody(world: World) -> None:
    before = AuditEvent.objects.count()
    write(world)
    make_group(world, "manager-b", "manager-c")
    share(world, "hr")
    send(world, "share_assignment", {"to": "group"})
    assert reads(world, "manager-b")
    send(world, "stop_sharing")
    send(world, "leave_peers", who="manager-b")
    send(world, "remove_assignment")
    assert AuditEvent.objects.count() == before
    assert not Mail.objects.exists()


# --- a leergang -----------------------------------------------------------------------------------


def test_a_group_begins_with_an_invitation_that_shares_nothing(world: World) -> None:
    write(world)
    make_group(world, "manager-b", accepted=False)
    assert "uitgenodigd voor een leergang" in read(world, "start", who="manager-b")
    assert "Manager-A" in read(world, "shared_assignments", who="manager-b")
    send(world, "share_assignment", {"to": "group"})
    assert not reads(world, "manager-b")  # it is not accepted yet
    send(world, "join_peers", who="manager-b")
    assert not reads(world, "manager-b")
    send(world, "share_assignment", {"to": "group"})
    assert reads(world, "manager-b")


def test_who_comes_in_later_reads_nothing_before_it_is_shared_again(world: World) -> None:
    write(world)
    make_group(world, "manager-b")
    send(world, "share_assignment", {"to": "group"})
    send(world, "invite_peer", {"person": world.people["manager-c"].pk}, who="manager-b")
    send(world, "join_peers", who="manager-c")
    assert not reads(world, "manager-c")
    assert "Manager-C" in read(world, "share_assignment")
    send(world, "share_assignment", {"to": "group"})
    assert reads(world, "manager-c")


@pytest.mark.parametrize("who", [OWNER, "manager-b"])
def test_who_leaves_reads_and_is_read_by_the_group_no_more(world: World, who: str) -> None:
    write(world)
    make_group(world, "manager-b", "manager-c")
    send(world, "share_assignment", {"to": "group"})
    share(world, "hr")
    send(world, "leave_peers", who=who)
    assert not reads(world, "manager-b")
    assert reads(world, "manager-c") == (who != OWNER)
    assert reads(world, "hr")  # by name, and apart from the group


def test_a_group_of_one_is_none(world: World) -> None:
    make_group(world, "manager-b")
    send(world, "leave_peers", who="manager-b")
    assert not PeerGroup.objects.exists()
    assert not Peer.objects.exists()


def test_somebody_shared_with_by_name_stays_so_after_the_group(world: World) -> None:
    write(world)
    make_group(world, "manager-b")
    send(world, "share_assignment", {"to": "group"})
    share(world, "manager-b")
    send(world, "leave_peers")
    assert reads(world, "manager-b")


def test_a_group_holds_twenty_managers_and_nobody_is_in_two(world: World) -> None:
    make_group(world, "manager-b", accepted=False)
    team = world.organisation.teams.get(name="a")
    for number in range(MOST_PEERS - 1):
        name = f"leider-{number}"
        world.give(name, Role.TEAM_MANAGER, team=team)
        make_group(world, name, accepted=False)
    assert Peer.objects.count() == MOST_PEERS
    answer = send(world, "invite_peer", {"person": world.people["manager-c"].pk})
    assert "Twintig leidinggevenden" in answer.content.decode()
    answer = send(world, "invite_peer", {"person": world.people["manager-b"].pk}, who="manager-c")
    assert "heeft al een plek in een leergang" in answer.content.decode()
    assert Peer.objects.count() == MOST_PEERS


def test_who_has_not_accepted_invites_nobody_and_only_managers_are_invited(world: World) -> None:
    make_group(world, "manager-b", accepted=False)
    answer = send(world, "invite_peer", {"person": world.people["manager-c"].pk}, who="manager-b")
    assert "Beantwoord eerst je eigen uitnodiging" in answer.content.decode()
    for who in ("hr", "head", "a-1"):
        assert send(world, "invite_peer", {"person": world.people[who].pk}).status_code == 200
    assert Peer.objects.count() == 2


def test_who_manages_no_team_any_more_is_in_no_group(world: World) -> None:
    write(world)
    make_group(world, "manager-b", "manager-c")
    send(world, "share_assignment", {"to": "group"})
    end_roles(world.people["manager-b"], TODAY - timedelta(days=1))
    nightly(timezone.now())
    assert {peer.person for peer in Peer.objects.all()} == {
        world.people[OWNER],
        world.people["manager-c"],
    }
    assert AssignmentReader.objects.get().person == world.people["manager-c"]


# --- measuring again ------------------------------------------------------------------------------


def test_measuring_again_is_asked_of_hr_and_answered(world: World) -> None:
    write(world)
    ask(world)
    question = Remeasurement.objects.get()
    assert "1 leidinggevende vraagt" in read(world, "start", who="hr")
    page = read(world, "referrals", who="hr")
    assert "Manager-A" in page
    assert not [text for text in WORDS.values() if text in page]
    assert "Manager-A" not in read(world, "referrals", who="head")
    answer = {"kind": "yes", "by_date": DAY.isoformat(), "words": "Samen met team b"}
    send(world, "answer_remeasurement", answer, question.pk, who="hr")
    assert "Samen met team b" in read(world)
    assert "HR heeft geantwoord" in read(world, "start")
    assert "leidinggevende vraagt" not in read(world, "start", who="hr")
    events = AuditEvent.objects.filter(action__startswith="remeasurement.")
    assert [(one.action, one.object_label) for one in events.order_by("pk")] == [
        ("remeasurement.asked", "a"),
        ("remeasurement.answered", "a"),
    ]
    assert "Manager-A" not in str(list(events.values()))


@pytest.mark.parametrize(
    "typed",
    [
        {"kind": "no"},
        {"kind": "yes"},
        {"kind": "seen", "by_date": DAY},
        {"kind": "elsewhere", "by_date": DAY, "words": "directie"},
    ],
)
def test_a_no_has_a_reason_and_a_yes_a_day(world: World, typed: dict[str, str]) -> None:
    write(world)
    ask(world)
    question = Remeasurement.objects.get()
    send(world, "answer_remeasurement", typed, question.pk, who="hr")
    assert Remeasurement.objects.get().answer == ""


def test_one_question_waits_at_a_time_and_a_next_takes_the_place_of_an_answered_one(
    world: World,
) -> None:
    write(world)
    ask(world)
    assert "HR heeft nog niet geantwoord" in ask(world).content.decode()
    first = Remeasurement.objects.get()
    send(world, "answer_remeasurement", {"kind": "no", "words": "Te snel"}, first.pk, who="hr")
    again = send(
        world, "answer_remeasurement", {"kind": "no", "words": "Anders"}, first.pk, who="hr"
    )
    assert again.status_code == 404
    ask(world)
    assert Remeasurement.objects.get().pk != first.pk


def test_a_question_is_of_an_own_team_and_can_be_taken_back(world: World) -> None:
    write(world)
    ask(world, who="manager-b")  # for team a
    assert not Remeasurement.objects.exists()
    ask(world)
    send(world, "withdraw_remeasurement")
    assert "leidinggevende vraagt" not in read(world, "start", who="hr")


def test_without_hr_nobody_is_asked(world: World) -> None:
    write(world)
    Membership.objects.filter(role=Role.HR_ADVISER).update(end=TODAY - timedelta(days=1))
    assert ask(world).status_code == 200
    assert not Remeasurement.objects.exists()


# --- own data, erasing, time ----------------------------------------------------------------------


def test_it_is_own_data_on_the_page_and_for_machines(world: World) -> None:
    write(world)
    make_group(world, "manager-b")
    send(world, "share_assignment", {"to": "group"})
    ask(world)
    page = read(world, "my_data")
    assert all(text in page for text in (*WORDS.values(), "een nummer", "Manager-B"))
    data = json.loads(client(world).get(address(world, "my_data_json")).content)
    assert data["assignment"]["matter"] == WORDS["matter"]
    assert data["assignment"]["link_2"] == "Werk ·  · wie er belt · "
    assert data["remeasurement"]["from"] == DAY.isoformat()
    assert data["peer"] == {"accepted": True}
    reader = read(world, "my_data", who="manager-b")
    assert WORDS["matter"] not in reader
    assert "Met je gedeeld" in reader
    assert "Manager-A" in reader


def test_erasing_takes_it_with_the_answers_and_of_nobody_else(world: World) -> None:
    write(world)
    write(world, "manager-b")
    make_group(world, "manager-b", "manager-c")
    ask(world)
    assert "je opdracht gaan ook weg" in read(world, "erase_my_answers")
    send(world, "erase_my_answers")
    assert Assignment.objects.get().person == world.people["manager-b"]
    assert not Remeasurement.objects.exists()
    assert Peer.objects.count() == 2


def test_when_erasing_is_refused_it_stays_too(world: World, settings: Any) -> None:
    write(world)
    team = world.organisation.teams.get(name="a")
    world.give(OWNER, Role.EMPLOYEE, team=team)
    world.answer(world.wave(team), OWNER)
    settings.IGM_KEY_DIR = str(Path(settings.IGM_KEY_DIR) / "weg")
    send(world, "erase_my_answers")
    assert Assignment.objects.exists()


def test_a_person_who_is_erased_takes_all_of_it_along(world: World) -> None:
    write(world)
    make_group(world, "manager-b", "manager-c")
    ask(world)
    person = world.people[OWNER]
    erase_person(by=world.people["administrator"], organisation=world.organisation, person=person)
    for model in (Assignment, Obstacle, LookBack, AssignmentReader, Remeasurement):
        assert not model.objects.exists()
    assert Peer.objects.count() == 2


def test_it_goes_three_months_after_its_owner_left(world: World) -> None:
    write(world)
    ask(world)
    end_roles(world.people[OWNER], TODAY)
    remove_of_leavers(TODAY + AFTER_LEAVING)
    assert Assignment.objects.exists()
    remove_of_leavers(TODAY + AFTER_LEAVING + timedelta(days=1))
    assert not Assignment.objects.exists()
    assert not Remeasurement.objects.exists()


# --- two people in one browser --------------------------------------------------------------------


def test_a_page_of_somebody_else_in_this_browser_shows_and_does_nothing(world: World) -> None:
    kept = write(world)
    write(world, "manager-b")
    share(world, "manager-b")
    ask(world, "manager-b")
    (own,) = Obstacle.objects.filter(assignment__person=world.people["manager-b"])
    other = {"participant": person_mark(world.people[OWNER].pk, world.slug)}
    browser = Client()
    browser.force_login(world.people["manager-b"])
    pages: list[tuple[object, ...]] = [
        *((name,) for name in ("assignment", "edit_assignment", "edit_chain", "new_obstacle")),
        *((name,) for name in ("look_back_assignment", "share_assignment", "ask_remeasurement")),
        *((name,) for name in ("assignment_pdf", "assignment_calendar", "shared_assignments")),
        *(("invite_peer",), ("edit_obstacle", own.pk), ("shared_assignment", kept.pk)),
    ]
    for name, *more in pages:
        page = browser.get(address(world, str(name), *more), other)
        assert page.status_code == 409, name
        assert WORDS["steps"] not in page.content.decode()
        own_page = browser.get(address(world, str(name), *more))
        assert own_page.headers["Cache-Control"] == "private, no-store", name
    before = [str(list(m.objects.order_by("pk").values())) for m in (Assignment, Obstacle)]
    forms: list[tuple[object, ...]] = [
        *((name,) for name in ("edit_assignment", "edit_chain", "new_obstacle")),
        *((name,) for name in ("look_back_assignment", "share_assignment", "stop_sharing")),
        *((name,) for name in ("invite_peer", "join_peers", "leave_peers", "remove_assignment")),
        *((name,) for name in ("ask_remeasurement", "withdraw_remeasurement")),
        *(("remove_obstacle", own.pk), ("stop_sharing_with", world.people["hr"].pk)),
    ]
    for name, *more in forms:
        for mark in (other, {}):
            typed = {"matter": "Van een ander", "sentence": "Van een ander"} | mark
            answer = browser.post(address(world, str(name), *more), typed)
            assert answer.status_code == 409, name
    after = [str(list(m.objects.order_by("pk").values())) for m in (Assignment, Obstacle)]
    assert before == after


def test_every_link_and_form_around_it_names_its_person(world: World) -> None:
    write(world)
    mark = person_mark(world.people[OWNER].pk, world.slug)
    page = read(world)
    for name in ("edit_assignment", "edit_chain", "assignment_pdf", "share_assignment"):
        assert f'href="{address(world, name)}?participant={mark}"' in page
    assert page.count('name="participant"') >= page.count('method="post"') - 2  # of the header
