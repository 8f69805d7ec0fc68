"""The page of a wave in each of its states: one next step, in order, and nothing beyond bands."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.roles import Role
from igm_portal.outbox.models import Mail, MailFault
from surveys.models import Mailing, MailKind, Tally, Wave, WaveState
from surveys.next_steps import Step, next_step, reminder_days
from surveys.participation import Outlook, participation
from surveys.policy import default_policy
from surveys.services.mailing import invite
from surveys.services.waves import plan_wave, withdraw_wave
from tests.clients import client_wave, codes
from tests.world import World

TODAY = timezone.localdate()
DAY = timedelta(days=1)
NOW = "igm-next--now"


@pytest.fixture
def hr(world: World) -> Client:
    world.give("hr", Role.HR_ADVISER)
    client = Client()
    client.force_login(world.people["hr"])
    return client


def address(name: str, wave: Wave) -> str:
    return reverse(name, args=["zandstad", wave.pk])


def main_of(hr: Client, wave: Wave, name: str = "wave") -> str:
    return hr.get(address(name, wave)).content.decode().split("<main", 1)[1]


def button(page: str) -> str:
    """The address of the one next step."""
    (link,) = re.findall(r'utrecht-button-link--primary-action" href="([^"]+)"', page)
    return str(link)


def count(wave: Wave, numbers: Iterable[int]) -> None:
    """What was counted this morning, per team by name."""
    for place, number in zip(wave.teams.all(), numbers, strict=True):
        Tally.objects.create(
            wave=wave, team_id=place.team_id, checked_on=TODAY, checked=number, shown=number
        )


def test_a_planned_wave_says_what_launching_fixes_and_what_it_mails(
    world: World, hr: Client
) -> None:
    wave = world.wave(world.team("negen", 9), world.team("zes", 6), launched=False)
    page = main_of(hr, wave)
    for words in (
        "versie 1. De vragen veranderen niet meer",
        "2 teams. Er kan geen team meer bij",
        "15 mensen die vandaag in deze teams werken",
        "minder dan 7 mensen",
        "1 team heeft minder dan 7 mensen en krijgt zeker geen eigen resultaat: zes",
        "met welke sleutel",
        "meteen uit per mail: 15 mails",
    ):
        assert words in page
    assert "Hr" in page[page.index("Dit is de mail") :]
    for day in reminder_days(TODAY, wave.closes_on):
        assert f"{day.day} " in page[page.index("vraagt erom op") :][:200]
    assert page.count('type="submit"') == 1
    assert NOW not in page


def test_the_numbers_before_a_launch_are_those_of_the_launch(world: World, hr: Client) -> None:
    first, second = world.team("a", 4), world.team("b", 3)
    world.give("a-1", Role.EMPLOYEE, team=second)
    wave = world.wave(first, second, launched=False)
    assert "7 mensen die vandaag" in main_of(hr, wave)
    hr.post(address("launch_wave", wave), {"by_mail": "on"})
    assert wave.invitations.count() == Mail.objects.waiting().count() == 7


@pytest.mark.parametrize(("ticked", "mails"), [({"by_mail": "on"}, 3), ({}, 0)])
def test_launching_invites_by_mail_if_the_box_is_ticked(
    world: World, hr: Client, ticked: dict[str, str], mails: int
) -> None:
    wave = world.wave(world.team("a", 3), launched=False)
    page = hr.post(address("launch_wave", wave), ticked, follow=True).content.decode()
    wave.refresh_from_db()
    assert wave.state == WaveState.OPEN
    assert Mail.objects.waiting().count() == mails
    assert ("Nog niemand is per mail uitgenodigd" in page) == (not mails)


def test_a_launch_that_is_refused_mails_nobody(world: World, hr: Client) -> None:
    wave = world.wave(world.team("a", 3), launched=False)
    Wave.objects.update(starts_on=TODAY - 9 * DAY, closes_on=TODAY - DAY)
    page = main_of(hr, wave)
    assert "igm-alert" in page
    assert 'type="submit"' not in page
    hr.post(address("launch_wave", wave), {"by_mail": "on"})
    wave.refresh_from_db()
    assert (wave.state, Mail.objects.count()) == (WaveState.CONCEPT, 0)


def test_an_open_wave_goes_from_inviting_to_reminding(world: World, hr: Client) -> None:
    wave = world.wave(world.team("a", 9))
    assert button(main_of(hr, wave)) == address("invite", wave)
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    quiet = main_of(hr, wave)
    assert "Hierna: een herinnering, op" in quiet
    assert "De herinnering gaat niet vanzelf" in quiet
    assert NOW not in quiet
    Mailing.objects.update(day=TODAY - 7 * DAY)
    Mail.objects.all().delete()  # they went out that day
    Wave.objects.update(starts_on=TODAY - 8 * DAY)
    assert button(main_of(hr, wave)) == address("remind", wave)


def test_whom_the_invitation_missed_is_the_next_step_here_and_on_the_start_page(
    world: World, hr: Client
) -> None:
    wave = world.wave(world.team("a", 9))
    invite(access=world.access("hr"), wave=wave, today=TODAY)
    one = Mail.objects.waiting().filter(person=world.people["a-3"].pk)
    one.update(fault=MailFault.REFUSED, reply="550")
    page = main_of(hr, wave)
    assert button(page) == address("wave_mail", wave)
    assert "niet bij iedereen aan" in page
    assert "a-3@" not in page
    start = hr.get(reverse("start", args=["zandstad"])).content.decode()
    assert "niet bij iedereen aan" in start
    world.people["a-3"].memberships.update(end=TODAY - DAY)  # who left is not looked for
    assert "niet bij iedereen aan" not in main_of(hr, wave)


def test_participation_is_drawn_in_bands_against_what_a_result_needs(
    world: World, hr: Client
) -> None:
    sizes = {"drie": 3, "negen": 9, "twintig": 20, "veertien": 14}
    wave = world.wave(*(world.team(name, size) for name, size in sizes.items()))
    count(wave, [3, 9, 15, 7])
    groups = {group.team: group for group in participation(wave)}
    assert {name: (group.outlook, group.least_participation) for name, group in groups.items()} == {
        "drie": (Outlook.TOO_SMALL, None),
        "negen": (Outlook.UNSURE, 78),  # 50 to 100 per cent may be five people
        "twintig": (Outlook.ENOUGH, 40),
        "veertien": (Outlook.ENOUGH, 50),
    }
    page = main_of(hr, wave)
    card = page[page.index('id="deelname"') : page.index("Zo tellen we dit")]
    assert "2 van de 4 groepen" in card
    assert card.count("nog niet zeker") == 1
    assert card.count("te klein voor een resultaat") == 1
    assert re.findall(r"\d+ tot \d+%", card) == ["50 tot 100%", "60 tot 80%", "50 tot 100%"]
    assert page.index("Deelname tot nu toe") < page.index("<h2>Mail") < page.index("Verlengen…")
    assert page.index("Verlengen…") < page.index("Meting sluiten…")


def test_within_a_band_the_pages_of_a_wave_are_the_same(world: World, hr: Client) -> None:
    wave = world.wave(world.team("twintig", 20), world.team("negen", 9))
    count(wave, [8, 4])
    pages = [main_of(hr, wave, name) for name in ("wave", "close_wave")]
    for team, number in zip(wave.teams.all(), (8, 1), strict=True):
        Tally.objects.filter(team=team.team_id).update(shown=number, checked=number)
    without_token = re.compile(r'csrfmiddlewaretoken" value="\w+"')
    for name, before in zip(("wave", "close_wave"), pages, strict=True):
        now = main_of(hr, wave, name)
        assert without_token.sub("", now) == without_token.sub("", before)


def test_closing_early_tells_which_teams_it_costs(world: World, hr: Client) -> None:
    wave = world.wave(world.team("Genoeg", 20), world.team("Klein", 3), world.team("Twijfel", 9))
    count(wave, [15, 3, 9])
    page = main_of(hr, wave, "close_wave")
    rows = [
        " ".join(re.sub("<[^>]+>", "", row).split()) for row in re.findall(r"<li>.*?</li>", page)
    ]
    assert [row for row in rows if " van de 3 " in row] == [
        "1 van de 3 heeft genoeg deelnemers voor een resultaat: Genoeg",
        "1 van de 3 is nog niet zeker, en kan voorgoed zonder resultaat blijven: Twijfel",
        "1 van de 3 krijgt zeker geen resultaat, met minder dan 7 mensen: Klein",
    ]


def test_extending_answers_as_a_page_and_proposes_a_week(world: World, hr: Client) -> None:
    wave = world.wave(world.team("a", 3))
    page = main_of(hr, wave, "extend_wave")
    assert f'value="{(wave.closes_on + 7 * DAY).isoformat()}"' in page
    withdraw_wave(access=world.access("hr"), wave=wave)
    answer = hr.get(address("extend_wave", wave), follow=True)
    assert answer.redirect_chain == [(address("wave", wave), 302)]
    assert "ingetrokken" in answer.content.decode()


def test_clients_come_in_by_codes_and_nobody_is_mailed(world: World, hr: Client) -> None:
    planned = client_wave(world, "Plan", launched=False)
    page = main_of(hr, planned)
    assert "De codes maak je na het starten" in page
    assert "by_mail" not in page
    wave = client_wave(world)
    assert button(main_of(hr, wave)) == address("start_codes", wave)
    codes(world, wave, 30)
    page = main_of(hr, wave)
    assert "Je hoeft nu niets te doen" in page
    assert "25 tot en met 49" in page
    assert "deelname" not in page.lower()


def test_managers_are_one_group(world: World, hr: Client) -> None:
    teams = [world.team(f"t{number}", 0) for number in range(8)]
    wave = plan_wave(
        access=world.access("hr"),
        title="Leiding",
        code="m1",
        version=1,
        policy=default_policy("manager"),
        starts_on=TODAY,
        closes_on=TODAY + 13 * DAY,
        teams=teams,
    )
    assert "8 leidinggevenden van vandaag" in main_of(hr, wave)
    hr.post(address("launch_wave", wave), {"by_mail": "on"})
    page = main_of(hr, wave)
    assert page.count("igm-shares__words") == 1
    assert "t3" not in page


def test_a_closed_wave_leads_to_its_results_and_a_withdrawn_one_to_nothing(
    world: World, hr: Client
) -> None:
    team = world.team("a", 9)
    closed, gone = world.wave(team, title="Dicht"), world.wave(team, title="Weg")
    world.answer_all(closed, [f"a-{number}" for number in range(1, 10)])
    world.close(closed)
    withdraw_wave(access=world.access("hr"), wave=gone)
    page = main_of(hr, closed)
    assert button(page) == address("teams", closed)
    assert page.count("igm-rail__done") == 4 + 1  # and of the weeks after it the first
    page = main_of(hr, gone)
    assert "Deze meting is ingetrokken" in page
    for absent in ("igm-rail", NOW, "extend_wave", "deelname"):
        assert absent not in page


def test_the_promises_are_a_link_away_in_every_state(world: World, hr: Client) -> None:
    for wave in (world.wave(world.team("a", 9)), client_wave(world, launched=False)):
        assert address("wave_promises", wave) in main_of(hr, wave)
        assert "Wie ziet wat?" in main_of(hr, wave, "wave_promises")


@pytest.mark.parametrize("launched", [True, False])
def test_the_page_asks_as_much_whatever_the_number_of_teams(
    world: World, hr: Client, launched: bool
) -> None:
    numbers = []
    for name, teams in (("een", 1), ("tien", 10)):
        places = [
            world.team(f"{name}-{number}", 8, f"Afdeling {number}") for number in range(teams)
        ]
        wave = world.wave(*places, launched=launched)
        main_of(hr, wave)  # counted once a day
        with CaptureQueriesContext(connection) as queries:
            main_of(hr, wave)
        numbers.append(len(queries))
        wave.delete()  # or the next one overlaps with it
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("days", [1, 6, 13, 20, 45])
def test_reminder_days_are_the_days_on_which_the_next_step_is_a_reminder(
    world: World, days: int
) -> None:
    wave = world.wave(world.team("a", 1))
    Wave.objects.update(starts_on=TODAY, closes_on=TODAY + days * DAY)
    wave.refresh_from_db()
    Mailing.objects.create(wave=wave, kind=MailKind.INVITATION, number=1, day=TODAY)
    due = []
    for number in range(days + 1):
        day = TODAY + number * DAY
        if next_step(wave, day, has_codes=False, has_unreached=False, days={}) is Step.REMIND:
            due.append(day)
            Mailing.objects.create(wave=wave, kind=MailKind.REMINDER, number=len(due), day=day)
    assert tuple(due) == reminder_days(TODAY, wave.closes_on)


def test_a_last_reminder_is_not_due_in_a_weekend() -> None:
    """Two days before the end, Monday 21 December 2026, is a Saturday."""
    days = reminder_days(date(2026, 11, 30), date(2026, 12, 21))
    assert days == (date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 18))
