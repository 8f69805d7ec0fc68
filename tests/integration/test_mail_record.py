"""What HR and the log learn about the mail of a wave, and what nobody learns."""

import logging
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from igm_portal.accounts.models import User
from igm_portal.audit.models import AuditEvent
from igm_portal.outbox.models import Mail
from igm_portal.outbox.sending import send_due
from surveys.mailings import plan_for
from surveys.models import Wave
from surveys.services.mailing import invite, remind
from surveys.services.waves import withdraw_wave
from tests.mailing import LATER, TODAY, page, send
from tests.post_office import PostOffice
from tests.world import World


def test_on_record_is_who_sent_and_never_to_whom_or_how_many(
    world: World, office: PostOffice
) -> None:
    wave = world.wave(world.team("a", 7))
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    send()
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
