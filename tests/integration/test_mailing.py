"""Invitations and reminders: who gets them, and when."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from igm_portal.outbox.models import Mail
from igm_portal.outbox.sending import prune, send_due
from surveys import identity
from surveys.mailings import plan_for, rounds_of
from surveys.models import Mailing, Wave
from surveys.services.answering import save_answers
from surveys.services.mailing import invite, remind
from surveys.services.refusals import Refused
from surveys.services.waves import extend_wave, withdraw_wave
from tests import post_office
from tests.mailing import LATER, REMINDER, TODAY, addresses, page, send, waiting
from tests.post_office import PostOffice
from tests.world import World, end_roles

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
    save_answers(participant=begun, changes={code: 3}, language="nl", today=TODAY)
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
    assert (sent_round.sending.busy, sent_round.sending.has_undelivered) == (False, True)


# --- when -----------------------------------------------------------------------------------------


def test_two_days_lie_between_mails_and_three_reminders_are_the_most(
    world: World, office: PostOffice
) -> None:
    wave = world.wave(world.team("a", 2))
    extend_wave(access=world.access("hr"), wave=wave, closes_on=TODAY + timedelta(days=40))
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    send()
    for day in (TODAY, TODAY + timedelta(days=1)):
        with pytest.raises(Refused):
            remind(access=world.access("hr"), wave=wave, today=day)
    for number in (1, 2, 3):
        remind(access=world.access("hr"), wave=wave, today=TODAY + timedelta(days=2 * number))
    with pytest.raises(Refused):
        remind(access=world.access("hr"), wave=wave, today=TODAY + timedelta(days=30))
    assert list(Mailing.objects.filter(kind=REMINDER).values_list("number", flat=True)) == [1, 2, 3]


def test_after_an_outage_the_days_count_from_when_the_invitations_went_out(
    world: World, office: PostOffice
) -> None:
    """Put ready, and the mail server comes back three days later: no reminder on that day."""
    wave = world.wave(world.team("a", 4))
    extend_wave(access=world.access("hr"), wave=wave, closes_on=TODAY + timedelta(days=40))
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    back = TODAY + timedelta(days=3)
    assert plan_for(wave, back).remind_from == back + timedelta(days=2)
    with pytest.raises(Refused):
        remind(access=world.access("hr"), wave=wave, today=back)
    send(days=3)
    for day in (back, back + timedelta(days=1)):
        with pytest.raises(Refused):
            remind(access=world.access("hr"), wave=wave, today=day)
    remind(access=world.access("hr"), wave=wave, today=back + timedelta(days=2))
    assert len(waiting()) == 4


def test_who_was_not_invited_yet_or_just_now_is_not_reminded(
    world: World, office: PostOffice
) -> None:
    wave = world.wave(world.team("a", 6))
    extend_wave(access=world.access("hr"), wave=wave, closes_on=TODAY + timedelta(days=40))
    busy = ["451 4.7.1 try again"]
    office.answers["a-4@zandstad.example"] = [*busy, post_office.TAKEN]
    office.answers["a-5@zandstad.example"] = busy
    office.answers["a-6@zandstad.example"] = ["550 5.1.1 unknown"]
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    send()
    send(days=1)  # only the fourth
    remind(access=world.access("hr"), wave=wave, today=LATER)
    reminder = wave.mailings.get(kind=REMINDER).batch
    reminded = Mail.objects.of_batch(reminder).values_list("recipient", flat=True)
    assert sorted(reminded) == addresses("a-1", "a-2", "a-3")
    remind(access=world.access("hr"), wave=wave, today=LATER + timedelta(days=2))
    reminder = wave.mailings.filter(kind=REMINDER).latest("number").batch
    reminded = Mail.objects.of_batch(reminder).values_list("recipient", flat=True)
    assert sorted(reminded) == addresses("a-1", "a-2", "a-3", "a-4")


def test_who_got_an_invitation_is_known_for_a_week(world: World, office: PostOffice) -> None:
    wave = world.wave(world.team("a", 2))
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    send()
    assert Mail.objects.exclude(person=None).count() == 2
    prune(timezone.now() + timedelta(days=6))
    assert Mail.objects.count() == 2
    prune(timezone.now() + timedelta(days=8))
    assert not Mail.objects.exists()


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
    moments = iter([MIDNIGHT - SECOND] * 2)  # is there something, and the reservation
    tally = send_due(lambda: next(moments, MIDNIGHT))
    assert tally == {"expired": 1}
    assert office.addresses == []


def test_a_mail_called_back_in_the_hands_of_the_worker_is_not_sent(
    world: World, office: PostOffice
) -> None:
    wave = last_day(world, "invite")
    looks = count(1)

    def clock() -> datetime:
        if next(looks) == 3:  # after the look in the outbox and the reservation
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
