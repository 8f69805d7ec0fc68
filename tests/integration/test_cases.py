"""Comparing cases: a conversation run from its window alone, and nothing left of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from igm_portal.accounts.models import Module
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from igm_portal.followup.cases.library import shipped_cases
from igm_portal.followup.models import CaseAnswer, CaseSession, OwnCase
from igm_portal.followup.services.case_sessions import MOST_ANSWERS, begin_session, hand_in
from igm_portal.followup.views.case_session import STEPS
from igm_portal.worker.nightly import nightly
from surveys.codes.code import Code, CodeKind
from surveys.services.erasure import erase_person
from tests.pages import PageClient
from tests.world import World, settle

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
ROLES = ("a-1", "manager-a", "head", "hr")
TYPED = {
    "title": "Willem vindt zichzelf te oud",
    "story": "Willem is 61.\nHij was chauffeur.",
    "first": "Anja gaat met hem mee.",
    "second": "Peter laat hem meelopen.",
    "actions": "Bellen\n\n Meelopen \n",
    "nobody": "on",
}


@pytest.fixture
def world(world: World) -> World:
    team = world.team("a", 2)
    world.give("head", Role.DEPARTMENT_HEAD, department=team.department)
    world.give("administrator", Role.ADMINISTRATOR)
    world.give("hr", Role.HR_ADVISER)
    world.switch(Module.CASES)
    return world


def address(world: World, name: str = "cases", *more: object) -> str:
    return reverse(name, args=[world.slug, *more])


def client(world: World, who: str) -> PageClient:
    browser = PageClient()
    browser.force_login(world.people[who])
    return browser


def begin(world: World, who: str = "a-1", case: str = "jaap") -> PageClient:
    browser = client(world, who)
    answer = browser.post(address(world, "begin_case"), {"case": case})
    assert answer.headers["Location"] == address(world, "case_session")
    return browser


def room(name: str = "case_answer") -> str:
    return reverse(name, args=[Code(CodeKind.ROOM, CaseSession.objects.get().code)])


def answer(element: str = "houding", action: int = 0, browser: Client | None = None) -> Client:
    """From a phone; a new one unless a browser is given."""
    phone = browser or Client()
    phone.get(room())
    sent = phone.post(room(), {"element": element, "action": action})
    assert sent.status_code == 302, sent.content.decode()
    return phone


def window(world: World, leader: Client, step: int) -> str:
    return str(leader.get(f"{address(world, 'case_session')}?stap={step}").content.decode())


def press(world: World, leader: PageClient, button: str) -> Any:
    return leader.post(address(world, "case_session"), {"to": button}, follow=True)


def test_a_conversation_takes_twenty_minutes_and_each_step_says_what_to_do() -> None:
    assert sum(step.minutes for step in STEPS) == 20
    with translation.override("nl"):
        assert all(len(str(step.leads)) > 40 for step in STEPS)


@pytest.mark.parametrize("who", ROLES)
def test_anybody_leads_from_the_window_alone(world: World, who: str) -> None:
    leader = begin(world, who)
    code = str(Code(CodeKind.ROOM, CaseSession.objects.get().code))
    first = window(world, leader, 1)
    assert "Vanaf vijf antwoorden" in first
    assert "alles gewist" in first
    second = window(world, leader, 2)
    assert code in second
    assert "<svg" in second
    assert "0 antwoorden" in second
    for number in range(6):
        answer(action=number)
    assert "6 antwoorden" in window(world, leader, 2)
    shown = press(world, leader, "show").content.decode()
    assert shown.count('<span class="igm-spread__number">6</span>') == 1
    assert shown.count('<span class="igm-spread__number">1</span>') == 6
    for approach in shipped_cases()["jaap"].approaches:
        assert approach in window(world, leader, 4)
    assert "Wat vertelt Jaap thuis" in window(world, leader, 5)
    over = press(world, leader, "end").content.decode()
    assert "alles ervan is gewist" in over
    assert not CaseSession.objects.exists()
    assert not CaseAnswer.objects.exists()


def test_the_window_has_no_name_and_leads_nowhere(world: World) -> None:
    leader = begin(world)
    for step in range(1, len(STEPS) + 1):
        text = window(world, leader, step)
        assert world.people["a-1"].name not in text
        assert f'href="/{world.slug}/' not in text
        assert 'href="/"' not in text


def test_somebody_who_takes_the_answer_back_is_not_counted(world: World) -> None:
    leader = begin(world)
    phone = answer()
    assert "1 antwoord" in window(world, leader, 2)
    phone.post(room("case_withdraw"))
    assert "0 antwoorden" in window(world, leader, 2)
    assert "Mijn antwoord versturen" in phone.get(room()).content.decode()


def test_the_code_can_be_typed(world: World) -> None:
    begin(world)
    symbols = CaseSession.objects.get().code
    for typed in (symbols, symbols.lower(), f"{symbols[:3]} {symbols[3:]}"):
        sent = Client().post(reverse("case_entry"), {"code": typed})
        assert sent.headers["Location"] == room()
    for wrong in ("", "XX", "XR4-97K-C2M", "<b>"):
        page = Client().post(reverse("case_entry"), {"code": wrong})
        assert page.status_code == 200
        assert "igm-panel" in page.content.decode()


def test_the_phone_needs_no_account_and_shows_no_name_of_who_has_one(world: World) -> None:
    begin(world)
    for phone in (Client(), client(world, "a-2")):
        text = phone.get(room()).content.decode()
        assert "Jaap komt niet meer" in text
        assert "Vanaf vijf antwoorden" in text
        assert world.people["a-2"].name not in text


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"element": "houding"},
        {"element": "gewicht", "action": 0},
        {"element": "houding", "action": 7},
    ],
)
def test_half_an_answer_is_none(world: World, wrong: dict[str, object]) -> None:
    begin(world)
    phone = Client()
    phone.get(room())
    assert phone.post(room(), wrong).status_code == 200
    assert not CaseAnswer.objects.exists()


def test_an_own_case_is_written_changed_played_and_removed(world: World) -> None:
    writer = client(world, "manager-a")
    assert writer.post(address(world, "new_case"), TYPED).status_code == 302
    case = OwnCase.objects.get()
    assert case.case.actions == ("Bellen", "Meelopen")
    assert case.case.story == ("Willem is 61.", "Hij was chauffeur.")
    client(world, "hr").post(address(world, "edit_case", case.pk), TYPED | {"title": "Anders"})
    assert "Anders" in client(world, "a-1").get(address(world)).content.decode()
    begin(world, case=str(case.pk))
    writer.post(address(world, "edit_case", case.pk), TYPED | {"actions": "a\nb\nc"})
    assert CaseSession.objects.get().content.actions == ("Bellen", "Meelopen")
    writer.post(address(world, "remove_case", case.pk))
    assert not OwnCase.objects.exists()
    actions = AuditEvent.objects.filter(action__startswith="case.").order_by("at")
    assert [one.action for one in actions] == [
        "case.added",
        "case.changed",
        "case.changed",
        "case.removed",
    ]
    assert "chauffeur" not in str(list(actions.values()))


@pytest.mark.parametrize("who", ["a-1", "head", "administrator"])
def test_only_team_managers_and_hr_write_a_case(world: World, who: str) -> None:
    assert client(world, who).post(address(world, "new_case"), TYPED).status_code == 403
    assert not OwnCase.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"nobody": ""},
        {"story": "BSN 111222333"},
        {"story": "bel 06 12345678"},
        {"first": "mail iemand@voorbeeld.example"},
        {"second": "geboren op 3 mei 1984"},
        {"story": "Zij is van 3-5-1984"},
        {"actions": "een"},
        {"actions": "\n".join("abcdefghi")},
        {"actions": f"kort\n{'x' * 151}"},
        {"title": ""},
    ],
)
def test_a_case_that_points_to_somebody_or_is_none_is_refused(
    world: World, wrong: dict[str, str]
) -> None:
    for sure in ({}, {"sure": "on"}):  # no tick of another form lets it pass
        page = client(world, "hr").post(address(world, "new_case"), TYPED | wrong | sure)
        assert page.status_code == 200
    assert not OwnCase.objects.exists()


def test_an_invented_name_is_no_objection(world: World) -> None:
    client(world, "hr").post(
        address(world, "new_case"), TYPED | {"story": "Meneer De Wit is 61 en bestaat niet."}
    )
    assert OwnCase.objects.exists()


def test_another_organisation_has_its_own_cases_and_conversations(world: World) -> None:
    client(world, "hr").post(address(world, "new_case"), TYPED)
    case = OwnCase.objects.get()
    begin(world)
    elsewhere = settle("duinen", "Duinen")
    elsewhere.give("hr-2", Role.HR_ADVISER)
    elsewhere.give("administrator", Role.ADMINISTRATOR)
    elsewhere.switch(Module.CASES)
    other = client(elsewhere, "hr-2")
    assert "Willem" not in other.get(address(elsewhere)).content.decode()
    assert other.get(address(elsewhere, "edit_case", case.pk)).status_code == 404
    assert other.post(address(elsewhere, "remove_case", case.pk)).status_code == 404
    assert other.post(address(elsewhere, "begin_case"), {"case": str(case.pk)}).status_code == 404
    assert other.post(address(elsewhere, "begin_case"), {"case": "../x"}).status_code == 404
    assert other.get(address(world)).status_code == 404
    assert OwnCase.objects.exists()


def test_beginning_again_deletes_the_conversation_before(world: World) -> None:
    begin(world)
    old = room()
    answer()
    begin(world, case="samira")
    assert not CaseAnswer.objects.exists()
    assert Client().get(old).status_code == 404
    assert CaseSession.objects.get().content.title.startswith("Samira")


def test_where_the_module_is_off_there_is_nothing(world: World) -> None:
    leader = begin(world)
    place = room()
    world.switch(Module.CASES, on=False)
    assert "Hier is nu geen gesprek" in window(world, leader, 2)
    assert Client().get(place).status_code == 404
    for name in ("cases", "new_case"):
        assert client(world, "hr").get(address(world, name)).status_code == 302
    client(world, "hr").post(address(world, "begin_case"), {"case": "jaap"})
    assert CaseSession.objects.count() == 1
    assert "casus/" not in client(world, "a-1").get(address(world, "scripts")).content.decode()


def test_what_nobody_ends_is_over_that_night_with_or_without_a_worker(world: World) -> None:
    leader = begin(world)
    place = room()
    answer()
    nightly(timezone.now())
    assert CaseAnswer.objects.count() == 1
    CaseSession.objects.update(day=TODAY - timedelta(days=1))
    assert "Hier is nu geen gesprek" in window(world, leader, 3)
    assert Client().get(place).status_code == 404
    nightly(timezone.now())
    assert not CaseSession.objects.exists()
    assert not CaseAnswer.objects.exists()


def test_a_conversation_is_on_record_nowhere(world: World) -> None:
    events = AuditEvent.objects.count()
    leader = begin(world)
    for _number in range(5):
        answer()
    press(world, leader, "show")
    press(world, leader, "end")
    assert AuditEvent.objects.count() == events


def test_an_answer_holds_no_person_and_no_moment(world: World) -> None:
    begin(world)
    answer(browser=client(world, "a-2"))
    names = {field.name for field in CaseAnswer._meta.get_fields()}
    assert names == {"id", "session", "browser", "element", "action"}
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{CaseAnswer._meta.db_table}"')  # noqa: S608  our own table
        row = str(cursor.fetchall()).replace("-", "")
    assert world.people["a-2"].pk.hex not in row


def test_who_is_erased_leads_nothing_any_more(world: World) -> None:
    begin(world)
    data = client(world, "a-1").get(address(world, "my_data_json")).json()
    assert "Jaap" in str(data["case"])
    erase_person(
        by=world.people["administrator"],
        organisation=world.organisation,
        person=world.people["a-1"],
    )
    assert not CaseSession.objects.exists()


def test_own_erasing_ends_the_conversation(world: World) -> None:
    leader = begin(world)
    leader.post(address(world, "erase_my_answers"), {"sure": "on"})
    assert not CaseSession.objects.exists()


def test_a_room_takes_no_more_than_it_can_hold(world: World) -> None:
    session = begin_session(access=world.access("a-1"), case=shipped_cases()["jaap"], today=TODAY)
    for number in range(MOST_ANSWERS):
        hand_in(session=session, browser=str(number), element="houding", action=0)
    phone = Client()
    phone.get(room())
    page = phone.post(room(), {"element": "context", "action": 1})
    assert "zo veel antwoorden" in page.content.decode()
    assert CaseAnswer.objects.count() == MOST_ANSWERS


def test_the_count_for_the_script_says_the_same_and_nothing_more(world: World) -> None:
    leader = begin(world)
    for number in range(5):
        assert leader.get(address(world, "case_count")).json() == {
            "words": "1 antwoord" if number == 1 else f"{number} antwoorden",
            "enough": False,
        }
        answer()
    assert leader.get(address(world, "case_count")).json()["enough"] is True
    assert client(world, "a-2").get(address(world, "case_count")).status_code == 404
