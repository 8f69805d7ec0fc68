"""Mails of a wave that go by themselves: to everyone who was asked, before that to managers."""

import re
from datetime import timedelta
from threading import Thread
from unittest import mock

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from igm_portal.accounts.roles import Role
from igm_portal.outbox.models import Mail
from igm_portal.worker.management.commands.run_tasks import look, worker
from surveys.mailings import words_of
from surveys.models import Announcement, MailKind, Wave
from surveys.results_moment import guide_day
from surveys.services.announcing import announce_due
from surveys.services.mailing import invite, write_text
from surveys.services.waves import extend_wave, withdraw_wave
from tests.mailing import TODAY, addresses, page, send, waiting
from tests.post_office import PostOffice
from tests.published import NOTHING, close
from tests.world import World, end_roles

pytestmark = pytest.mark.django_db
ELEMENTS = (
    "houding",
    "druk",
    "effectiviteit",
    "gewoonte",
    "vaardigheden",
    "context",
    "belemmering",
)


def closed(world: World, **cells: object) -> Wave:
    """Nobody answered but a-1, and everyone may read the results since now."""
    wave = world.wave(world.team("a", 3), world.team("b", 2), title="Voorjaar")
    world.answer(wave, "a-1")
    close(wave, cells)  # type: ignore[arg-type]
    wave.refresh_from_db()
    return wave


EVERYBODY = addresses("a-1", "a-2", "a-3", "b-1", "b-2", "manager-a", "manager-b")


def test_everyone_who_was_asked_gets_the_same_mail_once(world: World, office: PostOffice) -> None:
    closed(world)
    assert announce_due(timezone.now()) == 1
    assert announce_due(timezone.now()) == 0
    send()
    assert sorted(office.addresses) == EVERYBODY
    texts = {
        mail["Subject"]
        + re.sub(r"^Beste .*?,\s*$", "Beste,", mail.get_content(), flags=re.MULTILINE)
        for mail in office.mails
    }
    assert len(texts) == 1, "who answered could be told from the mail"
    (text,) = texts
    assert "/teams/" in text
    assert "Voorjaar" in text


def test_the_mail_holds_no_figure_and_its_subject_no_element(
    world: World, office: PostOffice
) -> None:
    wave = closed(world)
    announce_due(timezone.now())
    send()
    text = office.mails[0].get_content().replace(str(wave.pk), "")
    assert not re.findall(r"\d", text.partition("\n")[2])  # below the name
    subject = str(office.mails[0]["Subject"]).lower()
    assert not [name for name in ELEMENTS if name in subject]


def test_where_everything_is_withheld_the_mail_is_the_same(
    world: World, office: PostOffice
) -> None:
    closed(world)
    other = world.wave(*[place.team for place in Wave.objects.get().teams.all()], title="Voorjaar")
    close(other, dict.fromkeys(("a", "b", "Werk", "Zandstad"), NOTHING))
    assert announce_due(timezone.now()) == 2
    send()
    texts = {re.sub(r"metingen/[\w-]+", "", mail.get_content()) for mail in office.mails}
    assert len(office.mails) == 2 * len(EVERYBODY)
    assert len(texts) == len(EVERYBODY)


def test_who_left_gets_none_and_who_leads_two_teams_or_was_asked_as_well_gets_one(
    world: World, office: PostOffice
) -> None:
    wave = closed(world)
    team = wave.teams.get(team_name="b").team
    world.give("manager-a", Role.TEAM_MANAGER, team=team)
    world.give("a-2", Role.TEAM_MANAGER, team=team)
    end_roles(world.people["b-2"], TODAY - timedelta(days=1))
    announce_due(timezone.now())
    send()
    assert sorted(office.addresses) == [one for one in EVERYBODY if not one.startswith("b-2")]


def test_nothing_goes_before_the_moment_nor_long_after_it(world: World) -> None:
    wave, now = closed(world), timezone.now()
    for later in (timedelta(seconds=1), timedelta(days=-8)):
        Wave.objects.filter(pk=wave.pk).update(results_at=now + later)
        assert announce_due(now) == 0
    Wave.objects.filter(pk=wave.pk).update(results_at=now)
    assert announce_due(now) == 1


def test_of_an_open_a_withdrawn_and_a_client_wave_nobody_is_told(world: World) -> None:
    team = world.team("c", 3)
    world.wave(team)
    withdraw_wave(access=world.access("hr"), wave=world.wave(team, title="weg"))
    clients = closed(world)
    policy = clients.policy_content | {"group": "client"}
    Wave.objects.filter(pk=clients.pk).update(policy_content=policy)
    assert announce_due(timezone.now()) == 0
    assert not Mail.objects.exists()


def test_a_worker_that_fails_half_way_has_told_nobody_and_the_next_one_tells_everybody(
    world: World, office: PostOffice
) -> None:
    closed(world)
    with mock.patch("surveys.services.announcing.record", side_effect=DatabaseError):
        assert announce_due(timezone.now()) == 0
    assert not Mail.objects.exists()
    assert not Announcement.objects.exists()
    look(worker(), 0)  # as the worker does
    send()
    assert sorted(office.addresses) == EVERYBODY


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_everybody_once(world: World, office: PostOffice) -> None:
    closed(world)

    def work() -> None:
        try:
            announce_due(timezone.now())
        finally:
            connection.close()

    workers = [Thread(target=work) for _number in range(3)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    announce_due(timezone.now())
    send()
    assert sorted(office.addresses) == EVERYBODY
    assert Announcement.objects.count() == 1


def test_hr_writes_the_text_until_the_mail_has_gone(world: World, office: PostOffice) -> None:
    wave = closed(world)
    words = words_of(wave, MailKind.RESULTS)
    own = type(words)("Lees mee over {meting}", "Dag {naam}: {link}")
    write_text(access=world.access("hr"), wave=wave, kind=MailKind.RESULTS, words=own, today=TODAY)
    announce_due(timezone.now())
    send()
    assert {str(mail["Subject"]) for mail in office.mails} == {"Lees mee over Voorjaar"}
    client = Client()
    client.force_login(world.people["hr"])
    answer = client.post(
        page("results_text", wave), {"to": "standard"}, follow=True
    ).content.decode()
    assert "wordt niet meer verstuurd" in answer


# --- before the result: to who leads a team -------------------------------------------------------


def near_its_end(world: World) -> Wave:
    wave = world.wave(world.team("a", 3), world.team("b", 2), title="Voorjaar")
    Wave.objects.filter(pk=wave.pk).update(closes_on=TODAY + timedelta(days=3))
    wave.refresh_from_db()
    return wave


def test_three_days_before_the_end_managers_of_asked_teams_get_their_page_once(
    world: World, office: PostOffice
) -> None:
    wave = near_its_end(world)
    world.team("elders", 1)
    assert announce_due(timezone.now()) == 1
    assert announce_due(timezone.now()) == 0
    send(days=1)
    assert sorted(office.addresses) == addresses("manager-a", "manager-b")
    text = office.mails[0].get_content()
    (path,) = re.findall(r"(/zandstad/metingen/[\w-]+/voorbereiden/)", text)
    client = Client()
    client.force_login(world.people["manager-a"])
    read = client.get(path).content.decode()
    assert "Wie leidt het?" in read
    assert path in client.get(f"/{world.slug}/").content.decode()
    assert wave.title in read


def test_not_earlier_and_not_after_it_was_withdrawn(world: World) -> None:
    wave = near_its_end(world)
    Wave.objects.filter(pk=wave.pk).update(closes_on=TODAY + timedelta(days=30))
    assert announce_due(timezone.now()) == 0
    wave.refresh_from_db()
    morning = timezone.now() + (guide_day(wave.closes_on) - TODAY)
    assert announce_due(morning) == 1
    withdraw_wave(access=world.access("hr"), wave=wave)
    assert waiting() == []


def test_a_wave_that_ends_later_tells_managers_again_in_time(
    world: World, office: PostOffice
) -> None:
    wave = near_its_end(world)
    announce_due(timezone.now())
    extend_wave(access=world.access("hr"), wave=wave, closes_on=TODAY + timedelta(days=40))
    assert waiting() == []
    assert announce_due(timezone.now()) == 0
    assert announce_due(timezone.now() + timedelta(days=38)) == 1
    send(days=39)
    assert sorted(office.addresses) == addresses("manager-a", "manager-b")


def test_it_takes_no_invitation_or_reminder_away(world: World) -> None:
    """What managers got is no mail to the people who are asked."""
    wave = near_its_end(world)
    announce_due(timezone.now())
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    assert addresses("a-1") == [one for one in waiting() if one.startswith("a-1")]
