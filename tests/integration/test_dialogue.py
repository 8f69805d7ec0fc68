"""Questions without a name: what nobody reads before their day, and what leads to nobody after."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.models import Module, ModuleDecision
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from igm_portal.followup.modules import MODULES
from igm_portal.worker.nightly import nightly
from surveys.models import Dialogue, NamelessQuestion
from surveys.participant_marks import person_mark
from surveys.services import dialogues
from surveys.services.dialogues import plan_dialogue, settle
from surveys.services.erasure import erase_own_answers, erase_person
from surveys.services.refusals import Refused
from tests.pages import PageClient
from tests.world import World

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = TODAY + timedelta(days=10)
EVE = DAY - timedelta(days=1)
LAST = DAY - timedelta(days=2)
NAMES = ["a-1", "a-2", "a-3", "b-1", "b-2", "b-3"]
TEXTS = {name: f"Waarom duurt het zo lang, vraagt {number}?" for number, name in enumerate(NAMES)}


@pytest.fixture
def world(world: World) -> World:
    """Two teams of a department with a head; the module is on and a dialogue is planned."""
    team = world.team("a", 3)
    world.team("b", 3)
    world.team("c", 1, department="Inkomen")
    world.give("head", Role.DEPARTMENT_HEAD, department=team.department)
    world.give("administrator", Role.ADMINISTRATOR)
    world.switch(Module.QUESTIONS)
    plan_dialogue(access=world.access("head"), department=team.department, day=DAY, today=TODAY)
    return world


def dialogue() -> Dialogue:
    return Dialogue.objects.select_related("department").get()


def address(world: World, name: str = "dialogue") -> str:
    return reverse(name, args=[world.slug, dialogue().department_id])


def client(world: World, who: str) -> PageClient:
    browser = PageClient()
    browser.force_login(world.people[who])
    return browser


def on(day: date) -> Any:
    """Let the pages live on this day, at noon."""
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    return mock.patch("django.utils.timezone.now", return_value=noon)


def read(world: World, who: str, day: date) -> str:
    with on(day):
        browser = client(world, who)
        return str(browser.get(address(world)).content.decode())


def ask(world: World, *names: str) -> None:
    for name in names:
        answer = client(world, name).post(address(world), {"text": TEXTS[name]})
        assert answer.status_code == 302


def without_tokens(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if "csrf" not in line.lower())


def test_who_asks_sees_the_own_question_changes_and_withdraws_it(world: World) -> None:
    ask(world, "a-1", "a-2")
    assert TEXTS["a-1"] in read(world, "a-1", TODAY)
    assert TEXTS["a-1"] not in read(world, "a-2", TODAY)
    client(world, "a-1").post(address(world), {"text": "Anders gevraagd"})
    assert Counter(NamelessQuestion.objects.values_list("text", flat=True)) == Counter(
        ["Anders gevraagd", TEXTS["a-2"]]
    )
    client(world, "a-1").post(address(world, "withdraw_question"))
    assert NamelessQuestion.objects.get().text == TEXTS["a-2"]


def test_a_page_left_open_by_somebody_else_asks_and_withdraws_nothing(world: World) -> None:
    ask(world, "a-2")
    other = person_mark(world.people["a-1"].pk, world.slug)
    for name, values in (("dialogue", {"text": "Van een ander"}), ("withdraw_question", {})):
        answer = client(world, "a-2").post(address(world, name), values | {"participant": other})
        assert answer.status_code == 409
    assert NamelessQuestion.objects.get().text == TEXTS["a-2"]


def test_a_question_holds_no_person_and_no_moment(world: World) -> None:
    events = AuditEvent.objects.count()
    ask(world, "a-1")
    names = {field.name for field in NamelessQuestion._meta.get_fields()}
    assert names == {"id", "dialogue", "text", "pseudonym"}
    question = NamelessQuestion.objects.get()
    assert world.people["a-1"].pk.hex not in str(question.__dict__).replace("-", "")
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("number", [0, 4, 5, 6])
def test_before_the_day_the_head_reads_the_same_whatever_was_asked(
    world: World, number: int
) -> None:
    pages = {}
    for phase, names in (("nobody", []), ("some", NAMES[:number])):
        ask(world, *names)
        pages[phase] = [without_tokens(read(world, "head", day)) for day in (TODAY, LAST, EVE)]
        Dialogue.objects.update(state="open")  # as before anybody looked
    assert pages["nobody"] == pages["some"]


@pytest.mark.parametrize("who", [*NAMES, "head", "manager-a"])
def test_fewer_than_five_are_read_by_nobody_and_deleted(world: World, who: str) -> None:
    ask(world, *NAMES[:4])
    for day in (EVE, DAY, DAY + timedelta(days=1)):
        text = read(world, who, day)
        assert not [name for name in NAMES if TEXTS[name] in text]
    assert "het waren er minder dan vijf" in read(world, who, DAY)
    assert not NamelessQuestion.objects.exists()


def test_no_question_and_four_questions_look_the_same_on_the_day_and_after(world: World) -> None:
    empty = [without_tokens(read(world, who, DAY)) for who in ("head", "a-3")]
    Dialogue.objects.update(state="open")
    ask(world, *NAMES[:4])
    assert [without_tokens(read(world, who, DAY)) for who in ("head", "a-3")] == empty


def test_five_are_passed_on_literally_without_what_leads_to_whoever_asked(world: World) -> None:
    ask(world, *NAMES[:5])
    before = set(NamelessQuestion.objects.values_list("pk", flat=True))
    assert "Morgen worden ze doorgegeven" in read(world, "a-1", EVE)
    assert not [name for name in NAMES if TEXTS[name] in read(world, "head", EVE)]
    text = read(world, "head", DAY)
    assert all(TEXTS[name] in text for name in NAMES[:5])
    rows = list(NamelessQuestion.objects.all())
    assert {row.pseudonym for row in rows} == {""}
    assert not before & {row.pk for row in rows}
    assert TEXTS["a-1"] not in read(world, "a-1", DAY)  # nobody can find the own one back


def test_the_order_is_not_that_of_asking(world: World) -> None:
    ask(world, *NAMES)
    orders = set()
    for _time in range(6):  # the chance that six of 720 orders are equal is none
        settle(dialogue(), DAY)
        orders.add(tuple(NamelessQuestion.objects.values_list("text", flat=True)))
        orders.add(tuple(NamelessQuestion.objects.order_by().values_list("text", flat=True)))
        Dialogue.objects.update(state="open")
    assert len(orders) > 1


def test_who_withdraws_the_day_before_leaves_four_and_none_is_passed_on(world: World) -> None:
    ask(world, *NAMES[:5])
    with on(EVE):
        assert (
            "Morgen worden ze doorgegeven"
            in client(world, "a-2").get(address(world)).content.decode()
        )
        client(world, "a-1").post(address(world, "withdraw_question"))
        again = client(world, "a-2").get(address(world)).content.decode()
    assert "Morgen worden ze doorgegeven" in again  # nobody sees that somebody withdrew
    text = read(world, "head", DAY)
    assert "het waren er minder dan vijf" in text
    assert not NamelessQuestion.objects.exists()


def test_one_person_is_one_of_the_five_however_often_they_ask(world: World) -> None:
    ask(world, "a-1", "a-1", "a-1", "a-2", "a-3", "b-1")
    settle(dialogue(), DAY)
    assert dialogue().state == "too_few"


def test_a_head_who_works_in_a_team_adds_no_question(world: World) -> None:
    ask(world, *NAMES[:4])
    world.give("head", Role.EMPLOYEE, team=world.people["a-1"].memberships.get().team)  # type: ignore[arg-type]
    client(world, "head").post(address(world), {"text": "Lok ze uit hun tent"})
    settle(dialogue(), DAY)
    assert dialogue().state == "too_few"


@pytest.mark.parametrize("who", ["hr", "administrator", "c-1", "manager-c"])
def test_nobody_outside_the_department_reads_or_asks(world: World, who: str) -> None:
    world.give("hr", Role.HR_ADVISER)
    ask(world, *NAMES)
    for day in (TODAY, DAY):
        with on(day):
            browser = client(world, who)
            assert browser.get(address(world)).status_code == 403
            assert browser.post(address(world), {"text": "Meelezen?"}).status_code == 403
    assert not NamelessQuestion.objects.filter(text="Meelezen?").exists()


def test_a_head_cannot_bring_the_day_near_or_call_it_off_once_they_are_in(world: World) -> None:
    ask(world, *NAMES)
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    head = client(world, "head")
    assert head.post(address(world, "plan_dialogue"), {"day": tomorrow}).status_code == 200
    assert dialogue().day == DAY
    with on(EVE), pytest.raises(Refused):
        plan_dialogue(
            access=world.access("head"),
            department=dialogue().department,
            day=DAY + timedelta(days=30),
            today=EVE,
        )
    settle(dialogue(), DAY)
    head.post(address(world, "cancel_dialogue"))
    assert Dialogue.objects.exists()


def test_what_is_called_off_deletes_every_question_unread(world: World) -> None:
    ask(world, *NAMES)
    client(world, "head").post(address(world, "cancel_dialogue"))
    assert not NamelessQuestion.objects.exists()
    actions = AuditEvent.objects.values_list("action", flat=True)
    assert {"dialogue.planned", "dialogue.cancelled"} <= set(actions)


def test_a_question_that_points_to_a_person_is_asked_about_and_a_bsn_refused(world: World) -> None:
    for text in ("Wat doet mevrouw Jansen?", "Wie is 123456782?"):
        answer = client(world, "a-1").post(address(world), {"text": text})
        assert text in answer.content.decode()
    assert not NamelessQuestion.objects.exists()


def test_with_the_module_off_nothing_is_asked_or_passed_on(world: World) -> None:
    ask(world, *NAMES)
    world.switch(Module.QUESTIONS, on=False)
    client(world, "a-1").post(address(world), {"text": "Toch nog"})
    assert not NamelessQuestion.objects.filter(text="Toch nog").exists()
    assert "Een vraag zonder naam" not in read(world, "a-1", TODAY)
    settle(dialogue(), EVE)
    assert not NamelessQuestion.objects.exists()


def test_the_worker_passes_on_deletes_after_two_weeks_and_forgets_after_two_years(
    world: World,
) -> None:
    ask(world, *NAMES)
    noon = timezone.make_aware(datetime.combine(DAY, time(12)))
    for days, questions, known in ((0, 6, 1), (14, 6, 1), (15, 0, 1), (731, 0, 0)):
        nightly(noon + timedelta(days=days))
        assert NamelessQuestion.objects.count() == questions
        assert Dialogue.objects.count() == known


def test_an_own_question_is_own_data_and_is_erased(world: World) -> None:
    ask(world, "a-1", "a-2")
    browser = client(world, "a-1")
    page = browser.get(reverse("my_data", args=[world.slug])).content.decode()
    assert TEXTS["a-1"] in page
    assert TEXTS["a-2"] not in page
    data = browser.get(reverse("my_data_json", args=[world.slug])).json()
    assert [one["text"] for one in data["questions"]] == [TEXTS["a-1"]]
    erase_own_answers(access=world.access("a-1"))
    erase_person(
        by=world.people["administrator"],
        organisation=world.organisation,
        person=world.people["a-2"],
    )
    assert not NamelessQuestion.objects.exists()


def test_the_start_page_of_everyone_in_the_department_names_the_day(world: World) -> None:
    start = reverse("start", args=[world.slug])
    for who, named in (("a-1", True), ("manager-b", True), ("c-1", False), ("head", False)):
        assert (address(world) in client(world, who).get(start).content.decode()) is named


# --- modules --------------------------------------------------------------------------------------


def test_a_module_is_off_until_the_opinion_of_the_works_council_is_recorded(world: World) -> None:
    ModuleDecision.objects.all().delete()
    url = reverse("edit_module", args=[world.slug, "questions"])
    browser = client(world, "administrator")
    for values in (
        {"switch": "on"},
        {"switch": "on", "opinion": "consent"},
        {"switch": "on", "opinion_on": TODAY.isoformat()},
        {"switch": "on", "opinion": "advice", "opinion_on": DAY.isoformat()},
        {"switch": "off"},
    ):
        assert browser.post(url, values).status_code == 200, values
    assert not ModuleDecision.objects.exists()
    values = {"switch": "on", "opinion": "advice", "opinion_on": TODAY.isoformat()}
    assert browser.post(url, values | {"remark": "Voor een jaar"}).status_code == 302
    assert browser.post(url, {"switch": "off"}).status_code == 302
    page = client(world, "c-1").get(reverse("modules", args=[world.slug])).content.decode()
    for words in ("Voor een jaar", "ingeschakeld", "uitgeschakeld", "Advies"):
        assert words in page
    actions = list(AuditEvent.objects.values_list("action", flat=True))
    assert {"module.switched_on", "module.switched_off"} <= set(actions)


def test_every_module_has_its_texts() -> None:
    assert set(MODULES) == set(Module)


def test_the_last_day_is_two_days_before(world: World) -> None:
    current = dialogue()
    assert dialogues.takes_questions(current, LAST)
    assert not dialogues.takes_questions(current, EVE)
