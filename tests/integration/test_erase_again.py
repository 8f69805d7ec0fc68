"""What was erased is erased again in a database that was put back (ADR 30).

A restore is played by putting rows back; `test_restore.py` plays it with pg_dump and pg_restore.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from igm_portal.accounts.models import Membership, User
from igm_portal.accounts.roles import Role
from igm_portal.worker.management.commands.run_tasks import look, worker
from surveys.models import ErasureCount, Wave, WaveState
from surveys.models.response import Response
from surveys.services import erasure_list
from surveys.services.erase_again import erase_again
from surveys.services.erasure import erase_client_answers, erase_own_answers, erase_person
from surveys.services.erasure_list import is_behind
from surveys.services.keys import rotate_keys
from surveys.services.refusals import Refused
from surveys.services.waves import withdraw_wave
from tests.clients import answer_all, client_wave
from tests.pages import PageClient
from tests.world import World

pytestmark = pytest.mark.usefixtures("own_keys")


def list_file() -> Path:
    return Path(settings.IGM_KEY_DIR) / erasure_list.NAME


def undone(act: Callable[[], None]) -> None:
    """Let it happen, and put the database back as it was before: the list beside it stays."""
    with transaction.atomic():
        act()
        transaction.set_rollback(True)


@pytest.fixture
def wave(world: World) -> Wave:
    world.give("beheer", Role.ADMINISTRATOR)
    wave = world.wave(world.team("a", 9), title="Voorjaar")
    world.answer_all(wave, [f"a-{number}" for number in range(1, 9)])
    return wave


def pseudonyms(wave: Wave) -> set[str]:
    return set(Response.objects.filter(wave=wave).values_list("pseudonym", flat=True))


def test_own_answers_are_erased_again_and_those_of_nobody_else(world: World, wave: Wave) -> None:
    own = world.invitation(wave, "a-1").pseudonym
    undone(lambda: erase_own_answers(access=world.access("a-1")))
    assert own in pseudonyms(wave)
    assert is_behind()
    before = pseudonyms(wave)
    call_command("erase_again")
    assert before - pseudonyms(wave) == {own}
    assert not is_behind()


def test_what_was_answered_after_the_erasing_stays(world: World, wave: Wave) -> None:
    """The backup knows the erasure: it is not done twice."""
    erase_own_answers(access=world.access("a-1"))
    world.answer_all(wave, ["a-1"])
    undone(lambda: erase_own_answers(access=world.access("a-2")))
    erase_again()
    assert world.invitation(wave, "a-1").pseudonym in pseudonyms(wave)
    assert world.invitation(wave, "a-2").pseudonym not in pseudonyms(wave)
    world.answer_all(wave, ["a-2"])
    assert erase_again() == []
    assert len(pseudonyms(wave)) == 8


def test_under_an_older_key_too(world: World, wave: Wave) -> None:
    world.close(wave)
    rotate_keys()
    undone(lambda: erase_own_answers(access=world.access("a-1")))
    erase_again()
    assert len(pseudonyms(wave)) == 7


def test_a_person_goes_again_with_everything(world: World, wave: Wave) -> None:
    person = world.people["a-1"]
    undone(lambda: erase_person(by=None, organisation=world.organisation, person=person))
    erase_again()
    assert not User.objects.filter(pk=person.pk).exists()
    assert len(pseudonyms(wave)) == 7
    assert User.objects.filter(pk=world.people["a-2"].pk).exists()


def test_a_client_goes_again(world: World) -> None:
    wave = client_wave(world)
    participant, other = answer_all(world, wave, 2)
    undone(lambda: erase_client_answers(participant=participant))
    erase_again()
    assert pseudonyms(wave) == {other.pseudonym}


def test_a_wave_is_withdrawn_again(world: World, wave: Wave) -> None:
    undone(lambda: withdraw_wave(access=world.access("beheer"), wave=wave))
    erase_again()
    wave.refresh_from_db()
    assert wave.state == WaveState.WITHDRAWN
    assert not pseudonyms(wave)


def test_who_cannot_go_is_named_to_the_operator(world: World, wave: Wave) -> None:
    """In the backup this was still the only administrator."""
    person = world.people["beheer"]

    def erase() -> None:
        world.give("a-2", Role.ADMINISTRATOR)
        erase_person(by=None, organisation=world.organisation, person=person)

    undone(erase)
    assert Membership.objects.filter(user=person, role=Role.ADMINISTRATOR).exists()
    with pytest.raises(CommandError, match="erase_person"):
        call_command("erase_again")
    assert User.objects.filter(pk=person.pk).exists()


def test_the_worker_does_it_when_nobody_else_did(world: World, wave: Wave) -> None:
    undone(lambda: erase_own_answers(access=world.access("a-1")))
    assert "erase_again" in Client().get("/gezond/alles/").content.decode()
    look(worker(), 0)
    assert len(pseudonyms(wave)) == 7
    assert "erase_again" not in Client().get("/gezond/alles/").content.decode()


def test_nobody_erases_in_a_database_that_is_behind(world: World, wave: Wave) -> None:
    """The number of that erasure would say that those before it had been done."""
    undone(lambda: erase_own_answers(access=world.access("a-1")))
    with pytest.raises(Refused), transaction.atomic():
        erase_own_answers(access=world.access("a-2"))
    erase_again()
    erase_own_answers(access=world.access("a-2"))
    assert len(pseudonyms(wave)) == 6


def test_the_list_names_nobody_and_no_answer(world: World, wave: Wave) -> None:
    """Not even the pseudonyms: those of one person would stand together."""
    ids = [world.people[who].pk for who in ("a-1", "a-2")]
    erase_own_answers(access=world.access("a-1"))
    erase_own_answers(access=world.access("a-9"))  # who answered nothing is listed just so
    erase_person(by=None, organisation=world.organisation, person=world.people["a-2"])
    text = list_file().read_text()
    for secret in (
        *("zandstad", "a-1", "a-2", wave.pk.hex, str(wave.pk)),
        *(world.invitation(wave, who).pseudonym for who in ("a-1", "a-9")),
        *(form(person) for person in ids for form in (str, lambda it: it.hex)),
    ):
        assert secret not in text
    assert [line.split()[:2] for line in text.splitlines()] == [
        ["1", "answers"], ["2", "answers"], ["3", "person"],
    ]  # fmt: skip
    assert list_file().stat().st_mode & 0o077 == 0


def test_a_line_that_was_cut_short_happened_to_nobody(world: World, wave: Wave) -> None:
    """The machine stopped while writing, so before the database forgot anything."""
    erase_own_answers(access=world.access("a-1"))
    with list_file().open("a") as file:
        file.write("2 answ")
    assert not is_behind()
    undone(lambda: erase_own_answers(access=world.access("a-2")))
    erase_again()
    assert len(pseudonyms(wave)) == 6


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_refuses(world: World, wave: Wave) -> None:
    _refuses_without_list(world, wave, lambda: Path(settings.IGM_KEY_DIR).chmod(0o500))


def test_without_the_list_nothing_is_erased_and_that_is_said(world: World, wave: Wave) -> None:
    _refuses_without_list(world, wave, list_file().mkdir)


def _refuses_without_list(world: World, wave: Wave, break_it: Callable[[], None]) -> None:
    client = PageClient()
    client.force_login(world.people["a-1"])
    break_it()
    answer = client.post(reverse("erase_my_answers", args=[world.slug]), follow=True)
    said = gettext(
        "The list of what was erased cannot be written at this moment, so nothing has been erased. "
        "Ask the technical administrator."
    )
    assert said in answer.content.decode()
    assert len(pseudonyms(wave)) == 8
    assert not ErasureCount.objects.filter(number__gt=0).exists()
