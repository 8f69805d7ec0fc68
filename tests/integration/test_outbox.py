"""The outbox: nothing lost, nothing that was confirmed sent twice, nobody named in a log."""

import logging
from collections import Counter
from datetime import datetime, timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.utils import timezone

from igm_portal.outbox.models import Mail, MailFault, MailState, Stoppage
from igm_portal.outbox.selectors import BatchProgress, progress, stoppage, undelivered, waiting_for
from igm_portal.outbox.sending import (
    MAIL_ATTEMPTS,
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
from tests.environment.processes import free_port
from tests.outbox import put, send, states
from tests.post_office import PostOffice

pytestmark = pytest.mark.django_db


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
    away = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": free_port()}
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
    for hour in range(1, 60, 6):
        send(later=timedelta(hours=hour))
    assert states() == ["waiting"] * len(NAMES)
    assert set(Mail.objects.values_list("attempts", flat=True)) == {0}
    assert stoppage() is not None
    assert f"takes no mail of ours now ({answer[:3]}" in caplog.text
    office.answers.clear()
    assert send(later=timedelta(hours=61)) == {"sent": len(NAMES)}
    assert stoppage() is None
    assert sorted(office.addresses) == sorted(f"{name}@zandstad.example" for name in NAMES)


def test_the_first_mail_that_goes_ends_the_alarm_not_the_last(office: PostOffice) -> None:
    """A round of a thousand mails takes half an hour at some servers."""
    put(*NAMES)
    Stoppage.objects.create(fault="550 5.7.1", since=timezone.now())
    alarms: dict[int, bool] = {}

    def clock() -> datetime:
        alarms[len(office.mails)] = Stoppage.objects.exists()
        return timezone.now()

    send_due(clock)
    assert alarms[0]
    assert not any(alarms[number] for number in range(2, len(NAMES) + 1))


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
    sent = Mail.objects.filter(state="sent").values_list("person", flat=True)
    assert set(sent) == {people["ans"], people["cas"]}
    prune(timezone.now() + RETENTION + timedelta(minutes=1))
    assert list(Mail.objects.values_list("person", flat=True)) == [people["bas"]]
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
    assert progress(batch) == BatchProgress(busy=True, has_undelivered=False)
    prune(timezone.now() + timedelta(days=2, minutes=1))
    assert set(Mail.objects.values_list("state", "recipient")) == {("expired", "")}
    assert progress(batch) == BatchProgress(busy=False, has_undelivered=True)


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


def test_a_batch_is_rewritten_whatever_the_spelling_of_an_address() -> None:
    batch = uuid4()
    put("Ans", batch=batch)
    letter = Letter("Ans@zandstad.example", "Dag", "Een dag later")
    rewrite([letter], batch=batch, expires_at=timezone.now() + timedelta(days=9))
    assert Mail.objects.get().body == "Een dag later"


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
