"""The audit log as a chain: what was tampered with shows, what its term took does not (ADR 75)."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from igm_portal.accounts.roles import Role
from igm_portal.audit.chain import START, ChainFault, faults, next_hash
from igm_portal.audit.export import NotALog, judge, lines_of
from igm_portal.audit.models import AuditEvent, ChainHead, ChainLink
from igm_portal.audit.sealing import SETTLING_TIME, chain_faults, head_of, remove_before, seal
from igm_portal.audit.services import record
from igm_portal.audit.triggers import early_delete_statements
from tests.tampering import as_owner, made_old
from tests.world import World, settle

NOBODY = AuditEvent.objects.none


def written(world: World, rows: int) -> None:
    for number in range(rows):
        record("test.done", world.organisation, by=None, organisation_id=place(world), n=number)


def place(world: World) -> UUID:
    return world.organisation.id


def tonight() -> datetime:
    return timezone.now() + SETTLING_TIME + timedelta(minutes=1)


def sealed(world: World, rows: int = 5) -> None:
    written(world, rows)
    seal(tonight())


def test_a_log_that_nobody_touched_is_whole(world: World) -> None:
    sealed(world)
    written(world, 2)
    seal(tonight())
    assert head_of(place(world))[0] == 7
    assert list(chain_faults(place(world))) == []
    call_command("check_log", verbosity=0)


def test_a_row_is_sealed_when_its_transaction_is_certain_and_once(world: World) -> None:
    written(world, 3)
    seal(timezone.now())
    assert head_of(place(world)) == (0, START)
    seal(tonight())
    seal(tonight())
    assert ChainLink.objects.count() == 3


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "iemand anders"),
        ("action", "test.other"),
        ("object_label", "iets anders"),
        ("object_id", "0"),
        ("object_type", "x.y"),
        ("details", '{"n": 99}'),
        ("at", "2026-01-01 00:00:00+00:00"),
    ],
)
def test_a_changed_row_breaks_it(world: World, column: str, value: str) -> None:
    sealed(world)
    third = ChainLink.objects.get(position=3).event_id
    as_owner(f"UPDATE audit_auditevent SET {column} = %s WHERE id = %s", value, third)  # noqa: S608
    assert list(chain_faults(place(world))) == [ChainFault(3, "changed")]
    with pytest.raises(CommandError, match="niet heel"):
        call_command("check_log", verbosity=0)


def test_a_removed_row_breaks_it_with_or_without_its_link(world: World) -> None:
    sealed(world)
    links = {link.position: link.event_id for link in ChainLink.objects.all()}
    as_owner("DELETE FROM audit_auditevent WHERE id IN (%s, %s)", links[2], links[4])
    assert list(chain_faults(place(world))) == [ChainFault(2, "missing"), ChainFault(4, "missing")]
    as_owner("DELETE FROM audit_chainlink WHERE position = 2")
    found = list(chain_faults(place(world)))
    assert found[0] == ChainFault(2, "missing")
    assert ChainFault(3, "changed") in found


def test_two_rows_that_change_places_break_it(world: World) -> None:
    sealed(world)
    first, second = (ChainLink.objects.get(position=n).event_id for n in (1, 2))
    as_owner("UPDATE audit_chainlink SET event_id = -1 WHERE position = 1")
    as_owner("UPDATE audit_chainlink SET event_id = %s WHERE position = 2", first)
    as_owner("UPDATE audit_chainlink SET event_id = %s WHERE position = 1", second)
    assert list(chain_faults(place(world)))[:2] == [
        ChainFault(1, "changed"),
        ChainFault(2, "changed"),
    ]


def test_a_chain_made_anew_differs_from_what_left_the_machine(world: World) -> None:
    """Whoever owns the database can remove a row and seal all again; the hash of before tells."""
    sealed(world)
    position, known = head_of(place(world))
    call_command("check_log", seen=f"{position}:{known}", verbosity=0)
    victim = ChainLink.objects.get(position=3).event_id
    as_owner("DELETE FROM audit_auditevent WHERE id = %s", victim)
    as_owner("DELETE FROM audit_chainlink")
    written(world, 1)
    seal(tonight())
    assert list(chain_faults(place(world))) == []
    with pytest.raises(CommandError, match="opnieuw gemaakt"):
        call_command("check_log", seen=f"{position}:{known}", verbosity=0)


def test_the_chain_of_one_organisation_says_nothing_of_another(world: World) -> None:
    other = settle("duinen", "Duinen")
    written(world, 2)
    written(other, 9)
    seal(tonight())
    assert head_of(place(world))[0] == 2
    text = "".join(lines_of(place(world)))
    assert str(other.organisation.id) not in text
    assert "Duinen" not in text


# --- its term -----------------------------------------------------------------------------------


def test_rows_past_their_term_go_and_the_rest_is_still_proven(world: World) -> None:
    made_old(world, 400)
    sealed(world, 2)
    removed = remove_before(place(world), timezone.now() - timedelta(days=365), keep=NOBODY())
    assert removed == (3, ChainLink.objects.get(position=3).hash)
    assert AuditEvent.objects.count() == 2
    assert list(chain_faults(place(world))) == []
    last = ChainLink.objects.get(position=5).event_id
    as_owner("UPDATE audit_auditevent SET actor = 'x' WHERE id = %s", last)
    assert list(chain_faults(place(world))) == [ChainFault(5, "changed")]


def test_what_must_stay_stays_and_is_proven(world: World) -> None:
    first, second, _third = made_old(world, 400)
    seal(tonight())
    keep = AuditEvent.objects.filter(pk=second)
    remove_before(place(world), timezone.now() - timedelta(days=365), keep=keep)
    assert list(AuditEvent.objects.values_list("pk", flat=True)) == [second]
    assert list(chain_faults(place(world))) == []
    as_owner("UPDATE audit_auditevent SET actor = 'x' WHERE id = %s", second)
    assert list(chain_faults(place(world))) == [ChainFault(2, "changed")]
    assert first


def test_what_somebody_else_removed_does_not_pass_for_a_term(world: World) -> None:
    _first, second, _third = made_old(world, 400)
    sealed(world, 2)
    as_owner("DELETE FROM audit_auditevent WHERE id = %s", second)
    assert remove_before(place(world), timezone.now() - timedelta(days=365), keep=NOBODY()) is None
    assert list(chain_faults(place(world))) == [ChainFault(2, "missing")]


def test_rows_that_are_not_sealed_yet_stay(world: World) -> None:
    made_old(world, 400)
    assert remove_before(place(world), timezone.now() - timedelta(days=365), keep=NOBODY()) is None
    assert AuditEvent.objects.count() == 3


@pytest.fixture
def _early_trigger(db: None) -> None:
    """On SQLite the suite works without it (tests/conftest.py), so this test puts it back."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(*early_delete_statements("sqlite", "audit_auditevent"))


@pytest.mark.usefixtures("_early_trigger")
def test_the_database_lets_go_after_half_a_year_and_not_before(world: World) -> None:
    old = made_old(world, 181, 1)
    young = made_old(world, 179, 1)
    AuditEvent.objects.filter(pk__in=old).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.filter(pk__in=young).delete()
    assert list(AuditEvent.objects.values_list("pk", flat=True)) == young


# --- the file -----------------------------------------------------------------------------------


def test_the_file_proves_itself_without_the_database(world: World, tmp_path: Path) -> None:
    sealed(world)
    written(world, 1)
    lines = list(lines_of(place(world)))
    assert judge(lines) == (*head_of(place(world)), [])
    changed = [line.replace('"n":2', '"n":3') for line in lines]
    assert judge(changed)[2] == [ChainFault(3, "changed")]
    assert judge([*lines[:3], *lines[4:]])[2][0] == ChainFault(3, "missing")
    assert judge(lines[:4])[2] == [ChainFault(5, "missing")]  # cut off at the end
    file = tmp_path / "logboek.jsonl"
    file.write_text("".join(lines), encoding="utf-8")
    call_command("check_log", file=str(file), verbosity=0)
    file.write_text("".join(changed), encoding="utf-8")
    with pytest.raises(CommandError, match="niet heel"):
        call_command("check_log", file=str(file), verbosity=0)


@pytest.mark.parametrize(
    "text", ["", "geen json\n", "[]\n", '{"log": 2}\n', '{"log": 1}\n', '{"log":1,"position":"x"}']
)
def test_another_file_is_refused_in_words(text: str) -> None:
    with pytest.raises(NotALog):
        judge(text.splitlines())


def test_an_administrator_downloads_it_and_that_is_on_record(world: World) -> None:
    world.give("administrator", Role.ADMINISTRATOR)
    client = Client()
    client.force_login(world.people["administrator"])
    assert "Er is nog niets verzegeld" in client.get(page(world)).content.decode()
    seal(tonight())
    assert "Het logboek is heel" in client.get(page(world)).content.decode()
    answer = client.post(reverse("audit_file", args=[world.slug]))
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert judge(text.splitlines())[2] == []
    assert json.loads(text.splitlines()[-1])["row"]["action"] == "log.exported"
    as_owner("UPDATE audit_auditevent SET actor = 'x' WHERE action = 'membership.given'")
    broken = client.get(page(world)).content.decode()
    assert "Het logboek is niet heel" in broken
    assert "Regel 1 is veranderd" in broken


def page(world: World) -> str:
    return reverse("audit_chain", args=[world.slug])


def test_every_night_a_broken_chain_is_said(world: World, caplog: pytest.LogCaptureFixture) -> None:
    sealed(world)
    first = ChainLink.objects.get(position=1).event_id
    as_owner("UPDATE audit_auditevent SET actor = 'x' WHERE id = %s", first)
    seal(tonight())
    assert "broken at row 1" in caplog.text


def test_a_head_is_never_changed(world: World) -> None:
    ChainHead.objects.create(chain="", position=1, hash="a")
    with pytest.raises(DatabaseError), transaction.atomic():
        ChainHead.objects.update(position=9)


ROWS = st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=5)), min_size=2, max_size=8)


@given(rows=ROWS, data=st.data())
def test_any_one_change_is_found(rows: list[dict[str, str]], data: st.DataObject) -> None:
    links, before = [], START
    for position, row in enumerate(rows, 1):
        before = next_hash(before, row)
        links.append((position, before, row))
    assert not list(faults(links, gone_until=0))
    at = data.draw(st.integers(0, len(rows) - 1))
    position, stored, row = links[at]
    links[at] = (position, stored, row | {"een lange naam": "ander"})
    assert list(faults(links, gone_until=0)) == [ChainFault(position, "changed")]
