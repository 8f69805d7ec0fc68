"""One snapshot per wave, whatever happens while it is made; nothing before it."""

from datetime import timedelta
from io import StringIO
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.worker.management.commands.run_tasks import Night
from reports.disclosure.cells import WITHHELD, MeanCell
from reports.disclosure.group_keys import team_key
from reports.models import Snapshot
from reports.models.snapshot import SnapshotDamaged
from reports.selectors import sem_for, sent_answers
from reports.services.closing import (
    _finish,
    _make_snapshot,
    _published,
    _stop_answers,
    close_wave,
)
from reports.services.due import close_due_waves
from reports.services.publishing import publish_wave
from surveys.models import Wave, WaveState
from surveys.models.response import Response
from surveys.results_moment import results_moment
from surveys.services.answering import save_answers
from surveys.services.refusals import Refused
from tests.world import World

TODAY = timezone.localdate()


def names(team: str, number: int) -> list[str]:
    return [f"{team}-{index}" for index in range(1, number + 1)]


def nine_and_six(world: World) -> Wave:
    wave = world.wave(world.team("negen", 9), world.team("zes", 6))
    world.answer_all(wave, names("negen", 9) + names("zes", 6))
    return wave


def test_nine_are_shown_and_six_are_not_nor_their_total(world: World) -> None:
    wave = nine_and_six(world)
    groups = world.close(wave).publication.groups
    shown = {group.name: group.shown for group in groups.values()}
    assert shown == {"negen": True, "zes": False, "Werk": False, "Zandstad": False}


def test_closing_again_gives_the_same_snapshot(world: World) -> None:
    wave = nine_and_six(world)
    first, second = world.close(wave), world.close(wave)
    assert (first.digest, Snapshot.objects.count()) == (second.digest, 1)


def test_the_same_rows_give_the_same_bytes(world: World) -> None:
    wave = nine_and_six(world)
    snapshot = world.close(wave)
    wave = Wave.objects.select_related("organisation", "instrument").get(pk=wave.pk)
    sems = sem_for(wave.instrument.checksum)  # type: ignore[union-attr]
    assert publish_wave(wave, sent_answers(wave), sems).content == snapshot.content


def test_a_closing_that_was_killed_half_way_is_finished_later(world: World) -> None:
    wave = nine_and_six(world)
    _stop_answers(wave)  # and then the power fails
    assert not Snapshot.objects.exists()
    assert close_due_waves(world.organisation.pk, TODAY) == (1, 0)
    wave.refresh_from_db()
    assert (wave.state, Snapshot.objects.count()) == (WaveState.CLOSED, 1)


def test_of_a_wave_that_ended_by_its_date_everyone_waits_for_the_same_morning(
    world: World,
) -> None:
    wave, day = nine_and_six(world), timezone.localdate() - timedelta(days=1)
    Wave.objects.filter(pk=wave.pk).update(starts_on=day, closes_on=day)
    assert close_due_waves(world.organisation.pk, TODAY) == (1, 0)
    wave.refresh_from_db()
    assert wave.results_at == results_moment(day)
    assert wave.results_expected == results_moment(day)


@pytest.mark.parametrize("days", [0, 5])
def test_what_is_closed_by_hand_is_visible_at_once(world: World, days: int) -> None:
    """On its last day too: it is not over until midnight."""
    wave = nine_and_six(world)
    Wave.objects.filter(pk=wave.pk).update(closes_on=TODAY + timedelta(days=days))
    before = timezone.now()
    close_wave(by=world.people["hr"], wave=wave, ended_on=TODAY)
    wave.refresh_from_db()
    assert wave.results_at is not None
    assert before <= wave.results_at <= timezone.now()
    assert wave.is_announced


def test_an_interrupted_closing_keeps_its_moment(world: World) -> None:
    """Closed by hand, killed, and finished by the worker days later: the moment stays."""
    wave = nine_and_six(world)
    _stop_answers(wave, TODAY)
    moment = Wave.objects.get(pk=wave.pk).results_at
    assert close_due_waves(None, TODAY + timedelta(days=3)) == (1, 0)
    assert Wave.objects.get(pk=wave.pk).results_at == moment


def test_a_failure_while_writing_leaves_no_half_snapshot(world: World) -> None:
    wave = nine_and_six(world)
    with (
        mock.patch("reports.services.closing.mark_closed", side_effect=DatabaseError),
        pytest.raises(DatabaseError),
    ):
        close_wave(by=None, wave=wave)
    wave.refresh_from_db()
    assert (wave.state, Snapshot.objects.count()) == (WaveState.CLOSING, 0)
    assert world.close(wave).publication.groups


def test_drafts_do_not_count_and_are_gone_after_closing(world: World) -> None:
    wave = world.wave(world.team("negen", 9))
    world.answer_all(wave, names("negen", 7))
    save_answers(
        participant=world.invitation(wave, "negen-8"), changes={"H1": 1}, language="nl", today=TODAY
    )
    world.close(wave)
    assert Response.objects.filter(wave=wave).count() == 7


def test_a_whole_questionnaire_that_was_not_sent_does_not_make_up_the_number(world: World) -> None:
    team = world.team("negen", 9)
    wave = world.wave(team)
    world.answer_all(wave, names("negen", 6))
    draft = world.answer(wave, "negen-7")
    Response.objects.filter(pk=draft.pk).update(sent=False, scores=None, scoring_version=None)
    assert not world.close(wave).publication.groups[team_key(team.pk)].shown


def test_a_wave_past_its_last_day_closes_by_itself_and_an_open_one_does_not(world: World) -> None:
    team = world.team("negen", 9)
    over, running = world.wave(team, title="voorbij"), world.wave(team, title="loopt")
    day = timezone.localdate() - timedelta(days=1)
    Wave.objects.filter(pk=over.pk).update(starts_on=day, closes_on=day)
    assert close_due_waves(None, TODAY) == (1, 0)
    states = dict(Wave.objects.values_list("title", "state"))
    assert states == {"voorbij": "closed", "loopt": "open"}
    assert running.pk != over.pk


@pytest.mark.parametrize("state", [WaveState.CONCEPT, WaveState.WITHDRAWN])
def test_what_was_never_open_cannot_be_closed(world: World, state: WaveState) -> None:
    wave = world.wave(world.team("negen", 9), launched=False)
    Wave.objects.filter(pk=wave.pk).update(state=state)
    with pytest.raises(Refused):
        close_wave(by=None, wave=wave)


def test_a_snapshot_cannot_be_changed_by_code_nor_in_the_database(world: World) -> None:
    snapshot = world.close(nine_and_six(world))
    with pytest.raises(TypeError):
        snapshot.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        Snapshot.objects.filter(pk=snapshot.pk).update(content="{}")


def test_a_damaged_snapshot_is_not_shown(world: World) -> None:
    snapshot = world.close(nine_and_six(world))
    snapshot.content = snapshot.content.replace('"value":', '"value": ', 1)
    with pytest.raises(SnapshotDamaged):
        _ = snapshot.publication


def test_the_figures_are_those_of_the_answers(world: World) -> None:
    """All nine answer the same on willen; on kunnen they differ."""
    team = world.team("negen", 9)
    wave = world.wave(team)
    for index, name in enumerate(names("negen", 9)):
        world.answer(wave, name, step=4, **{f"V{number}": 1 + index % 3 for number in range(1, 6)})
    means = world.close(wave).publication.groups[team_key(team.pk)].means
    skills = means["vaardigheden"]
    assert isinstance(skills, MeanCell)
    assert skills.value == 25
    assert skills.low < 25 < skills.high
    assert means["willen"] is not WITHHELD


def test_rows_of_a_closed_wave_lie_in_the_order_of_their_random_ids(world: World) -> None:
    """SQLite's rowid and PostgreSQL's ctid no longer tell who came first (research §7.2)."""
    wave = nine_and_six(world)
    world.close(wave)
    statement = {
        "sqlite": "SELECT id FROM surveys_response ORDER BY rowid",
        "postgresql": "SELECT id FROM surveys_response ORDER BY ctid",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(statement)
        stored = [str(row[0]) for row in cursor.fetchall()]
    assert len(stored) == 15
    assert stored == sorted(stored)


def test_figures_are_made_again_when_another_wave_was_published_meanwhile(world: World) -> None:
    """Else they would not see each other, and nearly the same people could be set against each
    other.
    """
    team = world.team("negen", 9)
    first, second = world.wave(team, title="een"), world.wave(team, title="twee")
    _stop_answers(first)
    known, early = _published(first), _make_snapshot(first)
    assert world.close(second).pk == second.pk
    assert _finish(first, early, known, None) is None
    assert not Snapshot.objects.filter(wave=first).exists()
    assert world.close(first).pk == first.pk


def broken(world: World, title: str) -> Wave:
    """A wave that is over, with answers that no questionnaire has: its figures cannot be made."""
    wave = world.wave(world.team(title, 9), title=title)
    response = world.answer(wave, f"{title}-1")
    Response.objects.filter(pk=response.pk).update(answers="?" * len(response.answers))
    day = timezone.localdate() - timedelta(days=1)
    Wave.objects.filter(pk=wave.pk).update(starts_on=day, closes_on=day)
    return wave


def test_a_wave_that_cannot_be_closed_holds_up_no_other_and_is_reported(world: World) -> None:
    wave, other = broken(world, "kapot"), world.wave(world.team("heel", 9), title="heel")
    day = timezone.localdate() - timedelta(days=1)
    Wave.objects.filter(pk=other.pk).update(starts_on=day, closes_on=day)
    out, err = StringIO(), StringIO()
    call_command("close_waves", stdout=out, stderr=err)
    assert "Gesloten: 1" in out.getvalue()
    assert "Niet gesloten door een fout: 1" in err.getvalue()
    states = dict(Wave.objects.values_list("title", "state"))
    assert states == {"kapot": "closing", "heel": "closed"}
    third = world.wave(world.team("later", 9), title="later")
    assert world.close(third).pk == third.pk
    assert wave.pk != third.pk


def test_the_worker_closes_by_itself_once_a_day(world: World) -> None:
    day = timezone.localdate() - timedelta(days=1)
    waves = [world.wave(world.team(name, 9), title=name) for name in ("a", "b")]
    Wave.objects.filter(pk=waves[0].pk).update(starts_on=day, closes_on=day)
    night = Night()
    night.look()
    waves[0].refresh_from_db()
    assert waves[0].state == WaveState.CLOSED
    Wave.objects.filter(pk=waves[1].pk).update(starts_on=day, closes_on=day)
    night.look()  # the same night
    waves[1].refresh_from_db()
    assert waves[1].state == WaveState.OPEN
    Night().look()  # another worker, or this one after a restart
    waves[1].refresh_from_db()
    assert waves[1].state == WaveState.CLOSED


@pytest.mark.parametrize(("size", "said"), [(9, "De resultaten staan klaar"), (6, "geen enkele")])
def test_who_closes_hears_whether_there_is_anything_to_see(
    size: int, said: str, world: World
) -> None:
    wave = world.wave(world.team("a", size))
    world.answer_all(wave, names("a", size))
    client = Client()
    client.force_login(world.people["hr"])
    address = reverse("close_wave", args=[world.slug, wave.pk])
    page = client.post(address, {"early": "on"}, follow=True)
    assert said in page.content.decode()
