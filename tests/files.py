"""Files that a worker makes, asked for and downloaded as a person does it."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from igm_portal.worker.management.commands.run_tasks import worker
from reports.jobs.tasks import reap
from reports.models import Job
from surveys.models import Wave
from tests.world import World


def signed_in(world: World, who: str) -> Client:
    found = Client()
    found.force_login(world.people[who])
    return found


def ask(world: World, form: str, *waves: Wave, who: str = "hr") -> Job:
    """The job that came of the form on the page; nobody works on it yet."""
    chosen = {"waves": [wave.pk for wave in waves], "form": form}
    answer = signed_in(world, who).post(reverse("exports", args=[world.slug]), chosen)
    assert answer.status_code == 302, answer.content
    return Job.objects.get(pk=answer["Location"].rstrip("/").rpartition("/")[2])


def work() -> None:
    """One round of a worker, in the transaction of the test; test_worker.py has a real one."""
    reap(timezone.now())
    hand = worker()
    for task in DBTaskResult.objects.ready():
        task.claim(hand.worker_id)
        hand.run_task(task)


@dataclass(frozen=True)
class Got:
    """What came back, read to the end."""

    status: int
    headers: Mapping[str, str]
    content: bytes


def download(world: World, job: Job, who: str = "hr") -> Got:
    answer = signed_in(world, who).get(reverse("export_file", args=[world.slug, job.pk]))
    return Got(answer.status_code, dict(answer.headers), answer.getvalue())


def export(world: World, form: str, *waves: Wave, who: str = "hr") -> bytes:
    """Ask, wait, download."""
    job = ask(world, form, *waves, who=who)
    work()
    got = download(world, job, who)
    assert got.status == 200
    return got.content


def names_in(archive: bytes) -> list[str]:
    with ZipFile(BytesIO(archive)) as found:
        assert found.testzip() is None
        return found.namelist()
