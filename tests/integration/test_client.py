"""A client takes part by a code: started once, gone on with anywhere, and tied to nobody."""

import re
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from igm_portal.audit.models import AuditEvent
from surveys import identity
from surveys.client_access import CLIENT_COOKIE
from surveys.codes.code import OF_PARTICIPANTS, Code, CodeKind, draw, read
from surveys.instruments.elements import Element
from surveys.models import StartCode, Wave, WaveState
from surveys.models.response import Response
from surveys.scoring import answers as codec
from surveys.services.client_answering import CodeRefused, Problem, go_on
from surveys.services.codes import make_codes
from surveys.services.refusals import Refused
from surveys.services.waves import withdraw_wave
from tests.clients import (
    ADDRESS,
    answer,
    answer_all,
    begin_at,
    browser_of,
    client_wave,
    codes,
    start,
)
from tests.pages import PageClient, path_of
from tests.world import World

ENTRY, BEGIN = reverse("client_entry"), reverse("client_begin")
OWN_CODE = re.compile(r"\b[2-9A-Z]{5}-[2-9A-Z]{5}-[2-9A-Z]{5}\b")


pytestmark = pytest.mark.usefixtures("no_earlier_tries")


@pytest.fixture
def wave(world: World) -> Wave:
    return client_wave(world)


def card(code: Code) -> str:
    return reverse("client_card", args=[code])


def begun(code: Code) -> Client:
    browser = PageClient()
    begin_at(browser, code)
    return browser


def own_code_of(browser: Client) -> Code:
    found = OWN_CODE.search(browser.get(reverse("client_code")).content.decode())
    assert found
    return read(found[0])


def test_a_card_explains_and_only_beginning_uses_it_up(code: Code) -> None:
    for _again in range(3):
        page = PageClient().get(card(code))
        assert page.status_code == HTTPStatus.OK
    assert not StartCode.objects.get().used
    assert not Response.objects.exists()
    begun(code)
    assert StartCode.objects.get().used
    assert Response.objects.count() == 1


def test_the_card_of_a_used_code_is_the_card_of_an_unused_one(world: World, wave: Wave) -> None:
    """Whoever printed the codes and asks for every card cannot count who began."""
    used, unused = codes(world, wave, 2)
    begun(used)
    pages = [PageClient().get(card(one)) for one in (used, unused)]
    own = r'nonce="[^"]*"|(?<=name="csrfmiddlewaretoken" value=")\w+|(?<=name="value" value=")[^"]+'
    shown = [re.sub(own, "", page.content.decode()) for page in pages]
    assert [page.status_code for page in pages] == [HTTPStatus.OK] * 2
    assert shown[0].replace(str(used), "") == shown[1].replace(str(unused), "")
    assert begin_at(PageClient(), used).status_code == HTTPStatus.GONE
    assert Response.objects.count() == 1


def test_the_promises_on_the_card_come_from_the_policy_of_the_wave(code: Code) -> None:
    page = PageClient().get(card(code)).content.decode()
    promises = page[page.index("igm-list") :]
    assert re.findall(r"\b1[05]\b", promises)[:2] == ["10", "15"]


def test_after_beginning_the_code_is_in_no_address_cookie_or_page(code: Code) -> None:
    browser = PageClient()
    begun = begin_at(browser, code)
    assert path_of(begun) == reverse("client_code")
    answer = browser.get(begun.headers["Location"])
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer.headers["Cache-Control"]
    kept = answer.content.decode() + str(browser.cookies)
    assert str(code) not in kept
    assert code.symbols not in kept


def test_the_cookie_is_for_these_pages_for_a_day_and_not_for_scripts(code: Code) -> None:
    cookie = begun(code).cookies[CLIENT_COOKIE]
    assert (cookie["path"], cookie["max-age"], cookie["httponly"]) == (ENTRY, 86_400, True)
    assert cookie["samesite"] == "Lax"


def test_the_card_gives_its_address_to_no_other_site_and_to_no_cache(code: Code) -> None:
    page = PageClient().get(card(code))
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page.headers["Cache-Control"]


def test_the_server_keeps_no_session_of_a_client(code: Code) -> None:
    browser = begun(code)
    browser.post(reverse("client_page", args=[1]), {"GED1": "3", "to": "later"}, follow=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (0,)


def test_a_code_starts_once(code: Code) -> None:
    begun(code)
    again = begin_at(PageClient(), code)
    assert again.status_code == HTTPStatus.GONE
    assert Response.objects.count() == 1


def test_going_on_with_the_own_code_on_another_device(code: Code) -> None:
    first = begun(code)
    first.post(reverse("client_page", args=[1]), {"GED1": "3", "to": "next"})
    own = own_code_of(first)
    second = PageClient()
    answer = second.post(ENTRY, {"code": str(own).lower().replace("-", " ")}, follow=True)
    assert urlsplit(answer.redirect_chain[-1][0]).path == reverse("client_introduction")
    second.post(reverse("client_page", args=[2]), {"GED2": "1", "to": "next"})
    response = Response.objects.get()
    asked = response.wave.launched.instrument
    given = [codec.get(asked, response.answers, name) for name in ("GED1", "GED2")]
    assert given == [3, 1]


def test_stopping_leaves_nothing_on_the_device_and_the_answers_stay(code: Code) -> None:
    browser = begun(code)
    own = own_code_of(browser)
    browser.post(reverse("client_page", args=[1]), {"GED1": "3"})
    browser.post(reverse("client_stop"))
    for name in ("client_introduction", "client_later", "client_review", "client_code"):
        assert path_of(browser.get(reverse(name))) == ENTRY
    participant = go_on(code=own, address=ADDRESS, now=timezone.now())
    assert Response.objects.filter(pseudonym=participant.pseudonym).exists()


def test_a_forged_cookie_opens_nothing(code: Code) -> None:
    participant = start(code)
    browser = PageClient()
    browser.cookies[CLIENT_COOKIE] = (
        f"{participant.wave.pk.hex}.{participant.code.symbols}:1abc:forged"
    )
    assert path_of(browser.get(reverse("client_introduction"))) == ENTRY


def test_sending_gives_the_own_result_at_once_and_again_with_the_own_code(code: Code) -> None:
    participant = start(code)
    browser = browser_of(participant)
    assert path_of(browser.get(reverse("client_result"))) == reverse("client_introduction")
    answer(participant, P1=5)
    page = browser.get(reverse("client_result"))
    assert page.status_code == HTTPStatus.OK
    assert participant.questionnaire.item("P1").text in page.content.decode()
    assert str(participant.code) in page.content.decode()
    changed = browser.post(reverse("client_page", args=[1]), {"GED1": "1"})
    assert path_of(changed) == reverse("client_introduction")
    assert browser_of(participant).get(reverse("client_result")).status_code == HTTPStatus.OK


def test_the_result_opens_with_words_and_without_an_interval(code: Code) -> None:
    """What we see, what to think about, and last how exact it is (finding 18)."""
    participant = start(code)
    low = {it.code: 2 for it in participant.questionnaire.items_of(Element.ZELFREGULERING)}
    answer(participant, **low)
    page = browser_of(participant).get(reverse("client_result"))
    text = page.content.decode()
    assert "igm-chart__interval" not in text
    result = page.context["result"]
    assert result.lowest
    with override("nl"):
        for part in result.elements:
            row = f'{part.label}</span><strong>{part.meaning}</strong><svg class="igm-strip"'
            assert row in text
        ((_title, uncertainty),) = result.uncertainty
    order = ["igm-message", "<figure", uncertainty, "igm-next", "igm-sheet", "igm-note"]
    places = [text.index(order[0])]
    for part in order[1:]:
        places.append(text.index(part, places[-1]))


def test_every_page_counts_the_same_questions(code: Code) -> None:
    before = PageClient().get(reverse("client_card", args=[code])).content.decode()
    browser = browser_of(start(code))
    last = browser.get(reverse("client_page", args=[36])).content.decode()
    browser.post(reverse("client_page", args=[36]), {"open": "Een computer"})
    review = browser.get(reverse("client_review")).content.decode()
    assert "36 korte vragen" in before
    assert "Vraag 36 van 36" in last
    assert "1 van de 36 vragen" in review


def test_an_empty_questionnaire_is_not_sent(code: Code) -> None:
    browser = begun(code)
    browser.post(reverse("client_review"))
    assert not Response.objects.get().sent


def test_the_script_saves_one_answer(code: Code) -> None:
    browser = begun(code)
    save = reverse("client_save_one")
    assert browser.post(save, {"item": "H1", "value": "5"}).json() == {"saved": True}
    assert browser.post(save, {"item": "H1", "value": "9"}).status_code == 400
    assert browser.post(save, {"item": "X9", "value": "1"}).status_code == 400
    browser.post(reverse("client_stop"))
    assert browser.post(save, {"item": "H1", "value": "1"}).status_code == 302
    response = Response.objects.get()
    assert codec.get(response.wave.launched.instrument, response.answers, "H1") == 5


# --- codes that open nothing ----------------------------------------------------------------------


def problem_of(code: Code) -> tuple[int, int]:
    """The status at the card and of going on, for a code of either kind."""
    if code.kind is CodeKind.START:
        return PageClient().get(card(code)).status_code, begin_at(PageClient(), code).status_code
    status = PageClient().post(ENTRY, {"code": str(code)}).status_code
    return status, status


@pytest.mark.parametrize("kind", OF_PARTICIPANTS)
def test_an_unknown_code_says_so(wave: Wave, kind: CodeKind) -> None:
    assert problem_of(draw(kind)) == (404, 404)


def test_a_typing_error_is_told_from_an_unknown_code(code: Code) -> None:
    wrong = code.symbols[:-1] + ("2" if code.symbols[-1] != "2" else "3")
    assert PageClient().get(reverse("client_card", args=[wrong])).status_code == 404
    typed = PageClient().post(ENTRY, {"code": wrong})
    assert typed.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "igm-field__error" in typed.content.decode()
    assert PageClient().post(ENTRY, {"code": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize("opened_by", ["typing", "link"])
def test_a_refused_code_names_its_sign_and_has_the_focus(opened_by: str) -> None:
    """What a look-alike stands for is no sign of its own: an S is read as a 5."""
    browser = PageClient()
    if opened_by == "typing":
        page = browser.post(ENTRY, {"code": "XR4-O7K-S2!"})
    else:
        page = browser.get(reverse("client_card", args=["XR4-O7K-S2M"]))
    text = page.content.decode()
    assert "Dit staat niet in onze codes: O. Wij gebruiken geen 0, 1, A" in text
    field = re.search(r'<input[^>]*name="code"[^>]*>', text)
    assert field is not None
    assert "autofocus" in field[0]
    assert 'aria-invalid="true"' in field[0]
    assert "<title>" + "Fout" in text
    assert "autofocus" not in browser.get(ENTRY).content.decode()


def test_an_own_code_never_opens_by_its_address(code: Code) -> None:
    participant = start(code)
    browser = PageClient()
    assert path_of(browser.get(card(participant.code))) == ENTRY
    assert CLIENT_COOKIE not in browser.cookies


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"state": WaveState.WITHDRAWN}, 410),
        ({"state": WaveState.CLOSED}, 410),
        ({"state": WaveState.CLOSING}, 410),
        ({"closes_on": timezone.localdate() - timedelta(days=1)}, 410),
        ({"starts_on": timezone.localdate() + timedelta(days=1)}, 200),
    ],
)
def test_a_wave_that_is_not_open_explains_itself(
    wave: Wave, code: Code, change: dict[str, object], status: int
) -> None:
    Wave.objects.filter(pk=wave.pk).update(**change)
    assert problem_of(code) == (status, status)
    assert not StartCode.objects.get().used


def test_after_withdrawing_no_browser_and_no_code_opens_anything(
    world: World, wave: Wave, code: Code
) -> None:
    participant = start(code)
    browser = browser_of(participant)
    withdraw_wave(access=world.access("hr"), wave=wave)
    assert path_of(browser.get(reverse("client_introduction"))) == ENTRY
    assert path_of(browser.get(reverse("client_result"))) == ENTRY
    assert problem_of(participant.code) == (404, 404)


def test_a_wave_that_closes_meanwhile_says_so_and_keeps_what_was_sent(
    world: World, wave: Wave
) -> None:
    sent = answer_all(world, wave, 10)[0]
    busy = start(codes(world, wave)[0])
    browser = browser_of(busy)
    world.close(wave)
    page = browser.get(reverse("client_page", args=[1]), follow=True)
    assert urlsplit(page.redirect_chain[-1][0]).path == reverse("client_introduction")
    saved = browser.post(reverse("client_save_one"), {"item": "H1", "value": "1"})
    assert saved.status_code == HTTPStatus.CONFLICT
    assert problem_of(busy.code) == (404, 404)
    assert browser_of(sent).get(reverse("client_result")).status_code == HTTPStatus.OK


# --- what the database knows ----------------------------------------------------------------------


def rows(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  names of our own tables
        return repr(cursor.fetchall())


def test_no_code_stands_anywhere_in_the_database(world: World, wave: Wave) -> None:
    printed = codes(world, wave, 3)
    participant = start(printed[0])
    answer(participant)
    tables = connection.introspection.table_names()
    dump = "".join(rows(table) for table in tables)
    for secret in (*printed, participant.code):
        assert secret.symbols not in dump
        assert str(secret) not in dump


def test_nothing_leads_from_a_start_code_to_an_answer(world: World, wave: Wave) -> None:
    """Not by a field, not by a shared value, not by the order of the rows."""
    printed = codes(world, wave, 12)
    for code in printed:
        start(code)
    assert [field.name for field in StartCode._meta.get_fields()] == ["fingerprint", "wave", "used"]
    shared = {wave.pk, True, False, None}
    of_codes = {value for row in StartCode.objects.values_list() for value in row} - shared
    of_answers = {value for row in Response.objects.values_list() for value in row} - shared
    assert not of_codes & of_answers
    with connection.cursor() as cursor:
        hidden = {"sqlite": "rowid", "postgresql": "ctid"}[connection.vendor]
        cursor.execute(f"SELECT fingerprint FROM surveys_startcode ORDER BY {hidden}")  # noqa: S608
        stored = [row[0] for row in cursor.fetchall()]
    if connection.vendor == "sqlite":  # PostgreSQL moves a row that changes; see the next test
        assert stored == sorted(stored)


def test_closing_forgets_which_codes_were_used_and_in_what_order(world: World, wave: Wave) -> None:
    answer_all(world, wave, 10)
    codes(world, wave, 5)
    world.close(wave)
    assert set(StartCode.objects.values_list("used", flat=True)) == {True}
    hidden = {"sqlite": "rowid", "postgresql": "ctid"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT fingerprint FROM surveys_startcode ORDER BY {hidden}")  # noqa: S608
        stored = [row[0] for row in cursor.fetchall()]
    assert len(stored) == 15
    assert stored == sorted(stored)


@pytest.mark.usefixtures("own_keys")
def test_codes_are_found_under_an_older_key_too(world: World, wave: Wave, code: Code) -> None:
    identity.new_generation()
    participant = start(code)
    assert go_on(code=participant.code, address=ADDRESS, now=timezone.now()).wave == wave


def test_taking_part_leaves_no_event(world: World, wave: Wave) -> None:
    answer_all(world, wave, 3)
    assert set(
        AuditEvent.objects.filter(object_id=str(wave.pk)).values_list("action", flat=True)
    ) == {
        "wave.planned",
        "wave.launched",
        "codes.made",
    }


# --- making codes ---------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [0, 251])
def test_too_few_or_too_many_codes_are_refused(world: World, wave: Wave, number: int) -> None:
    with pytest.raises(Refused):
        make_codes(access=world.access("hr"), wave=wave, number=number)


def test_codes_exist_for_open_waves_of_clients_only(world: World) -> None:
    concept = client_wave(world, launched=False)
    for_klantmanagers = world.wave(world.team("a", 3))
    for wave in (concept, for_klantmanagers):
        with pytest.raises(Refused):
            codes(world, wave)
    assert not StartCode.objects.exists()


def test_only_a_code_of_the_right_kind_begins_or_goes_on(world: World, wave: Wave) -> None:
    with pytest.raises(CodeRefused) as refusal:
        start(draw(CodeKind.RESUME))
    assert refusal.value.problem is Problem.UNKNOWN
