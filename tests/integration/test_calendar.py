"""Days of a wave in somebody's own calendar."""

from datetime import date, timedelta

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.roles import Role
from surveys.models import Wave, WaveState
from surveys.services.waves import withdraw_wave
from surveys.views.calendar import day_for_filling_in
from surveys.working_days import is_working_day
from tests.world import World

TODAY = timezone.localdate()


@pytest.fixture
def wave(world: World) -> Wave:
    return world.wave(world.team("oost", 3), world.team("west", 3), title="Geheime naam")


def reader(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name])
    return client


def events(world: World, name: str, address: str, wave: Wave) -> list[vobject.base.Component]:
    answer = reader(world, name).get(reverse(address, args=[world.slug, wave.pk]))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="agenda.ics"'
    return list(vobject.readOne(answer.content.decode()).vevent_list)


def test_filling_in_is_a_quarter_on_the_next_working_day_at_nine(world: World, wave: Wave) -> None:
    (event,) = events(world, "oost-1", "filling_calendar", wave)
    begins = timezone.localtime(event.dtstart.value)
    assert (begins.hour, begins.minute) == (9, 0)
    assert TODAY < begins.date() <= wave.closes_on
    assert is_working_day(begins.date())
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=15)
    assert event.summary.value == "Een vragenlijst invullen"
    assert event.__getattr__("class").value == "PRIVATE"
    assert event.url.value.endswith(reverse("introduction", args=[world.slug, wave.pk]))


def test_the_same_person_gets_the_same_entry_again_and_others_another(
    world: World, wave: Wave
) -> None:
    keys = [
        events(world, name, "filling_calendar", wave)[0].uid.value
        for name in ("oost-1", "oost-1", "oost-2")
    ]
    assert keys[0] == keys[1] != keys[2]
    assert world.invitation(wave, "oost-1").mark not in keys[0]


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 23), date(2026, 11, 24)),
        (date(2026, 11, 20), date(2026, 11, 23)),  # Friday
        (date(2026, 12, 1), date(2026, 12, 7)),  # before its first day
        (date(2026, 12, 11), None),  # Friday; it ends on Sunday
    ],
)
def test_the_proposed_day_lies_in_the_wave(today: date, day: date | None) -> None:
    starts_on = date(2026, 12, 6) if today.month == 12 else date(2026, 11, 2)
    wave = Wave(state=WaveState.OPEN, starts_on=starts_on, closes_on=date(2026, 12, 13))
    assert day_for_filling_in(wave, today) == day


def test_on_the_last_day_there_is_no_later_moment(world: World, wave: Wave) -> None:
    introduction = reverse("introduction", args=[world.slug, wave.pk])
    calendar = reverse("filling_calendar", args=[world.slug, wave.pk])
    client = reader(world, "oost-1")
    assert calendar in client.get(introduction).content.decode()
    assert calendar in client.get(reverse("later", args=[world.slug, wave.pk])).content.decode()
    Wave.objects.filter(pk=wave.pk).update(closes_on=TODAY)
    assert calendar not in client.get(introduction).content.decode()
    answer = client.get(calendar)
    assert answer.status_code == 302
    assert answer["Location"].startswith(introduction)


def test_who_plans_gets_every_team_and_who_works_in_one_gets_that_one(
    world: World, wave: Wave
) -> None:
    days = dict(wave.teams.values_list("team_name", "conversation_on"))
    own = [("Gesprek van team oost", days["oost"])]
    every = [*own, ("Gesprek van team west", days["west"])]
    for name, expected in (("hr", every), ("manager-oost", own), ("oost-1", own)):
        read = events(world, name, "conversation_calendar", wave)
        assert sorted((one.summary.value, one.dtstart.value) for one in read) == expected


def test_a_moved_day_keeps_its_key(world: World, wave: Wave) -> None:
    (before,) = events(world, "manager-oost", "conversation_calendar", wave)
    wave.teams.update(conversation_on=before.dtstart.value + timedelta(days=1))
    (after,) = events(world, "manager-oost", "conversation_calendar", wave)
    assert after.uid.value == before.uid.value
    assert after.dtstart.value == before.dtstart.value + timedelta(days=1)


def test_no_entry_names_the_wave_or_another_team(world: World, wave: Wave) -> None:
    for address in ("conversation_calendar", "filling_calendar"):
        answer = reader(world, "manager-oost").get(reverse(address, args=[world.slug, wave.pk]))
        text = answer.content.decode()
        assert "Geheime naam" not in text
        assert "west" not in text


def test_other_teams_and_a_wave_that_was_withdrawn_have_none(world: World, wave: Wave) -> None:
    world.give("elders", Role.TEAM_MANAGER, team=world.team("noord", 1))
    address = reverse("conversation_calendar", args=[world.slug, wave.pk])
    assert reader(world, "elders").get(address).status_code == 404
    withdraw_wave(access=world.access("hr"), wave=wave)
    assert reader(world, "hr").get(address).status_code == 404
