"""The rows of a wave are written anew while its figures are made, each on a connection of its own.

Whatever happens to either, a closed wave has a snapshot and tells nothing of the order of arrival.
"""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Event, current_thread, main_thread
from typing import Any
from unittest import mock

import pytest
from django.conf import settings as site
from django.db import DatabaseError, connection, transaction

from reports.models import Snapshot
from reports.services import closing
from surveys.models import Wave, WaveState
from surveys.models.response import Response
from surveys.services import waves
from surveys.services.row_order import forget_order
from surveys.services.waves import forget_arrival
from tests.world import World

TEAM, PEOPLE = "negen", 9
PATIENCE = 60  # seconds; a slow machine is no mistake
HIDDEN = {"sqlite": "rowid", "postgresql": "ctid"}

pytestmark = pytest.mark.django_db(transaction=True)

# The end of the program before the rows are kept, or after that and before the snapshot.
KILLED = """
import os, signal, sys
import django
django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
from reports.services import closing
from surveys.models import Wave
from surveys.services import waves

def end(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

forget_order = waves.forget_order
if sys.argv[3] == "rows":
    waves.forget_order = lambda wave: (forget_order(wave), end())
else:
    closing._finish = end
closing.close_wave(by=None, wave=Wave.objects.get(pk=sys.argv[2]))
"""


def an_open_wave(world: World) -> Wave:
    """Eight have sent their answers, in an order that is not that of their ids; one has begun."""
    wave = world.wave(world.team(TEAM, PEOPLE))
    world.answer_all(wave, [f"{TEAM}-{number}" for number in range(1, PEOPLE + 1)])
    rows = list(Response.objects.filter(wave=wave).order_by("-id"))
    with transaction.atomic():
        Response.objects.filter(wave=wave).delete()
        for row in rows:
            row.save(force_insert=True)
    draft = rows[PEOPLE // 2].pk
    Response.objects.filter(pk=draft).update(sent=False, scores=None, scoring_version=None)
    return wave


def stored(wave: Wave) -> list[str]:
    """The ids of answers in the order in which their rows lie."""
    key = Wave._meta.pk.get_db_prep_value(wave.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM surveys_response WHERE wave_id = %s "  # noqa: S608  a name of ours
            f"ORDER BY {HIDDEN[connection.vendor]}",
            [key],
        )
        return [str(row[0]) for row in cursor.fetchall()]


def state_of(wave: Wave) -> tuple[str, int, int, bool]:
    """Of a wave its state, its snapshots and answers, and whether they lie in order."""
    wave.refresh_from_db()
    rows = stored(wave)
    snapshots = Snapshot.including_unannounced.filter(wave=wave).count()
    return wave.state, snapshots, len(rows), rows == sorted(rows)


CLOSED = (WaveState.CLOSED, 1, PEOPLE - 1, True)


def test_figures_need_not_wait_for_the_rows_nor_the_other_way_round(world: World) -> None:
    """The figures wait until the rows are there, which they never would be one after another."""
    wave, rewritten = an_open_wave(world), Event()
    assert state_of(wave) == (WaveState.OPEN, 0, PEOPLE, False)
    rewrite, make_snapshot = closing._rewrite, closing._make_snapshot

    def rows(wave: Wave) -> bool:
        assert current_thread() is not main_thread()
        result = rewrite(wave)
        rewritten.set()
        return result

    def figures(wave: Wave) -> Snapshot:
        assert rewritten.wait(PATIENCE)
        assert state_of(wave) == (WaveState.CLOSING, 0, PEOPLE - 1, True)
        return make_snapshot(wave)

    with (
        mock.patch.object(closing, "_rewrite", rows),
        mock.patch.object(closing, "_make_snapshot", figures),
        mock.patch.object(closing, "forget_arrival", wraps=forget_arrival) as forgotten,
    ):
        world.close(wave)
    assert forgotten.call_count == 1
    assert state_of(wave) == CLOSED


def test_figures_are_read_whole_while_the_rows_are_written(world: World) -> None:
    """Rows that are deleted and not yet there again count."""
    wave, deleted, figures_made = an_open_wave(world), Event(), Event()
    with mock.patch.object(closing, "_can_be_beside", return_value=False), transaction.atomic():
        expected = world.close(wave).content
        transaction.set_rollback(True)
    make_snapshot = closing._make_snapshot

    def rows(wave: Wave) -> None:
        forget_order(wave)
        deleted.set()
        assert figures_made.wait(PATIENCE)

    def figures(wave: Wave) -> Snapshot:
        assert deleted.wait(PATIENCE)
        made = make_snapshot(wave)
        figures_made.set()
        return made

    with (
        mock.patch.object(waves, "forget_order", rows),
        mock.patch.object(closing, "_make_snapshot", figures),
    ):
        assert world.close(wave).content == expected
    assert state_of(wave) == CLOSED


def test_without_the_rows_a_wave_is_not_closed(world: World) -> None:
    wave = an_open_wave(world)
    with (
        mock.patch.object(waves, "forget_order", side_effect=DatabaseError),
        pytest.raises(DatabaseError),
    ):
        world.close(wave)
    assert state_of(wave) == (WaveState.CLOSING, 0, PEOPLE, False)
    world.close(wave)
    assert state_of(wave) == CLOSED


def test_rows_that_could_not_be_written_beside_the_figures_are_written_with_them(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """No second connection, or a lock that took too long: the figures are not made again."""
    wave = an_open_wave(world)
    failures = [DatabaseError]

    def rows(wave: Wave) -> None:
        if failures:
            raise failures.pop()
        forget_order(wave)

    with (
        mock.patch.object(waves, "forget_order", rows),
        mock.patch.object(closing, "_make_snapshot", wraps=closing._make_snapshot) as figures,
    ):
        world.close(wave)
    assert figures.call_count == 1
    assert [record.name for record in caplog.records if record.levelname == "ERROR"] == [
        "reports.services.closing"
    ]
    assert state_of(wave) == CLOSED


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks the whole database")
def test_answers_to_another_wave_do_not_wait_for_a_closing(world: World) -> None:
    """Every first answer refers to the organisation, which a closing holds for seconds."""
    wave, other = an_open_wave(world), world.wave(world.team("ander", 2), title="Een andere")

    def answer() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
        try:
            world.answer(other, "ander-1")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads, transaction.atomic():
        closing._locked(wave)
        threads.submit(answer).result(PATIENCE)
    assert Response.objects.filter(wave=other).count() == 1


def test_of_a_wave_that_cannot_be_closed_the_rows_are_written_once(world: World) -> None:
    """Its closing is tried at every visit to the start page."""
    wave, attempts = an_open_wave(world), 3
    with (
        mock.patch.object(closing, "_make_snapshot", side_effect=ZeroDivisionError),
        mock.patch.object(closing, "forget_arrival", wraps=forget_arrival) as forgotten,
    ):
        for _ in range(attempts):
            with pytest.raises(ZeroDivisionError):
                world.close(wave)
    assert forgotten.call_count == 1
    assert state_of(wave) == (WaveState.CLOSING, 0, PEOPLE - 1, True)
    world.close(wave)
    assert state_of(wave) == CLOSED


def test_in_a_transaction_of_who_calls_all_happens_on_its_connection(world: World) -> None:
    """Another would not see the wave, or wait for it for ever."""
    wave = an_open_wave(world)
    with transaction.atomic(), mock.patch.object(closing, "_rewrite") as rewrite:
        world.close(wave)
    assert not rewrite.called
    assert state_of(wave) == CLOSED


def test_rows_of_a_wave_that_was_closed_meanwhile_stay_as_they_are(world: World) -> None:
    wave = an_open_wave(world)
    world.close(wave)
    with mock.patch.object(closing, "forget_arrival") as forgotten:
        assert closing._rewrite(wave) is False
    assert not forgotten.called


@pytest.mark.parametrize(
    ("before", "answers", "in_order"), [("rows", PEOPLE, False), ("snapshot", PEOPLE - 1, True)]
)
def test_killed_before_the_rows_or_the_snapshot_are_kept_nothing_is_lost(
    before: str, answers: int, in_order: bool, world: World
) -> None:
    wave = an_open_wave(world)
    process = killed(str(connection.settings_dict["NAME"]), str(wave.pk), before)
    assert process.wait(PATIENCE) == -signal.SIGKILL
    assert state_of(wave) == (WaveState.CLOSING, 0, answers, in_order)
    assert Response.objects.filter(wave=wave, sent=True).count() == PEOPLE - 1
    world.close(wave)
    assert state_of(wave) == CLOSED


def killed(*arguments: str) -> "subprocess.Popen[Any]":
    """A program that closes this wave and ends itself."""
    command = [sys.executable, "-c", KILLED, *arguments]
    environment = {"DJANGO_SETTINGS_MODULE": "igm_portal.settings.test", **os.environ}
    return subprocess.Popen(command, cwd=site.BASE_DIR, env=environment)  # noqa: S603
