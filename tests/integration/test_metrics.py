"""Figures for a program that watches: for who has the token, and nothing of people (ADR 74)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from igm_portal.outbox.heartbeat import record_heartbeat
from igm_portal.outbox.models import Stoppage
from igm_portal.outbox.services import enqueue
from igm_portal.worker.models import NightlyRun
from igm_portal.worker.nightly import nightly
from tests.world import World

ADDRESS = "/gezond/cijfers/"
TOKEN = "een-token-van-ten-minste-32-tekens-lang"  # noqa: S105  of a test


@pytest.fixture
def _open(settings: Settings) -> None:
    settings.IGM_METRICS_TOKEN = TOKEN


def scrape() -> dict[tuple[str, str], float]:
    answer = Client(headers={"authorization": f"Bearer {TOKEN}"}).get(ADDRESS)
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    return {
        (sample.name, next(iter(sample.labels.values()), "")): sample.value
        for family in families
        for sample in family.samples
    }


def test_without_a_token_in_the_settings_the_address_does_not_exist(db: None) -> None:
    assert Client(headers={"authorization": "Bearer "}).get(ADDRESS).status_code == 404


@pytest.mark.usefixtures("_open")
@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer ander", TOKEN, f"Basic {TOKEN}"])
def test_another_token_opens_nothing(db: None, given: str) -> None:
    answer = Client(headers={"authorization": given}).get(ADDRESS)
    assert answer.status_code == 401
    assert b"igm_" not in answer.content


@pytest.mark.usefixtures("_open")
def test_it_tells_how_the_portal_is_doing(world: World) -> None:
    now = timezone.now()
    empty = scrape()
    assert empty["igm_nightly_timestamp_seconds", ""] == 0
    assert empty["igm_outbox_oldest_seconds", ""] == 0
    record_heartbeat(now)
    nightly(now)
    earlier = now - timedelta(hours=2)
    enqueue(to="geheim@zandstad.example", subject="Dag", body="Dag", not_before=earlier)
    Stoppage.objects.create(fault="550", since=now)
    world.wave(world.team("a", 1))
    world.wave(world.team("b", 1), title="Tweede", launched=False)
    told = scrape()
    assert told["igm_database_up", ""] == 1
    assert told["igm_outbox_oldest_seconds", ""] == pytest.approx(7200, abs=60)
    assert told["igm_outbox_stopped", ""] == 1
    assert told["igm_worker_heartbeat_timestamp_seconds", ""] == pytest.approx(now.timestamp())
    assert told["igm_nightly_timestamp_seconds", ""] == pytest.approx(now.timestamp())
    assert told["igm_key_faults", ""] == 0
    assert (told["igm_waves", "open"], told["igm_waves", "concept"]) == (1, 1)
    assert told["igm_waves", "closed"] == 0
    assert told["igm_disk_free_bytes", "keys"] > 0


@pytest.mark.usefixtures("_open")
def test_it_names_nobody_and_counts_no_people_and_no_mails(world: World) -> None:
    """The same figures with one and with nine people asked, and mailed."""
    world.wave(world.team("a", 1))
    enqueue(to="geheim@zandstad.example", subject="Dag", body="Dag")
    one = scrape()
    for number in range(8):
        enqueue(to=f"p{number}@zandstad.example", subject="Dag", body="Dag")
        world.person(f"p{number}")
    many = scrape()
    moving = ("igm_outbox_oldest_seconds", "igm_disk_free_bytes")
    assert [name for name in one if one[name] != many[name] and name[0] not in moving] == []
    assert set(one) == set(many)
    text = Client(headers={"authorization": f"Bearer {TOKEN}"}).get(ADDRESS).content.decode()
    assert "zandstad" not in text


@pytest.mark.usefixtures("_open")
def test_a_database_that_is_away_is_a_figure(db: None) -> None:
    def away(*_query: object) -> None:
        raise DatabaseError("host geheim.example")

    with connection.execute_wrapper(away):
        told = scrape()
    assert told["igm_database_up", ""] == 0
    assert ("igm_disk_free_bytes", "keys") in told
    assert ("igm_waves", "open") not in told


def test_a_night_that_did_not_end_is_an_alarm(db: None) -> None:
    record_heartbeat(timezone.now())
    NightlyRun.objects.create(pk=1, finished_at=timezone.now() - timedelta(hours=25))
    assert Client().get("/gezond/alles/").status_code == 200
    NightlyRun.objects.update(finished_at=timezone.now() - timedelta(hours=27))
    answer = Client().get("/gezond/alles/")
    assert answer.status_code == 503
    assert "elke nacht" in answer.content.decode()
