"""Mails after a result: who gets one, when, and what does not stand in it."""

import logging
import re
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.db import DatabaseError

from igm_portal.accounts.roles import Role
from igm_portal.followup.mails import next_weekly_round
from igm_portal.followup.models import Addressee, Agreement, AnswerKind, MailRound, Referral
from igm_portal.followup.services.agreements import add_step, make_agreement
from igm_portal.followup.services.mailing import mail_followups
from igm_portal.followup.services.referrals import answer, lay_before
from igm_portal.outbox.models import Mail
from igm_portal.outbox.sending import send_due
from surveys.models import Wave
from tests.mailing import addresses, waiting
from tests.post_office import PostOffice
from tests.published import close
from tests.world import World, end_roles

pytestmark = pytest.mark.django_db
WORDS = "Rode map voor spoed"
QUESTION = "Mogen wij twee ochtenden zonder telefoon?"
MONDAY = datetime(2027, 2, 1, 1, tzinfo=UTC)  # the first working day of a month, and a Monday
TODAY = MONDAY.date()
TEAM_A = addresses("a-1", "a-2", "a-3", "manager-a")


@pytest.fixture
def wave(world: World) -> Wave:
    """Two teams of one department with a head; nothing of their result is shown."""
    first, second = world.team("a", 3), world.team("b", 2)
    world.give("head", Role.DEPARTMENT_HEAD, department=first.department)
    wave = world.wave(first, second)
    close(wave, {})
    return wave


def agree(world: World, wave: Wave, team: str = "a", days: int = 14) -> Agreement:
    """An agreement of long ago, to look back on after so many days from `TODAY`."""
    return make_agreement(
        access=world.access(f"manager-{team}"),
        place=wave.teams.select_related("wave", "team").get(team_name=team),
        today=TODAY - timedelta(weeks=5),
        what=WORDS,
        owner="team",
        look_back_on=TODAY + timedelta(days=days),
        kind="priority",
        element="context",
        grounds="",
    )


def lay(world: World, wave: Wave, team: str = "a", to: str = Addressee.HEAD) -> Referral:
    return lay_before(
        access=world.access(f"manager-{team}"),
        agreement=agree(world, wave, team, days=300),
        addressee=to,
        question=QUESTION,
        answer_by=TODAY + timedelta(weeks=3),
        today=TODAY - timedelta(days=4),
    )


def reply(world: World, referral: Referral, kind: AnswerKind, days: int, until: int = 0) -> None:
    """Answer as the head, so many days after `TODAY`; with a day `until` days after it."""
    answer(
        access=world.access("head"),
        referrals=[referral],
        kind=kind,
        words="geen geld dit jaar",
        by_date=TODAY + timedelta(days=until) if until else None,
        today=TODAY + timedelta(days=days),
    )


def send(now: datetime = MONDAY) -> None:
    moment = now + timedelta(hours=9)
    send_due(lambda: moment)


def after(**time: int) -> datetime:
    return MONDAY + timedelta(**time)


def test_a_team_that_looks_back_this_month_hears_it_once(
    world: World, wave: Wave, office: PostOffice
) -> None:
    agree(world, wave)
    agree(world, wave, days=16)
    assert mail_followups(MONDAY) == 2
    assert mail_followups(after(days=1)) == 0
    assert waiting() == TEAM_A
    send_due(lambda: MONDAY)
    assert not office.mails  # in the night nothing goes
    send()
    assert sorted(office.addresses) == TEAM_A
    text = office.mails[0].get_content()
    assert "maandag 15 februari" in text
    assert "woensdag 17 februari" in text
    assert f"/team/{Agreement.objects.all()[0].place.team_id}/opvolging/" in text


def test_nothing_that_a_team_wrote_stands_in_a_mail_nor_in_a_log(
    world: World, wave: Wave, office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "igm_portal")
    agree(world, wave)
    reply(world, lay(world, wave), AnswerKind.NO, days=-2)
    lay(world, wave, "b")
    mail_followups(MONDAY)
    send()
    assert {str(mail["Subject"]) for mail in office.mails} == {
        "Na de meting: nieuws voor je team",
        "1 voorgelegd",
    }
    ours = (one for one in caplog.records if one.name.startswith("igm_portal"))
    log = " ".join(one.getMessage() for one in ours)
    assert "Mail: sent" in log
    for text in [*(str(mail.get_content()) for mail in office.mails), log]:
        for secret in (WORDS, QUESTION, "geen geld", "context", "Context"):
            assert secret not in text
    for address in TEAM_A:
        assert address not in log


def test_an_answer_is_told_in_the_next_month_and_once(
    world: World, wave: Wave, office: PostOffice
) -> None:
    referral = lay(world, wave)
    mail_followups(MONDAY)
    send()
    office.mails.clear()
    reply(world, referral, AnswerKind.SEEN, days=1, until=80)
    reply(world, referral, AnswerKind.LATER, days=2, until=80)
    for week in (1, 2, 3):
        mail_followups(after(weeks=week))
    assert waiting() == []
    mail_followups(after(days=28))  # 1 March
    assert waiting() == TEAM_A
    send(after(days=28))
    assert "Er is een antwoord" in office.mails[0].get_content()
    mail_followups(after(days=59))  # 1 April
    assert waiting() == []


def test_seen_is_no_news_and_an_ended_agreement_asks_for_nothing(world: World, wave: Wave) -> None:
    reply(world, lay(world, wave), AnswerKind.SEEN, days=-2, until=20)
    ended = agree(world, wave)
    add_step(agreement=ended, state="stopped", sentence="", look_back_on=None, today=TODAY)
    agree(world, wave, days=70)  # not this month
    mail_followups(MONDAY)
    assert waiting() == []


def test_who_leads_two_teams_gets_one_mail_and_who_left_none(
    world: World, wave: Wave, office: PostOffice
) -> None:
    agree(world, wave)
    agree(world, wave, "b")
    world.give("manager-a", Role.TEAM_MANAGER, team=wave.teams.get(team_name="b").team)
    end_roles(world.people["a-3"], TODAY - timedelta(days=1))
    mail_followups(MONDAY)
    send()
    names = ("a-1", "a-2", "b-1", "b-2", "manager-a", "manager-b")
    assert sorted(office.addresses) == addresses(*names)
    (mail,) = (one for one in office.mails if str(one["To"]).startswith("manager-a"))
    assert len(re.findall("/opvolging/", mail.get_content())) == 2


def test_a_head_hears_weekly_what_waits_and_only_then(
    world: World, wave: Wave, office: PostOffice
) -> None:
    assert mail_followups(MONDAY) == 2
    assert waiting() == []
    first, second = lay(world, wave), lay(world, wave, "b")
    other = world.team("c", 1, department="Inkomen")
    world.give("other", Role.DEPARTMENT_HEAD, department=other.department)
    mail_followups(after(weeks=1))
    send(after(weeks=1))
    assert office.addresses == addresses("head")
    assert office.mails[0]["Subject"] == "2 voorgelegd"
    assert f"/{world.slug}/voorgelegd/" in office.mails[0].get_content()
    assert "28 januari" in office.mails[0].get_content()
    reply(world, first, AnswerKind.YES, days=8, until=30)
    reply(world, second, AnswerKind.SEEN, days=8, until=24)  # Thursday of the fourth week
    mail_followups(after(weeks=2))
    assert waiting() == []
    mail_followups(after(weeks=3))
    assert waiting() == addresses("head")


def test_hr_hears_what_was_laid_before_hr(world: World, wave: Wave) -> None:
    lay(world, wave, to=Addressee.HR)
    mail_followups(MONDAY)
    assert waiting() == addresses("hr")


def test_a_round_on_a_free_day_goes_on_the_next_working_day(world: World, wave: Wave) -> None:
    lay(world, wave)
    easter = datetime(2027, 3, 29, 1, tzinfo=UTC)  # Easter Monday
    assert mail_followups(easter) == 0
    assert mail_followups(easter + timedelta(days=1)) == 2
    assert next_weekly_round(easter.date() - timedelta(days=4)) == easter.date() + timedelta(days=1)


def test_a_worker_that_fails_half_way_has_mailed_nobody(world: World, wave: Wave) -> None:
    agree(world, wave)
    lay(world, wave)
    target = "igm_portal.followup.services.mailing.enqueue_all"
    with mock.patch(target, side_effect=DatabaseError):
        assert mail_followups(MONDAY) == 0
    assert not MailRound.objects.exists()
    assert mail_followups(MONDAY) == 2
    assert waiting() == sorted([*TEAM_A, *addresses("head")])


def test_one_organisation_that_fails_holds_up_no_other(world: World, wave: Wave) -> None:
    agree(world, wave)
    elsewhere = world.organisation.__class__.objects.create(name="Duinen", slug="duinen")
    broken = Mail.objects.none  # whatever it is called with
    with mock.patch(
        "igm_portal.followup.services.mailing.letters_to_teams",
        side_effect=lambda organisation, *day: (
            broken(1) if organisation == elsewhere else iter(())  # type: ignore[call-arg]
        ),
    ):
        mail_followups(MONDAY)
    assert not MailRound.objects.filter(organisation=elsewhere).exists()
    assert MailRound.objects.filter(organisation=world.organisation).count() == 2
