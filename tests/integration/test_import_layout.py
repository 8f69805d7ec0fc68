"""Files as personnel systems make them: what the columns and titles are is asked once."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import ImportLayout, ImportPreview, ImportUpload, Membership, User
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from tests.unit.igm_portal import workbooks
from tests.world import World, settle

AFAS = (
    ("Medewerker", "Voornaam", "Roepnaam", "Voorvoegsel", "Achternaam", "E-mail werk", "OE",
     "Afdeling", "Functie", "Datum in dienst", "Datum uit dienst", "BSN"),
    ("1001", "Fatma", "Fatma", "de", "Vries", "F.deVries@zandstad.example", "Team Oost",
     "Participatie", "Klantmanager werk A", "01-03-2011", "", "123456782"),
    ("1002", "Johannes", "Jan", "", "Bakker", "J.Bakker@zandstad.example", "Team Oost",
     "Participatie", "Teamleider Participatie", "15-8-19", "31-12-9999", "123456782"),
    ("1003", "Elisabeth", "Elsè", "van den", "Berg", "E.vandenBerg@zandstad.example", "Team West",
     "Participatie", "Klantmanager werk A", "2020-01-06", "", "123456782"),
    ("1004", "Peter", "Piet", "", "Pen", "P.Pen@zandstad.example", "Team West",
     "Participatie", "Administratief medewerker", "1-1-2000", "", "123456782"),
    ("1005", "Gijs", "Gijs", "", "Gone", "G.Gone@zandstad.example", "Team West",
     "Participatie", "klantmanager", "1-1-2000", "31-12-2020", "123456782"),
)  # fmt: skip
YOUFORCE = (
    ("Personeelsnummer", "Roepnaam", "Tussenvoegsel", "Geboortenaam", "E-mailadres werk",
     "Kostenplaats/Organisatie-eenheid", "Functieomschrijving", "Begindatum"),
    (2001, "Sevda", "", "Şahin", "S.Sahin@zandstad.example", "Team Zuid", "Inkomensconsulent",
     date(2024, 5, 1)),
    (2002, "Henk", "'t", "Hart", "H.tHart@zandstad.example", "Team Zuid", "Teammanager",
     date(2023, 9, 1)),
)  # fmt: skip
TITLES = {
    "Klantmanager werk A": "klantmanager",
    "Teamleider Participatie": "team_manager",
    "Administratief medewerker": "skip",
}


def csv(rows: tuple[tuple[object, ...], ...], encoding: str = "cp1252") -> bytes:
    return "".join(";".join(map(str, row)) + "\r\n" for row in rows).encode(encoding)


@pytest.fixture
def client(access: Access) -> Client:
    client = Client()
    client.force_login(access.user)
    return client


def upload(client: Client, content: bytes, slug: str = "zandstad", **form: object) -> str:
    """Where an upload leads: the last part of the address, or "" with the text of the page."""
    file = SimpleUploadedFile("mensen", content)
    values = {"file": file, "start": timezone.localdate().isoformat()}
    answer = client.post(reverse("import_people", args=[slug]), values | form)
    return answer.headers["Location"] if answer.status_code == 302 else answer.content.decode()


def fields_of(client: Client, page: str) -> dict[str, tuple[str, str]]:
    """Of the form on a page: per label the name of its field and what is chosen."""
    form = client.get(page).context["form"]
    return {
        str(field.label): (field.html_name, field.value())
        for field in form
        if field.html_name.startswith("choice")
    }


def choose(client: Client, page: str, **chosen: str) -> str:
    """Send the form with what is suggested, changed by label."""
    fields = fields_of(client, page)
    values = dict(fields.values())
    values |= {fields[label][0]: value for label, value in chosen.items() if label in fields}
    values |= {name: value for name, value in chosen.items() if name == "department"}
    answer = client.post(page, values)
    return answer.headers["Location"] if answer.status_code == 302 else answer.content.decode()


def carry_out(client: Client, preview: str) -> None:
    assert client.post(preview, {"to": "confirm"}).status_code == 302


def imported() -> set[tuple[str, str, str, str, date]]:
    return {
        (m.user.name, m.role, str(m.team or m.department), m.function, m.start)
        for m in Membership.objects.exclude(role=Role.ADMINISTRATOR)
    }


def test_a_file_of_afas_from_upload_to_done(world: World, client: Client) -> None:
    columns = upload(client, csv(AFAS))
    assert columns.endswith("/kolommen/")
    suggested = {label: value for label, (_name, value) in fields_of(client, columns).items()}
    assert suggested == {
        "Medewerker": "personeelsnummer", "Voornaam": "", "Roepnaam": "roepnaam",
        "Voorvoegsel": "tussenvoegsel", "Achternaam": "achternaam", "E-mail werk": "e-mail",
        "OE": "team", "Afdeling": "afdeling", "Functie": "functie",
        "Datum in dienst": "in dienst", "Datum uit dienst": "tot",
    }  # fmt: skip
    page = client.get(columns).content.decode()
    assert "Nooit gelezen en niet bewaard: BSN" in page
    assert "F.deVries@zandstad.example" in page
    titles = choose(client, columns)
    assert titles.endswith("/functies/")
    page = client.get(titles).content.decode()
    assert page.index("Klantmanager werk A") < page.index("2 regels") < page.index("Teamleider")
    assert {value for _name, value in fields_of(client, titles).values()} == {""}
    preview = choose(client, titles, **TITLES)
    page = client.get(preview).content.decode()
    assert "1 regel heeft een functie van mensen die niet meedoen." in page
    assert "1 regel gaat over iemand die al uit dienst is" in page
    read_as = [
        "Datum in dienst: In dienst sinds", "Datum uit dienst: Laatste dag",
        "E-mail werk: E-mailadres", "Medewerker: Personeelsnummer", "OE: Team",
        "Voorvoegsel: Tussenvoegsel",
    ]  # fmt: skip
    assert "".join(f"<li>{line}</li>" for line in read_as) in page
    assert not ImportUpload.objects.exists()
    carry_out(client, preview)
    assert imported() == {
        ("Fatma de Vries", "employee", "Team Oost", "klantmanager", date(2011, 3, 1)),
        ("Jan Bakker", "team_manager", "Team Oost", "", date(2019, 8, 15)),
        ("Elsè van den Berg", "employee", "Team West", "klantmanager", date(2020, 1, 6)),
    }


def test_the_next_file_needs_no_choice_and_a_move_is_of_today(world: World, client: Client) -> None:
    carry_out(client, choose(client, choose(client, upload(client, csv(AFAS))), **TITLES))
    moved = [tuple("Team West" if cell == "Team Oost" else cell for cell in row) for row in AFAS]
    preview = upload(client, csv(tuple(moved), "utf-8-sig"))
    assert "importeren" in preview
    assert not preview.endswith("/kolommen/")
    assert "in het verleden" not in client.get(preview).content.decode()
    carry_out(client, preview)
    ends = Membership.objects.filter(user__name="Fatma de Vries").order_by("start")
    assert [(str(role.team), role.start, role.end) for role in ends] == [
        ("Team Oost", date(2011, 3, 1), timezone.localdate() - timedelta(days=1)),
        ("Team West", timezone.localdate(), None),
    ]


def test_a_spreadsheet_of_youforce_with_a_title_above_it(world: World, client: Client) -> None:
    content = workbooks.xlsx(Leeg=[], Export=[("Overzicht medewerkers",), (), *YOUFORCE])
    columns = upload(client, content)
    assert "Gelezen van het blad “Export”" in client.get(columns).content.decode()
    text = choose(client, choose(client, columns), Teammanager="team_manager")
    assert text.count("Dit moet hier ingevuld zijn") == 2  # the department of a new team
    assert ">4<" in text  # rows as the spreadsheet counts them
    assert not ImportPreview.objects.exists()


def test_new_teams_get_the_department_that_no_column_says(world: World, client: Client) -> None:
    columns = upload(client, workbooks.xlsx(Export=YOUFORCE))
    titles = choose(client, columns, department="Inkomen")
    carry_out(client, choose(client, titles, Teammanager="team_manager"))
    assert imported() == {
        ("Sevda Şahin", "employee", "Team Zuid", "inkomensconsulent", date(2024, 5, 1)),
        ("Henk 't Hart", "team_manager", "Team Zuid", "", date(2023, 9, 1)),
    }
    assert world.organisation.teams.get().department.name == "Inkomen"


def test_faults_name_the_column_as_the_file_does(world: World, client: Client) -> None:
    wrong = [list(map(str, row)) for row in AFAS]
    wrong[1][5], wrong[2][9], wrong[3][2] = "geen adres", "morgen", "=1+1"
    text = choose(client, choose(client, upload(client, csv(tuple(map(tuple, wrong))))), **TITLES)
    assert "E-mail werk" in text
    assert "Datum in dienst" in text
    assert "Roepnaam + Voorvoegsel + Achternaam" in text
    assert "“morgen” is geen datum" in text
    assert not ImportPreview.objects.exists()
    assert not ImportUpload.objects.exists()


def test_a_tussenvoegsel_alone_is_no_name(world: World, client: Client) -> None:
    wrong = [list(map(str, row)) for row in AFAS]
    wrong[3][2] = wrong[3][4] = ""
    text = choose(client, choose(client, upload(client, csv(tuple(map(tuple, wrong))))), **TITLES)
    assert "Roepnaam + Voorvoegsel + Achternaam" in text
    assert "Dit moet hier ingevuld zijn" in text
    assert not ImportPreview.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"Voornaam": "roepnaam"}, "Een andere kolom is dit al"),
        ({"Medewerker": "", "E-mail werk": ""}, "Welke kolom zegt over wie het gaat?"),
        ({"Achternaam": ""}, "In welke kolom staat de achternaam?"),
        ({"Voornaam": "naam"}, "Kies de hele naam, of de delen ervan"),
        ({"OE": "bestuurder"}, "geldige keuze"),
    ],
)
def test_a_choice_that_cannot_be_is_said_beside_it(
    world: World, client: Client, changes: dict[str, str], words: str
) -> None:
    text = choose(client, upload(client, csv(AFAS)), **changes)
    assert words in text
    assert not ImportLayout.objects.exists()


def test_no_title_makes_an_administrator_and_none_is_chosen_beforehand(
    world: World, client: Client
) -> None:
    titles = choose(client, upload(client, csv(AFAS)))
    for choice in ("", "administrator", "hr_adviser"):
        text = choose(client, titles, **(TITLES | {"Teamleider Participatie": choice}))
        assert 'aria-invalid="true"' in text
    assert ImportLayout.objects.get().titles == {}


def test_what_is_never_needed_is_not_even_stored_while_somebody_chooses(
    world: World, client: Client
) -> None:
    page = upload(client, csv(AFAS))
    assert "123456782" not in str(ImportUpload.objects.get().table)
    ImportUpload.objects.update(made_at=timezone.now() - timedelta(minutes=61))
    assert "niet meer bewaard" in client.get(page, follow=True).content.decode()
    call_command("run_tasks", "--no-mail")
    assert not ImportUpload.objects.exists()


def test_cancelling_forgets_the_file_and_remembers_nothing(world: World, client: Client) -> None:
    page = upload(client, csv(AFAS))
    client.post(page, {"to": "cancel"})
    assert not ImportUpload.objects.exists()
    assert not ImportLayout.objects.exists()


def test_an_upload_and_a_layout_are_of_one_organisation(world: World, client: Client) -> None:
    page = upload(client, csv(AFAS))
    titles = choose(client, page)
    elsewhere = settle("duinen", "Duinen")
    for place, name in ((world, "second"), (elsewhere, "baas")):
        stranger = Client()
        stranger.force_login(place.give(name, Role.ADMINISTRATOR))
        for address in (page, titles):
            own_address = address.replace("zandstad", place.slug)
            answer = stranger.get(own_address, follow=True)
            assert "Klantmanager werk A" not in answer.content.decode()
            assert stranger.post(own_address, {"to": "cancel"}).status_code == 302
    assert ImportUpload.objects.count() == 1
    baas = Client()
    baas.force_login(elsewhere.people["baas"])
    assert "medewerker" not in baas.get("/duinen/mensen/importeren/onthouden/").content.decode()
    assert upload(baas, csv(AFAS), "duinen").endswith("/kolommen/")


def test_what_is_remembered_can_be_changed_and_forgotten(world: World, client: Client) -> None:
    choose(client, choose(client, upload(client, csv(AFAS))), **TITLES)
    page = reverse("import_remembered", args=[world.slug])
    context = client.get(page).context
    forms = (context["columns_form"], context["titles_form"])
    values = {field.html_name: field.value() or "" for form in forms for field in form}
    name = next(f.html_name for f in forms[1] if f.label == "administratief medewerker")
    assert client.post(page, values | {name: "klantmanager"}).status_code == 302
    assert ImportLayout.objects.get().titles["administratief medewerker"] == "klantmanager"
    assert client.post(page, {"to": "forget"}).status_code == 302
    assert not ImportLayout.objects.exists()
    assert {"import.layout_saved", "import.layout_forgotten"} <= set(
        AuditEvent.objects.values_list("action", flat=True)
    )


def test_a_file_of_ours_asks_nothing(world: World, client: Client) -> None:
    example = client.get(reverse("import_example", args=[world.slug])).content
    rows = [line.split(";") for line in example.decode("utf-8-sig").splitlines()]
    for content in (example, workbooks.xlsx(Mensen=rows), workbooks.ods(rows)):
        assert len(upload(client, content).split("/")) == 6
    assert not ImportUpload.objects.exists()
    assert not User.objects.filter(name="Fatma de Vries").exists()


def test_broken_and_locked_files_are_named_in_dutch(world: World, client: Client) -> None:
    locked = b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")
    assert "Op dit bestand zit een wachtwoord." in upload(client, locked)
    assert "of het bestand is beschadigd" in upload(client, b"PK\x03\x04")
    assert "die nog niet zijn uitgerekend" in upload(
        client, workbooks.xlsx(Mensen=[("e-mail", "naam"), ("=1+1", "x")])
    )
    many = tuple([AFAS[0]] + [(*AFAS[1][:8], f"Functie {n}", *AFAS[1][9:]) for n in range(301)])
    assert "301 verschillende functies" in choose(client, upload(client, csv(many)))
