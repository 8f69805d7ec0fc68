"""What somebody keeps for themselves (a plan, an assignment): whether others find a word of it."""

import logging
from collections.abc import Callable, Sequence

import pytest
from django.db import connection

from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from tests.attack.reading import Pages, differences, everything, files, pdfs
from tests.world import World


def two_teams(world: World) -> World:
    """Two teams with a closed wave, and somebody of every role."""
    teams = [world.team("acht", 9), world.team("zes", 9)]
    world.give("head", Role.DEPARTMENT_HEAD, department=teams[0].department)
    world.give("administrator", Role.ADMINISTRATOR)
    wave = world.wave(*teams, title="Eerste")
    world.answer_all(wave, [f"{name}-{i}" for name in ("acht", "zes") for i in range(1, 10)])
    world.close(wave)
    return world


def words_in(text: str, words: Sequence[str]) -> list[str]:
    return [word for word in words if word in text]


def check_others_read_the_same(
    world: World,
    owner: str,
    others: Sequence[str],
    words: Sequence[str],
    make: Callable[[], object],
) -> None:
    """Before `make` and after it every page and file of the others is the same, without a word."""
    before = {who: everything(world, who, own=True) for who in others}
    events = list(AuditEvent.objects.values_list("pk", "action"))
    make()
    assert list(AuditEvent.objects.values_list("pk", "action")) == events
    after = {who: everything(world, who, own=True) for who in others}
    for who in others:
        assert [key for key, text in after[who].items() if words_in(text, words)] == [], who
        assert differences(before[who], after[who]) == [], who
    written: Pages = {}
    for who in others:  # last: what is exported is on record, and shows there
        written |= pdfs(world, who, after[who])
    written |= files(world, "hr")
    assert [key for key, text in written.items() if words_in(text, words)] == []
    assert sum(len(text) > 200 for text in written.values()) > len(others)
    own = everything(world, owner, own=True)
    assert sum(len(words_in(text, words)) == len(words) for text in own.values()) >= 2, (
        "nothing was tried"
    )


def check_only_these_tables(
    caplog: pytest.LogCaptureFixture,
    words: Sequence[str],
    tables: set[str],
    make: Callable[[], object],
) -> None:
    """What `make` leaves stands in each of these tables, in no other and not in the log."""
    with caplog.at_level(logging.DEBUG, logger="igm_portal"):
        make()
    assert not [record for record in caplog.records if words_in(record.getMessage(), words)]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  names of our own tables
            assert bool(words_in(str(cursor.fetchall()), words)) == (table in tables), table
