"""The database user of the portal: does all its work, and changes no table and no line of the log.

On PostgreSQL. `SET ROLE` makes the connection of the test that user; the database then judges every
statement by its rights.
"""

import io
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from igm_portal.accounts.roles import Role
from igm_portal.audit.checks import the_portal_owns_no_tables
from igm_portal.audit.models import AuditEvent
from igm_portal.outbox.services import enqueue
from surveys import identity
from surveys.checks import keys_fit_the_waves
from surveys.models.response import Response
from surveys.services.erasure import erase_own_answers, erase_person
from tests.world import PASSWORD, World

NAME = "igm_app_of_a_test"
REFUSED = "42501"  # insufficient_privilege

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no users")


def role(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{name}"' if name else "RESET ROLE")


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def portal(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The user of the portal is at work. Gone with the transaction of the test."""
    monkeypatch.setattr("sys.stdin", io.StringIO("een wachtwoord\n"))
    call_command("grant_rights", NAME, password=True, verbosity=0)
    role(NAME)
    yield
    role("")


@pytest.mark.usefixtures("portal", "own_keys")
def test_a_whole_wave_is_played_with_rights_on_rows_alone(world: World) -> None:
    """People, mail, answers, closing (rows in another order), pages, erasing, the log."""
    teams = [world.team("a", 12), world.team("b", 12)]
    world.give("administrator", Role.ADMINISTRATOR)
    wave = world.wave(*teams)
    world.answer_all(wave, [f"{team}-{number}" for team in "ab" for number in range(1, 13)])
    enqueue(to="iemand@zandstad.example", subject="Dag", body="Dag")
    erase_own_answers(access=world.access("b-12"))
    world.close(wave)
    assert Response.objects.filter(wave=wave).count() == 23
    client = Client()
    credentials = {"login": world.people["a-1"].email, "password": PASSWORD}
    assert client.post(reverse("account_login"), credentials).status_code == 302
    for name in ("start", "my_data"):
        assert client.get(reverse(name, args=[world.slug])).status_code == 200
    team = reverse("team_profile", args=[world.slug, wave.pk, teams[0].pk])
    assert client.get(team).status_code == 200
    organisation, person = wave.organisation, world.people["a-2"]
    erase_person(by=world.people["administrator"], organisation=organisation, person=person)
    assert AuditEvent.objects.exists()


@pytest.mark.usefixtures("portal")
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE surveys_response ADD COLUMN name text",
        "DROP TABLE surveys_response",
        "TRUNCATE audit_auditevent",
        "CREATE TABLE extra (id int)",
        "CREATE FUNCTION extra() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE INDEX extra ON surveys_response (id)",
        "DROP TRIGGER audit_auditevent_no_update ON audit_auditevent",
        "ALTER TABLE audit_auditevent DISABLE TRIGGER ALL",
        "CREATE OR REPLACE FUNCTION audit_auditevent_no_update() RETURNS trigger"
        " LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "UPDATE audit_auditevent SET actor = ''",
        "DELETE FROM audit_chainlink",
        "DELETE FROM audit_chainhead",
        "UPDATE reports_snapshot SET wave_id = wave_id",
        "DELETE FROM django_migrations",
        "SET session_replication_role = replica",
        "CREATE SCHEMA extra",
        "CREATE ROLE extra",
    ],
)
def test_it_changes_no_table_no_trigger_and_no_line_of_the_log(statement: str) -> None:
    with pytest.raises(ProgrammingError) as refusal, transaction.atomic():
        _run(statement)
    assert refusal.value.__cause__.pgcode == REFUSED  # type: ignore[union-attr]


@pytest.mark.django_db
def test_after_a_migration_the_new_table_is_granted_too(portal: None) -> None:
    role("")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE extra (id serial PRIMARY KEY)")
    call_command("grant_rights", NAME, verbosity=0)
    role(NAME)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO extra DEFAULT VALUES")
        cursor.execute("DELETE FROM extra")
        assert cursor.rowcount == 1


def test_a_portal_that_owns_the_tables_is_warned_and_still_runs(
    db: None, request: pytest.FixtureRequest
) -> None:
    (warning,) = the_portal_owns_no_tables(None)
    assert not warning.is_serious()
    assert "kan het logboek" in str(warning.msg)
    request.getfixturevalue("portal")
    assert the_portal_owns_no_tables(None) == []


@pytest.mark.usefixtures("portal", "own_keys")
def test_a_database_that_it_may_not_read_gets_no_other_key() -> None:
    """Restored, and the rights are not given back yet: nobody knows which key belongs to it."""
    role("")
    _run(f'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "{NAME}"')
    role(NAME)
    with transaction.atomic():
        faults = [fault.id for fault in keys_fit_the_waves(None)]
        transaction.set_rollback(True)
    assert faults == ["surveys.E003"]
    (settings.IGM_KEY_DIR / "1.key").unlink()
    with pytest.raises(CommandError, match="grant_rights"), transaction.atomic():
        call_command("new_key")
    assert identity.generations() == ()


@pytest.mark.django_db
def test_the_owner_and_who_is_not_there_get_no_rights() -> None:
    owner = connection.settings_dict["USER"]
    for name, reason in ((owner, "zelf als"), ("nobody_of_this_name", "bestaat niet")):
        with pytest.raises(CommandError, match=f"{name}.*{reason}|{reason} {name}"):
            call_command("grant_rights", name)


@pytest.mark.usefixtures("portal")
def test_the_user_of_the_portal_gives_itself_no_rights() -> None:
    """Who forgot to name the owner's address, reads that."""
    with pytest.raises(CommandError, match=f"zelf als {NAME}.*eigenaar"):
        call_command("grant_rights", NAME)


@pytest.mark.usefixtures("portal")
def test_without_tables_there_is_nothing_to_give_rights_on() -> None:
    role("")
    _run("ALTER TABLE django_migrations RENAME TO not_there_yet")
    with pytest.raises(CommandError, match="migrate"):
        call_command("grant_rights", NAME)
