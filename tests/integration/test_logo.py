"""The logo of an organisation: who changes it, who sees it, and on which papers it stands."""

from importlib import import_module
from io import BytesIO
from pathlib import Path

import pdfua
import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import Settings

from igm_portal.accounts.models import Logo
from igm_portal.accounts.pictures import read_logo
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from surveys.models import Wave
from tests.environment.programs import text_of
from tests.files import signed_in
from tests.unit.accounts.test_pictures import encoded, plain
from tests.world import World, settle

PNG = encoded(plain("RGBA", colour=(12, 85, 99, 200)))
JPEG = encoded(plain(), "JPEG")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M1 1h5v5z"/></svg>'


@pytest.fixture
def admin(world: World) -> Client:
    world.give("admin", Role.ADMINISTRATOR)
    return signed_in(world, "admin")


def send(world: World, admin: Client, content: bytes, name: str = "logo.png") -> str:
    url = reverse("edit_logo", args=[world.slug])
    answer = admin.post(url, {"file": SimpleUploadedFile(name, content)}, follow=True)
    world.organisation.refresh_from_db()
    return answer.content.decode()


@pytest.mark.parametrize("content", [PNG, JPEG], ids=["png", "jpeg"])
def test_it_stands_on_every_page_beside_the_name(
    world: World, admin: Client, content: bytes
) -> None:
    page = send(world, admin, content)
    address = reverse("logo", args=[world.slug, world.organisation.logo])
    assert f'<img class="igm-logo" src="{address}" alt="">Zandstad</span>' in page
    assert f'<img class="igm-logo igm-logo--large" src="{address}" alt="Zandstad">' in page
    answer = admin.get(address)
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert AuditEvent.objects.filter(action="organisation.logo_set").count() == 1


def test_without_one_the_name_stands_there(world: World, admin: Client) -> None:
    page = admin.get(reverse("structure", args=[world.slug])).content.decode()
    assert "igm-logo" not in page
    assert '<span class="igm-header__organisation">Zandstad</span>' in page


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<script>alert(1)</script>", "Dit is geen PNG of JPEG, of het bestand is beschadigd."),
        (SVG, "Bewaar het beeldmerk met je tekenprogramma als PNG"),
    ],
)
def test_a_file_that_is_no_logo_is_refused_with_a_reason(
    world: World, admin: Client, content: bytes, reason: str
) -> None:
    page = send(world, admin, content)
    assert reason in page
    assert "<script>alert" not in page
    assert not Logo.objects.exists()
    assert not world.organisation.logo


@pytest.mark.parametrize(("content", "stays"), [(SVG, True), (b"<svg>", False)])
def test_a_drawing_of_an_earlier_version_becomes_a_picture(content: bytes, stays: bool) -> None:
    """What the migration makes of it is what this version would have let in."""
    png = import_module("igm_portal.accounts.migrations.0007_logo_png").png_of(content)
    assert bool(png) is stays
    if stays:
        image = Image.open(BytesIO(read_logo(png)))
        assert (image.width, image.height, image.mode) == (1240, 620, "RGBA")


def test_it_can_be_replaced_and_removed(world: World, admin: Client) -> None:
    send(world, admin, PNG)
    first = reverse("logo", args=[world.slug, world.organisation.logo])
    send(world, admin, JPEG, "logo.jpg")
    assert admin.get(first).status_code == 404
    admin.post(reverse("remove_logo", args=[world.slug]))
    world.organisation.refresh_from_db()
    assert (Logo.objects.count(), world.organisation.logo) == (0, "")


def test_it_is_for_the_people_of_the_organisation(world: World, admin: Client) -> None:
    send(world, admin, PNG)
    address = reverse("logo", args=[world.slug, world.organisation.logo])
    elsewhere = settle("duinen", "Duinen")
    elsewhere.give("outsider", Role.ADMINISTRATOR)
    world.team("a", 1)
    assert signed_in(world, "a-1").get(address).status_code == 200
    assert signed_in(elsewhere, "outsider").get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_it_stands_above_the_page_that_asks_for_a_second_step(
    world: World, admin: Client, settings: Settings
) -> None:
    send(world, admin, PNG)
    address = reverse("logo", args=[world.slug, world.organisation.logo])
    settings.IGM_SECOND_STEP_REQUIRED = True
    page = admin.get(reverse("structure", args=[world.slug]), follow=True)
    assert "Eerst een tweede stap" in page.content.decode()
    assert address in page.content.decode()
    assert admin.get(address).status_code == 200


@pytest.fixture
def closed(world: World) -> Wave:
    wave = world.wave(world.team("a", 9))
    world.answer_all(wave, [f"a-{number}" for number in range(1, 10)])
    world.close(wave)
    return wave


@pytest.mark.parametrize("content", [None, PNG, JPEG], ids=["none", "png", "jpeg"])
@pytest.mark.parametrize("kind", ["gespreksblad", "rapport"])
def test_a_paper_with_it_is_still_accessible(
    world: World, admin: Client, closed: Wave, content: bytes | None, kind: str, tmp_path: Path
) -> None:
    if content:
        send(world, admin, content)
    url = reverse("team_pdf", args=[world.slug, closed.pk, closed.teams.get().team_id])
    file = tmp_path / "paper.pdf"
    file.write_bytes(signed_in(world, "hr").post(url, {"kind": kind}).content)
    assert not pdfua.validate(str(file)).findings
    assert "Zandstad" not in pictures_read_out(file.read_bytes())
    assert "Zandstad" in text_of(file.read_bytes(), tmp_path)


def pictures_read_out(paper: bytes) -> list[str]:
    """What a screen reader says of every picture; the name beside a logo is said already."""
    return [
        str(thing.get("/Alt"))
        for thing in pikepdf.open(BytesIO(paper)).objects
        if isinstance(thing, pikepdf.Dictionary) and str(thing.get("/S")) == "/Figure"
    ]


@pytest.mark.parametrize("content", [None, PNG], ids=["none", "png"])
def test_a_questionnaire_on_paper_is_still_accessible(
    world: World, admin: Client, content: bytes | None, tmp_path: Path
) -> None:
    world.give("hr", Role.HR_ADVISER)
    if content:
        send(world, admin, content)
    file = tmp_path / "paper.pdf"
    url = reverse("questionnaire_pdf", args=[world.slug, "k1@1"])
    file.write_bytes(signed_in(world, "hr").get(url).content)
    assert not pdfua.validate(str(file)).findings
