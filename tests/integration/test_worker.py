"""A real worker in a process of its own, killed half-way; on every database of the suite."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as site
from django.db import connection
from django.utils import timezone

from igm_portal.accounts.roles import Role
from reports.jobs import files
from reports.models import FileChunk, Job, JobState
from surveys.models import Wave
from tests.files import ask, download, names_in
from tests.world import World, settle

TEAMS, PEOPLE = 12, 7
PATIENCE = 60  # seconds; a slow machine is no mistake

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def start() -> Iterator[Callable[[], "subprocess.Popen[bytes]"]]:
    begun: list[subprocess.Popen[bytes]] = []

    def begin(*percent: int) -> "subprocess.Popen[bytes]":
        name = str(connection.settings_dict["NAME"])
        command = [sys.executable, "-m", "tests.environment.worker", name, *map(str, percent)]
        process = subprocess.Popen(command, cwd=site.BASE_DIR)  # noqa: S603
        begun.append(process)
        return process

    yield begin
    for process in begun:
        process.kill()
        process.wait()


@pytest.fixture
def job() -> tuple[World, Wave, Job]:
    """Many papers: work enough to be killed in the middle of it."""
    world = settle()
    world.give("hr", Role.HR_ADVISER)
    teams = [world.team(f"T{number:02}", PEOPLE) for number in range(1, TEAMS + 1)]
    wave = world.wave(*teams, title="Voorjaar")
    world.answer_all(wave, [f"{t.name}-{n}" for t in teams for n in range(1, PEOPLE + 1)])
    world.close(wave)
    return world, wave, ask(world, "rapporten", wave)


def wait_for(job: Job, condition: Callable[[Job], bool]) -> Job:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        job.refresh_from_db()
        if condition(job):
            return job
        time.sleep(0.02)
    raise AssertionError(f"{job.state} {job.progress} % {job.fault}")


@pytest.mark.parametrize("percent", [10, 90])
def test_killed_half_way_or_at_the_end_nothing_is_lost(
    job: tuple[World, Wave, Job], start: Callable[..., "subprocess.Popen[bytes]"], percent: int
) -> None:
    world, wave, asked = job
    assert start(percent).wait(PATIENCE) == -signal.SIGKILL
    asked.refresh_from_db()
    assert percent <= asked.progress < 100
    assert asked.state == JobState.RUNNING  # for ever, if nobody looked
    assert not FileChunk.objects.exists()
    assert ask(world, "rapporten", wave) == asked
    Job.objects.update(alive_until=timezone.now())  # the lease passes
    start()
    done = wait_for(asked, lambda it: it.state == JobState.READY)
    assert (done.attempts, done.progress) == (2, 100)
    assert len(names_in(download(world, done).content)) == TEAMS
    assert FileChunk.objects.count() == files.piece_count(done.size)


def test_told_to_stop_it_gives_back_what_it_has_in_hand(
    job: tuple[World, Wave, Job], start: Callable[[], "subprocess.Popen[bytes]"]
) -> None:
    _world, _wave, asked = job
    first = start()
    wait_for(asked, lambda it: it.state == JobState.RUNNING and it.progress >= 10)
    first.terminate()
    assert first.wait(PATIENCE) == 0
    asked.refresh_from_db()
    assert (asked.state, asked.attempts) == (JobState.WAITING, 0)
    start()
    assert wait_for(asked, lambda it: it.state == JobState.READY).attempts == 1
