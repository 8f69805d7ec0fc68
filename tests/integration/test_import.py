"""A file with people and teams, from upload to done: all of it or nothing."""

import io
import random
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import (
    EmailChange,
    ImportPreview,
    Membership,
    StaffNumber,
    Team,
    User,
)
from igm_portal.accounts.people_import.apply import confirm_import
from igm_portal.accounts.people_import.faults import Fault
from igm_portal.accounts.people_import.plan import ImportChoices
from igm_portal.accounts.people_import.prepare import prepare_import, preview_of
from igm_portal.accounts.roles import Role
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.structure import make_team
from igm_portal.audit.models import AuditEvent
from igm_portal.outbox.models import Mail
from tests.world import World, settle

HEADER = "personeelsnummer;e-mail;naam;afdeling;team;rol;functie;vanaf;tot"
GOOD = f"""{HEADER}
1;eva@zandstad.example;Eva de Vries;Participatie;Oost;medewerker;klantmanager;1-1-2026;
2;ivo@zandstad.example;Ivo Smit;Participatie;Oost;teammanager;;1-1-2026;31-12-2030
3;uma@zandstad.example;Uma Kaya;Participatie;;afdelingshoofd;;;
"""


@pytest.fixture
def client(access: Access) -> Client:
    client = Client()
    client.force_login(access.user)
    return client


def prepare(
    access: Access, text: str, **choices: date
) -> tuple[ImportPreview | None, tuple[Fault, ...]]:
    today = timezone.localdate()
    return prepare_import(
        access=access,
        content=text.encode(),
        choices=ImportChoices(choices.get("start", today), choices.get("leavers_on")),
        now=timezone.now(),
        today=today,
    )


def preview_for(access: Access, text: str, **choices: date) -> ImportPreview:
    preview, faults = prepare(access, text, **choices)
    assert preview, faults
    return preview


def carry_out(access: Access, text: str, **choices: date) -> None:
    confirm(access, preview_for(access, text, **choices))


def confirm(access: Access, preview: ImportPreview) -> None:
    today = timezone.localdate()
    confirm_import(access=access, preview=preview, today=today, site="https://x.example")


def upload(client: Client, world: World, content: bytes, **form: object) -> HttpResponse:
    url = reverse("import_people", args=[world.slug])
    file = SimpleUploadedFile("mensen.csv", content, "text/csv")
    values = {"file": file, "start": timezone.localdate().isoformat()}
    return client.post(url, values | form)  # type: ignore[return-value]


def test_a_preview_changes_nothing_and_a_confirmation_everything(
    world: World, access: Access
) -> None:
    preview = preview_for(access, GOOD)
    assert User.objects.count() == 1
    confirm(access, preview)
    roles = {
        (m.user.name, m.role, str(m.team or m.department), m.function, m.start, m.end)
        for m in Membership.objects.exclude(user=access.user)
    }
    begun, today = date(2026, 1, 1), timezone.localdate()
    assert roles == {
        ("Eva de Vries", "employee", "Oost", "klantmanager", begun, None),
        ("Ivo Smit", "team_manager", "Oost", "", begun, date(2030, 12, 31)),
        ("Uma Kaya", "department_head", "Participatie", "", today, None),
    }
    numbers = StaffNumber.objects.values_list("number", "person__name")
    assert set(numbers) == {("1", "Eva de Vries"), ("2", "Ivo Smit"), ("3", "Uma Kaya")}
    assert not any(
        person.has_usable_password() for person in User.objects.exclude(name="Administrator")
    )
    assert not ImportPreview.objects.exists()
    assert {"import.confirmed", "person.added", "membership.given", "team.made"} <= set(
        AuditEvent.objects.values_list("action", flat=True)
    )
    assert not Mail.objects.exists()


def test_the_same_file_once_more_changes_nothing(access: Access) -> None:
    carry_out(access, GOOD)
    before = set(Membership.objects.values_list("pk", "start", "end", "function"))
    carry_out(access, GOOD)
    assert set(Membership.objects.values_list("pk", "start", "end", "function")) == before


def test_a_changed_file_moves_renames_and_marks_leavers(access: Access) -> None:
    carry_out(access, GOOD)
    today = timezone.localdate()
    last = today - timedelta(days=1)
    changed = f"""{HEADER}
1;eva@zandstad.example;Eva Smit;Participatie;West;;accountmanager;{today:%d-%m-%Y};
3;uma.kaya@zandstad.example;;Participatie;;afdelingshoofd;;;
"""
    carry_out(access, changed, leavers_on=last)
    eva = User.objects.get(email="eva@zandstad.example")
    assert eva.name == "Eva Smit"
    ends = dict(Membership.objects.filter(user=eva).values_list("team__name", "end"))
    assert ends == {"Oost": last, "West": None}
    assert Membership.objects.get(user__name="Ivo Smit").end == last
    assert Membership.objects.get(user=access.user).end is None
    assert EmailChange.objects.get().person.email == "uma.kaya@zandstad.example"
    assert Mail.objects.count() == 2


def test_faults_keep_nothing_and_name_row_and_column(world: World, client: Client) -> None:
    bad = f"{HEADER}\n1;geen adres;Eva;;Oost;;;;\n2;ivo@zandstad.example;=1+1;;Oost;;;;\n"
    answer = upload(client, world, bad.encode())
    text = answer.content.decode()
    assert answer.status_code == 200
    assert [text.count(column) for column in (">e-mail<", ">naam<")] == [2, 2]  # list and help
    assert "geen adres" in text
    assert not ImportPreview.objects.exists()
    assert not Team.objects.exists()


def test_the_pages_from_upload_to_done(world: World, client: Client) -> None:
    answer = upload(client, world, GOOD.encode("cp1252"))
    assert answer.status_code == 302
    preview = answer.headers["Location"]
    text = client.get(preview).content.decode()
    assert "Eva de Vries" in text
    assert "Oost" in text
    assert client.post(preview, {"to": "confirm"}).status_code == 302
    assert Team.objects.get().name == "Oost"
    assert client.post(preview, {"to": "confirm"}).status_code == 302  # twice does no harm
    assert Membership.objects.count() == 4


def test_cancelling_forgets_the_file(world: World, client: Client) -> None:
    preview = upload(client, world, GOOD.encode()).headers["Location"]
    client.post(preview, {"to": "cancel"})
    assert not ImportPreview.objects.exists()
    assert not Team.objects.exists()


def test_only_what_is_read_is_kept_and_a_day_at_most(world: World, access: Access) -> None:
    preview = preview_for(access, "e-mail;naam;team;afdeling;bsn\ne@z.nl;Eva;O;P;123456782")
    assert "123456782" not in str(preview.rows)
    call_command("run_tasks", "--no-mail")
    assert preview_of(access, preview.pk, timezone.now()) == preview
    assert preview_of(access, preview.pk, timezone.now() + timedelta(hours=25)) is None
    ImportPreview.objects.update(made_at=timezone.now() - timedelta(hours=25))
    call_command("run_tasks", "--no-mail")
    assert not ImportPreview.objects.exists()


def test_a_preview_is_for_who_made_it(world: World, access: Access) -> None:
    preview = preview_for(access, GOOD)
    elsewhere = settle("duinen", "Duinen")
    for place, name in ((world, "second"), (elsewhere, "baas")):
        client = Client()
        client.force_login(place.give(name, Role.ADMINISTRATOR))
        url = reverse("import_preview", args=[place.slug, preview.pk])
        assert "Eva" not in client.get(url, follow=True).content.decode()
        client.post(url, {"to": "confirm"})
    assert User.objects.filter(name="Eva de Vries").count() == 0


def test_what_was_seen_is_what_is_done(access: Access) -> None:
    """When somebody else changed the organisation meanwhile, nothing is done."""
    preview = preview_for(access, GOOD)
    department = access.organisation.departments.create(name="Werk")
    make_team(access=access, name="Oost", department=department)
    with pytest.raises(Refused):
        confirm(access, preview)
    assert User.objects.count() == 1
    assert ImportPreview.objects.filter(pk=preview.pk).exists()


def test_a_rule_broken_at_the_last_moment_undoes_everything(
    access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address of the third row is given out by a colleague between check and write."""
    preview = preview_for(access, GOOD)
    settled = User.objects.in_bulk

    def taken_meanwhile(*given: object, **named: object) -> object:
        found = settled(*given, **named)  # type: ignore[arg-type]
        User.objects.create_user(access.organisation, "uma@zandstad.example", "Uma")
        return found

    monkeypatch.setattr(User.objects, "in_bulk", taken_meanwhile)
    with pytest.raises(Refused):
        confirm(access, preview)
    assert not Team.objects.exists()
    assert not AuditEvent.objects.filter(action="import.confirmed").exists()


def test_nobody_gains_rights_by_the_own_file(access: Access) -> None:
    own = f"{HEADER}\n;{access.user.email};;;;hr-adviseur;;;\n"
    assert prepare(access, own)[1]
    last = f"{HEADER}\n;{access.user.email};;;;beheerder;;;31-12-2030\n"
    assert prepare(access, last)[1]


def workbook() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


NOISE = random.Random(1)  # noqa: S311  the same garbage every time


@pytest.mark.parametrize(
    "content",
    [
        b"",
        NOISE.randbytes(20_000),
        workbook(),
        b"\x00" * 1_000,
        b"<!doctype html><html><body>Aanmelden</body></html>",
        b"a" * (10 * 1024 * 1024),
        b"e-mail;naam\n" + b"a" * (4 * 1024 * 1024),
        b";" * (4 * 1024 * 1024),
        b'"' * 100_000,
        "e-mail;naam;team\nada@z.nl;Ada;Noord".encode("utf-16"),
    ],
    ids=["empty", "noise", "xlsx", "nul", "html", "10MB", "line", "delimiters", "quotes", "utf16"],
)
def test_garbage_gets_a_clear_answer(world: World, client: Client, content: bytes) -> None:
    answer = upload(client, world, content)
    assert answer.status_code == 200
    assert "data-error-summary" in answer.content.decode()
    assert not ImportPreview.objects.exists()


def test_markup_in_a_cell_is_shown_as_text(world: World, client: Client) -> None:
    file = f"{HEADER}\n1;eva@z.example;<script>alert(1)</script>;Werk;Oost;;;;\n"
    preview = upload(client, world, file.encode()).headers["Location"]
    assert "<script>alert" not in client.get(preview).content.decode()


def test_the_example_of_the_page_can_be_imported(world: World, client: Client) -> None:
    example = client.get(reverse("import_example", args=[world.slug])).content
    assert upload(client, world, example).status_code == 302


def test_leavers_need_a_day(world: World, client: Client) -> None:
    assert upload(client, world, GOOD.encode(), leavers="on").status_code == 200
    assert upload(client, world, GOOD.encode(), leavers_on="2026-01-01").status_code == 200
    both = {"leavers": "on", "leavers_on": "2026-01-01"}
    assert upload(client, world, GOOD.encode(), **both).status_code == 302


def team_of(number: int, team: str = "Oost") -> list[str]:
    return [
        f"{n};p{n}@zandstad.example;Persoon {n};Participatie;{team};;;1-1-2026;"
        for n in range(1, number + 1)
    ]


def csv(lines: list[str]) -> str:
    return "\n".join((HEADER, *lines, ""))


@pytest.mark.parametrize(
    ("people", "absent", "number"),
    [(20, 5, 5), (20, 4, 0), (60, 5, 0), (60, 7, 7)],
    ids=["five of 21", "only four", "few of many", "seven of 61"],
)
def test_many_leavers_are_typed_before_they_stop(
    world: World, access: Access, client: Client, people: int, absent: int, number: int
) -> None:
    carry_out(access, csv(team_of(people)))
    form = {"leavers": "on", "leavers_on": timezone.localdate().isoformat()}
    shorter = csv(team_of(people)[absent:]).encode()
    page = upload(client, world, shorter, **form).headers["Location"]
    running = Membership.objects.filter(end=None)
    text = client.get(page).content.decode()
    assert (f"stoppen {absent} van de {people + 1} mensen met een rol" in text) == bool(number)
    assert ("Typ hoeveel mensen stoppen" in text) == bool(number)
    if number:
        preview = ImportPreview.objects.get()
        with pytest.raises(Refused):
            confirm(access, preview)
        for wrong in ("", "1", str(number + 1)):
            answer = client.post(page, {"to": "confirm", "leavers": wrong})
            assert answer.status_code == 200
            assert 'aria-invalid="true"' in answer.content.decode()
        assert running.count() == people + 1
    assert client.post(page, {"to": "confirm", "leavers": number}).status_code == 302
    assert running.count() == people + 1 - absent


def other_domain(lines: list[str]) -> str:
    """The file of the same people at another mail domain, without staff numbers."""
    rows = [line.partition(";")[2].replace("@zandstad.example", "@nieuw.example") for line in lines]
    return "\n".join((HEADER.partition(";")[2], *rows, ""))


def test_everybody_at_another_domain_is_not_added_a_second_time(
    world: World, access: Access, client: Client
) -> None:
    """Without staff numbers nothing but the name says that they are the same people."""
    carry_out(access, csv(team_of(10)))
    people = set(User.objects.values_list("pk", flat=True))
    content = other_domain(team_of(10))
    page = upload(client, world, content.encode()).headers["Location"]
    text = client.get(page).content.decode()
    assert "10 nieuwe mensen hebben de naam van iemand die hier werkt" in text
    with pytest.raises(Refused):
        confirm(access, ImportPreview.objects.get())
    assert client.post(page, {"to": "confirm", "doubles": "9"}).status_code == 200
    assert set(User.objects.values_list("pk", flat=True)) == people
    text = client.post(page, {"to": "same"}, follow=True).content.decode()
    assert "hebben de naam van iemand" not in text
    assert "Nieuwe mensen" not in text
    assert "@zandstad.example → " in text
    assert client.post(page, {"to": "confirm"}).status_code == 302
    assert set(User.objects.values_list("pk", flat=True)) == people
    assert User.objects.filter(email__endswith="@nieuw.example").count() == 10
    assert EmailChange.objects.count() == 10  # own results stay shut until it is confirmed
    assert Membership.objects.count() == 11


def test_who_does_mean_other_people_types_how_many(
    world: World, access: Access, client: Client
) -> None:
    carry_out(access, csv(team_of(10)))
    content = other_domain(team_of(10)).encode()
    page = upload(client, world, content).headers["Location"]
    assert client.post(page, {"to": "confirm", "doubles": "10"}).status_code == 302
    assert Membership.objects.count() == 21


def test_a_last_day_of_today_for_many_is_typed_too(world: World, access: Access) -> None:
    carry_out(access, csv(team_of(10)))
    ending = [f"{line}{timezone.localdate():%d-%m-%Y}" for line in team_of(10)]
    with pytest.raises(Refused):
        confirm(access, preview_for(access, csv(ending)))


def test_moves_of_many_are_no_leavers(access: Access) -> None:
    carry_out(access, csv(team_of(10)))
    moves = [line.replace("1-1-2026", "") for line in team_of(10, "West")]
    carry_out(access, csv(moves), leavers_on=timezone.localdate())
    assert Membership.objects.filter(team__name="West", end=None).count() == 10


def test_a_move_from_a_day_in_the_past_is_named_before_it_is_done(
    world: World, access: Access, client: Client
) -> None:
    carry_out(access, csv(team_of(2)))
    text = client.get(
        upload(client, world, csv(team_of(2, "West")).encode()).headers["Location"]
    ).content.decode()
    assert "2 mensen gaan naar een ander team vanaf een dag in het verleden" in text
    assert "1 januari 2026" in text
    today = [line.replace("1-1-2026", "") for line in team_of(2, "West")]
    page = upload(client, world, csv(today).encode()).headers["Location"]
    assert "in het verleden" not in client.get(page).content.decode()
