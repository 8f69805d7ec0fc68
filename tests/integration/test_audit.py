"""The audit log is only ever added to; the database itself holds that."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils.translation import override

from igm_portal.accounts.models import Module
from igm_portal.audit.models import AuditEvent
from igm_portal.audit.services import SYSTEM, record
from igm_portal.audit.triggers import drop_statement, early_delete_statements
from tests.world import World


@pytest.fixture
def event(world: World) -> AuditEvent:
    record("test.done", world.organisation, by=None, organisation_id=world.organisation.pk, n=3)
    return AuditEvent.objects.get()


@pytest.fixture
def _delete_trigger(db: None) -> Iterator[None]:
    """On SQLite the suite works without it (tests/conftest.py), so this test puts it back."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(*early_delete_statements("sqlite", "audit_auditevent"))
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(drop_statement("sqlite", "audit_auditevent", "EARLY_DELETE"))


def test_an_event_tells_who_and_what_in_labels(world: World, event: AuditEvent) -> None:
    assert (event.actor, event.action, event.object_label) == (SYSTEM, "test.done", "Zandstad")
    assert event.details == {"n": 3}


def test_the_log_is_in_one_language_whoever_acts(world: World) -> None:
    """An administrator who reads the pages in English leaves no English name in it for ever."""
    for language in ("en", "nl"):
        with override(language):
            world.switch(Module.SUPPORT)
    labels = AuditEvent.objects.filter(action="module.switched_on")
    assert set(labels.values_list("object_label", flat=True)) == {"Wat helpt jou in je vak?"}


def test_code_cannot_change_an_event(event: AuditEvent) -> None:
    with pytest.raises(TypeError):
        event.save()


def test_the_database_refuses_a_change(event: AuditEvent) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.update(actor="iemand anders")


@pytest.mark.usefixtures("_delete_trigger")
def test_the_database_refuses_to_forget(event: AuditEvent) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.all().delete()


def test_an_event_outlives_what_it_describes(world: World, event: AuditEvent) -> None:
    world.organisation.delete()
    event.refresh_from_db()
    assert event.object_label == "Zandstad"
