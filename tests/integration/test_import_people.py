"""`manage.py import_people`: a nightly file is imported as was chosen, or a person is mailed."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from igm_portal.accounts.models import ImportPreview, Membership, Team, User
from igm_portal.accounts.people_import.layouts import save_layout
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from igm_portal.outbox.models import Mail
from tests.integration.test_import_layout import AFAS, TITLES, choose, csv, upload
from tests.unit.igm_portal import workbooks
from tests.world import World, end_roles, settle

ADMINISTRATOR = "administrator@zandstad.example"
HEADER = "personeelsnummer;e-mail;naam;afdeling;team;rol;functie"


@pytest.fixture
def world(world: World) -> World:
    world.give("administrator", Role.ADMINISTRATOR)
    return world


@pytest.fixture
def chosen(world: World) -> World:
    """The columns and titles of the export have been chosen on the page."""
    client = Client()
    client.force_login(world.people["administrator"])
    choose(client, choose(client, upload(client, csv(AFAS))), **TITLES)
    ImportPreview.objects.all().delete()
    return world


def run(folder: Path, content: bytes, *options: str, slug: str = "zandstad") -> str:
    """What the command prints; raises CommandError."""
    path = folder / "mensen"
    path.write_bytes(content)
    output = StringIO()
    if "--by" not in options:
        options = (*options, "--by", ADMINISTRATOR)
    call_command("import_people", slug, str(path), *options, stdout=output, stderr=output)
    return output.getvalue()


def people(number: int, leave_out: int = 0) -> bytes:
    rows = [f"{n};p{n}@z.example;Persoon {n};Werk;Oost;;" for n in range(leave_out, number)]
    return "\n".join((HEADER, *rows)).encode()


def stopped(folder: Path, content: bytes, *options: str) -> str:
    """Why nothing was done; that it was nothing, and that the log has nobody in it."""
    before = AuditEvent.objects.count()
    with pytest.raises(CommandError) as refusal:
        run(folder, content, *options)
    assert AuditEvent.objects.count() == before
    assert not ImportPreview.objects.exists()
    assert "@" not in str(refusal.value)
    return str(refusal.value)


def test_the_file_of_the_night_is_imported_by_what_was_chosen(
    chosen: World, tmp_path: Path
) -> None:
    output = run(tmp_path, csv(AFAS))
    assert {str(m.user) for m in Membership.objects.exclude(role=Role.ADMINISTRATOR)} == {
        "f.devries@zandstad.example", "j.bakker@zandstad.example", "e.vandenberg@zandstad.example",
    }  # fmt: skip
    assert "Nieuwe mensen: 3" in output
    assert "Vries" not in output
    mail = Mail.objects.get()
    assert (mail.recipient, mail.subject) == (
        ADMINISTRATOR, "Import van mensen uitgevoerd (Zandstad)",
    )  # fmt: skip
    assert "- Nieuwe mensen: 3" in mail.body
    assert "Vries" not in mail.body
    assert AuditEvent.objects.get(action="import.confirmed").actor == ADMINISTRATOR


def test_the_same_file_again_changes_nothing_and_mails_nobody(
    chosen: World, tmp_path: Path
) -> None:
    run(tmp_path, csv(AFAS))
    Mail.objects.all().delete()
    assert "Nieuwe mensen: 0" in run(tmp_path, csv(AFAS), "--leavers")
    assert not Mail.objects.exists()
    assert AuditEvent.objects.filter(action="import.confirmed").count() == 1


def test_a_column_or_a_title_that_nobody_chose_for_stops_it(chosen: World, tmp_path: Path) -> None:
    wider = tuple((*row, "Nieuwe kolom" if row is AFAS[0] else "Geheim") for row in AFAS)
    assert "kolommen" in stopped(tmp_path, csv(wider))
    mail = Mail.objects.get()
    assert "- Nieuwe kolom" in mail.body
    assert "Geheim" not in mail.body
    Mail.objects.all().delete()
    other = tuple((*row[:8], row[8].replace("werk A", "werk B"), *row[9:]) for row in AFAS)
    assert "functies" in stopped(tmp_path, csv(other))
    assert "- Klantmanager werk B: 2" in Mail.objects.get().body
    assert not Team.objects.exists()


def test_what_another_organisation_chose_holds_for_that_one_only(
    chosen: World, tmp_path: Path
) -> None:
    elsewhere = settle("duinen", "Duinen")
    baas = elsewhere.give("baas", Role.ADMINISTRATOR)
    with pytest.raises(CommandError, match="kolommen waarvan niemand"):
        run(tmp_path, csv(AFAS), "--by", baas.email, slug="duinen")
    assert not Team.objects.exists()


def test_faults_are_mailed_by_place_and_not_by_content(world: World, tmp_path: Path) -> None:
    content = f"{HEADER}\n1;geheim adres;Ada;Werk;Oost;;\n2;b@z.example;=Bob;Werk;Oost;;".encode()
    assert "2 fouten" in stopped(tmp_path, content)
    body = Mail.objects.get().body
    assert "- regel 2, e-mail: “…” is geen e-mailadres." in body
    assert "- regel 3, naam: " in body
    assert "geheim" not in body
    assert "Bob" not in body


def test_everybody_at_another_domain_stops_it(world: World, tmp_path: Path) -> None:
    run(tmp_path, people(30))
    header = HEADER.removeprefix("personeelsnummer;")
    rows = [f"p{n}@nieuw.example;Persoon {n};Werk;Oost;;" for n in range(30)]
    content = "\n".join((header, *rows)).encode()
    assert "30 nieuwe mensen hebben de naam van iemand" in stopped(tmp_path, content)


def test_many_leavers_stop_it_and_few_do_not(world: World, tmp_path: Path) -> None:
    run(tmp_path, people(30))
    Mail.objects.all().delete()
    assert "stoppen 10 van de 31 mensen" in stopped(tmp_path, people(30, 10), "--leavers")
    assert "stoppen 10 van de 31 mensen" in Mail.objects.get().body
    assert Membership.objects.filter(end=None).count() == 31
    assert "Rollen die stoppen: 2" in run(tmp_path, people(30, 2), "--leavers")
    yesterday = timezone.localdate() - timedelta(days=1)
    assert Membership.objects.filter(end=None).count() == 29
    ended = Membership.objects.exclude(end=None)
    assert not ended.filter(end__lt=yesterday).exists()


@pytest.mark.parametrize("role", ["beheerder", "hr-adviseur"])
def test_a_file_makes_nobody_administrator_or_adviser(
    world: World, tmp_path: Path, role: str
) -> None:
    content = f"{HEADER}\n1;b@z.example;Bob;;;{role};".encode()
    assert "beheerder of hr-adviseur" in stopped(tmp_path, content)
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "leeg"), (b"PK\x03\x04", "beschadigd"), (b"a" * 6_000_000, "groter dan 5 MB"),
     (b"naam;team\nAda;Oost", "over wie het gaat")],
)  # fmt: skip
def test_what_cannot_be_read_is_mailed(
    world: World, tmp_path: Path, content: bytes, words: str
) -> None:
    stopped(tmp_path, content)
    assert words in Mail.objects.get().body


def test_a_file_that_is_not_there_is_mailed_to_whom_it_was_asked(
    world: World, tmp_path: Path
) -> None:
    path = str(tmp_path / "niet-hier.csv")
    mail = ("--mail", "hr@zandstad.example", "--mail", "ict@zandstad.example")
    with pytest.raises(CommandError):
        call_command("import_people", "zandstad", path, "--by", ADMINISTRATOR, *mail)
    assert set(Mail.objects.values_list("recipient", flat=True)) == {
        "hr@zandstad.example", "ict@zandstad.example",
    }  # fmt: skip


def test_somebody_who_may_is_answerable_for_it(world: World, tmp_path: Path) -> None:
    hr = world.give("hr", Role.HR_ADVISER)
    baas = settle("duinen", "Duinen").give("baas", Role.ADMINISTRATOR)
    for person in (hr.email, baas.email, "niemand@zandstad.example"):
        with pytest.raises(CommandError, match="beheerder van deze organisatie"):
            run(tmp_path, people(3), "--by", person)
    end_roles(world.people["administrator"], timezone.localdate() - timedelta(days=1))
    with pytest.raises(CommandError, match="beheerder van deze organisatie"):
        run(tmp_path, people(3))
    assert not Team.objects.exists()


def test_a_layout_chosen_for_our_own_names_goes_before_them(world: World, tmp_path: Path) -> None:
    save_layout(access=world.access("administrator"), columns={"team": "", "werkplek": "team"})
    content = b"e-mail;naam;afdeling;team;werkplek\nb@z.example;Bob;Werk;Niet;Oost"
    run(tmp_path, content)
    assert Team.objects.get().name == "Oost"


def test_a_municipality_of_1200_in_90_teams(chosen: World, tmp_path: Path) -> None:
    rows = [
        (number, "", f"Naam{number}", "van", "Dijk", f"p{number}@zandstad.example",
         f"Team {number % 90}", f"Afdeling {number % 90 % 8}",
         "Klantmanager werk A", "1-2-19", "", "")
        for number in range(1, 1201)
    ]  # fmt: skip
    output = run(tmp_path, workbooks.xlsx(Export=[AFAS[0], *rows]))
    for line in ("afdelingen: 8", "teams: 90", "mensen: 1200", "rollen: 1200"):
        assert f"Nieuwe {line}" in output
    assert Membership.objects.filter(function="klantmanager").count() == 1200
