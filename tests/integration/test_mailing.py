"""Invitations and reminders: who gets them, when, in which words, and what nobody learns."""

import logging
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.models import User
from igm_portal.audit.models import AuditEvent
from igm_portal.outbox.models import Mail
from igm_portal.outbox.sending import send_due
from surveys import identity
from surveys.mail_texts import MailWords, fill, misplaced, standard
from surveys.mailings import example, plan_for, rounds_of
from surveys.models import Mailing, MailKind, MailText, Wave
from surveys.services.answering import save_answers
from surveys.services.mailing import invite, remind, write_text
from surveys.services.refusals import Refused
from surveys.services.waves import extend_wave, withdraw_wave
from tests import post_office
from tests.post_office import PostOffice
from tests.world import World, end_roles

TODAY = timezone.localdate()
LATER = TODAY + timedelta(days=2)
INVITATION, REMINDER = MailKind.INVITATION, MailKind.REMINDER


@pytest.fixture
def office(db: None) -> Iterator[PostOffice]:
    with post_office.opened() as opened:
        yield opened


@pytest.fixture
def hr(world: World) -> Client:
    world.wave(world.team("a", 3))
    client = Client()
    client.force_login(world.people["hr"])
    return client


def send(days: int = 0) -> None:
    now = timezone.now() + timedelta(days=days)
    send_due(lambda: now)


def addresses(*names: str) -> list[str]:
    return sorted(f"{name}@zandstad.example" for name in names)


def waiting() -> list[str]:
    return sorted(Mail.objects.waiting().values_list("recipient", flat=True))


def page(name: str, wave: Wave) -> str:
    return reverse(name, args=[wave.organisation.slug, wave.pk])


# --- who gets what --------------------------------------------------------------------------------


def test_everyone_on_the_roster_is_invited_once(world: World, office: PostOffice) -> None:
    wave = world.wave(world.team("a", 3), world.team("b", 2))
    end_roles(world.people["b-2"], TODAY - timedelta(days=1))
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    send()
    assert sorted(office.addresses) == addresses("a-1", "a-2", "a-3", "b-1")
    with pytest.raises(Refused):
        invite(access=world.access("hr"), wave=wave, today=TODAY)
    assert Mailing.objects.count() == 1


def test_a_reminder_reaches_only_who_has_not_sent(world: World, office: PostOffice) -> None:
    wave = world.wave(world.team("a", 4))
    world.answer(wave, "a-1")
    world.answer(wave, "a-3")
    begun = world.invitation(wave, "a-2")
    code = begun.questionnaire.items[0].code
    save_answers(seat=begun, changes={code: 3}, language="nl", today=TODAY)
    remind(access=world.access("hr"), wave=wave, today=TODAY)
    send()
    assert sorted(office.addresses) == addresses("a-2", "a-4")


def test_answers_of_another_wave_do_not_count(world: World) -> None:
    team = world.team("a", 2)
    earlier, wave = world.wave(team, title="Eerder"), world.wave(team)
    world.answer(earlier, "a-1")
    remind(access=world.access("hr"), wave=wave, today=TODAY)
    assert waiting() == addresses("a-1", "a-2")


def test_with_nobody_left_a_reminder_looks_the_same(world: World, hr: Client) -> None:
    wave = Wave.objects.get()
    for name in ("a-1", "a-2", "a-3"):
        world.answer(wave, name)
    full = hr.post(page("remind", wave), follow=True)
    assert waiting() == []
    other = world.wave(world.team("b", 3), title="Meting")
    empty = hr.post(page("remind", other), follow=True)
    assert len(waiting()) == 3
    texts = [
        re.sub(f'{which.pk}|name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
        for answer, which in ((full, wave), (empty, other))
    ]
    assert texts[0] == texts[1]


def test_the_page_of_a_reminder_never_says_how_the_sending_goes(
    world: World, office: PostOffice
) -> None:
    wave = world.wave(world.team("a", 2))
    office.answers["a-1@zandstad.example"] = ["550 unknown"]
    remind(access=world.access("hr"), wave=wave, today=TODAY)
    before = rounds_of(wave)
    send()
    assert rounds_of(wave) == before
    assert before[0].sending is None


def test_of_invitations_hr_hears_that_an_address_failed(world: World, office: PostOffice) -> None:
    wave = world.wave(world.team("a", 2))
    office.answers["a-1@zandstad.example"] = ["550 unknown"]
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    (waiting_round,) = rounds_of(wave)
    assert waiting_round.sending is not None
    assert waiting_round.sending.busy
    send()
    (sent_round,) = rounds_of(wave)
    assert sent_round.sending is not None
    assert (sent_round.sending.busy, sent_round.sending.undelivered) == (False, True)


# --- when -----------------------------------------------------------------------------------------


def test_two_days_lie_between_mails_and_three_reminders_are_the_most(world: World) -> None:
    wave = world.wave(world.team("a", 2))
    extend_wave(access=world.access("hr"), wave=wave, closes_on=TODAY + timedelta(days=40))
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    for day in (TODAY, TODAY + timedelta(days=1)):
        with pytest.raises(Refused):
            remind(access=world.access("hr"), wave=wave, today=day)
    for number in (1, 2, 3):
        remind(access=world.access("hr"), wave=wave, today=TODAY + timedelta(days=2 * number))
    with pytest.raises(Refused):
        remind(access=world.access("hr"), wave=wave, today=TODAY + timedelta(days=30))
    assert list(Mailing.objects.filter(kind=REMINDER).values_list("number", flat=True)) == [1, 2, 3]


def test_mail_before_the_first_day_waits_for_its_morning(world: World, office: PostOffice) -> None:
    wave = world.wave(world.team("a", 2))
    Wave.objects.update(starts_on=TODAY + timedelta(days=5))
    with pytest.raises(Refused):
        remind(access=world.access("hr"), wave=wave, today=TODAY)
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    send(days=3)
    assert office.addresses == []
    send(days=6)
    assert len(office.addresses) == 2
    assert Mailing.objects.get().day == TODAY + timedelta(days=5)


@pytest.mark.parametrize("ending", ["closed", "withdrawn"])
def test_a_wave_that_is_over_sends_nothing_more(
    world: World, office: PostOffice, ending: str
) -> None:
    wave = world.wave(world.team("a", 3))
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    if ending == "closed":
        world.close(wave)
    else:
        withdraw_wave(access=world.access("hr"), wave=wave)
    send()
    assert office.addresses == []
    for act in (invite, remind):
        with pytest.raises(Refused):
            act(access=world.access("hr"), wave=wave, today=LATER)


def test_a_concept_and_a_wave_past_its_end_send_nothing(world: World) -> None:
    concept = world.wave(world.team("a", 2), launched=False)
    past = world.wave(world.team("b", 2))
    for wave, day in ((concept, TODAY), (past, past.closes_on + timedelta(days=1))):
        for act in (invite, remind):
            with pytest.raises(Refused):
                act(access=world.access("hr"), wave=wave, today=day)
    assert waiting() == []


def test_a_reminder_is_not_kept_for_longer_than_it_is_true(world: World) -> None:
    wave = world.wave(world.team("a", 2))
    remind(access=world.access("hr"), wave=wave, today=TODAY)
    assert not Mail.objects.due(timezone.now() + timedelta(days=2, minutes=1)).exists()


# --- nothing leaves after the last day ------------------------------------------------------------

LAST_DAY = date(2027, 3, 28)  # the clock goes to summer time: this day has 23 hours
MIDNIGHT = datetime(2027, 3, 28, 22, tzinfo=UTC)  # the end of that day in Amsterdam
SECOND = timedelta(seconds=1)


def last_day(world: World, act: str) -> Wave:
    """A wave whose mail was put in the outbox at noon of its last day."""
    wave = world.wave(world.team("a", 2))
    Wave.objects.update(starts_on=LAST_DAY - timedelta(days=9), closes_on=LAST_DAY)
    noon = datetime(2027, 3, 28, 10, tzinfo=UTC)
    service = {"invite": invite, "remind": remind}[act]
    service(access=world.access("hr"), wave=wave, today=LAST_DAY)
    Mail.objects.update(not_before=noon)
    wave.refresh_from_db()
    return wave


@pytest.mark.parametrize("act", ["invite", "remind"])
def test_mail_of_the_last_day_leaves_until_midnight_and_not_after(
    world: World, office: PostOffice, act: str
) -> None:
    """The mail server was down and nothing has closed the wave: the worker is all there is."""
    last_day(world, act)
    send_due(lambda: MIDNIGHT)
    send_due(lambda: MIDNIGHT + timedelta(hours=11))
    assert office.addresses == []
    send_due(lambda: MIDNIGHT - SECOND)
    assert sorted(office.addresses) == addresses("a-1", "a-2")


def test_a_worker_that_took_a_mail_before_midnight_does_not_send_it_after(
    world: World, office: PostOffice
) -> None:
    last_day(world, "invite")
    moments = iter([MIDNIGHT - SECOND] * 2)  # is there something, and the claim
    tally = send_due(lambda: next(moments, MIDNIGHT))
    assert tally == {"expired": 1}
    assert office.addresses == []


def test_a_mail_called_back_in_the_hands_of_the_worker_is_not_sent(
    world: World, office: PostOffice
) -> None:
    wave = last_day(world, "invite")
    looks = count(1)

    def clock() -> datetime:
        if next(looks) == 3:  # after the look in the outbox and the claim
            withdraw_wave(access=world.access("hr"), wave=wave)
        return MIDNIGHT - SECOND

    send_due(clock)
    assert office.addresses == []


@pytest.mark.parametrize("act", ["invite", "remind"])
def test_an_extension_moves_the_last_moment_and_the_day_in_the_mail(
    world: World, office: PostOffice, act: str
) -> None:
    wave = last_day(world, act)
    extend_wave(access=world.access("hr"), wave=wave, closes_on=LAST_DAY + timedelta(days=1))
    send_due(lambda: MIDNIGHT + timedelta(days=1))
    assert office.addresses == []
    send_due(lambda: MIDNIGHT + timedelta(days=1) - SECOND)
    assert len(office.mails) == 2
    texts = " ".join(mail.get_content() for mail in office.mails)
    assert "maandag 29 maart 2027" in texts
    assert "zondag 28 maart 2027" not in texts


def test_a_planned_invitation_for_a_wave_of_one_day_lives_that_day(
    world: World, office: PostOffice
) -> None:
    wave = world.wave(world.team("a", 1))
    Wave.objects.update(starts_on=LAST_DAY, closes_on=LAST_DAY)
    invite(access=world.access("hr"), wave=wave, today=LAST_DAY - timedelta(days=3))
    send_due(lambda: datetime(2027, 3, 28, 5, 59, tzinfo=UTC))
    send_due(lambda: MIDNIGHT)
    assert office.addresses == []
    send_due(lambda: datetime(2027, 3, 28, 6, 1, tzinfo=UTC))
    assert office.addresses == addresses("a-1")


def test_without_the_key_nobody_is_reminded(world: World, hr: Client, tmp_path: Path) -> None:
    wave = Wave.objects.get()
    with override_settings(IGM_KEY_DIR=tmp_path):
        answer = hr.post(page("remind", wave), follow=True)
    assert "sleutel" in answer.content.decode() or "key of this wave" in answer.content.decode()
    assert (waiting(), Mailing.objects.count()) == ([], 0)
    assert identity.generations()


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_send_one_round(world: World) -> None:
    wave = world.wave(world.team("a", 5))
    access, outcomes = world.access("hr"), []

    def press() -> None:
        try:
            invite(access=access, wave=wave, today=TODAY)
            outcomes.append("sent")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    presses = [Thread(target=press) for _press in range(3)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()
    assert sorted(outcomes) == ["refused", "refused", "sent"]
    assert len(waiting()) == 5


# --- in which words -------------------------------------------------------------------------------


def test_the_mail_speaks_to_one_person(world: World, office: PostOffice) -> None:
    wave = world.wave(world.team("a", 1), title="Voorjaar")
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    send()
    (mail,) = office.mails
    text = mail.get_content()
    assert text.startswith("Beste A-1,")
    assert f"{settings.IGM_SITE_URL}/zandstad/" in text
    assert "Voorjaar" in text
    assert (
        mail["Subject"].strip() == "Uitnodiging voor de vragenlijst “Aan mijn vakmanschap werken”"
    )
    assert "{" not in text + mail["Subject"]


@pytest.mark.parametrize("kind", list(MailKind))
def test_the_standard_texts_are_in_order(kind: MailKind) -> None:
    words = standard(kind)
    assert misplaced(words.subject) == misplaced(words.body) == ()
    assert "{link}" in words.body
    assert "{laatste_dag}" in words.body


def test_the_last_day_is_written_in_dutch(world: World) -> None:
    wave = world.wave(world.team("a", 1))
    wave.closes_on = date(2027, 3, 1)
    mail = example(wave, MailWords("tot {laatste_dag}", ""), "Ans")
    assert mail.subject == "tot maandag 1 maart 2027"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Beste {naam}", ()),
        ("Beste {Naam} van {team}", ("{Naam}", "{team}")),
        ("Beste {naam", ("{",)),
        ("Beste {naam}}", ("}",)),
        ("{naam.__class__} {0} {}", ("{naam.__class__}", "{0}", "{}")),
        ("{{naam}}", ("{", "}")),
    ],
)
def test_what_means_nothing_between_braces_is_named(text: str, wrong: tuple[str, ...]) -> None:
    assert misplaced(text) == wrong


def test_a_name_with_braces_stays_a_name() -> None:
    filled = fill(MailWords("{naam}", "{link}"), {"naam": "{link}", "link": "https://x.example"})
    assert filled == MailWords("{link}", "https://x.example")


def test_a_name_cannot_carry_a_header(world: World, office: PostOffice) -> None:
    wave = world.wave(world.team("a", 1))
    User.objects.filter(name="A-1").update(name="Ans\r\nBcc: ander@elders.example")
    words = MailWords("Voor {naam}", "{link}")
    write_text(access=world.access("hr"), wave=wave, kind=INVITATION, words=words, today=TODAY)
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    send()
    (mail,) = office.mails
    assert (mail["Subject"], mail["Bcc"]) == ("Voor Ans Bcc: ander@elders.example", None)


def test_hr_writes_a_text_sees_it_and_goes_back_to_the_standard(hr: Client) -> None:
    wave = Wave.objects.get()
    url = page("invitation_text", wave)
    given = {"subject": "Doe je mee, {naam}?", "body": "Hier: {link}", "to": "preview"}
    shown = hr.post(url, given)
    assert "Doe je mee, Hr?" in shown.content.decode()
    assert not MailText.objects.exists()
    assert hr.post(url, given | {"to": "save"}).status_code == 302
    assert "Doe je mee, Hr?" in hr.get(page("wave_mail", wave)).content.decode()
    hr.post(url, given | {"to": "standard"})
    assert not MailText.objects.exists()
    assert waiting() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "Dag {wie}"},
        {"body": "Zonder adres"},
        {"body": "{link} {wachtwoord}"},
        {"subject": ""},
        {"body": "x" * 4001 + "{link}"},
        {"subject": "x" * 151},
    ],
)
def test_a_text_that_cannot_be_sent_is_not_kept(hr: Client, wrong: dict[str, str]) -> None:
    given = {"subject": "Dag", "body": "{link}", "to": "save"} | wrong
    answer = hr.post(page("reminder_text", Wave.objects.get()), given)
    assert answer.status_code == 200
    assert "utrecht-form-field--invalid" in answer.content.decode()
    assert not MailText.objects.exists()


def test_a_text_that_has_gone_out_cannot_change(world: World) -> None:
    wave = world.wave(world.team("a", 1))
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    words = MailWords("Anders", "{link}")
    with pytest.raises(Refused):
        write_text(access=world.access("hr"), wave=wave, kind=INVITATION, words=words, today=TODAY)
    write_text(access=world.access("hr"), wave=wave, kind=REMINDER, words=words, today=TODAY)
    assert list(MailText.objects.values_list("kind", flat=True)) == ["reminder"]


# --- what is on record ----------------------------------------------------------------------------


def test_on_record_is_who_sent_and_never_to_whom_or_how_many(world: World) -> None:
    wave = world.wave(world.team("a", 7))
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    remind(access=world.access("hr"), wave=wave, today=LATER)
    events = AuditEvent.objects.filter(action__in=["wave.invited", "wave.reminded"]).order_by("id")
    assert [(event.action, event.actor, event.details) for event in events] == [
        ("wave.invited", "hr@zandstad.example", {}),
        ("wave.reminded", "hr@zandstad.example", {"number": 1}),
    ]


def test_hr_sends_again_to_whom_the_invitation_did_not_reach(
    world: World, office: PostOffice, hr: Client
) -> None:
    """Also to who answered meanwhile; nothing of a reminder is ever on that list."""
    wave = world.wave(world.team("q", 4))
    office.answers["q-2@zandstad.example"] = ["550 5.1.1 q-2@zandstad.example unknown"]
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    send()
    text = hr.get(page("wave_mail", wave)).content.decode()
    assert "q-2@zandstad.example" in text
    assert "q-1@zandstad.example" not in text
    world.answer_all(wave, ["q-2"])
    User.objects.filter(pk=world.people["q-2"].pk).update(email="q-two@zandstad.example")
    office.mails.clear()
    hr.post(page("invite_again", wave))
    hr.post(page("invite_again", wave))
    send()
    assert office.addresses == ["q-two@zandstad.example"]
    assert "q-two@zandstad.example" not in hr.get(page("wave_mail", wave)).content.decode()
    assert wave.mailings.count() == 1


def test_of_a_reminder_nothing_says_whom_it_did_not_reach(
    world: World, office: PostOffice, hr: Client
) -> None:
    wave = world.wave(world.team("q", 3))
    office.answers["q-2@zandstad.example"] = ["550 5.1.1 unknown"]
    remind(access=world.access("hr"), wave=wave, today=TODAY)
    send()
    assert set(Mail.objects.values_list("person", flat=True)) == {None}
    assert "q-2@zandstad.example" not in hr.get(page("wave_mail", wave)).content.decode()


def test_hr_reads_that_the_mail_server_takes_nothing(
    world: World, office: PostOffice, hr: Client
) -> None:
    wave = world.wave(world.team("q", 3))
    for number in (1, 2, 3):
        office.answers[f"q-{number}@zandstad.example"] = ["550 5.7.1 Unable to relay q"]
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    send()
    assert "550 5.7.1" in hr.get(page("wave_mail", wave)).content.decode()
    office.answers.clear()
    for _round in range(3):
        send_due(lambda: timezone.now() + timedelta(hours=1))
    assert len(office.mails) == 3
    assert "550 5.7.1" not in hr.get(page("wave_mail", wave)).content.decode()


def test_logs_name_nobody(
    world: World, office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wave = world.wave(world.team("a", 2))
    office.answers["a-1@zandstad.example"] = ["550 a-1@zandstad.example unknown"]
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    send()
    ours = " ".join(record.getMessage() for record in caplog.records if record.name[:3] == "igm")
    assert "Mail: refused 550: 1, sent" in ours
    for word in ("zandstad", "A-1", "a-1", "Uitnodiging"):
        assert word not in ours


def test_all_pages_answer_in_every_state(world: World, hr: Client) -> None:
    wave = Wave.objects.get()
    concept = world.wave(world.team("b", 2), launched=False)
    gone = world.wave(world.team("c", 2), launched=False)
    withdraw_wave(access=world.access("hr"), wave=gone)
    for shown in (wave, concept, gone):
        for name in ("wave_mail", "invitation_text", "reminder_text"):
            assert hr.get(page(name, shown)).status_code == 200
    hr.post(page("invite", wave))
    assert hr.get(page("wave_mail", wave)).status_code == 200
    assert hr.get(page("invite", wave)).headers["Location"] == page("wave_mail", wave)
    assert plan_for(wave, TODAY).remind_from == LATER


def test_the_demo_shows_what_would_have_been_sent(world: World) -> None:
    assert Client().get("/demo/mail/").status_code == 200
    wave = world.wave(world.team("a", 2))
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    text = Client().get("/demo/mail/").content.decode()
    assert "a-1@zandstad.example" in text
    assert f'href="{settings.IGM_SITE_URL}/zandstad/"' in text
