"""Reference values come from closed waves, one measurement per person, from 100 people on."""

from io import StringIO
from random import Random

import pytest
from django.core.management import call_command
from django.utils import timezone

from igm_portal.demo import answer_model
from reports.models import ReferenceValues, Snapshot
from reports.selectors import first_measurements, sem_for
from reports.services.reference import compute_reference
from reports.statistics.quality import NoReliability, Reliability
from reports.statistics.sem import PROVISIONAL, Origin
from reports.statistics.types import Refusal
from surveys.models import InstrumentVersion, Wave
from tests.world import World

TODAY = timezone.localdate()


def answered(world: World, size: int, team: str = "a") -> Wave:
    wave = world.wave(world.team(team, size))
    world.answer_all(wave, [f"{team}-{number}" for number in range(1, size + 1)])
    world.close(wave)
    return wave


def test_of_each_person_only_the_first_measurement_counts(world: World) -> None:
    team = world.team("a", 8)
    for step in (4, 2):
        wave = world.wave(team)
        for number in range(1, 8 if step == 4 else 9):
            world.answer(wave, f"a-{number}", step=step)
        world.close(wave)
        last_day = TODAY if step == 4 else wave.closes_on
        Wave.objects.filter(pk=wave.pk).update(closes_on=last_day)
    found = first_measurements(InstrumentVersion.objects.get())
    assert len(found) == 8
    assert sum(answers.startswith("4") for answers in found) == 7
    assert sum(answers.startswith("2") for answers in found) == 1


def test_open_waves_do_not_count(world: World) -> None:
    wave = world.wave(world.team("a", 8))
    world.answer(wave, "a-1")
    assert first_measurements(InstrumentVersion.objects.get()) == ()


def test_a_wave_without_its_key_is_left_out(world: World) -> None:
    wave = answered(world, 8)
    Wave.objects.filter(pk=wave.pk).update(key_generation=99)
    assert first_measurements(InstrumentVersion.objects.get()) == ()


def test_under_a_hundred_nothing_is_stored_and_values_stay_provisional(world: World) -> None:
    answered(world, 12)
    computed = compute_reference(InstrumentVersion.objects.get(), today=TODAY)
    assert computed.row is None
    assert computed.n == 12
    assert sem_for(InstrumentVersion.objects.get().checksum) is PROVISIONAL


@pytest.fixture
def hundred(world: World) -> InstrumentVersion:
    """A hundred and one people with answers as the demo generates them: items go together."""
    wave = world.wave(world.team("a", 101))
    random = Random(3)  # noqa: S311
    for number in range(1, 102):
        given = answer_model.answers(
            wave.launched.instrument, answer_model.STUCK, answer_model.person(random), random
        )
        world.answer(
            wave,
            f"a-{number}",
            **{code: step if isinstance(step, int) else 3 for code, step in given.items()},
        )
    world.close(wave)
    return InstrumentVersion.objects.get()


def test_from_a_hundred_on_they_are_stored_and_used_by_the_next_snapshot(
    world: World, hundred: InstrumentVersion
) -> None:
    before = Snapshot.objects.get()
    computed = compute_reference(hundred, today=TODAY)
    by_metric = {report.metric: report for report in computed.reports}
    assert isinstance(by_metric["houding"], Reliability)
    context = by_metric["context"]
    assert isinstance(context, NoReliability)
    assert context.reason is Refusal.FORMATIVE
    table = sem_for(hundred.checksum)
    assert table.origins["houding"] is Origin.REFERENCE
    assert table.origins["context"] is Origin.ASSUMED
    assert table.of("houding") == pytest.approx(by_metric["houding"].sem)
    assert table.allows_personal_statements
    after = answered(world, 8, team="b")
    assert after.snapshot.basis["sem"]["values"]["houding"] == pytest.approx(table.of("houding"))
    before.refresh_from_db()
    assert before.basis["sem"]["origins"]["houding"] == "voorlopig"


def test_the_command_says_what_it_found(hundred: InstrumentVersion) -> None:
    out = StringIO()
    call_command("reference_values", stdout=out)
    assert "k1@1: 100-199 mensen" in out.getvalue()
    assert "101" not in out.getvalue()
    assert "formatief" in out.getvalue()
    assert ReferenceValues.objects.count() == 1


def test_a_question_that_goes_against_the_others_gives_no_reference(world: World) -> None:
    """Alpha -48 with SEM 20.8 at a spread of 3.0 was stored as reference."""
    wave = world.wave(world.team("a", 101))
    for number in range(1, 102):
        step = 1 + number % 5
        houding = {"H1": step, "H2": 6 - step, "H3": step, "H4": 6 - step, "H5": step}
        rest = {
            item.code: step
            for item in wave.launched.instrument.scored
            if item.code[0] in "GS" and item.code not in houding
        }
        world.answer(wave, f"a-{number}", **houding, **rest)
    world.close(wave)
    version = InstrumentVersion.objects.get()
    computed = compute_reference(version, today=TODAY)
    by_metric = {report.metric: report for report in computed.reports}
    houding_report = by_metric["houding"]
    assert isinstance(houding_report, Reliability)
    assert houding_report.alpha < 0
    assert houding_report.sem is None
    stored = computed.row
    assert stored is None or "houding" not in stored.sems
    assert sem_for(version.checksum).origins["houding"] is Origin.PROVISIONAL
    out = StringIO()
    call_command("reference_values", stdout=out)
    assert "SEM geen: controleer de sleutel" in out.getvalue()
