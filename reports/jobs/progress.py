"""A worker tells how far it is, and learns in return that it should stop."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event
from typing import Final

from reports.models import Job, JobState

Clock = Callable[[], datetime]
Tell = Callable[[int, int], None]
"""Called with how many parts are done and how many there are in all."""

LEASE: Final = timedelta(minutes=3)  # longer than any one part takes
_SILENCE: Final = timedelta(seconds=20)  # tell at least this often

stopping: Final = Event()
"""Set when this process was asked to end: the job in hand goes back to the others."""


class Superseded(Exception):
    """Another worker has this job, or it was thrown away: nothing may be written any more."""


class Stopped(Exception):
    """This process was asked to end half-way."""


class Telling:
    """How far one run of one job is; every call to it renews the lease."""

    def __init__(self, job: Job, clock: Clock) -> None:
        self._job, self._clock = job, clock
        self._percent, self._told = 0, clock()

    def __call__(self, done: int, total: int) -> None:
        """Raises Superseded or Stopped when this run should not go on."""
        if stopping.is_set():
            raise Stopped
        percent = min(99, done * 100 // max(total, 1))  # 100 is for a file that is there
        if percent > self._percent or self._clock() >= self._told + _SILENCE:
            self._tell(percent)

    def _tell(self, percent: int) -> None:
        self._percent, self._told = percent, self._clock()
        mine = Job.objects.filter(pk=self._job.pk, run=self._job.run, state=JobState.RUNNING)
        if not mine.update(progress=percent, alive_until=self._told + LEASE):
            raise Superseded
