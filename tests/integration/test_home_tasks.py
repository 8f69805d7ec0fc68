"""The start page of who plans waves, of who manages people, and of a new organisation."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.roles import Role
from surveys.models import Mailing, Wave
from surveys.models.mail_text import MailKind
from surveys.next_steps import Step, running_waves
from surveys.participation import enough
from surveys.policy import ParticipationBand, default_policy
from surveys.selectors import waves_of
from surveys.services.tallies import count_wave
from surveys.services.waves import launch_wave
from tests.clients import client_wave, codes
from tests.world import World

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def home(world: World, who: str) -> str:
    client = Client()
    client.force_login(world.people[who])
    page = client.get(reverse("start", args=[world.slug])).content.decode()
    return page.split("<main", 1)[1]


def wave_of(world: World, *, began: int = 1, ends: int = 13, mails: Iterable[int] = ()) -> Wave:
    """A wave of nine people that began and was mailed about so many days ago."""
    wave = world.wave(world.team("negen", 9))
    Wave.objects.filter(pk=wave.pk).update(
        starts_on=TODAY - began * DAY, closes_on=TODAY + ends * DAY
    )
    for number, ago in enumerate(mails):
        kind = MailKind.REMINDER if number else MailKind.INVITATION
        Mailing.objects.create(wave=wave, kind=kind, number=max(number, 1), day=TODAY - ago * DAY)
    return wave


def steps(world: World, today: date = TODAY) -> list[Step]:
    return [running.step for running in running_waves(waves_of(world.access("hr")), today)]


@pytest.mark.parametrize(
    ("timing", "step"),
    [
        ({}, Step.INVITE),
        ({"began": -3}, Step.WAIT),  # it begins in three days
        ({"mails": [1]}, Step.WAIT),
        ({"mails": [6]}, Step.WAIT),
        ({"began": 8, "mails": [7]}, Step.REMIND),
        ({"began": 8, "mails": [7, 1]}, Step.WAIT),
        ({"ends": 2, "mails": [2]}, Step.REMIND),
        ({"ends": 2, "mails": [1]}, Step.WAIT),  # not twice in two days
        ({"ends": 1, "mails": [20, 15, 10, 5]}, Step.WAIT),  # three reminders are the most
    ],
)
def test_a_wave_has_one_next_step(world: World, timing: dict[str, Any], step: Step) -> None:
    wave_of(world, **timing)
    assert steps(world) == [step]


def test_the_step_is_the_one_button_of_its_wave(world: World) -> None:
    wave = wave_of(world)
    page = home(world, "hr")
    mail = reverse("wave_mail", args=[world.slug, wave.pk])
    assert page.count("igm-next--now") == 1
    assert f'utrecht-button-link--primary-action" href="{mail}"' in page
    assert "nog niemand is uitgenodigd" in page


def test_a_plan_is_looked_over_and_launched(world: World) -> None:
    wave = world.wave(world.team("negen", 9), launched=False)
    assert steps(world) == [Step.LAUNCH]
    assert reverse("wave", args=[world.slug, wave.pk]) in home(world, "hr")
    launch_wave(access=world.access("hr"), wave=wave, today=TODAY)
    assert steps(world) == [Step.INVITE]


def test_clients_get_start_codes_and_no_mail(world: World) -> None:
    wave = client_wave(world)
    assert steps(world) == [Step.MAKE_CODES]
    codes(world, wave, 2)
    assert steps(world) == [Step.WAIT]
    assert "0 tot en met 9 codes gebruikt" in home(world, "hr")


def test_the_start_page_tells_of_participation_what_the_page_of_the_wave_tells(
    world: World,
) -> None:
    wave = wave_of(world, began=0, mails=[0])
    assert "nog geen stand" in home(world, "hr")
    world.answer_all(wave, [f"negen-{n}" for n in range(1, 7)])
    Wave.objects.update(starts_on=TODAY - DAY)
    text = "zeker genoeg deelnemers in 0 van de 1 teams"
    assert text in home(world, "hr")
    world.answer_all(wave, [f"negen-{n}" for n in range(7, 10)])
    assert text in home(world, "hr")  # counted once a day
    assert "zeker genoeg" not in home(world, "manager-negen")


@pytest.mark.parametrize(
    ("low", "size", "sure"),
    [(50, 14, True), (50, 12, False), (40, 40, True), (0, 100, False), (100, 7, True)],
)
def test_enough_is_said_where_the_low_end_reaches_both_minima(
    low: int, size: int, sure: bool
) -> None:
    band = ParticipationBand(low, 100)
    assert enough(default_policy("klantmanager"), band, size) is sure
    assert not enough(default_policy("klantmanager"), None, size)


def test_the_waves_that_end_first_stand_on_top_and_the_others_are_a_link_away(
    world: World,
) -> None:
    team = world.team("a", 1)
    for number in range(8):
        wave = world.wave(team, title=f"Meting {number}", launched=False)
        Wave.objects.filter(pk=wave.pk).update(closes_on=TODAY + (20 + number) * DAY)
    page = home(world, "hr")
    assert [f"Meting {n}" in page for n in range(8)] == [*[True] * 6, False, False]
    assert reverse("waves", args=[world.slug]) in page


def test_planning_is_always_one_click_away(world: World) -> None:
    world.give("hr", Role.HR_ADVISER)
    plan = reverse("new_wave", args=[world.slug])
    assert plan in home(world, "hr")
    wave = wave_of(world)
    assert plan in home(world, "hr")
    world.answer_all(wave, [f"negen-{n}" for n in range(1, 10)])
    world.close(wave)
    assert plan in home(world, "hr")
    assert plan not in home(world, "manager-negen")


def test_the_administrator_reads_what_asks_for_attention(world: World) -> None:
    world.give("beheer", Role.ADMINISTRATOR)
    world.team("a", 3)
    department = world.department("Werk")
    department.teams.create(organisation=world.organisation, name="leeg")
    page = home(world, "beheer")
    assert "1 team zonder teammanager" in page
    assert "1 team zonder medewerkers" in page
    assert "5 mensen" in page
    assert reverse("structure", args=[world.slug]) in page
    client = Client()
    client.force_login(world.people["beheer"])
    structure = client.get(reverse("structure", args=[world.slug])).content.decode()
    assert structure.count("Geen teammanager") == structure.count("Nog geen medewerkers") == 1
    # they signed in with a password of their own: nobody waits for an invitation
    assert "nog niet uitgenodigd" not in page
    for name in ("a-1", "a-2"):
        person = world.people[name]
        person.set_unusable_password()
        person.save()
    page = home(world, "beheer")
    assert "2 mensen nog niet uitgenodigd" in page
    assert reverse("invite_people", args=[world.slug]) in page


def test_a_new_organisation_is_led_through_four_steps(world: World) -> None:
    world.give("hr", Role.HR_ADVISER)
    world.give("beheer", Role.ADMINISTRATOR)
    address = {
        name: reverse(name, args=[world.slug])
        for name in ("import_people", "new_wave", "example_profile", "questionnaires")
    }

    def step(who: str, number: int) -> str:
        page = home(world, who)
        assert f"stap {number} van 4" in page
        assert 'aria-current="step"' in page
        assert address["example_profile"] in page
        return page

    assert address["import_people"] in step("beheer", 1)
    assert world.people["beheer"].email in step("hr", 1)
    world.team("negen", 9)
    assert address["new_wave"] in step("hr", 2)
    assert address["questionnaires"] in step("hr", 2)
    assert address["new_wave"] not in step("beheer", 2)
    world.people["hr"].set_unusable_password()
    world.people["hr"].save()
    page = step("beheer", 2)
    assert "Geef iedereen toegang" in page
    assert page.count(reverse("invite_people", args=[world.slug])) == 1  # told once
    wave = world.wave(*world.organisation.teams.all())
    assert "nog niemand is uitgenodigd" in step("hr", 3)
    Mailing.objects.create(wave=wave, kind=MailKind.INVITATION, number=1, day=TODAY)
    step("hr", 4)
    world.answer_all(wave, [f"negen-{n}" for n in range(1, 10)])
    world.close(wave)
    for who in ("hr", "beheer"):
        assert "van 4" not in home(world, who)


def test_without_an_adviser_the_administrator_is_told_to_choose_one(world: World) -> None:
    world.give("beheer", Role.ADMINISTRATOR)
    world.team("negen", 9)
    assert "Nog niemand is HR-adviseur" in home(world, "beheer")


def test_a_plan_without_teams_says_who_makes_them(world: World) -> None:
    world.give("hr", Role.HR_ADVISER)
    client = Client()
    client.force_login(world.people["hr"])
    page = client.get(reverse("new_wave", args=[world.slug])).content.decode()
    assert "Er zijn nog geen teams" in page
    assert "Alle teams" not in page


@pytest.mark.parametrize("who", ["hr", "beheer", "negen-1"])
def test_everyone_may_look_at_the_example(world: World, who: str) -> None:
    world.give("hr", Role.HR_ADVISER)
    world.give("beheer", Role.ADMINISTRATOR)
    world.team("negen", 9)
    client = Client()
    client.force_login(world.people[who])
    page = client.get(reverse("example_profile", args=[world.slug])).content.decode()
    assert "Dit is een voorbeeld" in page
    assert "igm-message__sentence" in page
    assert "igm-withheld" not in page


def test_whoever_has_nothing_yet_can_look_at_the_example(world: World) -> None:
    world.team("negen", 9)
    page = home(world, "negen-1")
    assert "niets te doen" in page
    assert reverse("example_profile", args=[world.slug]) in page


def test_more_waves_and_people_cost_no_more_queries(world: World) -> None:
    world.give("hr", Role.HR_ADVISER)
    world.give("beheer", Role.ADMINISTRATOR)

    def queries(who: str) -> int:
        home(world, who)
        with CaptureQueriesContext(connection) as captured:
            home(world, who)
        return len(captured)

    def add(number: int) -> None:
        teams = [world.team(f"t{number}-{n}", 4) for n in range(number)]
        for place in range(number):
            wave = world.wave(*teams, title=f"Meting {number} {place}")
            Mailing.objects.create(wave=wave, kind=MailKind.INVITATION, number=1, day=TODAY)
            count_wave(wave, TODAY)

    add(1)
    before = [queries("hr"), queries("beheer")]
    add(3)
    assert [queries("hr"), queries("beheer")] == before
