"""Generations of keys: made, lost, destroyed; and what people see then (ADR 20)."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from igm_portal.audit.models import AuditEvent
from surveys import identity
from surveys.checks import keys_are_present, keys_fit_the_waves
from surveys.management.commands.new_key import Command as NewKey
from surveys.models import DestroyedKey, Wave
from surveys.models.response import OpenAnswer, Response
from surveys.services.answering import save_open_answer
from surveys.services.keys import destroy_key, ending_of, key_faults, rotate_keys
from surveys.services.refusals import Refused
from surveys.services.waves import launch_wave
from tests.clients import browser_of, client_wave, codes, start
from tests.world import World

TODAY = timezone.localdate()


pytestmark = pytest.mark.usefixtures("own_keys")


@pytest.fixture
def closed(world: World) -> Wave:
    """A closed wave under key 1 with two generations of keys; `a-9` has not answered."""
    wave = world.wave(world.team("a", 9), title="Voorjaar")
    invitation = world.invitation(wave, "a-1")
    save_open_answer(participant=invitation, text="Meer rust.", language="nl", today=TODAY)
    world.answer_all(wave, [f"a-{number}" for number in range(1, 9)])
    world.close(wave)
    rotate_keys()
    wave.refresh_from_db()
    return wave


def run(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def page(world: World, who: str, name: str, *args: object) -> tuple[int, str]:
    client = Client()
    client.force_login(world.people[who])
    answer = client.get(reverse(name, args=[world.slug, *args]))
    once = r'name="csrfmiddlewaretoken" value="\w+"'
    return answer.status_code, re.sub(once, "", answer.content.decode())


def test_a_new_generation_is_for_later_waves_and_earlier_ones_keep_theirs(
    world: World, closed: Wave
) -> None:
    later = world.wave(world.team("b", 3))
    assert (closed.key_generation, later.key_generation) == (1, 2)
    assert page(world, "a-1", "own_profile", closed.pk)[0] == 200


def test_destroying_is_explained_before_it_is_done(
    world: World, closed: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builtins.input", lambda question: "ja")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("destroy_key", "1", stdout=out)
    assert "Zandstad: Voorjaar" in out.getvalue()
    assert "anoniem" in out.getvalue()
    assert identity.generations() == (1, 2)
    assert not DestroyedKey.objects.exists()


def test_a_typed_answer_destroys(closed: Wave, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda question: "vernietig 1")
    run("destroy_key", "1")
    assert identity.generations() == (2,)


def test_without_a_terminal_nothing_is_destroyed_and_the_way_is_named(
    closed: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO())
    with pytest.raises(CommandError, match="--yes"):
        run("destroy_key", "1")
    assert identity.generations() == (1, 2)


def test_it_is_on_record_which_waves_became_anonymous(world: World, closed: Wave) -> None:
    run("destroy_key", "1", "--yes")
    event = AuditEvent.objects.get(action="key.destroyed", organisation_id=world.organisation.pk)
    assert event.details == {"waves": ["Voorjaar"]}
    assert list(DestroyedKey.objects.values_list("generation", "destroyed_on")) == [(1, TODAY)]


def test_of_an_anonymous_wave_no_team_and_no_free_text_is_left(closed: Wave) -> None:
    destroy_key(generation=1, today=TODAY)
    left = Response.objects.filter(wave=closed)
    assert left.count() == 8
    assert not left.exclude(team=None).exists()
    assert not OpenAnswer.objects.filter(response__wave=closed).exists()


def test_the_figures_of_an_anonymous_wave_stay(world: World, closed: Wave) -> None:
    before = page(world, "hr", "organisation_profile", closed.pk)
    destroy_key(generation=1, today=TODAY)
    assert page(world, "hr", "organisation_profile", closed.pk) == before


@pytest.mark.parametrize("who", ["a-1", "a-9"])
def test_own_pages_of_an_anonymous_wave_say_so_kindly(world: World, closed: Wave, who: str) -> None:
    """The same words for who answered and who did not."""
    destroy_key(generation=1, today=TODAY)
    for name in ("own_profile", "introduction"):
        status, text = page(world, who, name, closed.pk)
        assert status == 410
        assert gettext("This wave has been made anonymous") in text
    status, text = page(world, who, "start")
    assert status == 200
    assert reverse("own_profile", args=[world.slug, closed.pk]) not in text


def test_a_client_whose_wave_was_made_anonymous_is_told_so_without_an_account(
    world: World,
) -> None:
    wave = client_wave(world)
    browser = browser_of(start(codes(world, wave)[0]))
    world.close(wave)
    rotate_keys()
    destroy_key(generation=1, today=TODAY)
    answer = browser.get(reverse("client_introduction"))
    assert answer.status_code == 410
    assert reverse("account_login") not in answer.content.decode()
    assert reverse("client_entry") in answer.content.decode()


def test_a_key_that_was_lost_is_told_as_a_fault_of_ours(world: World, closed: Wave) -> None:
    (configured.IGM_KEY_DIR / "1.key").unlink()
    assert page(world, "a-1", "own_profile", closed.pk)[0] == 503


def test_a_running_process_forgets_a_key_that_another_one_destroyed(
    world: World, closed: Wave
) -> None:
    assert world.invitation(closed, "a-1").pseudonym
    (configured.IGM_KEY_DIR / "1.key").unlink()  # by `destroy_key` in another process
    invitation = world.invitation(closed, "a-1")
    with pytest.raises(identity.MissingKey):
        _ = invitation.pseudonym


def test_the_key_of_an_open_wave_cannot_be_destroyed(world: World) -> None:
    world.wave(world.team("a", 3))
    rotate_keys()
    with pytest.raises(Refused):
        destroy_key(generation=1, today=TODAY)
    assert identity.generations() == (1, 2)


def test_the_newest_key_and_one_that_never_was_cannot_be_destroyed(db: None) -> None:
    for number in (1, 7):
        with pytest.raises(Refused):
            ending_of(number, timezone.localdate())
        with pytest.raises(CommandError):
            run("destroy_key", str(number), "--yes")


def test_a_number_is_never_given_out_again(closed: Wave) -> None:
    destroy_key(generation=1, today=TODAY)
    rotate_keys()
    destroy_key(generation=2, today=TODAY)
    (configured.IGM_KEY_DIR / "3.key").unlink()
    DestroyedKey.objects.create(generation=3, destroyed_on=TODAY)
    assert rotate_keys() == 4


def test_a_missing_key_stops_the_start_and_a_destroyed_one_does_not(closed: Wave) -> None:
    assert keys_fit_the_waves(None) == []
    key = configured.IGM_KEY_DIR / "1.key"
    content = key.read_text()
    key.unlink()
    assert [fault.id for fault in keys_fit_the_waves(None)] == ["surveys.E002"]
    run("destroy_key", "1", "--yes")
    assert key_faults() == ()
    key.write_text(content)  # put back from some copy
    assert [fault.id for fault in keys_fit_the_waves(None)] == ["surveys.E002"]
    run("destroy_key", "1", "--yes")
    assert (key_faults(), key.exists()) == ((), False)


def test_the_first_key_is_made_once(db: None) -> None:
    with pytest.raises(CommandError):
        run("new_key")


def test_an_application_server_does_not_start_without_a_key(tmp_path: Path) -> None:
    """gunicorn imports `igm_portal.wsgi` and runs no system checks."""
    environment = os.environ | {
        "IGM_DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "igm_portal.settings.base",
        "IGM_KEY_DIR": str(tmp_path / "none"),
    }
    started = subprocess.run(
        [sys.executable, "-c", "import igm_portal.wsgi"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode != 0
    assert "sleutel" in started.stderr


def faults() -> list[str]:
    return [fault.id or "" for fault in keys_fit_the_waves(None)]


def test_a_restored_database_refuses_another_key_with_the_same_number(world: World) -> None:
    """Restored beside an empty folder: with another key 1, who answered would answer again."""
    wave = world.wave(world.team("a", 9))
    world.answer_all(wave, ["a-1"])
    key = configured.IGM_KEY_DIR / "1.key"
    copy = key.read_text()
    key.unlink()
    with pytest.raises(CommandError, match="1"):
        run("new_key")
    assert identity.generations() == ()
    identity.new_generation()  # made by hand, or with the database away
    assert key.exists()
    assert faults() == ["surveys.E002"]
    with pytest.raises(Refused):
        launch_wave(
            access=world.access("hr"),
            wave=world.wave(world.team("b", 9), launched=False),
            today=TODAY,
        )
    key.write_text(copy)
    assert faults() == []
    assert world.invitation(wave, "a-1").pseudonym in set(
        Response.objects.values_list("pseudonym", flat=True)
    )


@pytest.mark.parametrize("content", ["", "12", "geen sleutel"])
def test_a_damaged_key_stops_the_start(world: World, content: str) -> None:
    world.wave(world.team("a", 9))
    (configured.IGM_KEY_DIR / "1.key").write_text(content)
    assert faults() == ["surveys.E002"]


def test_a_first_key_is_made_where_nothing_was_launched(db: None) -> None:
    (configured.IGM_KEY_DIR / "1.key").unlink()
    run("new_key")
    assert identity.generations() == (1,)


@contextmanager
def closed_folder() -> Iterator[None]:
    """The folder of the keys as somebody else put it back: closed to the user of this process,
    which for a moment is not root.
    """
    folder, user = configured.IGM_KEY_DIR, os.geteuid()
    folder.chmod(0)
    os.seteuid(user or 65534)
    try:
        yield
    finally:
        os.seteuid(user)
        folder.chmod(0o700)


@pytest.mark.django_db
def test_a_folder_of_keys_that_is_closed_is_not_called_empty() -> None:
    """Restored by root on a new machine: the advice to make a key would be the wrong one."""
    with closed_folder():
        assert [fault.id for fault in keys_are_present(None)] == ["surveys.E004"]
        with pytest.raises(CommandError, match="mag niet schrijven"):
            call_command(NewKey())
    assert keys_are_present(None) == []
    configured.IGM_KEY_DIR.rename(configured.IGM_KEY_DIR.with_name("elsewhere"))
    assert [fault.id for fault in keys_are_present(None)] == ["surveys.E001"]
