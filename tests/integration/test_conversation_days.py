"""The day of each team's conversation: proposed with the plan, moved with the wave or by HR."""

from datetime import date, timedelta

import pytest

from surveys.models import Wave, WaveTeam
from surveys.plan_dates import results_day
from surveys.services.conversations import change_conversations, weekday_of_conversations
from surveys.services.refusals import Refused
from surveys.services.waves import change_plan, extend_wave, withdraw_wave
from surveys.working_days import is_working_day
from tests.integration.test_manager_wave import manager_wave
from tests.world import World


def days_of(wave: Wave) -> dict[str, date | None]:
    return dict(wave.teams.values_list("team_name", "conversation_on"))


def move(world: World, wave: Wave, **days: date) -> None:
    teams = {place.team_name: place.team_id for place in wave.teams.all()}
    change_conversations(
        access=world.access("hr"),
        wave=wave,
        days={teams[name]: day for name, day in days.items()},
    )


def plan_again(world: World, wave: Wave, closes_on: date) -> None:
    change_plan(
        access=world.access("hr"),
        wave=wave,
        title=wave.title,
        code="k1",
        version=1,
        policy=wave.policy,
        starts_on=wave.starts_on,
        closes_on=closes_on,
        teams=world.organisation.teams.select_related("department"),
    )
    wave.refresh_from_db()


def test_every_team_of_a_plan_has_a_day_after_the_results(world: World) -> None:
    wave = world.wave(world.team("a", 9), world.team("b", 9), world.team("c", 9, "Inkomen"))
    days = days_of(wave)
    assert len(set(days.values())) == 3
    results = results_day(wave.closes_on)
    for day in days.values():
        assert day is not None
        assert is_working_day(day)
        assert results < day < results + timedelta(days=19)
    assert days["c"] == min(filter(None, days.values()))  # in the order of departments


def test_a_wave_without_results_per_team_has_no_conversations(world: World) -> None:
    wave = manager_wave(world, world.team("a", 1))
    assert days_of(wave) == {"a": None}
    with pytest.raises(Refused):
        move(world, wave, a=wave.closes_on + timedelta(days=9))


def test_hr_moves_a_day_but_not_before_the_results(world: World) -> None:
    wave = world.wave(world.team("a", 9), world.team("b", 9))
    before = days_of(wave)
    results = results_day(wave.closes_on)
    move(world, wave, a=results)
    assert days_of(wave) == before | {"a": results}
    with pytest.raises(Refused):
        move(world, wave, b=results - timedelta(days=1))
    assert days_of(wave) == before | {"a": results}
    withdraw_wave(access=world.access("hr"), wave=wave)
    with pytest.raises(Refused):
        move(world, wave, a=results)


def test_a_longer_wave_takes_along_only_conversations_that_would_come_too_early(
    world: World,
) -> None:
    wave = world.wave(world.team("a", 9), world.team("b", 9))
    late = results_day(wave.closes_on) + timedelta(days=60)
    move(world, wave, b=late)
    closes_on = wave.closes_on + timedelta(days=30)
    extend_wave(access=world.access("hr"), wave=wave, closes_on=closes_on)
    days = days_of(wave)
    assert days["b"] == late
    assert days["a"] is not None
    assert results_day(closes_on) <= days["a"] < results_day(closes_on) + timedelta(days=10)
    assert is_working_day(days["a"])


def test_a_changed_plan_keeps_days_while_the_last_day_stays(world: World) -> None:
    wave = world.wave(world.team("a", 9), world.team("b", 9), launched=False)
    chosen = results_day(wave.closes_on) + timedelta(days=33)
    move(world, wave, a=chosen)
    world.team("c", 9)
    plan_again(world, wave, wave.closes_on)
    assert days_of(wave)["a"] == chosen
    assert days_of(wave)["c"] is not None
    plan_again(world, wave, wave.closes_on + timedelta(days=70))
    results = results_day(wave.closes_on)
    assert all(
        day and results < day < results + timedelta(days=19) for day in days_of(wave).values()
    )


def test_the_day_of_the_week_is_that_of_all_teams_or_none() -> None:
    def places(*days: date | None) -> list[WaveTeam]:
        return [WaveTeam(conversation_on=day) for day in days]

    assert weekday_of_conversations(places(date(2026, 12, 3), date(2026, 12, 10), None)) == 3
    assert weekday_of_conversations(places(date(2026, 12, 3), date(2026, 12, 4))) is None
    assert weekday_of_conversations([]) is None
