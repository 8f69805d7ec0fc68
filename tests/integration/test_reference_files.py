"""Measurement errors travel: out of one organisation, into another, within the guards (ADR 66)."""

import json
import re
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from reports.disclosure import reference_file
from reports.disclosure.reference_file import ReferenceFileFault, from_text, to_text
from reports.models import ReferenceValues
from reports.selectors import imported_spreads, sem_at_launch, sem_for
from reports.services.reference_files import published_values
from reports.statistics.pooled_spread import SpreadOrigin
from reports.statistics.sem import PROVISIONAL, Origin
from surveys.instruments.elements import Element
from surveys.models import InstrumentVersion, Wave
from surveys.models.response import Response
from surveys.scoring.respondent import score
from surveys.scoring.stored import to_dict
from tests.world import World, settle

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def answer_like_people(wave: Wave) -> None:
    """Answers of people who differ much, each about the same on the questions of one element: so
    much that every element is told, whoever gets which.
    """
    instrument, elements = wave.launched.instrument, list(Element)
    for number, response in enumerate(Response.objects.filter(wave=wave).order_by("pk")):
        signs = list(response.answers)
        for place, item in enumerate(instrument.items):
            if item.element is None or not signs[place].isdecimal():
                continue
            level = 1 + (number * 3 + elements.index(item.element) * 2) % 5
            step = min(max(level + (number * 7 + place * 5) % 3 - 1, 1), 5)
            signs[place] = str(6 - step if item.key == "-" else step)
        response.answers = "".join(signs)
        response.scores = to_dict(score(instrument, response.answers))
        response.save(update_fields=["answers", "scores"])


@pytest.fixture(scope="module")
def worlds(module_db: None) -> tuple[World, World, str]:
    """A large municipality that measured, a small one, and the file of the large one."""
    large, small = settle("groot", "Groot"), settle("klein", "Klein")
    teams = [large.team(f"g{number}", 12) for number in range(10)]
    wave = large.wave(*teams, title="Groot")
    large.answer_all(wave, [f"g{team}-{n}" for team in range(10) for n in range(1, 13)])
    answer_like_people(wave)
    large.close(wave)
    small.give("beheer", Role.ADMINISTRATOR)
    file = published_values(large.organisation, InstrumentVersion.objects.get(), "Groot")
    assert file is not None
    return large, small, to_text(file)


@pytest.fixture
def large(worlds: tuple[World, World, str]) -> World:
    return worlds[0].read_again()


@pytest.fixture
def small(worlds: tuple[World, World, str]) -> World:
    return worlds[1].read_again()


@pytest.fixture
def text(worlds: tuple[World, World, str]) -> str:
    return worlds[2]


@pytest.fixture
def browser(small: World) -> Client:
    client = Client()
    client.force_login(small.people["beheer"])
    return client


def upload(browser: Client, text: str | bytes) -> Any:
    content = text.encode() if isinstance(text, str) else text
    address = reverse("reference_files", args=["klein"])
    return browser.post(address, {"file": SimpleUploadedFile("meetfouten.json", content)})


def changed(text: str, **parts: Any) -> str:
    """The file with other parts, and a checksum that fits them."""
    content = {**json.loads(text), **parts}
    content.pop("digest")
    return json.dumps({**content, "digest": reference_file._digest(content)})


def read_in(browser: Client, text: str) -> Any:
    address = reverse("reference_files", args=["klein"])
    return browser.post(address, {"text": text}, follow=True)


def test_a_file_holds_whole_points_and_bands_only(text: str) -> None:
    content = json.loads(text)
    assert not re.search(r"[0-9]\.[0-9]", text)
    assert content["sems"]["houding"]["n"] == {"low": 100, "high": 199}
    assert isinstance(content["sems"]["houding"]["points"], int)
    assert "context" not in content["sems"]
    assert content["spreads"]["willen"]["points"] > 0
    assert "120" not in json.dumps([content["sems"], content["spreads"]])
    assert from_text(text).place == "Groot"


def test_a_small_municipality_gets_sentences_and_elements_that_stand_out(
    small: World, browser: Client, text: str
) -> None:
    """Sixty people in four teams: without the file nothing of one person, and no element."""
    teams = [small.team(f"k{number}", 15) for number in range(4)]
    names = [f"k{team}-{n}" for team in range(4) for n in range(1, 16)]

    def measured(title: str) -> Wave:
        wave = small.wave(*teams, title=title)
        small.answer_all(wave, names)
        answer_like_people(wave)
        small.close(wave)
        return wave

    before = measured("Voor")
    group = before.snapshot.publication.groups["organisation"]
    assert group.standing_out is None
    own = Client()
    own.force_login(small.people["k0-3"])
    page = own.get(reverse("own_profile", args=["klein", before.pk])).content.decode()
    assert "Voorlopig" in page
    answer = upload(browser, text)
    assert answer.status_code == 200
    preview = answer.content.decode()
    assert "elders gemeten, Groot, n = 100 tot 199" in preview
    assert "Vragenlijst “Aan mijn vakmanschap werken”, versie 1: " in preview
    assert not ReferenceValues.objects.exists()
    assert "Ingelezen" in read_in(browser, text).content.decode()
    Wave.objects.filter(pk=before.pk).delete()
    after = measured("Na")
    publication = after.snapshot.publication
    assert publication.spreads["willen"].origin is SpreadOrigin.IMPORTED
    assert publication.groups["organisation"].standing_out is not None
    assert not publication.provisional
    basis = after.snapshot.basis["sem"]
    assert basis["origins"]["houding"] == "elders"
    assert basis["sources"]["elders"]["place"] == "Groot"
    page = own.get(reverse("own_profile", args=["klein", after.pk])).content.decode()
    assert "De onzekerheid is gemeten: elders gemeten, Groot, n = 100 tot 199" in page
    assert "Deze vragenlijst is nieuw" not in page
    assert sem_for(after.launched.checksum, small.organisation.pk).allows_personal_statements


def test_what_holds_is_fixed_at_launch_and_per_organisation(
    large: World, small: World, browser: Client, text: str
) -> None:
    running = small.wave(small.team("k", 8), title="Loopt")
    checksum = running.launched.checksum
    read_in(browser, text)
    assert sem_at_launch(running) is PROVISIONAL
    assert imported_spreads(running) == {}
    later = small.wave(small.team("l", 8), title="Later")
    assert sem_at_launch(later).origins["houding"] is Origin.IMPORTED
    assert sem_for(checksum, large.organisation.pk) is PROVISIONAL
    values = ReferenceValues.objects.get()
    page = browser.post(
        reverse("reference_files", args=["klein"]), {"remove": values.pk}, follow=True
    )
    assert "Weggehaald" in page.content.decode()
    assert sem_for(checksum, small.organisation.pk) is PROVISIONAL
    assert sem_at_launch(later).origins["houding"] is Origin.IMPORTED
    again = small.wave(small.team("m", 8), title="Nog later")
    assert sem_at_launch(again) is PROVISIONAL
    events = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"reference.imported", "reference.removed"} <= events


def test_own_values_come_first(small: World, browser: Client, text: str) -> None:
    read_in(browser, text)
    checksum = InstrumentVersion.objects.get().checksum
    ReferenceValues.objects.create(
        checksum=checksum, n=140, computed_on=TODAY - timedelta(days=900), sems={"houding": 4.5}
    )
    table = sem_for(checksum, small.organisation.pk)
    assert (table.of("houding"), table.origins["houding"]) == (4.5, Origin.REFERENCE)
    assert table.origins["vaardigheden"] is Origin.IMPORTED


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text[:-40], "onderweg veranderd"),
        (lambda text: re.sub(r'"points": \d', '"points": ', text, count=1), "onderweg veranderd"),
        (lambda text: "[1, 2]", "onderweg veranderd"),
        (lambda text: "[" * 50_000, "onderweg veranderd"),
        (lambda text: "\x00\xff".encode("latin-1"), "eindigt op .json"),
        (lambda text: b"x" * 100_001, "te groot"),
        (lambda text: changed(text, format=2), "nieuwere versie"),
        (lambda text: changed(text, checksum="sha256:anders"), "andere vragen"),
        (lambda text: changed(text, sems={}, spreads={}), "geen waarden"),
        (lambda text: changed(text, waves=0), "te weinig mensen"),
        (lambda text: changed(text, place="a\nb"), "onderweg veranderd"),
        (lambda text: changed(text, place=["Groot"]), "onderweg veranderd"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_plain_words(
    browser: Client, text: str, change: Any, message: str
) -> None:
    answer = upload(browser, change(text))
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not ReferenceValues.objects.exists()


@pytest.mark.parametrize(
    ("part", "name", "values"),
    [
        ("sems", "houding", {"points": 5, "origin": "referentie", "n": (50, 99)}),
        ("sems", "houding", {"points": 0, "origin": "referentie", "n": (100, 199)}),
        ("sems", "houding", {"points": 5, "origin": "voorlopig", "n": (100, 199)}),
        ("sems", "houding", {"points": 5, "origin": "hertest", "n": (49, 99)}),
        ("sems", "houding", {"points": 5, "origin": "referentie", "n": (120, 120)}),
        ("sems", "willen", {"points": 5, "origin": "referentie", "n": (100, 199)}),
        ("spreads", "willen", {"points": 8, "n": (100, 199)}),
        ("spreads", "contrast", {"points": 10, "n": (100, 199)}),
        ("spreads", "wie", {"points": 20, "n": (100, 199)}),
        ("spreads", "willen", {"points": 90, "n": (100, 199)}),
    ],
)
def test_nothing_under_the_guards_comes_in(
    text: str, part: str, name: str, values: dict[str, Any]
) -> None:
    low, high = values["n"]
    one = {"reliability": None, **values, "n": {"low": low, "high": high}}
    if part == "spreads":
        one.pop("reliability")
    with pytest.raises(ReferenceFileFault, match="below_guards"):
        from_text(changed(text, **{part: {name: one}}))


def test_exact_numbers_do_not_come_in(text: str) -> None:
    content = json.loads(text)["sems"]
    content["houding"]["points"] = 5.2
    with pytest.raises(ReferenceFileFault, match="damaged"):
        from_text(changed(text, sems=content))


def test_the_own_file_and_the_same_file_twice(
    large: World, small: World, browser: Client, text: str
) -> None:
    large.give("beheer-groot", Role.ADMINISTRATOR)
    own = Client()
    own.force_login(large.people["beheer-groot"])
    address = reverse("reference_files", args=["groot"])
    answer = own.post(address, {"file": SimpleUploadedFile("a.json", text.encode())})
    assert answer.status_code == 422
    assert "je eigen organisatie" in answer.content.decode()
    read_in(browser, text)
    assert "al ingelezen" in upload(browser, text).content.decode()
    assert "al ingelezen" in read_in(browser, text.replace("\n", "\r\n")).content.decode()
    assert ReferenceValues.objects.count() == 1
    answer = browser.post(reverse("reference_files", args=["klein"]), {"remove": "x"}, follow=True)
    assert answer.status_code == 200


def test_the_command_makes_the_file(large: World, tmp_path: Path) -> None:
    path, out = tmp_path / "meetfouten.json", StringIO()
    given = {"export": str(path), "organisation": "groot", "questionnaire": "k1@1"}
    call_command("reference_values", **{**given, "export": path}, stdout=out)
    assert "meetfouten" in out.getvalue()
    file = from_text(path.read_text(encoding="utf-8"))
    assert file.place == ""
    assert file.sems["houding"].origin is Origin.REFERENCE
    assert not ReferenceValues.objects.exists()
    for wrong, message in (
        ({}, "bestaat al"),
        ({"organisation": "nergens"}, "Noem met --organisation"),
        ({"questionnaire": "k9@1"}, "Noem met --questionnaire"),
        ({"organisation": "klein"}, "nog niets gepubliceerd"),
    ):
        with pytest.raises(CommandError, match=message):
            call_command("reference_values", **{**given, "export": path, **wrong})
