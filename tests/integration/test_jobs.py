"""Files that a worker makes: once, for one person, for a while, whatever happens to the worker."""

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from django.conf import settings as site
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from igm_portal.accounts.models import Membership
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from reports.jobs import files, making, tasks, worker
from reports.jobs.tasks import ATTEMPTS, make_file, reap
from reports.jobs.worker import LEASE, JobProgress, Stopped, Superseded, run_job, stopping
from reports.models import FileChunk, Job, JobFault, JobState
from surveys.models import Wave
from tests.files import ask, download, export, names_in, signed_in, work
from tests.world import World, settle

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def stops_no_other_test() -> Iterator[None]:
    yield
    stopping.clear()


@pytest.fixture(scope="module")
def town(module_db: None) -> tuple[World, Wave]:
    """A team of twelve that is shown and one of six that is not."""
    world = settle()
    world.give("hr", Role.HR_ADVISER)
    wave = world.wave(world.team("Noord", 12), world.team("Klein", 6), title="Voorjaar")
    names = [f"Noord-{i}" for i in range(1, 13)] + [f"Klein-{i}" for i in range(1, 7)]
    world.answer_all(wave, names)
    world.close(wave)
    return world, wave


@pytest.fixture(scope="module")
def shared_world(town: tuple[World, Wave]) -> World:
    return town[0]


def page(world: World, job: Job, who: str = "hr") -> str:
    answer = signed_in(world, who).get(reverse("export_job", args=[world.slug, job.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def lose(job: Job) -> Job:
    """As after SIGKILL: taken, and nothing heard of for longer than the lease."""
    now = timezone.now()
    run = worker._claim(job.pk, lambda: now - LEASE - timedelta(seconds=1))
    assert run is not None
    DBTaskResult.objects.ready().update(status="RUNNING", started_at=now - LEASE)
    return run.job


def test_a_job_that_ends_while_it_is_asked_for_again_is_made_anew(
    world: World, closed: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was alive when the new one met it, and gone when it was looked up."""
    first = ask(world, "csv", closed)
    insert = tasks._insert

    def ends_meanwhile(job: Job) -> None:
        try:
            insert(job)
        except IntegrityError:
            tasks.throw_away(job=first)
            raise

    monkeypatch.setattr(tasks, "_insert", ends_meanwhile)
    second = ask(world, "csv", closed)
    assert [job.pk for job in Job.objects.all()] == [second.pk] != [first.pk]


def test_a_file_is_asked_for_made_and_downloaded(world: World, closed: Wave) -> None:
    job = ask(world, "csv", closed)
    assert (job.state, job.progress, job.made_on) == ("waiting", 0, timezone.localdate())
    before = page(world, job)
    assert reverse("export_progress", args=[world.slug, job.pk]) in before
    assert reverse("export_file", args=[world.slug, job.pk]) not in before
    assert 'http-equiv="refresh"' not in before
    assert download(world, job).status == 404
    work()
    after = page(world, job)
    assert reverse("export_file", args=[world.slug, job.pk]) in after
    answer = download(world, job)
    assert answer.content.startswith(b"meting,")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    job.refresh_from_db()
    assert job.size == len(answer.content) == int(answer.headers["Content-Length"])
    assert FileChunk.objects.count() == 1


def test_the_script_hears_how_far_it_is(world: World, closed: Wave) -> None:
    job = ask(world, "xlsx", closed)
    url = reverse("export_progress", args=[world.slug, job.pk])
    told = json.loads(signed_in(world, "hr").get(url).content)
    assert (told["busy"], told["progress"]) == (True, 0)
    work()
    told = json.loads(signed_in(world, "hr").get(url).content)
    assert (told["busy"], told["progress"]) == (False, 100)


def test_the_queue_holds_a_number_and_nothing_else(world: World, closed: Wave) -> None:
    job = ask(world, "csv", closed)
    assert DBTaskResult.objects.get().args_kwargs == {"args": [str(job.pk)], "kwargs": {}}


def test_what_is_asked_twice_is_made_once(world: World, closed: Wave) -> None:
    first = ask(world, "csv", closed)
    assert ask(world, "csv", closed) == first
    work()
    assert ask(world, "csv", closed) == first
    assert DBTaskResult.objects.count() == 1
    assert ask(world, "xlsx", closed) != first
    world.give("hr2", Role.HR_ADVISER)
    assert ask(world, "csv", closed, who="hr2") != first


def test_the_database_refuses_a_second_one(world: World, closed: Wave) -> None:
    job = ask(world, "csv", closed)
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(
            organisation=job.organisation, owner=job.owner, form="csv", waves=job.waves,
            fingerprint=job.fingerprint, made_on=job.made_on, asked_at=job.asked_at,
        )  # fmt: skip


def test_it_is_for_the_one_who_asked(world: World, closed: Wave) -> None:
    world.give("hr2", Role.HR_ADVISER)
    elsewhere = settle("duinen", "Duinen")
    elsewhere.give("hr", Role.HR_ADVISER)
    job = ask(world, "csv", closed)
    work()
    for name in ("export_job", "export_progress", "export_file"):
        assert (
            signed_in(world, "hr2").get(reverse(name, args=[world.slug, job.pk])).status_code == 404
        )
        elsewhere_too = reverse(name, args=[elsewhere.slug, job.pk])
        assert signed_in(elsewhere, "hr").get(elsewhere_too).status_code == 404
    for name in ("retry_export", "remove_export"):
        url = reverse(name, args=[world.slug, job.pk])
        assert signed_in(world, "hr2").post(url).status_code == 404
    assert (
        str(job.pk)
        not in signed_in(world, "hr2").get(reverse("exports", args=[world.slug])).content.decode()
    )
    assert download(world, job).status == 200


def test_who_lost_the_right_gets_nothing(world: World, closed: Wave) -> None:
    ready, waiting = ask(world, "csv", closed), None
    work()
    waiting = ask(world, "xlsx", closed)
    world.give("hr", Role.ADMINISTRATOR)
    Membership.objects.filter(user=world.people["hr"], role=Role.HR_ADVISER).delete()
    assert download(world, ready).status == 403
    work()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.fault) == (JobState.FAILED, JobFault.NO_RIGHT)


def test_a_file_lasts_a_day_and_goes(
    world: World,
    closed: Wave,
) -> None:
    job = ask(world, "csv", closed)
    work()
    job.refresh_from_db()
    assert job.expires_at is not None
    lasts = job.expires_at - timezone.now()
    assert timedelta(hours=23) < lasts <= timedelta(hours=site.IGM_FILE_HOURS)
    Job.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert download(world, job).status == 404  # also before the reaper comes
    assert ask(world, "csv", closed) != job
    reap(timezone.now() + timedelta(hours=25))
    assert not FileChunk.objects.exists()
    assert not Job.objects.filter(pk=job.pk).exists()


def test_a_file_can_be_thrown_away(
    world: World,
    closed: Wave,
) -> None:
    job = ask(world, "csv", closed)
    work()
    url = reverse("remove_export", args=[world.slug, job.pk])
    assert signed_in(world, "hr").post(url).status_code == 302
    assert not Job.objects.exists()
    assert not FileChunk.objects.exists()


def test_a_file_goes_in_and_out_piece_by_piece(world: World, closed: Wave) -> None:
    """Of three pieces, the last one short; each is read by itself."""
    job = ask(world, "csv", closed)
    content = os.urandom(2 * files.CHUNK + 7)
    files.store(job, BytesIO(content))
    Job.objects.update(state=JobState.READY, size=len(content), expires_at=job.asked_at + DAY)
    job.refresh_from_db()
    assert [len(piece) for piece in files.pieces(job)] == [files.CHUNK, files.CHUNK, 7]
    assert download(world, job).content == content
    FileChunk.objects.filter(number=1).delete()
    with pytest.raises(FileChunk.DoesNotExist):  # breaks off: never a shorter file
        download(world, job)


def test_a_file_that_is_away_can_be_asked_for_again(world: World, closed: Wave) -> None:
    """Backups leave the files out: what was ready is not, and says so."""
    job = ask(world, "csv", closed)
    work()
    FileChunk.objects.all().delete()
    assert download(world, job).status == 404
    url = reverse("retry_export", args=[world.slug, job.pk])
    assert url in page(world, job)
    signed_in(world, "hr").post(url)
    work()
    again = Job.objects.get()
    assert download(world, again).content.startswith(b"meting,")


def test_what_was_asked_for_and_is_away_is_made_anew(world: World, closed: Wave) -> None:
    job = ask(world, "csv", closed)
    work()
    FileChunk.objects.all().delete()
    assert ask(world, "csv", closed) != job


def test_a_file_that_is_too_large_is_refused(
    world: World, closed: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST", 10)
    job = ask(world, "csv", closed)
    work()
    job.refresh_from_db()
    assert (job.state, job.fault) == (JobState.FAILED, JobFault.TOO_LARGE)
    assert not FileChunk.objects.exists()


def test_nobody_fills_the_database(
    world: World, closed: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "MOST_FILES", 2)
    first = ask(world, "csv", closed)
    ask(world, "xlsx", closed)
    assert ask(world, "csv", closed) == first
    chosen = {"waves": [closed.pk], "form": "csv-excel"}
    answer = signed_in(world, "hr").post(reverse("exports", args=[world.slug]), chosen)
    assert answer.status_code == 200
    assert "data-error-summary" in answer.content.decode()
    assert Job.objects.count() == 2


def test_a_delivery_that_breaks_leaves_nothing(
    world: World, closed: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the disk of the database is full half-way."""

    def full(job: Job, file: BinaryIO) -> None:
        FileChunk.objects.create(job=job, number=0, content=b"half")
        raise OSError("no space left")

    monkeypatch.setattr(files, "store", full)
    job = ask(world, "csv", closed)
    work()
    job.refresh_from_db()
    assert (job.state, job.fault) == (JobState.FAILED, JobFault.ERROR)
    assert not FileChunk.objects.exists()


def test_a_killed_worker_loses_nothing(world: World, closed: Wave) -> None:
    job = lose(ask(world, "csv", closed))
    assert job.state == JobState.RUNNING
    work()  # reaps first
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.READY, 2)
    assert FileChunk.objects.count() == 1


def test_after_some_attempts_it_says_so_and_can_be_tried_again(world: World, closed: Wave) -> None:
    job = ask(world, "csv", closed)
    for _attempt in range(ATTEMPTS):
        lose(job)
        reap(timezone.now())
    job.refresh_from_db()
    assert (job.state, job.fault) == (JobState.FAILED, JobFault.STOPPED)
    assert job.expires_at
    url = reverse("retry_export", args=[world.slug, job.pk])
    assert url in page(world, job)
    answer = signed_in(world, "hr").post(url)
    work()
    again = Job.objects.get()
    assert str(again.pk) in answer["Location"]
    assert again.state == JobState.READY


def test_a_task_that_was_lost_is_made_anew(world: World, closed: Wave) -> None:
    """Killed between taking the task from the queue and taking the job."""
    job = ask(world, "csv", closed)
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now() - LEASE)
    work()
    job.refresh_from_db()
    assert job.state == JobState.READY


def test_a_worker_that_was_thought_dead_writes_nothing(world: World, closed: Wave) -> None:
    job = ask(world, "csv", closed)
    old = worker._claim(job.pk, timezone.now)
    assert old is not None
    progress = JobProgress(old)
    progress(1, 2)
    Job.objects.update(alive_until=timezone.now())
    reap(timezone.now())
    with pytest.raises(Superseded):
        progress(2, 2)
    work()
    worker._write(old, state=JobState.FAILED, fault=JobFault.ERROR, expires_at=timezone.now())
    job.refresh_from_db()
    assert job.state == JobState.READY


def test_a_job_is_taken_by_one_worker(world: World, closed: Wave) -> None:
    job = ask(world, "csv", closed)
    assert worker._claim(job.pk, timezone.now) is not None
    assert worker._claim(job.pk, timezone.now) is None
    run_job(job.pk, timezone.now)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.RUNNING, 1)


def test_a_worker_that_is_told_to_stop_gives_the_job_back(world: World, closed: Wave) -> None:
    job = ask(world, "csv", closed)
    stopping.set()
    with pytest.raises(Stopped):
        run_job(job.pk, timezone.now)
    make_file.func(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.attempts, job.progress) == (JobState.WAITING, 0, 0)
    assert DBTaskResult.objects.ready().filter(pk=str(job.task)).exists()
    assert not FileChunk.objects.exists()


def test_our_own_mistake_is_told_and_logged(
    world: World,
    closed: Wave,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*args: object) -> None:
        raise ValueError("hr@zandstad.example")

    monkeypatch.setattr(making, "write_figures", fail)
    job = ask(world, "csv", closed)
    work()
    job.refresh_from_db()
    assert (job.state, job.fault) == (JobState.FAILED, JobFault.ERROR)
    assert "could not be made" in caplog.text
    assert not FileChunk.objects.exists()
    assert not DBTaskResult.objects.exclude(traceback="").exists()  # names nobody


def test_the_page_has_no_personal_state_in_the_audit_log(world: World, closed: Wave) -> None:
    """What left is on record: at each download, not at the tasks."""
    job = ask(world, "rapporten", closed)
    work()
    assert not AuditEvent.objects.filter(action__endswith=".exported").exists()
    download(world, job)
    event = AuditEvent.objects.get(action="profiles.exported")
    assert (event.actor, event.object_id) == ("hr@zandstad.example", str(closed.pk))
    assert set(event.details) == {"format", "instrument", "digest"}


def test_all_sheets_of_a_wave_are_one_file(world: World, closed: Wave) -> None:
    content = export(world, "gespreksbladen", closed)
    assert names_in(content) == ["voorjaar/001-gespreksblad-noord.pdf", "lees-mij.txt"]


def test_teams_that_look_alike_have_files_of_their_own(db: None) -> None:
    """Names of 80 characters of which a file name keeps the same, and one without letters."""
    world = settle("duinen", "Duinen")
    world.give("hr", Role.HR_ADVISER)
    teams = [world.team(name, 8) for name in ("p", "q", "r")]
    wave = world.wave(*teams, title="Voorjaar")
    for team, name in zip(teams, ("W" * 79 + "é", "W" * 79 + "ê", "中文"), strict=True):
        wave.teams.filter(team=team).update(team_name=name)
    world.answer_all(wave, [f"{team}-{i}" for team in "pqr" for i in range(1, 9)])
    world.close(wave)
    names = names_in(export(world, "gespreksbladen", wave))
    assert len(set(names)) == 3
    assert all(len(Path(name).name) <= 100 for name in names)


@pytest.mark.parametrize("form", ["gespreksbladen", "rapporten", "organisatierapport"])
def test_of_nothing_shown_no_pdf_is_made(db: None, form: str) -> None:
    world = settle("duinen", "Duinen")
    world.give("hr", Role.HR_ADVISER)
    wave = world.wave(world.team("Klein", 6))
    world.answer_all(wave, [f"Klein-{i}" for i in range(1, 7)])
    world.close(wave)
    answer = signed_in(world, "hr").post(
        reverse("exports", args=[world.slug]), {"waves": [wave.pk], "form": form}
    )
    assert answer.status_code == 200
    assert "data-error-summary" in answer.content.decode()
    assert not Job.objects.exists()
