"""The disk of the database is full: pages say so, nothing is half done, and all goes on after it.

PostgreSQL answers 53100 to what writes, and goes on reading; triggers give that answer here.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.audit.models import AuditEvent
from igm_portal.outbox.models import Mail
from igm_portal.worker.management.commands.run_tasks import _survive, look, worker
from reports.models import FileChunk, Job, JobFault, JobState
from surveys.models import Mailing, Wave
from surveys.models.response import Response
from tests.files import ask, download, signed_in
from tests.integration.test_questionnaire_pages import kept, url
from tests.mailing import page
from tests.pages import PageClient
from tests.world import PASSWORD, World, settle

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="answers of PostgreSQL"),
]
FULL = """
    CREATE OR REPLACE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
    END $$
"""


@contextmanager
def full_disk(*tables: str) -> Iterator[None]:
    """These tables take no more rows and no other values; without names no table does."""
    names = tables or [
        name for name in connection.introspection.table_names() if name != "django_migrations"
    ]
    with connection.cursor() as cursor:
        cursor.execute(FULL)
        for name in names:
            cursor.execute(
                f'CREATE TRIGGER a_full_disk BEFORE INSERT OR UPDATE ON "{name}" '
                "EXECUTE FUNCTION full_disk()"
            )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for name in names:
                cursor.execute(f'DROP TRIGGER a_full_disk ON "{name}"')


@pytest.fixture
def world(db: None) -> World:
    return settle()


def test_an_answer_is_refused_for_now_and_what_was_stored_stays(world: World) -> None:
    wave = world.wave(world.team("a", 9))
    employee = PageClient(raise_request_exception=False)
    employee.force_login(world.people["a-1"])
    employee.post(url("save_one", wave), {"item": "H1", "value": "2"})
    with full_disk():
        for answer in (
            employee.post(url("save_one", wave), {"item": "H1", "value": "4"}),
            employee.post(url("page", wave, 2), {"H1": "4", "H2": "4", "to": "next"}),
        ):
            assert answer.status_code == 503
            assert answer["Retry-After"]
        assert employee.get(url("page", wave, 2)).status_code == 200
    assert kept(world, wave, "H1") == 2
    assert employee.post(url("save_one", wave), {"item": "H1", "value": "4"}).json()["saved"]
    assert (kept(world, wave, "H1"), Response.objects.count()) == (4, 1)


def test_who_signs_in_reads_that_it_is_our_fault(world: World) -> None:
    """The limits on signing in find no room for their counters; nobody is told of a crowd."""
    world.team("a", 1)
    credentials = {"login": world.people["a-1"].email, "password": PASSWORD}
    visitor = Client(raise_request_exception=False)
    with full_disk():
        answer = visitor.post(reverse("account_login"), credentials)
        assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert visitor.post(reverse("account_login"), credentials).status_code == 302


@pytest.mark.parametrize("table", ["audit_auditevent", "outbox_mail"])
def test_inviting_happens_wholly_or_not(world: World, table: str) -> None:
    wave = world.wave(world.team("a", 9))
    events = AuditEvent.objects.count()
    hr = Client(raise_request_exception=False)
    hr.force_login(world.people["hr"])
    with full_disk(table):
        assert hr.post(page("invite", wave)).status_code == 503
    assert (Mailing.objects.count(), Mail.objects.count()) == (0, 0)
    assert AuditEvent.objects.count() == events
    assert hr.post(page("invite", wave)).status_code == 302
    assert Mail.objects.count() == 9


@pytest.fixture
def closed(world: World) -> Wave:
    wave = world.wave(world.team("a", 9), title="Voorjaar")
    world.answer_all(wave, [f"a-{number}" for number in range(1, 10)])
    world.close(wave)
    return wave


def test_a_file_for_which_there_is_no_room_is_said_and_asked_for_again(
    world: World, closed: Wave
) -> None:
    job = ask(world, "xlsx", closed)
    with full_disk("reports_filechunk"):
        look(worker(), 0)
        job.refresh_from_db()
        assert (job.state, job.fault) == (JobState.FAILED, JobFault.ERROR)
        text = signed_in(world, "hr").get(reverse("export_job", args=[world.slug, job.pk])).content
        assert "opnieuw" in text.decode()
    assert not FileChunk.objects.exists()
    signed_in(world, "hr").post(reverse("retry_export", args=[world.slug, job.pk]))
    look(worker(), 0)
    again = Job.objects.get()
    assert again.state == JobState.READY
    assert download(world, again).content[:2] == b"PK"


def test_a_worker_waits_for_room_and_says_why(
    world: World,
    closed: Wave,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("igm_portal.worker.management.commands.run_tasks.DATABASE_PAUSE", 0)
    job = ask(world, "csv", closed)
    with full_disk():
        for number in range(3):
            _survive(look, worker(), number)
    assert "DiskFull" in caplog.text
    Job.objects.filter(state=JobState.RUNNING).update(alive_until=timezone.now())
    look(worker(), 0)
    look(worker(), 0)
    job.refresh_from_db()
    assert job.state == JobState.READY
    assert FileChunk.objects.count() == 1
