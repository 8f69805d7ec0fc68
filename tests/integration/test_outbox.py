"""The outbox: nothing lost, nothing that was confirmed sent twice, nobody named in a log."""

import logging
import os
import secrets
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from threading import Event, Thread
from time import sleep
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import override_settings
from django.utils import timezone

from igm_portal.outbox.models import Mail, MailFault, MailState
from igm_portal.outbox.selectors import BatchProgress, progress, stoppage, undelivered, waiting_for
from igm_portal.outbox.sending import (
    MAIL_ATTEMPTS,
    MAIL_LEASE,
    REFUSALS_IN_A_ROW,
    RETENTION,
    UNDELIVERED_RETENTION,
    pause,
    prune,
    send_due,
)
from igm_portal.outbox.services import (
    Letter,
    cancel,
    enqueue,
    enqueue_all,
    forget_recipient,
    rewrite,
)
from tests import post_office
from tests.post_office import PostOffice

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office.opened() as opened:
        yield opened


def put(*names: str, **values: object) -> None:
    for name in names:
        given = {"to": f"{name}@zandstad.example", "subject": "Dag", "body": f"Beste {name}"}
        enqueue(**(given | values))  # type: ignore[arg-type]


def send(later: timedelta = timedelta()) -> dict[str, int]:
    now = timezone.now() + later
    return dict(send_due(lambda: now))


def states() -> list[str]:
    return sorted(Mail.objects.values_list("state", flat=True))


def test_all_mail_goes_over_one_connection_and_is_emptied(office: PostOffice) -> None:
    put("ans", "bas", "cas")
    assert send() == {"sent": 3}
    assert sorted(office.addresses) == [
        f"{name}@zandstad.example" for name in ("ans", "bas", "cas")
    ]
    assert office.conversations == 1
    assert set(Mail.objects.values_list("state", "recipient", "subject", "body")) == {
        ("sent", "", "", "")
    }
    assert send() == {}


def test_a_mail_says_what_was_written_and_that_a_machine_sent_it(office: PostOffice) -> None:
    row = enqueue(to="zoe@zandstad.example", subject="Één vraag", body="Beste Zoë,\n€ 10\n")
    send()
    (mail,) = office.mails
    assert mail["Subject"] == "Één vraag"
    assert mail.get_content().splitlines() == ["Beste Zoë,", "€ 10"]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail.get_content_type() == "text/plain"
    assert mail["Message-ID"] == f"<{row}@localhost>"


def test_mail_goes_with_the_transaction_it_belongs_to(office: PostOffice) -> None:
    with transaction.atomic():
        put("ans")
        transaction.set_rollback(True)
    assert send() == {}
    assert office.mails == []


def test_mail_waits_until_its_moment(office: PostOffice) -> None:
    put("ans", not_before=timezone.now() + timedelta(hours=2))
    assert send() == {}
    assert send(later=timedelta(hours=3)) == {"sent": 1}


def test_one_refused_address_stops_nobody_else(office: PostOffice) -> None:
    office.answers["bas@zandstad.example"] = ["550 5.1.1 bas@zandstad.example unknown"]
    put("ans", "bas", "cas")
    assert send() == {"sent": 2, "refused": 1}
    assert sorted(office.addresses) == ["ans@zandstad.example", "cas@zandstad.example"]
    refused = Mail.objects.get(state=MailState.REFUSED)
    assert (refused.fault, refused.recipient, refused.body) == (MailFault.REFUSED, "", "")
    assert send(later=timedelta(days=1)) == {}


@pytest.mark.parametrize("answer", ["450 4.2.1 greylisted", "421 4.3.2 shutting down"])
def test_a_server_that_asks_for_patience_gets_it(office: PostOffice, answer: str) -> None:
    office.answers["bas@zandstad.example"] = [answer, post_office.TAKEN]
    put("bas", "cas")
    assert send() == {"postponed": 1, "sent": 1}
    assert send() == {}
    assert send(later=pause(1) + timedelta(seconds=1)) == {"sent": 1}
    assert sorted(office.addresses) == ["bas@zandstad.example", "cas@zandstad.example"]


def test_pauses_grow_and_attempts_end(office: PostOffice) -> None:
    office.answers["bas@zandstad.example"] = ["450 later"]
    put("bas", lasts=timedelta(days=60))
    tried = [send(later=timedelta(hours=5 * round)) for round in range(MAIL_ATTEMPTS + 1)]
    assert tried == [{"postponed": 1}] * (MAIL_ATTEMPTS - 1) + [{"expired": 1}, {}]
    pauses = [pause(attempt) for attempt in range(1, MAIL_ATTEMPTS)]
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(minutes=1)
    assert pauses[-1] == timedelta(hours=4)


def test_a_broken_line_costs_one_mail_a_second_try(office: PostOffice) -> None:
    office.hang_up_at = 2
    put("ans", "bas", "cas")
    assert send() == {"sent": 2, "postponed": 1}
    assert Mail.objects.waiting().get().fault == MailFault.INTERRUPTED
    assert office.conversations == 2
    assert send(later=timedelta(minutes=5)) == {"sent": 1}
    assert len(office.mails) == 4
    assert len({mail["Message-ID"] for mail in office.mails}) == 3


def test_a_server_that_is_down_costs_no_mail_an_attempt(
    caplog: pytest.LogCaptureFixture,
) -> None:
    put("ans", "bas")
    away = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": post_office.free_port()}
    with override_settings(EMAIL_BACKEND=post_office.BACKEND, **away):
        for _round in range(MAIL_ATTEMPTS + 1):
            assert send() == {}
    assert set(Mail.objects.values_list("state", "attempts")) == {("waiting", 0)}
    assert "ConnectionRefusedError" in caplog.text
    with post_office.opened() as office:
        assert send() == {"sent": 2}
    assert len(office.mails) == 2


def test_a_wrong_sender_is_our_mistake_and_burns_no_mail(office: PostOffice) -> None:
    office.sender = "553 5.7.1 not allowed"
    put("ans", "bas")
    assert send() == {}
    assert set(Mail.objects.values_list("state", "attempts")) == {("waiting", 0)}
    office.sender = post_office.TAKEN
    assert send() == {"sent": 2}


NAMES = [f"p{number}" for number in range(12)]
NO_RELAY = "550 5.7.1 Unable to relay"
NO = "550 no"


@pytest.mark.parametrize(
    ("answer", "tried"),
    [(NO_RELAY, 1), (NO, REFUSALS_IN_A_ROW), ("451 4.3.0 no", REFUSALS_IN_A_ROW)],
)
def test_a_server_that_refuses_everything_burns_no_mail(
    office: PostOffice, answer: str, tried: int, caplog: pytest.LogCaptureFixture
) -> None:
    """A relay that does not know us, a quota that is spent: the mail waits, for days if need be."""
    put(*NAMES)
    for name in NAMES:
        office.answers[f"{name}@zandstad.example"] = [answer]
    assert send() == {"postponed": tried}
    for hour in range(1, 60):
        send(later=timedelta(hours=hour))
    assert states() == ["waiting"] * len(NAMES)
    assert set(Mail.objects.values_list("attempts", flat=True)) == {0}
    assert stoppage() is not None
    assert f"takes no mail of ours now ({answer[:3]}" in caplog.text
    office.answers.clear()
    assert send(later=timedelta(hours=61)) == {"sent": len(NAMES)}
    assert stoppage() is None
    assert sorted(office.addresses) == sorted(f"{name}@zandstad.example" for name in NAMES)


def test_refusals_are_believed_once_the_server_takes_another_mail(office: PostOffice) -> None:
    """Three of one department that is gone, among others who are there."""
    put(*NAMES)
    for name in NAMES[2:5]:
        office.answers[f"{name}@zandstad.example"] = ["550 5.1.1 unknown"]
    assert send() == {"sent": 9, "refused": 3}
    refused = Mail.objects.filter(state=MailState.REFUSED)
    assert set(refused.values_list("fault", "reply", "recipient")) == {
        (MailFault.REFUSED, "550 5.1.1", "")
    }


def test_one_address_that_policy_closes_holds_nobody_up(office: PostOffice) -> None:
    office.answers["p0@zandstad.example"] = [NO_RELAY]
    put(*NAMES)
    total: Counter[str] = Counter()
    for minutes in range(3):
        total += Counter(send(later=timedelta(minutes=minutes)))
    assert total == {"sent": 11, "postponed": 1}


def test_of_an_invitation_it_is_known_whom_it_did_not_reach(office: PostOffice) -> None:
    batch, people = uuid4(), {name: uuid4() for name in ("ans", "bas", "cas")}
    letters = [
        Letter(f"{name}@zandstad.example", "Dag", "Beste", person)
        for name, person in people.items()
    ]
    enqueue_all(letters, batch=batch, expires_at=timezone.now() + timedelta(days=9))
    office.answers["bas@zandstad.example"] = ["550 5.1.1 unknown"]
    send()
    assert undelivered(batch) == {people["bas"]: "550 5.1.1"}
    assert set(Mail.objects.filter(state="sent").values_list("person", flat=True)) == {None}
    prune(timezone.now() + RETENTION + timedelta(minutes=1))
    assert list(undelivered(batch)) == [people["bas"]]
    prune(timezone.now() + UNDELIVERED_RETENTION + timedelta(minutes=1))
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    "to",
    ["geen adres", "", "zoë@zandstad.example", "a@b.example\nBcc: c@d.example", "a@b.nl, c@d.nl"],
)
def test_an_address_that_is_none_is_refused_and_reaches_nobody(office: PostOffice, to: str) -> None:
    put("ans", to=to)
    put("bas")
    assert send()["sent"] == 1
    assert states() == ["refused", "sent"]
    assert office.addresses == ["bas@zandstad.example"]


def test_a_subject_cannot_carry_a_header(office: PostOffice) -> None:
    put("ans", subject="Dag\r\nBcc: ander@elders.example\u2028\x00einde")
    assert send() == {"sent": 1}
    (mail,) = office.mails
    assert mail["Subject"] == "Dag Bcc: ander@elders.example einde"
    assert mail["Bcc"] is None


def test_what_comes_too_late_is_not_sent(office: PostOffice) -> None:
    batch = uuid4()
    put("ans", lasts=timedelta(days=2), batch=batch)
    assert send(later=timedelta(days=2, minutes=1)) == {}
    assert progress(batch) == BatchProgress(busy=True, undelivered=False)
    prune(timezone.now() + timedelta(days=2, minutes=1))
    assert set(Mail.objects.values_list("state", "recipient")) == {("expired", "")}
    assert progress(batch) == BatchProgress(busy=False, undelivered=True)


def test_rows_are_gone_after_some_days(office: PostOffice) -> None:
    put("ans", "bas")
    send()
    put("cas")
    prune(timezone.now() + RETENTION - timedelta(minutes=1))
    assert states() == ["sent", "sent", "waiting"]
    prune(timezone.now() + RETENTION + timedelta(minutes=1))
    assert "sent" not in states()


def test_a_batch_can_be_called_back(office: PostOffice) -> None:
    batch = uuid4()
    put("ans", "bas", batch=batch)
    put("cas")
    cancel(batch)
    assert send() == {"sent": 1}
    assert office.addresses == ["cas@zandstad.example"]


def test_the_database_refuses_to_keep_what_was_sent() -> None:
    put("ans")
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.update(state=MailState.SENT, ended_at=timezone.now())


def test_logs_name_nobody(office: PostOffice, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    office.answers["geheim.adres@zandstad.example"] = ["550 geheim.adres@zandstad.example unknown"]
    for name in ("geheim.adres", "ander.adres"):
        put(name, subject="Vertrouwelijk onderwerp", body="Beste Geheim")
    send()
    assert "Mail: refused 550: 1, sent" in caplog.text
    ours = " ".join(r.getMessage() for r in caplog.records if not r.name.startswith("mail."))
    for word in ("adres", "zandstad", "Vertrouwelijk", "Geheim"):
        assert word not in ours


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_everything_once(office: PostOffice) -> None:
    names = [f"p{number}" for number in range(24)]
    put(*names)
    workers = [Thread(target=_work) for _worker in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    send()
    assert sorted(office.addresses) == sorted(f"{name}@zandstad.example" for name in names)
    assert set(states()) == {"sent"}


def _work() -> None:
    try:
        send()
    finally:
        connection.close()


def test_a_batch_is_rewritten_whatever_the_spelling_of_an_address() -> None:
    batch = uuid4()
    put("Ans", batch=batch)
    letter = Letter("Ans@zandstad.example", "Dag", "Een dag later")
    rewrite([letter], batch=batch, expires_at=timezone.now() + timedelta(days=9))
    assert Mail.objects.get().body == "Een dag later"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_a_mail_that_is_sent_while_its_batch_is_rewritten_stays_empty() -> None:
    batch, ended = uuid4(), Event()
    put("ans", "bas", batch=batch)
    ans = Mail.objects.filter(recipient="ans@zandstad.example")
    letter = Letter("ans@zandstad.example", "Dag", "Een dag later")

    def end() -> None:
        try:
            with transaction.atomic():
                ans.end(MailState.SENT, timezone.now())
                ended.set()
                _wait_for_a_blocked_query()
        finally:
            connection.close()

    worker = Thread(target=end)
    worker.start()
    ended.wait(timeout=30)
    later = timezone.now() + timedelta(days=9)
    with transaction.atomic():
        rewrite([letter], batch=batch, expires_at=later)
    worker.join()
    assert set(Mail.objects.values_list("state", "body")) == {
        ("sent", ""),
        ("waiting", "Beste bas"),
    }
    assert Mail.objects.get(state=MailState.WAITING).expires_at == later


def _wait_for_a_blocked_query() -> None:
    """Until somebody waits for a lock of this database, or half a minute."""
    for _look in range(300):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        sleep(0.1)


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_repeats_only_what_was_not_confirmed(office: PostOffice) -> None:
    def kill_at_the_third(number: int) -> None:
        if number == 3:
            worker.kill()

    put("ans", "bas", "cas", "dirk")
    office.on_data = kill_at_the_third
    worker = _start_worker()
    assert worker.wait(timeout=60) == -signal.SIGKILL
    office.on_data = None
    assert states() == ["sent", "sent", "waiting", "waiting"]
    assert send() == {"sent": 1}
    assert send(later=MAIL_LEASE + timedelta(minutes=1)) == {"sent": 1}
    assert len(office.addresses) == 5
    assert len(set(office.addresses)) == 4


@pytest.mark.django_db(transaction=True)
def test_the_worker_goes_on_until_it_is_told_to_stop(office: PostOffice) -> None:
    put("ans")
    worker = _start_worker("--forever")
    office.on_data = lambda number: worker.terminate()
    assert worker.wait(timeout=60) == 0
    assert states() == ["sent"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server")
@pytest.mark.django_db(transaction=True)
def test_the_worker_outlives_a_database_that_restarts(office: PostOffice) -> None:
    """Every connection of the worker is cut for a while, as during a restart."""
    put("ans")
    worker = _start_worker("--forever")
    try:
        _wait(lambda: len(office.mails) == 1 and states() == ["sent"])
        for _cut in range(80):  # eight seconds, longer than one pause of the worker
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            sleep(0.1)
        assert worker.poll() is None
        put("bas")
        _wait(lambda: len(office.mails) == 2)
        worker.terminate()
        assert worker.wait(timeout=60) == 0
    finally:
        worker.kill()


def _wait(condition: Callable[[], bool]) -> None:
    """Until this holds, or a minute and a half."""
    for _look in range(900):
        if condition():
            return
        sleep(0.1)
    raise AssertionError("it did not come to pass")


def test_the_command_sends_and_tidies_up(office: PostOffice) -> None:
    put("ans", lasts=timedelta(seconds=-1))
    put("bas")
    call_command("run_tasks")
    assert states() == ["expired", "sent"]
    assert office.addresses == ["bas@zandstad.example"]


def _start_worker(*options: str) -> "subprocess.Popen[bytes]":
    """A process of its own, with the settings of production."""
    environment = {
        "PATH": os.defpath,
        "DJANGO_SETTINGS_MODULE": "igm_portal.settings.base",
        "IGM_SECRET_KEY": secrets.token_urlsafe(50),
        "IGM_HOSTS": "portaal.example.org",
        "IGM_DATABASE_URL": _database_url(),
        "IGM_KEY_DIR": str(settings.IGM_KEY_DIR),
        "IGM_MAIL_HOST": settings.EMAIL_HOST,
        "IGM_MAIL_PORT": str(settings.EMAIL_PORT),
    }
    command = [sys.executable, "manage.py", "run_tasks", *options]
    return subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603  our own command


def _database_url() -> str:
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    user, host = values["USER"], quote(values["HOST"], safe="")
    return f"postgres://{user}:{values['PASSWORD']}@{host}/{values['NAME']}"


WIRE, READABLE = "jan@xn--gemeente-caf-meb.nl", "jan@gemeente-café.nl"


@pytest.mark.parametrize("before", [WIRE, "Jan@Gemeente-Cafe\u0301.NL", READABLE.upper()])
def test_what_waited_before_the_one_spelling_is_found_and_sent(
    office: PostOffice, before: str
) -> None:
    """Rows of an earlier version: forgotten with their person, rewritten, shown, and sent."""
    put("ans")
    send()
    office.mails.clear()
    put("bas")
    batch, now = uuid4(), timezone.now()
    for _ in range(2):
        enqueue(to=READABLE, subject="Dag", body="Oud", batch=batch)
    Mail.objects.of_batch(batch).update(recipient=before)
    import_module("igm_portal.outbox.migrations.0002_one_spelling").respell(apps, None)
    assert waiting_for(READABLE).count() == 2
    assert set(Mail.objects.exclude(state=MailState.WAITING).values_list("recipient")) == {("",)}
    rewrite([Letter(READABLE, "Dag", "Nieuw")], batch=batch, expires_at=now + timedelta(days=1))
    late = Mail.objects.of_batch(batch).values_list("pk", flat=True)[0]
    Mail.objects.filter(pk=late).update(not_before=now + timedelta(days=2))
    send()
    assert sorted(office.addresses) == sorted([WIRE, "bas@zandstad.example"])
    assert "Nieuw" in "".join(mail.get_content() for mail in office.mails)
    forget_recipient(READABLE)
    assert not Mail.objects.waiting().exists()
