"""From concept to launch: what is frozen, who is asked, and what can no longer change."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from surveys.instruments import loader
from surveys.models import InstrumentVersion, Invitation, Tally, Wave, WaveState, WaveTeam
from surveys.models.instrument import InstrumentMismatch
from surveys.participation import participation
from surveys.policy import ParticipationBand, default_policy
from surveys.services.refusals import Refused
from surveys.services.tallies import count_wave
from surveys.services.waves import change_plan, extend_wave, launch_wave, withdraw_wave
from tests.world import World, end_roles

TODAY = timezone.localdate()


def test_launch_invites_the_employees_of_today_once(world: World) -> None:
    first, second = world.team("a", 4), world.team("b", 3)
    world.give("a-1", Role.EMPLOYEE, team=second)
    end_roles(world.people["b-3"], TODAY - timedelta(days=1))
    wave = world.wave(first, second)
    asked = set(Invitation.objects.filter(wave=wave).values_list("person__name", "team__name"))
    assert asked == {
        ("A-1", "a"),
        ("A-2", "a"),
        ("A-3", "a"),
        ("A-4", "a"),
        ("B-1", "b"),
        ("B-2", "b"),
    }
    assert dict(WaveTeam.objects.values_list("team_name", "size")) == {"a": 4, "b": 2}


def test_launch_freezes_the_questionnaire_in_the_database(world: World) -> None:
    wave = world.wave(world.team("a", 3))
    assert wave.instrument is not None
    assert wave.instrument.checksum == loader.load("k1", 1).checksum
    InstrumentVersion.objects.update(checksum="sha256:anders")
    with pytest.raises(InstrumentMismatch):
        _ = InstrumentVersion.objects.get().instrument


def test_a_questionnaire_that_differs_from_an_earlier_launch_is_refused(world: World) -> None:
    team = world.team("a", 3)
    world.wave(team)
    InstrumentVersion.objects.update(checksum="sha256:anders")
    with pytest.raises(Refused):
        world.wave(team)
    assert Wave.objects.filter(state=WaveState.OPEN).count() == 1


def test_nobody_to_ask_is_refused_and_nothing_half_done(world: World) -> None:
    team = world.team("a", 1)
    end_roles(world.people["a-1"], TODAY - timedelta(days=1))
    wave = world.wave(team, launched=False)
    with pytest.raises(Refused):
        launch_wave(access=world.access("hr"), wave=wave, today=TODAY)
    wave.refresh_from_db()
    assert (wave.state, wave.instrument, Invitation.objects.count()) == ("concept", None, 0)


def test_a_launched_wave_cannot_be_changed_or_launched_again(world: World) -> None:
    team = world.team("a", 3)
    wave = world.wave(team)
    with pytest.raises(Refused):
        launch_wave(access=world.access("hr"), wave=wave, today=TODAY)
    with pytest.raises(Refused):
        change_plan(
            access=world.access("hr"),
            wave=wave,
            title="anders",
            code="k1",
            version=1,
            policy=default_policy("klantmanager"),
            starts_on=TODAY,
            closes_on=TODAY,
            teams=[team],
        )
    wave.refresh_from_db()
    assert wave.title == "Meting"


def test_the_end_can_only_move_later(world: World) -> None:
    wave = world.wave(world.team("a", 3))
    for day in (wave.closes_on, wave.closes_on - timedelta(days=1)):
        with pytest.raises(Refused):
            extend_wave(access=world.access("hr"), wave=wave, closes_on=day)
    later = wave.closes_on + timedelta(days=7)
    extend_wave(access=world.access("hr"), wave=wave, closes_on=later)
    wave.refresh_from_db()
    assert wave.closes_on == later


def test_withdrawing_deletes_answers_and_invitations(world: World) -> None:
    wave = world.wave(world.team("a", 3))
    world.answer(wave, "a-1")
    withdraw_wave(access=world.access("hr"), wave=wave)
    wave.refresh_from_db()
    assert wave.state == WaveState.WITHDRAWN
    assert (wave.responses.count(), wave.invitations.count()) == (0, 0)


def test_participation_is_told_in_bands_and_not_at_all_for_small_teams(world: World) -> None:
    wave = world.wave(world.team("groot", 10), world.team("klein", 4))
    for number in range(1, 7):
        world.answer(wave, f"groot-{number}")
    world.answer(wave, "klein-1")
    count_wave(wave, TODAY)
    bands = {team.team: team.band for team in participation(wave)}
    assert bands["klein"] is None
    assert bands["groot"] is not None
    assert (bands["groot"].low, bands["groot"].high) == (50, 100)


def test_on_the_first_day_nothing_is_told_of_any_team(world: World) -> None:
    wave = world.wave(world.team("groot", 10), world.team("klein", 4))
    Wave.objects.update(starts_on=TODAY)
    wave.refresh_from_db()
    for number in range(1, 7):
        world.answer(wave, f"groot-{number}")
    count_wave(wave, TODAY)
    assert not Tally.objects.exists()
    assert {(team.is_counted, team.band) for team in participation(wave)} == {(False, None)}
    count_wave(wave, TODAY + timedelta(days=1))
    bands = {team.team: team.band for team in participation(wave)}
    assert bands == {"groot": ParticipationBand(50, 100), "klein": None}


def test_the_worker_counts_once_a_day_and_closing_forgets_it(world: World) -> None:
    wave = world.wave(world.team("a", 9))
    call_command("close_waves")
    world.answer_all(wave, [f"a-{number}" for number in range(1, 9)])
    call_command("close_waves")
    assert [(tally.checked, tally.shown) for tally in wave.tallies.all()] == [(0, 0)]
    count_wave(wave, TODAY + timedelta(days=1))
    assert [(tally.checked, tally.shown) for tally in wave.tallies.all()] == [(8, 8)]
    world.close(wave)
    assert not Tally.objects.exists()


def test_what_was_done_is_on_record_with_who_and_without_answers(world: World) -> None:
    wave = world.wave(world.team("a", 9))
    world.answer_all(wave, [f"a-{number}" for number in range(1, 9)])
    world.close(wave)
    actions = list(
        AuditEvent.objects.filter(object_id=str(wave.pk))
        .order_by("id")
        .values_list("action", "actor")
    )
    who = world.people["hr"].email
    assert actions == [("wave.planned", who), ("wave.launched", who), ("wave.closed", who)]
    assert not AuditEvent.objects.filter(actor__startswith="a-").exists()
