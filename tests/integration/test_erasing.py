"""The page on which an administrator has a person erased: said first, typed, done once."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from igm_portal.accounts.models import EmailChange, ImportPreview, ImportUpload, User
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from igm_portal.outbox.models import Mail
from igm_portal.outbox.services import enqueue
from reports.models import Snapshot
from reports.services import closing
from surveys.models import Invitation, Wave, WaveState
from surveys.models.response import Response
from surveys.services.erasure import erase_own_answers, erase_person
from surveys.services.refusals import Refused
from tests.world import World, settle

TODAY = timezone.localdate()


@pytest.fixture(scope="module")
def shared_world(module_db: None) -> World:
    world = settle()
    world.give("beheer", Role.ADMINISTRATOR)
    wave = world.wave(world.team("a", 9), title="Voorjaar")
    world.answer_all(wave, [f"a-{number}" for number in range(1, 9)])
    return world


@pytest.fixture
def open_wave(world: World) -> Wave:
    return Wave.objects.get()


def address(world: World, who: str) -> str:
    return reverse("erase_person", args=[world.slug, world.people[who].pk])


def visit(world: World, who: str, typed: str | None = None, by: str = "beheer") -> HttpResponse:
    client = Client()
    client.force_login(world.people[by])
    url = address(world, who)
    answer = client.get(url) if typed is None else client.post(url, {"name": typed})
    assert isinstance(answer, HttpResponse)
    return answer


def exists(world: World, who: str) -> bool:
    return User.objects.filter(pk=world.people[who].pk).exists()


def test_it_says_first_what_goes_and_what_stays(world: World, open_wave: Wave) -> None:
    text = visit(world, "a-1").content.decode()
    assert "a-1@zandstad.example" in text
    for said in (
        "Answers in waves of which the key was destroyed: this site can no longer find out whose "
        "they are.",
        "Copies for emergencies (backups), until they are replaced.",
    ):
        assert gettext(said) in text
    assert "met het e-mailadres van deze persoon" in text  # earlier lines of the audit log
    assert exists(world, "a-1")


def test_the_page_is_the_same_for_who_answered_and_who_did_not(
    world: World, open_wave: Wave
) -> None:
    """Names and secrets of the form apart."""
    pages = []
    for who in ("a-1", "a-9"):
        text = visit(world, who).content.decode()
        text = text.replace(str(world.people[who].pk), "ID").replace(who, "WHO")
        pages.append([line for line in text.replace(who.title(), "WHO").splitlines()
                      if "csrfmiddlewaretoken" not in line])  # fmt: skip
    assert pages[0] == pages[1]


@pytest.mark.parametrize("typed", ["", "A-2", "ja", "a-1@zandstad.example"])
def test_another_name_erases_nobody(world: World, open_wave: Wave, typed: str) -> None:
    answer = visit(world, "a-1", typed)
    assert answer.status_code == 200
    assert exists(world, "a-1")
    assert open_wave.responses.count() == 8


def test_the_typed_name_erases_the_person_with_everything(world: World, open_wave: Wave) -> None:
    person = world.people["a-1"]
    enqueue(to=person.email, subject="Herinnering", body="...")
    before = open_wave.teams.get().size
    answer = visit(world, "a-1", "  a-1 ")
    assert answer.status_code == 302
    assert not exists(world, "a-1")
    assert not Invitation.objects.filter(person_id=person.pk).exists()
    assert not Mail.objects.filter(recipient=person.email).exists()
    assert (open_wave.responses.count(), open_wave.teams.get().size) == (7, before)
    event = AuditEvent.objects.get(action="person.erased")
    assert event.actor == world.people["beheer"].email
    assert not re.search(r"\ba-1\b", f"{event.object_label} {event.details}".lower())
    assert visit(world, "a-1", "A-1").status_code == 404  # a second press of the button


def test_mail_to_an_earlier_address_and_waiting_imports_go_too(
    world: World, open_wave: Wave
) -> None:
    EmailChange.objects.create(
        person=world.people["a-1"],
        organisation=world.organisation,
        old_email="oud@zandstad.example",
        changed_by=world.people["hr"],
        changed_on=TODAY,
    )
    enqueue(to="oud@zandstad.example", subject="Uw adres", body="...")
    ImportPreview.objects.create(
        organisation=world.organisation,
        made_by=world.people["beheer"],
        made_at=timezone.now(),
        rows=[["a-1@zandstad.example"]],
        ignored=[],
        start=TODAY,
        digest="0" * 64,
    )
    ImportUpload.objects.create(
        organisation=world.organisation,
        made_by=world.people["beheer"],
        made_at=timezone.now(),
        table={"rows": [[2, ["a-1@zandstad.example"]]]},
        start=TODAY,
    )
    visit(world, "a-1", "A-1")
    assert not Mail.objects.exists()
    assert not ImportPreview.objects.exists()
    assert not ImportUpload.objects.exists()


def test_nobody_erases_himself(world: World, open_wave: Wave) -> None:
    world.give("tweede", Role.ADMINISTRATOR)
    assert visit(world, "beheer").status_code == 302
    assert visit(world, "beheer", "Beheer").status_code == 302
    assert exists(world, "beheer")


def test_the_last_administrator_from_next_month_on_stays(world: World, open_wave: Wave) -> None:
    """Who erases leaves soon; then nobody would be administrator any more."""
    world.give("tweede", Role.ADMINISTRATOR)
    world.people["beheer"].memberships.update(end=TODAY)
    assert visit(world, "tweede", "Tweede").status_code == 302
    assert exists(world, "tweede")


def test_while_a_wave_is_closing_it_is_before_or_after_and_never_half(
    world: World, open_wave: Wave
) -> None:
    """The figures were made; then two people have themselves erased; then it is finished."""
    closing._stop_answers(open_wave)
    known, snapshot = closing._published(open_wave), closing._make_snapshot(open_wave)
    erase_person(by=None, organisation=world.organisation, person=world.people["a-1"])
    erase_own_answers(access=world.access("a-2"))
    kept = closing._finish(open_wave, snapshot, known, None)
    assert kept is not None
    open_wave.refresh_from_db()
    assert (open_wave.state, open_wave.responses.count()) == (WaveState.CLOSED, 6)
    assert Snapshot.objects.get().digest == kept.digest


def test_erased_between_a_killed_closing_and_the_next_try_counts_no_more(
    world: World, open_wave: Wave
) -> None:
    closing._stop_answers(open_wave)
    visit(world, "a-1", "A-1")
    world.close(open_wave)
    groups = Snapshot.objects.get().publication.groups.values()
    (group,) = [group for group in groups if group.level == "team"]
    assert group.size == 9
    assert Response.objects.filter(wave=open_wave).count() == 7


def test_erasing_twice_is_the_same_as_once(world: World, open_wave: Wave) -> None:
    world.close(open_wave)
    for _ in range(2):
        erase_own_answers(access=world.access("a-1"))
    assert open_wave.responses.count() == 7
    erase_person(by=None, organisation=world.organisation, person=world.people["a-1"])
    with pytest.raises(Refused):
        erase_person(by=None, organisation=world.organisation, person=world.people["a-1"])
    assert open_wave.responses.count() == 7
