"""The questions in another language: chosen, frozen with the wave, kept with the answers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from surveys.codes.code import CodeKind, draw
from surveys.instruments import loader
from surveys.instruments.elements import Element
from surveys.instruments.languages.loader import published_texts
from surveys.instruments.loader import load
from surveys.instruments.reflection import load_reflection
from surveys.models import InstrumentText, Wave
from surveys.models.instrument import InstrumentMismatch
from surveys.models.response import Response
from surveys.reader_language import LANGUAGE_COOKIE
from surveys.services.refusals import Refused
from surveys.services.waves import launch_wave
from tests import clients, pseudo
from tests.pages import PageClient
from tests.world import World

ENGLISH = next(texts for texts in published_texts(load("k1", 1)) if texts.language == "en")
QUERIES_PER_PAGE = 6


@pytest.fixture
def wave(world: World) -> Wave:
    return world.wave(world.team("a", 2))


@pytest.fixture
def reader(world: World, wave: Wave) -> Client:
    reader = PageClient()
    reader.force_login(world.people["a-1"])
    return reader


def url(name: str, wave: Wave, *more: object) -> str:
    return reverse(name, args=["zandstad", wave.pk, *more])


def choose(browser: Client, language: str, here: str = "/") -> str:
    answer = browser.post(reverse("choose_language"), {"language": language, "here": here})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_a_launch_copies_every_published_language(wave: Wave) -> None:
    assert wave.text_revisions == {"en": 1}
    copied = InstrumentText.objects.get(language="en")
    assert (copied.checksum, copied.revision) == (ENGLISH.checksum, ENGLISH.revision)
    assert wave.questionnaire_in("en").item("H1").text == ENGLISH.items["H1"]


def test_a_second_wave_shares_the_copy(world: World, wave: Wave) -> None:
    world.wave(world.team("b", 2))
    assert InstrumentText.objects.count() == 1


def test_a_copy_that_differs_from_the_file_stops_the_launch(world: World, wave: Wave) -> None:
    InstrumentText.objects.update(checksum="sha256:" + "0" * 64)
    concept = world.wave(world.team("b", 2), launched=False)
    with pytest.raises(Refused):
        launch_wave(access=world.access("hr"), wave=concept, today=concept.starts_on)
    concept.refresh_from_db()
    assert concept.state == "concept"


def test_a_stored_text_that_was_exchanged_is_not_served(wave: Wave) -> None:
    copied = InstrumentText.objects.get(language="en")
    copied.checksum = "sha256:" + "0" * 64
    with pytest.raises(InstrumentMismatch):
        _read = copied.with_places


def test_a_wave_of_before_the_translations_speaks_dutch(reader: Client, wave: Wave) -> None:
    Wave.objects.update(text_revisions={})
    choose(reader, "en")
    page = reader.get(url("page", wave, 2)).content.decode()
    assert load("k1", 1).item("H1").text in page
    assert 'name="language" value="nl"' in page


def test_the_choice_stands_before_the_first_question_and_is_kept(
    reader: Client, wave: Wave
) -> None:
    before = reader.get(url("introduction", wave)).content.decode()
    assert ">English</button>" in before
    assert ">Nederlands</button>" in before
    assert choose(reader, "en", url("introduction", wave)) == url("introduction", wave)
    after = reader.get(url("introduction", wave)).content.decode()
    assert ENGLISH.behaviour["definition"].split(":")[0] in after
    page = reader.get(url("page", wave, 2)).content.decode()
    assert ENGLISH.items["H1"] in page
    assert ENGLISH.scales["EE"].steps[4] in page
    assert '<html lang="en"' in page


def test_questions_in_another_language_than_the_buttons_are_marked(
    reader: Client, wave: Wave
) -> None:
    choose(reader, "en")
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = "nl"
    page = reader.get(url("page", wave, 6)).content.decode()
    assert '<html lang="nl" dir="ltr">' in page
    questions = page.count("<fieldset")
    assert questions == len(wave.questionnaire_in("en").pages[5].items)
    assert page.count('data-question lang="en" dir="ltr"') == questions
    assert "I don&#x27;t know" in page
    review = reader.get(url("review", wave)).content.decode()
    assert f'<dt lang="en" dir="ltr">{ENGLISH.items["H1"]}</dt>' in review


def test_dutch_questions_keep_dutch_ways_out_among_english_buttons(
    reader: Client, wave: Wave
) -> None:
    choose(reader, "nl")
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = reader.get(url("page", wave, 6)).content.decode()
    assert "Weet ik niet" in page
    assert 'data-question lang="nl" dir="ltr"' in page


def test_an_error_is_told_in_the_language_of_the_buttons(reader: Client, wave: Wave) -> None:
    choose(reader, "en")
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = "nl"
    answer = reader.post(url("page", wave, 2), {"H1": "9", "language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_H1_error" lang="nl" dir="ltr"' in page
    assert ENGLISH.items["H1"] in page


def test_the_response_keeps_the_language_it_was_last_answered_in(
    reader: Client, wave: Wave
) -> None:
    reader.post(url("save_one", wave), {"item": "H1", "value": "4", "language": "nl"})
    assert list(Response.objects.values_list("language", "text_revision")) == [("nl", 1)]
    reader.post(url("save_one", wave), {"item": "H1", "value": "4", "language": "en"})
    assert list(Response.objects.values_list("language", "text_revision")) == [("en", 1)]
    reader.post(url("page", wave, 2), {"H2": "4", "language": "xx"})
    assert Response.objects.get().language in wave.languages


def test_on_another_device_the_questions_come_back_in_that_language(
    world: World, reader: Client, wave: Wave
) -> None:
    reader.post(url("page", wave, 2), {"H2": "4", "language": "en"})
    other = PageClient()
    other.force_login(world.people["a-1"])
    assert ENGLISH.items["H1"] in other.get(url("page", wave, 2)).content.decode()
    choose(other, "nl")
    assert ENGLISH.items["H1"] not in other.get(url("page", wave, 2)).content.decode()


def test_the_own_profile_speaks_the_language_of_the_answers(reader: Client, wave: Wave) -> None:
    reader.post(url("save_one", wave), {"item": "P1", "value": "5", "language": "en"})
    reader.post(url("review", wave))
    page = reader.get(url("own_profile", wave)).content.decode()
    question = load_reflection("k1", "en")[Element.HOUDING][0]
    assert f'<li lang="en" dir="ltr">{question}</li>' in page
    assert f'<li lang="en" dir="ltr">{ENGLISH.items["P1"]}</li>' in page


def test_another_language_costs_no_query_more(reader: PageClient, wave: Wave) -> None:
    choose(reader, "en")
    reader.post(url("page", wave, 1), {"GED1": "1", "language": "en"})
    english = {"language": "en", "participant": reader.mark(url("page", wave, 2))}
    acts: list[Callable[[], object]] = [
        lambda: reader.get(url("page", wave, 2)),
        lambda: reader.post(url("page", wave, 2), {"H1": "4"} | english),
    ]
    for act in acts:
        with CaptureQueriesContext(connection) as queries:
            act()
        asked = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
        assert len(asked) <= QUERIES_PER_PAGE, "\n".join(asked)


@pytest.mark.parametrize(
    "here", ["https://elders.example/", "//elders.example", "", "javascript:1"]
)
def test_the_choice_leads_nowhere_else(db: None, here: str) -> None:
    assert choose(PageClient(), "en", here) == "/"


@pytest.mark.parametrize("language", ["", "..", "x", "nl;drop", "en\r\nx: y"])
def test_what_is_no_language_is_refused(db: None, language: str) -> None:
    answer = PageClient().post(reverse("choose_language"), {"language": language, "here": "/"})
    assert answer.status_code == 400
    assert LANGUAGE_COOKIE not in answer.cookies


def test_the_buttons_follow_only_where_they_speak_it(db: None) -> None:
    for language, interface in (("en", "en"), ("nl-easy", "nl-easy"), ("ar", None)):
        answer = PageClient().post(reverse("choose_language"), {"language": language, "here": "/"})
        assert answer.cookies[LANGUAGE_COOKIE].value == language
        said = answer.cookies.get(settings.LANGUAGE_COOKIE_NAME)
        assert (said and said.value) == interface


def test_a_client_chooses_before_the_code_is_used(world: World) -> None:
    wave = clients.client_wave(world)
    (code,) = clients.codes(world, wave)
    card = reverse("client_card", args=[code])
    browser = PageClient()
    assert ">Makkelijk Nederlands</button>" in browser.get(card).content.decode()
    assert choose(browser, "nl-easy", card) == card
    browser.post(reverse("client_begin"), {"code": str(code)})
    page = browser.get(reverse("client_page", args=[3])).content.decode()
    assert "Ik vind werk zoeken fijn." in page
    assert "Is dit waar voor u?" in page
    assert "Dat zeg ik liever niet" in page
    assert Response.objects.get().answers.strip(".") == ""


def test_a_right_to_left_language_needs_only_its_files(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    definitions = pseudo.add_pseudo_language(tmp_path)
    monkeypatch.setattr(loader, "DEFINITIONS", definitions)
    pseudo.publish(definitions)
    wave = clients.client_wave(world)
    browser = clients.browser_of(clients.start(clients.codes(world, wave)[0]))
    choose(browser, pseudo.LANGUAGE)
    page = browser.get(reverse("client_page", args=[3])).content.decode()
    assert 'data-question lang="ar" dir="rtl"' in page
    steps = [pseudo.pseudo(step.label) for step in load("c1", 1).scales["KL"].steps]
    assert [page.index(f"<span>{label}</span>") for label in steps] == sorted(
        page.index(f"<span>{label}</span>") for label in steps
    )
    assert pseudo.pseudo(load("c1", 1).item("H1").text) in page
    assert '<html lang="nl" dir="ltr">' in page


def test_the_page_for_codes_and_its_refusals_offer_the_languages_of_the_buttons(
    world: World,
) -> None:
    browser = PageClient()
    assert "Typ de code" in browser.get(reverse("client_entry")).content.decode()
    browser.post(reverse("choose_language"), {"language": "en", "here": reverse("client_entry")})
    page = browser.get(reverse("client_entry")).content.decode()
    assert "Type the code" in page
    assert 'aria-pressed="true">English' in page
    unknown = browser.post(reverse("client_begin"), {"code": str(draw(CodeKind.START))})
    assert unknown.status_code == 404
    assert f'name="here" value="{reverse("client_entry")}"' in unknown.content.decode()
