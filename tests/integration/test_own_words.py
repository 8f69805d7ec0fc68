"""An organisation with words of its own: on every page, mail and paper, and in no other one."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from igm_portal.local_words import STANDARD, active
from igm_portal.outbox.models import Mail
from surveys.models import Wave
from surveys.services.mailing import invite
from tests.clients import answer, browser_of, client_wave, codes, start
from tests.environment.programs import text_of
from tests.files import export
from tests.integration.test_access import ROWS, WHO, address, places_in
from tests.world import World, settle

OWN = {
    "klantmanager": "zonnegids",
    "klantmanagers": "zonnegidsen",
    "klantmanager_article": "de",
    "klantmanager_en": "sun guide",
    "klantmanagers_en": "sun guides",
    "inkomensconsulent": "maanwijzer",
    "inkomensconsulenten": "maanwijzers",
    "accountmanager": "sterrenkijker",
    "accountmanagers": "sterrenkijkers",
    "methode": "TiiP",
}
REPLACED = re.compile(r"klantmanager|inkomensconsulent|accountmanager", re.IGNORECASE)
ODD = re.compile(r"zonnegids|maanwijzer|sterrenkijker|sun guide", re.IGNORECASE)

# Where a replaced word may stand for who replaced it, by address: what may stand, and why.
ALLOWED = {
    "edit_words": (r"klantmanager|inkomensconsulent|accountmanager", "says what is replaced"),
    "client_help": (r"klantmanager", "without a code it is a page of no organisation"),
    "client_about_sharing": (r"klantmanager|inkomensconsulent", "the same, as `client_help`"),
}
CODE = re.compile(
    r"""(?:value|name|id|for|data-[\w-]+|href|aria-\w+|data-for~?)="[^"]*"|data-for="[^"]*\"""",
)  # attributes that hold a code for a program, read by nobody


def readable(html: str) -> str:
    """What somebody reads of a page: without attributes that hold codes, and without scripts."""
    return CODE.sub("", re.sub(r"<script.*?</script>|<style.*?</style>", "", html, flags=re.S))


def with_words(world: World) -> World:
    world.organisation.own_words = OWN
    world.organisation.save()
    return world


@pytest.fixture(scope="module")
def town(module_db: None) -> tuple[World, dict[str, object]]:
    world = with_words(settle())
    return world, places_in(world)


@pytest.fixture
def world(db: None, town: tuple[World, dict[str, object]]) -> World:
    return town[0].read_again()


@pytest.fixture
def places(db: None, town: tuple[World, dict[str, object]]) -> dict[str, object]:
    return town[1]


def texts_of(content: bytes, content_type: str, folder: Path) -> Iterator[str]:
    """All that is read in an answer of any kind."""
    if content[:4] == b"%PDF":
        yield text_of(content, folder)
    elif content[:2] == b"PK":
        with ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from texts_of(archive.read(name), "", folder)
    elif content_type.startswith("text/html"):
        yield readable(content.decode())
    else:
        yield content.decode("utf-8", "replace")


@pytest.mark.once
@pytest.mark.no_cover
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_page_or_paper_of_anybody_says_the_replaced_word(
    language: str, world: World, places: dict[str, object], tmp_path: Path
) -> None:
    wrong: dict[str, list[str]] = {}
    browsers: dict[str, Client] = {}
    kinds: set[str] = set()
    odd: set[str] = set()
    for name, row in [(name, row) for name, rows in ROWS.items() for row in rows]:
        who = next(
            (w for w, letter in zip(WHO[:8], row.answers, strict=False) if letter == "2"), ""
        )
        if not who:
            continue
        if who not in browsers:
            browsers[who] = Client(headers={"accept-language": language})
            browsers[who].force_login(world.people[who])
        page = browsers[who].get(address(name, row, world, places))
        kind = page.headers["Content-Type"].partition(";")[0]
        kinds.add(kind)
        for text in texts_of(page.getvalue(), kind, tmp_path):
            if ODD.search(text):
                odd.add(name)
            allowed, _why = ALLOWED.get(name, (r"$^", ""))
            if hits := [hit for hit in REPLACED.findall(text) if not re.search(allowed, hit, re.I)]:
                around = REPLACED.search(text)
                assert around is not None
                wrong[f"{name} {row.wave}"] = [*hits, text[max(0, around.start() - 80) :][:160]]
    assert wrong == {}
    assert {"text/html", "application/pdf", "text/csv"} <= kinds
    assert {"people", "person", "new_role", "questionnaires", "wave_plan", "wave_promises"} <= odd
    assert {"wave_plan_pdf", "import_example", "new_wave", "modules"} <= odd


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_page_or_paper_of_a_client_says_the_replaced_word(
    language: str, world: World, tmp_path: Path
) -> None:
    world.organisation.contact_phone = "0118 123 456"
    world.organisation.save()
    wave = client_wave(world)
    busy, sent = (start(code) for code in codes(world, wave, 2))
    answer(sent, P1=5)
    texts: dict[str, str] = {}
    (card,) = codes(world, wave)
    headers = {"accept-language": language}
    pages = {"card": Client(headers=headers).get(reverse("client_card", args=[card]))}
    for person, participant in (("busy", busy), ("sent", sent)):
        browser = browser_of(participant)
        browser.cookies["igm_language"] = browser.cookies["django_language"] = language
        for view in ("code", "introduction", "review", "later", "result", "entry", "data", "help"):
            pages[f"{person} {view}"] = browser.get(reverse(f"client_{view}"))
        for view in ("pdf", "plan", "data_json"):
            pages[f"{person} {view}"] = browser.get(reverse(f"client_{view}"))
        for number in range(1, 37):
            pages[f"{person} {number}"] = browser.get(reverse("client_page", args=[number]))
    planner = Client(headers=headers)
    planner.force_login(world.people["hr"])
    for form in ("code_cards", "code_letters"):
        paper = {"codes": str(codes(world, wave)[0]), "language": language}
        pages[form] = planner.post(reverse(form, args=[world.slug, wave.pk]), paper)
    for name, page in pages.items():
        if page.status_code == 200:
            kind = page.headers["Content-Type"].partition(";")[0]
            texts[name] = "\n".join(texts_of(page.getvalue(), kind, tmp_path))
    assert len(texts) > 40
    assert {name for name, text in texts.items() if REPLACED.search(text)} == set()
    odd = {name for name, text in texts.items() if ODD.search(text)}
    assert {"busy help", "code_cards", "code_letters"} <= odd
    assert any(re.fullmatch(r"busy \d+", name) for name in odd)  # the question about the zonnegids


def test_files_and_mails_say_it_too(
    world: World, places: dict[str, object], tmp_path: Path
) -> None:
    closed = places["closed"]
    assert isinstance(closed, Wave)
    open_wave = world.wave(*[place.team for place in closed.teams.all()], title="mail")
    invite(access=world.access("hr"), wave=open_wave, today=timezone.localdate())
    letters = [mail.subject + mail.body for mail in Mail.objects.all()]
    assert letters
    for form in ("xlsx", "csv", "organisatierapport", "rapporten"):
        letters += texts_of(export(world, form, closed), "", tmp_path)
    assert [text for text in letters if REPLACED.search(text)] == []


# --- two organisations in one process -------------------------------------------------------------


def test_two_organisations_in_one_process_never_mix(world: World) -> None:
    """One after the other, twice, so that what is kept in memory for one is asked by the other."""
    other = settle("andere-stad", "Andere Stad")
    other.give("administrator", Role.ADMINISTRATOR)
    waves = {
        place.slug: place.wave(place.team("extra", 8), title="Twee") for place in (world, other)
    }
    for _round in range(2):
        for place, ours, theirs in ((world, ODD, REPLACED), (other, REPLACED, ODD)):
            browser = Client(headers={"accept-language": "nl"})
            browser.force_login(place.people["extra-1"])
            text = ""
            for number in range(1, 12):
                page = reverse("page", args=[place.slug, waves[place.slug].pk, number])
                text += readable(browser.get(page).content.decode())
            assert ours.search(text)
            assert not theirs.search(text)
            browser.force_login(place.people["administrator"])
            text = readable(browser.get(reverse("people", args=[place.slug])).content.decode())
            assert ours.search(text)
            assert not theirs.search(text)
    assert active() == STANDARD


# --- a wave keeps its words -----------------------------------------------------------------------


def test_a_wave_keeps_the_words_it_was_launched_in(world: World, places: dict[str, object]) -> None:
    wave = places["open"]
    assert isinstance(wave, Wave)
    assert "zonnegidsen" in wave.questionnaire.item("S4").text
    world.organisation.own_words = OWN | {"klantmanagers": "regengidsen"}
    world.organisation.save()
    wave = Wave.objects.get(pk=wave.pk)
    assert "zonnegidsen" in wave.questionnaire.item("S4").text
    later = world.wave(world.team("later", 8), title="Later")
    assert "regengidsen" in later.questionnaire.item("S4").text
    assert later.questionnaire.checksum == wave.questionnaire.checksum
    assert later.launched == wave.launched  # one version for both, so they can be compared


# --- the page of the administrator ----------------------------------------------------------------

TYPED = {
    "klantmanager": "klantregisseur",
    "klantmanagers": "klantregisseurs",
    "klantmanager_article": "de",
    "inkomensconsulent_article": "de",
    "accountmanager_article": "de",
}


def post(world: World, **changes: str) -> tuple[int, str]:
    browser = Client(headers={"accept-language": "nl"})
    browser.force_login(world.people["administrator"])
    address = reverse("edit_words", args=[world.slug])
    page = browser.post(address, TYPED | {"to": "save"} | changes)
    world.organisation.refresh_from_db()
    return page.status_code, page.content.decode()


@pytest.fixture
def plain(world: World) -> World:
    world.organisation.own_words = {}
    world.organisation.save()
    return world


def test_looking_shows_sentences_and_keeps_nothing(plain: World) -> None:
    status, page = post(plain, to="look")
    assert status == 200
    assert "De ervaren klantregisseurs die ik ken, werken aan hun vak." in page
    assert "My klantregisseur shows me" in page
    assert plain.organisation.own_words == {}


def test_saving_keeps_them_and_records_that_it_changed(plain: World) -> None:
    status, _page = post(plain)
    assert status == 302
    assert plain.organisation.own_words == {
        "klantmanager": "klantregisseur",
        "klantmanagers": "klantregisseurs",
        "klantmanager_article": "de",
    }
    event = AuditEvent.objects.latest("at")
    assert event.action == "organisation.words_changed"
    assert "klantregisseur" not in json.dumps(event.details)


def test_emptied_the_standard_words_are_back(plain: World) -> None:
    post(plain)
    status, _page = post(plain, klantmanager="", klantmanagers="")
    assert (status, plain.organisation.own_words) == (302, {})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"klantmanagers": ""}, "klantmanagers"),
        ({"klantmanager": ""}, "klantmanager"),
        ({"klantmanagers": "klantregisseur"}, "klantmanagers"),
        ({"klantmanager": "<b>gids</b>"}, "klantmanager"),
        ({"klantmanager": "{methode}"}, "klantmanager"),
        ({"klantmanager": "gids 2"}, "klantmanager"),
        ({"klantmanager": "Klantregisseur"}, "klantmanager"),
        ({"klantmanager": "g" * 31}, "klantmanager"),
        ({"klantmanager": "accountmanager"}, "klantmanager"),
        ({"klantmanager_en": "client coach"}, "klantmanagers_en"),
        (
            {"accountmanager_en": "broker", "accountmanagers_en": "brokers"},
            "accountmanager",
        ),
        ({"methode_en": "TiiP"}, "methode"),
        ({"klantmanager_article": "der"}, "klantmanager_article"),
    ],
)
def test_what_is_no_word_is_refused_at_its_field(
    plain: World, changes: dict[str, str], field: str
) -> None:
    status, page = post(plain, **changes)
    assert (status, plain.organisation.own_words) == (200, {})
    assert f'href="#id_{field}"' in page


@pytest.mark.parametrize(
    "word", ["TiiP-coach", "IPS-coach", "consulent werk", "re-integratiecoach"]
)
def test_words_as_municipalities_have_them_are_taken(plain: World, word: str) -> None:
    status, _page = post(plain, klantmanager=word, klantmanagers=f"{word}s")
    assert (status, plain.organisation.own_words["klantmanager"]) == (302, word)


def test_a_file_of_people_may_use_the_own_word(world: World) -> None:
    browser = Client(headers={"accept-language": "nl"})
    browser.force_login(world.people["administrator"])
    example = browser.get(reverse("import_example", args=[world.slug])).getvalue()
    assert "zonnegids" in example.decode()
    upload = {
        "file": SimpleUploadedFile("mensen.csv", example),
        "start": timezone.localdate().isoformat(),
    }
    answered = browser.post(reverse("import_people", args=[world.slug]), upload)
    assert answered.status_code == 302
    page = browser.get(answered["Location"]).content.decode()
    assert "Zonnegids" in readable(page)
