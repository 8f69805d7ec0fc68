"""Learning moments: kept by HR, read by everybody, beside their element on the own profile."""

from datetime import time, timedelta
from typing import Any

import pytest
import vobject
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from igm_portal.followup.models import LearningMoment
from igm_portal.followup.services.learning_moments import RETENTION, keep_moment
from igm_portal.worker.nightly import nightly
from tests.pages import PageClient, path_of
from tests.world import World, settle

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = TODAY + timedelta(days=20)
TYPED = {
    "kind": "lab",
    "title": "Rust in een vol hoofd",
    "element": "context",
    "day": DAY.isoformat(),
    "begins": "10:00",
    "ends": "11:30",
    "place": "Zaal 2",
}
VALUES: dict[str, Any] = TYPED | {"day": DAY, "begins": time(10), "ends": time(11, 30)}


@pytest.fixture
def world(world: World) -> World:
    team = world.team("a", 2)
    world.give("head", Role.DEPARTMENT_HEAD, department=team.department)
    wave = world.wave(team)
    world.answer_all(wave, ["a-1"])
    return world


def address(world: World, name: str = "learning_moments", *more: object) -> str:
    return reverse(name, args=[world.slug, *more])


def client(world: World, who: str = "hr") -> PageClient:
    browser = PageClient()
    browser.force_login(world.people[who])
    return browser


def add(world: World, **values: Any) -> LearningMoment:
    keep_moment(access=world.access("hr"), moment=None, **VALUES | values)
    return LearningMoment.objects.latest("id") if values else LearningMoment.objects.get()


def read(world: World, who: str, name: str = "learning_moments") -> str:
    return str(client(world, who).get(address(world, name), follow=True).content.decode())


def test_hr_adds_changes_and_removes_and_that_is_on_record(world: World) -> None:
    browser = client(world)
    answer = browser.post(address(world, "new_learning_moment"), TYPED)
    assert path_of(answer) == address(world)
    moment = LearningMoment.objects.get()
    values = {name: getattr(moment, name) for name in VALUES}
    assert values == VALUES
    browser.post(address(world, "edit_learning_moment", moment.pk), TYPED | {"place": "Zaal 3"})
    assert LearningMoment.objects.get().place == "Zaal 3"
    browser.post(address(world, "remove_learning_moment", moment.pk))
    assert not LearningMoment.objects.exists()
    actions = AuditEvent.objects.filter(action__startswith="learning").order_by("at")
    assert [one.action.split(".")[1] for one in actions] == ["added", "changed", "removed"]


@pytest.mark.parametrize("who", ["a-1", "manager-a", "head", "hr"])
def test_everybody_reads_what_is_to_come_and_only_hr_may_change(world: World, who: str) -> None:
    moment = add(world)
    page = read(world, who)
    assert all(text in page for text in ("Rust in een vol hoofd", "10:00", "Zaal 2"))
    assert ("Toevoegen of" in page or "nieuw/" in page) == (who == "hr")
    changes = {} if who == "hr" else TYPED | {"title": "Iets anders"}
    answer = client(world, who).post(address(world, "edit_learning_moment", moment.pk), changes)
    assert (answer.status_code == 403) == (who != "hr")
    assert LearningMoment.objects.get().title == TYPED["title"]


def test_it_stands_beside_its_element_on_the_own_profile(world: World) -> None:
    add(world)
    page = read(world, "a-1", "my_profile")
    assert page.count("Rust in een vol hoofd") == 1
    before = page.split("Rust in een vol hoofd")[0]
    names = ("Rust en steun om je heen", "Weinig last van praktische dingen", "Wat je al kunt")
    last = max(names, key=lambda name: before.rfind(f"<h3>{name}") + before.rfind(f">{name}</summ"))
    assert last == names[0]


def test_what_has_been_is_not_shown_and_goes_after_a_month(world: World) -> None:
    moment = add(world)
    LearningMoment.objects.update(day=TODAY - timedelta(days=1))
    for name in ("learning_moments", "my_profile"):
        assert "Rust in een vol hoofd" not in read(world, "a-1", name)
    LearningMoment.objects.update(day=TODAY - RETENTION)
    nightly(timezone.now())
    assert LearningMoment.objects.filter(pk=moment.pk).exists()
    LearningMoment.objects.update(day=TODAY - RETENTION - timedelta(days=1))
    nightly(timezone.now())
    assert not LearningMoment.objects.exists()


def test_a_calendar_has_the_hour_and_neither_element_nor_reason(world: World) -> None:
    moment = add(world)
    answer = client(world, "a-1").get(address(world, "learning_calendar", moment.pk))
    event = vobject.readOne(answer.content.decode()).vevent
    assert event.summary.value == "Inspiratielab: Rust in een vol hoofd"
    begins = timezone.localtime(event.dtstart.value)
    assert (begins.date(), begins.hour) == (DAY, 10)
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=90)
    assert "steun" not in answer.content.decode()


def test_without_an_hour_the_calendar_has_the_day(world: World) -> None:
    moment = add(world, begins=None, ends=None)
    answer = client(world, "a-1").get(address(world, "learning_calendar", moment.pk))
    assert vobject.readOne(answer.content.decode()).vevent.dtstart.value == DAY


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": "09:00"},
        {"ends": ""},
        {"begins": ""},
        {"day": (TODAY - timedelta(days=1)).isoformat()},
        {"element": "gewicht"},
        {"title": ""},
        {"title": "Bel 111222333"},
        {"place": "Bij mevrouw Jansen"},
    ],
)
def test_what_cannot_be_is_refused(world: World, wrong: dict[str, str]) -> None:
    answer = client(world).post(address(world, "new_learning_moment"), TYPED | wrong)
    assert answer.status_code == 200
    assert not LearningMoment.objects.exists()


def test_the_database_refuses_an_end_before_the_beginning(world: World) -> None:
    moment = add(world)
    for begins, ends in ((time(10), time(9)), (time(10), None), (None, time(9))):
        with pytest.raises(IntegrityError), transaction.atomic():
            LearningMoment.objects.filter(pk=moment.pk).update(begins=begins, ends=ends)


def test_another_organisation_has_its_own(world: World) -> None:
    moment = add(world)
    elsewhere = settle("duinen", "Duinen")
    elsewhere.give("hr-2", Role.HR_ADVISER)
    assert "Rust in een vol hoofd" not in read(elsewhere, "hr-2")
    for name in ("edit_learning_moment", "learning_calendar"):
        answer = client(elsewhere, "hr-2").get(address(elsewhere, name, moment.pk))
        assert answer.status_code == 404
    client(elsewhere, "hr-2").post(address(elsewhere, "remove_learning_moment", moment.pk))
    assert LearningMoment.objects.exists()


@pytest.mark.parametrize(("who", "leads"), [("a-1", True), ("head", False), ("hr", False)])
def test_the_menu_of_a_team_leads_to_them(world: World, who: str, leads: bool) -> None:
    """Who sees more of the organisation has a full menu, and comes there from the conversations."""
    menu = client(world, who).get(address(world)).context["nav"]
    assert (address(world) in [url for _label, url, _mark in menu]) is leads
