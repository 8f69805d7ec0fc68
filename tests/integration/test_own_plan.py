"""A plan of one's own: kept for one person, or made as a file of which nothing stays (ADR 56)."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.models import Membership, Module
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from igm_portal.followup.models import OwnPlan
from igm_portal.followup.services.own_plan import (
    AFTER_LEAVING,
    erase_own_data,
    keep_plan,
    remind_owners,
    remove_of_leavers,
)
from igm_portal.outbox.models import Mail
from igm_portal.worker.nightly import nightly
from surveys.models.response import Response
from surveys.participant_marks import person_mark
from surveys.services.erasure import erase_person
from surveys.services.erasure_list import ErasureKind, listed
from surveys.services.refusals import Refused
from tests.environment.programs import text_of
from tests.mailing import addresses
from tests.pages import PageClient, path_of
from tests.world import World, end_roles

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = TODAY + timedelta(days=14)
WORDS = {
    "element": "context",
    "step": "Vijf minuten niets plannen",
    "moment": "ik de hoorn neerleg",
    "action": "schrijf ik één zin op",
}
TYPED = WORDS | {"day": DAY.isoformat(), "to": "keep"}
TEXTS = (WORDS["step"], WORDS["moment"], WORDS["action"])


@pytest.fixture
def world(world: World) -> World:
    """A team whose first two members have a profile; the module is on."""
    team = world.team("a", 3)
    world.give("administrator", Role.ADMINISTRATOR)
    wave = world.wave(team)
    world.answer_all(wave, ["a-1", "a-2"])
    world.switch(Module.OWN_PLAN)
    return world


def address(world: World, name: str = "edit_my_plan") -> str:
    return reverse(name, args=[world.slug])


def client(world: World, who: str = "a-1") -> PageClient:
    browser = PageClient()
    browser.force_login(world.people[who])
    return browser


def keep(world: World, who: str = "a-1", day: date = DAY, *, remind: bool = False) -> None:
    keep_plan(access=world.access(who), day=day, remind=remind, **WORDS)


def read(world: World, name: str = "my_plan", who: str = "a-1") -> str:
    return str(client(world, who).get(address(world, name), follow=True).content.decode())


def letters(world: World, now: datetime) -> list[Mail]:
    remind_owners(now)
    return list(Mail.objects.waiting())


def moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(1)))


def test_a_plan_is_kept_changed_and_removed_by_its_owner(world: World) -> None:
    browser = client(world)
    answer = browser.post(address(world), TYPED)
    assert path_of(answer) == address(world, "my_plan")
    assert all(text in read(world) for text in TEXTS)
    browser.post(address(world), TYPED | {"step": "Iets anders"})
    assert OwnPlan.objects.get().step == "Iets anders"
    browser.post(address(world, "remove_my_plan"))
    assert not OwnPlan.objects.exists()


@pytest.mark.parametrize("choice", ["paper", "calendar"])
def test_a_file_alone_keeps_nothing(world: World, choice: str) -> None:
    answer = client(world).post(address(world), TYPED | {"to": choice, "remind": "on"})
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert not OwnPlan.objects.exists()
    assert not Mail.objects.exists()


def test_only_a_file_leaves_what_was_kept_as_it_was(world: World) -> None:
    keep(world)
    client(world).post(address(world), TYPED | {"to": "paper", "step": "Iets anders"})
    assert OwnPlan.objects.get().step == WORDS["step"]


@pytest.mark.parametrize("kept", [True, False])
def test_the_paper_holds_the_plan_and_neither_score_nor_name(
    world: World, tmp_path: Path, kept: bool
) -> None:
    if kept:
        keep(world)
        answer = client(world).get(address(world, "my_plan_pdf"))
    else:
        answer = client(world).post(address(world), TYPED | {"to": "paper"})
    paper = " ".join(text_of(answer.content, tmp_path).split())
    assert all(text in paper for text in (*TEXTS, "Rust en steun om je heen", str(DAY.year)))
    day = f"{DAY.day} {DAY:%Y} pagina 1 van 1"
    numbers = {word.strip(".") for word in paper.split() if word.strip(".").isdigit()}
    assert numbers <= set(day.split())  # the day and the page: no score
    assert "A-1" not in paper
    assert "a-1" not in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("kept", [True, False])
def test_a_calendar_says_nothing_of_it(world: World, kept: bool) -> None:
    if kept:
        keep(world)
        answer = client(world).get(address(world, "my_plan_calendar"))
    else:
        answer = client(world).post(address(world), TYPED | {"to": "calendar"})
    content = answer.content.decode()
    event = vobject.readOne(content).vevent
    assert (event.summary.value, event.dtstart.value) == ("Eigen afspraak", DAY)
    assert event.__getattr__("class").value == "PRIVATE"
    assert not [word for word in (*TEXTS, "plan", "context", "steun") if word in content]


@pytest.mark.parametrize(
    ("field", "text", "sure", "kept"),
    [
        ("step", "Bel 111222333 terug", True, False),
        ("moment", "mevrouw Jansen belt", False, False),
        ("action", "mail ik a.b@voorbeeld.nl", False, False),
        ("action", "mail ik a.b@voorbeeld.nl", True, True),
    ],
)
def test_signs_of_a_person_are_asked_about(
    world: World, field: str, text: str, sure: bool, kept: bool
) -> None:
    values = TYPED | {field: text} | ({"sure": "on"} if sure else {})
    answer = client(world).post(address(world), values)
    assert (answer.status_code == 302) == kept == OwnPlan.objects.exists()


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=800)])
def test_the_day_is_to_come_and_within_sight(world: World, day: date) -> None:
    client(world).post(address(world), TYPED | {"day": day.isoformat()})
    assert not OwnPlan.objects.exists()


def test_who_has_no_profile_reads_when_it_comes(world: World) -> None:
    assert path_of(client(world, "a-3").get(address(world))) == address(world, "my_profile")


def test_where_the_module_is_off_nothing_is_kept_and_what_was_stays_its_owners(
    world: World,
) -> None:
    keep(world)
    world.switch(Module.OWN_PLAN, on=False)
    for who in ("a-1", "a-2"):
        answer = client(world, who).post(address(world), TYPED | {"step": "Iets anders"})
        assert path_of(answer) == address(world, "modules")
    with pytest.raises(Refused):
        keep(world, "a-2")
    assert WORDS["step"] in read(world)
    assert address(world) not in read(world)  # no way to change it
    client(world).post(address(world, "remove_my_plan"))
    assert not OwnPlan.objects.exists()


def test_a_page_of_somebody_else_in_this_browser_shows_and_does_nothing(world: World) -> None:
    keep(world)
    keep(world, "a-2")
    other = {"participant": person_mark(world.people["a-1"].pk, world.slug)}
    browser = client(world, "a-2")
    for name in ("my_plan", "edit_my_plan", "my_plan_pdf", "my_plan_calendar", "my_data_json"):
        answer = browser.get(address(world, name), other)
        assert answer.status_code == 409, name
        assert not [text for text in TEXTS if text in answer.content.decode()]
    for name in ("edit_my_plan", "remove_my_plan", "erase_my_answers"):
        answer = browser.post(address(world, name), TYPED | {"step": "Van een ander"} | other)
        assert answer.status_code == 409, name
    assert [plan.step for plan in OwnPlan.objects.all()] == [WORDS["step"]] * 2
    assert browser.get(address(world, "my_plan")).headers["Cache-Control"] == "private, no-store"


def test_every_link_around_a_plan_names_its_person(world: World) -> None:
    keep(world)
    mark = person_mark(world.people["a-1"].pk, world.slug)
    page = read(world)
    for name in ("my_plan_pdf", "my_plan_calendar", "edit_my_plan"):
        assert f'href="{address(world, name)}?participant={mark}"' in page
    assert f'{address(world, "my_plan")}?participant={mark}"' in read(world, "my_profile")


def test_mail_comes_once_and_only_when_asked_for_and_says_nothing_of_it(world: World) -> None:
    keep(world, remind=True)
    keep(world, "a-2")
    assert letters(world, moment(DAY - timedelta(days=1))) == []
    (mail,) = letters(world, moment(DAY))
    assert [mail.recipient] == addresses("a-1")
    assert mail.subject == "Eigen afspraak"
    assert timezone.localtime(mail.not_before).hour == 9
    assert not [word for word in (*TEXTS, "plan", "element", "steun") if word in mail.body]
    assert mail.body.count("http") == 1
    assert len(letters(world, moment(DAY + timedelta(days=1)))) == 1
    assert not OwnPlan.objects.filter(remind=True).exists()


@pytest.mark.parametrize("why", ["late", "left", "off"])
def test_no_mail_comes_too_late_or_to_who_has_left_or_where_it_is_off(
    world: World, why: str
) -> None:
    keep(world, remind=True)
    if why == "left":
        end_roles(world.people["a-1"], DAY - timedelta(days=1))
    if why == "off":
        world.switch(Module.OWN_PLAN, on=False)
    assert letters(world, moment(DAY + timedelta(days=7 if why == "late" else 0))) == []


def test_it_is_own_data_on_the_page_and_for_machines(world: World) -> None:
    keep(world)
    assert all(text in read(world, "my_data") for text in TEXTS)
    assert all(text in read(world, "my_data_page") for text in TEXTS)
    plan = json.loads(client(world).get(address(world, "my_data_json")).content)["plan"]
    assert plan == {
        "element": "Rust en steun om je heen",
        "step": WORDS["step"],
        "if": WORDS["moment"],
        "then": WORDS["action"],
        "day": DAY.isoformat(),
        "mail": False,
    }
    assert "plan" not in json.loads(
        client(world, "a-2").get(address(world, "my_data_json")).content
    )


def test_who_has_left_still_reads_and_erases_it_among_the_own_data(world: World) -> None:
    keep(world)
    end_roles(world.people["a-1"], TODAY - timedelta(days=1))
    assert WORDS["step"] in read(world, "my_data")
    client(world).post(address(world, "erase_my_answers"))
    assert not OwnPlan.objects.exists()


def test_erasing_takes_the_plan_with_the_answers_and_of_nobody_else(world: World) -> None:
    keep(world)
    keep(world, "a-2")
    assert "Je plan en je opdracht gaan ook weg" in read(
        world, "erase_my_answers", "a-3"
    )  # to everybody
    client(world).post(address(world, "erase_my_answers"))
    assert OwnPlan.objects.get().person == world.people["a-2"]
    assert Response.objects.count() == 1


def test_when_erasing_is_refused_the_plan_stays_too(world: World, settings: Any) -> None:
    keep(world)
    settings.IGM_KEY_DIR = str(Path(settings.IGM_KEY_DIR) / "weg")
    with pytest.raises(Refused):
        erase_own_data(access=world.access("a-1"))
    assert OwnPlan.objects.exists()


def test_a_person_who_is_erased_takes_the_plan_along(world: World) -> None:
    keep(world)
    person = world.people["a-1"]
    erase_person(by=world.people["administrator"], organisation=world.organisation, person=person)
    assert not OwnPlan.objects.exists()
    with listed() as lines:
        assert not [kind for kind, _mark in lines if kind is ErasureKind.PERSON]


def test_it_goes_three_months_after_its_owner_left(world: World) -> None:
    keep(world)
    keep(world, "a-2")
    end_roles(world.people["a-1"], TODAY)
    remove_of_leavers(TODAY + AFTER_LEAVING)
    assert OwnPlan.objects.count() == 2
    remove_of_leavers(TODAY + AFTER_LEAVING + timedelta(days=1))
    assert OwnPlan.objects.get().person == world.people["a-2"]


def test_a_role_that_begins_later_keeps_it(world: World) -> None:
    keep(world)
    end_roles(world.people["a-1"], TODAY)
    role = Membership.objects.get(user=world.people["a-1"])
    role.pk, role.start, role.end = None, TODAY + timedelta(days=200), None
    role.save()
    remove_of_leavers(TODAY + timedelta(days=150))
    assert OwnPlan.objects.exists()


def test_the_night_does_both(world: World) -> None:
    keep(world, day=TODAY, remind=True)
    keep(world, "a-2")
    end_roles(world.people["a-2"], TODAY - AFTER_LEAVING - timedelta(days=1))
    nightly(timezone.now())
    assert [mail.subject for mail in Mail.objects.waiting()] == ["Eigen afspraak"]
    assert OwnPlan.objects.get().person == world.people["a-1"]


def test_nothing_of_it_is_on_record(world: World) -> None:
    before = AuditEvent.objects.count()
    browser = client(world)
    for values in (TYPED, TYPED | {"to": "paper"}, TYPED | {"to": "calendar"}):
        browser.post(address(world), values)
    for name in ("my_plan", "my_plan_pdf", "my_plan_calendar", "my_data"):
        browser.get(address(world, name))
    browser.post(address(world, "remove_my_plan"))
    assert AuditEvent.objects.count() == before
