"""Looking along: a notice board for who works in a department, and nothing about any score."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from igm_portal.accounts.models import Membership, Module, User
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from igm_portal.followup.models import Notice
from igm_portal.followup.services.notices import TERM
from igm_portal.worker.nightly import nightly
from surveys.participant_marks import person_mark
from surveys.services.erasure import erase_person
from tests.pages import PageClient
from tests.world import World, end_roles, settle

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LINE = "Een gesprek met een tolk"
TYPED = {"kind": "learn", "element": "vaardigheden", "text": LINE}


@pytest.fixture
def world(world: World) -> World:
    team = world.team("a", 2)
    world.team("b", 1)
    world.team("c", 1, department="Inkomen")
    world.give("head", Role.DEPARTMENT_HEAD, department=team.department)
    world.give("administrator", Role.ADMINISTRATOR)
    world.give("hr", Role.HR_ADVISER)
    world.switch(Module.NOTICES)
    return world


def address(world: World, name: str = "notices", *more: object) -> str:
    return reverse(name, args=[world.slug, *more])


def client(world: World, who: str) -> PageClient:
    browser = PageClient()
    browser.force_login(world.people[who])
    return browser


def hang(world: World, who: str = "a-1", **values: str) -> Any:
    return client(world, who).post(address(world, "new_notice"), TYPED | values)


def read(world: World, who: str, name: str = "notices") -> str:
    return str(client(world, who).get(address(world, name), follow=True).content.decode())


@pytest.mark.parametrize("who", ["a-1", "a-2", "b-1", "manager-a"])
def test_who_works_in_the_department_reads_it(world: World, who: str) -> None:
    hang(world)
    page = read(world, who)
    assert LINE in page
    assert world.people["a-1"].name in page
    assert ("mailto:a-1@" in page) == (who != "a-1")


@pytest.mark.parametrize("who", ["c-1", "manager-c", "head", "hr", "administrator"])
def test_nobody_else_reads_it(world: World, who: str) -> None:
    hang(world)
    assert LINE not in read(world, who)
    notice = Notice.objects.get()
    for name in ("edit_notice", "remove_notice"):
        answer = client(world, who).post(address(world, name, notice.pk), TYPED)
        assert answer.status_code in {403, 404}
    assert Notice.objects.filter(text=LINE).exists()


def test_one_changes_and_takes_away_the_own_notice_and_no_other(world: World) -> None:
    hang(world)
    notice = Notice.objects.get()
    for name in ("edit_notice", "remove_notice"):
        answer = client(world, "a-2").post(address(world, name, notice.pk), TYPED)
        assert answer.status_code == 404
    Notice.objects.update(until=TODAY)
    client(world, "a-1").post(
        address(world, "edit_notice", notice.pk), {"kind": "show", "text": "Anders"}
    )
    notice.refresh_from_db()
    assert (notice.kind, notice.element, notice.text) == ("show", "", "Anders")
    assert notice.until == TODAY + TERM
    client(world, "a-1").post(address(world, "remove_notice", notice.pk))
    assert not Notice.objects.exists()


def test_a_page_left_open_by_somebody_else_hangs_up_and_takes_away_nothing(world: World) -> None:
    hang(world, "a-2")
    notice = Notice.objects.get()
    mark = {"participant": person_mark(world.people["a-1"].pk, world.slug)}
    browser = client(world, "a-2")
    for place in (address(world, "new_notice"), address(world, "remove_notice", notice.pk)):
        assert browser.post(place, TYPED | mark).status_code == 409
    assert Notice.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"element": "", "text": ""},
        {"kind": "weigeren"},
        {"element": "gewicht"},
        {"text": "Bel 111222333"},
        {"text": "Zoals mevrouw Jansen doet"},
        {"text": "Regel\u2028einde"},
        {"text": "x" * 151},
    ],
)
def test_what_cannot_hang_there_is_refused(world: World, wrong: dict[str, str]) -> None:
    assert hang(world, **wrong).status_code == 200
    assert not Notice.objects.exists()


def test_an_element_or_a_line_is_enough(world: World) -> None:
    hang(world, text="")
    hang(world, element="")
    assert Notice.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.update(text="", element="")


def test_four_of_one_person_are_enough(world: World) -> None:
    for number in range(6):
        hang(world, text=f"Nummer {number}")
    assert Notice.objects.count() == 4
    assert hang(world, "a-2").status_code == 302


def test_it_goes_after_its_term_and_that_day_when_somebody_leaves(world: World) -> None:
    hang(world)
    hang(world, "a-2", text="Van een ander")
    Notice.objects.filter(text=LINE).update(until=TODAY - timedelta(days=1))
    assert LINE not in read(world, "b-1")
    end_roles(world.people["a-2"], TODAY - timedelta(days=1))
    assert "Van een ander" not in read(world, "b-1")
    nightly(timezone.now())
    assert not Notice.objects.exists()


def test_who_moves_to_another_department_hangs_on_neither_board(world: World) -> None:
    hang(world)
    other = world.organisation.teams.get(name="c")
    Membership.objects.filter(user=world.people["a-1"]).update(team=other)
    assert LINE not in read(world, "b-1") + read(world, "c-1")
    nightly(timezone.now())
    assert not Notice.objects.exists()


def test_the_night_leaves_what_hangs(world: World) -> None:
    hang(world)
    nightly(timezone.now())
    assert Notice.objects.exists()


def test_who_works_in_two_departments_chooses_a_board_of_the_own(world: World) -> None:
    world.give("a-1", Role.EMPLOYEE, team=world.organisation.teams.get(name="c"))
    elsewhere = world.department("Zorg")
    assert hang(world, department=str(elsewhere.pk)).status_code == 200
    assert hang(world).status_code == 200  # of no board
    hang(world, department=str(world.department("Inkomen").pk))
    assert LINE in read(world, "c-1")
    assert LINE not in read(world, "b-1")


def test_another_organisation_has_its_own(world: World) -> None:
    hang(world)
    elsewhere = settle("duinen", "Duinen")
    elsewhere.team("kust", 1)
    elsewhere.give("administrator", Role.ADMINISTRATOR)
    elsewhere.switch(Module.NOTICES)
    assert LINE not in read(elsewhere, "kust-1")
    assert client(elsewhere, "kust-1").get(address(world)).status_code == 404


@pytest.mark.parametrize(
    "email",
    [
        "a?bcc=iedereen@zandstad.example",
        "a&cc=b@zandstad.example",
        "a%0Abcc%3Ab@zandstad.example",
        "a#x@zandstad.example",
        "o'brien@zandstad.example",
        'a"><script>@zandstad.example',
    ],
)
def test_no_address_adds_anything_to_the_mail(world: World, email: str) -> None:
    """A receiver, a header or a text; nor does it break out of the link."""
    hang(world)
    User.objects.filter(pk=world.people["a-1"].pk).update(email=email)
    link = Notice.objects.get().mail_link
    parts = urlsplit(link)
    assert (parts.scheme, unquote(parts.path), parts.fragment) == ("mailto", email, "")
    assert set(parse_qs(parts.query)) == {"subject"}
    assert not set("\"'<> \r\n") & set(link)
    assert "<script>" not in read(world, "b-1")


def test_the_subject_of_the_mail_says_no_element_and_no_line(world: World) -> None:
    hang(world)
    with translation.override("nl"):
        query = parse_qs(urlsplit(Notice.objects.get().mail_link).query)
    assert query["subject"] == ["Meekijken"]


def test_local_words_stand_on_the_board(world: World) -> None:
    words = {"learn": "Leerling zoekt gezel", "show": ""}
    for who, status in (("administrator", 302), ("a-1", 403), ("hr", 403)):
        answer = client(world, who).post(address(world, "notice_words"), words)
        assert answer.status_code == status
    page = read(world, "a-2")
    assert "Leerling zoekt gezel" in page
    assert "Dit wil ik leren" not in page
    assert "Dit kan ik laten zien" in page


def test_where_the_module_is_off_nothing_hangs(world: World) -> None:
    hang(world)
    world.switch(Module.NOTICES, on=False)
    assert LINE not in read(world, "b-1")
    hang(world, text="Toch nog")
    assert Notice.objects.count() == 1
    for name in ("learning_moments", "my_profile"):
        assert address(world) not in read(world, "a-1", name)


def test_notices_are_own_data_and_are_erased(world: World) -> None:
    hang(world)
    hang(world, "a-2", text="Van een ander")
    page = read(world, "a-1", "my_data")
    assert LINE in page
    assert "Van een ander" not in page
    client(world, "a-1").post(address(world, "erase_my_answers"), {"sure": "on"})
    erase_person(
        by=world.people["administrator"],
        organisation=world.organisation,
        person=world.people["a-2"],
    )
    assert not Notice.objects.exists()


def test_a_notice_is_on_record_nowhere_and_holds_no_score(world: World) -> None:
    events = AuditEvent.objects.count()
    hang(world)
    client(world, "a-1").post(address(world, "remove_notice", Notice.objects.get().pk))
    assert AuditEvent.objects.count() == events
    names = {field.name for field in Notice._meta.get_fields()}
    assert names == {
        "id", "organisation", "department", "person", "kind", "element", "text", "until",
    }  # fmt: skip


def test_the_board_is_the_same_whatever_somebody_answered(world: World) -> None:
    """No score reaches it: with and without a profile, low or high, nothing on it changes."""
    wave = world.wave(world.organisation.teams.get(name="a"))
    hang(world, "a-2")
    before = [line for line in read(world, "a-1").splitlines() if "csrf" not in line]
    world.answer(wave, "a-1", step=1)
    world.answer(wave, "a-2", step=5)
    after = [line for line in read(world, "a-1").splitlines() if "csrf" not in line]
    assert before == after
    assert address(world) in read(world, "a-1", "my_profile")


@pytest.mark.parametrize("name", ["notices", "new_notice"])
def test_the_board_falls_under_learning_moments_in_the_menu(world: World, name: str) -> None:
    menu = client(world, "a-1").get(address(world, name)).context["nav"]
    assert [url for _label, url, mark in menu if mark] == [address(world, "learning_moments")]
