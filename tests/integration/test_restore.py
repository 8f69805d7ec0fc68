"""The commands of docs/beheer-backup.md, played to the letter on a real PostgreSQL (ADR 30)."""

import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from igm_portal.accounts.models import User
from igm_portal.audit.models import AuditEvent
from reports.models import Job, JobState, Snapshot
from surveys import identity
from surveys.mailings import not_answered
from surveys.models import Wave
from surveys.models.response import Response
from surveys.services.erasure import erase_own_answers, erase_person
from surveys.services.keys import key_faults
from surveys.services.waves import withdraw_wave
from tests.database import database_url
from tests.environment import postgres
from tests.files import ask, download, work
from tests.world import settle

ROOT = Path(settings.BASE_DIR)
DOCUMENT = (ROOT / "docs" / "beheer-backup.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_keys"),
    pytest.mark.skipif(
        not os.environ.get("IGM_DATABASE_URL", "").startswith("postgres"),
        reason="pg_dump and pg_restore know PostgreSQL only",
    ),
]


def commands(heading: str) -> list[str]:
    """The blocks of commands under this heading of the document."""
    chapter = DOCUMENT.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    blocks = BLOCK.findall(chapter)
    assert blocks, heading
    return blocks


class Machine:
    """A server with the tools of PostgreSQL, its folders and the settings of production."""

    def __init__(self, folder: Path, tools: Path) -> None:
        self.vault, self.backup = folder / "vault", folder / "backup"
        self.backup.mkdir()
        self.new_name = f"restored_{secrets.token_hex(4)}"
        self.app_user = f"igm_app_{secrets.token_hex(4)}"
        self.environment = {
            "PATH": os.pathsep.join([str(tools), str(Path(sys.executable).parent), os.defpath]),
            "BACKUP": str(self.backup),
            "VAULT": str(self.vault),
            "ADMIN_URL": database_url("postgres"),
            "NEW_NAME": self.new_name,
            "OWNER_URL": database_url(self.new_name),
            "NEW_URL": database_url(self.new_name, self.app_user),
            "APP_USER": self.app_user,
            "DJANGO_SETTINGS_MODULE": "igm_portal.settings.base",
            "IGM_DATABASE_URL": database_url(),
            "IGM_KEY_DIR": str(settings.IGM_KEY_DIR),
            "IGM_SECRET_KEY": secrets.token_urlsafe(50),
            "IGM_HOSTS": "portaal.example.org",
            "IGM_MAIL_HOST": "mail.example.org",
            "IGM_MAIL_FROM": "portaal@example.org",
        }

    def play(self, heading: str) -> str:
        """What the commands of a chapter said. Each block goes on where the one before ended."""
        script = "\n".join(["set -eu", *commands(heading)])
        done = subprocess.run(  # noqa: S603  the commands of our own document
            ["/bin/sh", "-c", script],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    with connection.cursor() as cursor:
        cursor.execute("show server_version_num")
        version = int(cursor.fetchone()[0]) // 10_000
    machine = Machine(tmp_path, tools_of(version))
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:  # where a server asks for a password, it has none
        cursor.execute(f'create role "{machine.app_user}" login')
    yield machine
    connection.close()
    connection.settings_dict["NAME"] = name
    with connection.cursor() as cursor:
        cursor.execute(f'drop database if exists "{machine.new_name}" with (force)')
        cursor.execute(f'drop role "{machine.app_user}"')


def tools_of(version: int) -> Path:
    """The folder with pg_dump and pg_restore of this version, beside the server of the tests."""
    folders = [binaries.folder for binaries in (*postgres._system(), *postgres._wheel())]
    on_path = shutil.which("pg_dump")
    folders += [Path(on_path).resolve().parent] if on_path else []
    for folder in folders:
        if (folder / "pg_dump").is_file() and f" {version}." in version_of(folder / "pg_dump"):
            return folder
    pytest.skip(f"no pg_dump of PostgreSQL {version} on this machine")


def version_of(program: Path) -> str:
    return subprocess.check_output([str(program), "--version"], text=True)  # noqa: S603


def sent(wave: Wave) -> set[str]:
    return set(Response.objects.filter(wave=wave, sent=True).values_list("pseudonym", flat=True))


def test_backup_disaster_restore(machine: Machine) -> None:
    world = settle()
    team = world.team("a", 9)
    earlier = world.wave(team, title="Najaar")
    world.answer_all(earlier, [f"a-{number}" for number in range(1, 10)])
    digest = world.close(earlier).digest
    wave, doomed = world.wave(team, title="Voorjaar"), world.wave(team, title="Vergissing")
    world.answer_all(wave, [f"a-{number}" for number in range(1, 6)])
    world.answer(doomed, "a-1")
    own = {name: world.invitation(wave, name).pseudonym for name in ("a-1", "a-2", "a-3", "a-6")}
    answers = Response.objects.get(pseudonym=own["a-1"])
    job = ask(world, "csv", earlier)
    work()
    events = AuditEvent.objects.count()

    machine.play("Elke nacht: de database")
    machine.play("Na elke nieuwe sleutel: de sleutels")
    erase_own_answers(access=world.access("a-2"))
    gone = world.people["a-3"].pk
    erase_person(by=None, organisation=world.organisation, person=world.people["a-3"])
    withdraw_wave(access=world.access("hr"), wave=doomed)
    world.answer(wave, "a-6")  # after the backup: lost, and may be given again
    machine.play("Elk uur: de lijst van wissingen")

    shutil.rmtree(settings.IGM_KEY_DIR)
    identity._read.cache_clear()
    (dump,) = machine.backup.iterdir()
    assert dump.stat().st_mode & 0o077 == 0
    machine.environment["DUMP"] = str(dump)
    machine.environment["IGM_DATABASE_URL"] = "postgres://nobody@127.0.0.1:9/gone"
    machine.play("Terugzetten")
    connection.close()
    connection.settings_dict["NAME"] = machine.new_name

    assert not key_faults()
    assert Snapshot.objects.get(wave=earlier).digest == digest
    assert AuditEvent.objects.count() >= events
    # Everybody finds the own answers, except who erased them.
    again = Response.objects.get(pseudonym=world.invitation(wave, "a-1").pseudonym)
    assert (again.pk, again.answers) == (answers.pk, answers.answers)
    assert sent(wave) & set(own.values()) == {own["a-1"]}
    assert len(sent(wave)) == 3
    reminded = {invitation.person.name for invitation in not_answered(wave, timezone.localdate())}
    assert reminded == {"A-2", "A-6", "A-7", "A-8", "A-9"}
    assert not User.objects.filter(pk=gone).exists()
    doomed.refresh_from_db()
    assert (doomed.state, doomed.responses.count()) == ("withdrawn", 0)
    # Nobody is doubled: whoever answers again is still one.
    for name in ("a-2", "a-6"):
        world.answer(wave, name)
    assert len(sent(wave)) == 5
    assert Response.objects.filter(wave=wave).count() == 5
    # A file is not in the backup, and can be asked for again.
    assert download(world, job).status == 404
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert Job.objects.count() == 1
