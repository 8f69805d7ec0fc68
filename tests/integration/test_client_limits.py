"""Guessing codes is stopped; a library full of people, and who is busy already, is not."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.adapters import address_of
from surveys.codes.code import Code, CodeKind, Mistyped, check_symbol, draw, read
from surveys.models import Wave
from surveys.services.client_answering import CodeRefused, Problem, begin, go_on
from surveys.services.code_limits import BUDGETS, SUSPECT_FROM, WINDOW
from tests.clients import ADDRESS, answer, client_wave, codes, start
from tests.world import World

NOON = datetime(2026, 11, 21, 12, tzinfo=timezone.get_default_timezone())


pytestmark = pytest.mark.usefixtures("no_earlier_tries")


@pytest.fixture
def wave(world: World) -> Wave:
    return client_wave(world)


def guess(code: Code, address: str, now: datetime = NOON) -> Problem:
    act = partial(begin, value="one") if code.kind is CodeKind.START else go_on
    with pytest.raises(CodeRefused) as refusal:
        act(code=code, address=address, now=now)
    return refusal.value.problem


def beginning_with(prefix: str) -> Code:
    rest = prefix + draw(CodeKind.START).symbols[3:8]
    return read(rest + check_symbol(rest))


def test_one_address_runs_out_of_guesses_and_the_next_does_not(world: World, wave: Wave) -> None:
    budget = BUDGETS[CodeKind.START]["address"]
    problems = [guess(draw(CodeKind.START), "198.51.100.7") for _ in range(budget + 5)]
    assert problems == [Problem.UNKNOWN] * budget + [Problem.TOO_MANY] * 5
    now = timezone.now()
    for code in codes(world, wave, 3):
        assert begin(code=code, value="one", address=ADDRESS, now=now).wave == wave


def raise_alarm(addresses: int, budget: int, prefix: str | None = None) -> list[Problem]:
    """Guesses from these addresses in turn, until well beyond the budget."""
    return [
        guess(
            beginning_with(prefix) if prefix else draw(CodeKind.START),
            f"198.51.100.{number % addresses}",
        )
        for number in range(budget + 4 * addresses)
    ]


def test_who_walks_through_codes_from_several_addresses_is_stopped_at_the_prefix(
    wave: Wave,
) -> None:
    budget = BUDGETS[CodeKind.START]["prefix"]
    problems = raise_alarm(addresses=3, budget=budget, prefix="CDF")
    assert problems == [Problem.UNKNOWN] * budget + [Problem.TOO_MANY] * 12


def test_a_whole_network_of_guessers_meets_the_budget_of_all(
    wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond it each address has three guesses a day, also in the next ten minutes."""
    monkeypatch.setitem(BUDGETS[CodeKind.START], "all", 30)
    problems = raise_alarm(addresses=10, budget=30)
    assert problems == [Problem.UNKNOWN] * 30 + [Problem.TOO_MANY] * 40
    strangers = [f"203.0.113.{number % 10}" for number in range(60)]
    problems = [guess(draw(CodeKind.START), address) for address in strangers]
    assert problems == [Problem.UNKNOWN] * 30 + [Problem.TOO_MANY] * 30
    later = NOON + timedelta(seconds=WINDOW)
    monkeypatch.setitem(BUDGETS[CodeKind.START], "all", 0)
    assert guess(draw(CodeKind.START), strangers[0], later) is Problem.TOO_MANY


@pytest.mark.parametrize("prefix_only", [False, True])
def test_guessers_keep_out_no_client_and_a_hit_of_theirs_opens_nothing(
    world: World, wave: Wave, monkeypatch: pytest.MonkeyPatch, prefix_only: bool
) -> None:
    now = timezone.now()
    card, other = codes(world, wave, 2)
    if prefix_only:
        for number in range(BUDGETS[CodeKind.START]["prefix"] + 3):
            wrong = beginning_with(card.prefix)
            guess(wrong, f"198.51.100.{number % 4}", now)
    else:
        monkeypatch.setitem(BUDGETS[CodeKind.START], "all", 20)
        for number in range(40):
            guess(draw(CodeKind.START), f"198.51.100.{number % 4}", now)
    assert guess(card, "198.51.100.1", now) is Problem.TOO_MANY
    assert begin(code=card, value="one", address=ADDRESS, now=now).wave == wave
    assert begin(code=other, value="two", address="2001:db8::7", now=now).wave == wave


def test_nor_does_who_knows_the_first_symbols_of_somebody_who_has_begun(
    world: World, wave: Wave
) -> None:
    participant = start(codes(world, wave)[0])
    now = timezone.now()
    for number in range(BUDGETS[CodeKind.RESUME]["prefix"] + 2):
        symbols = participant.code.symbols[:3] + draw(CodeKind.RESUME).symbols[3:14]
        guess(read(symbols + check_symbol(symbols)), f"198.51.100.{number % 3}", now)
    assert go_on(code=participant.code, address=ADDRESS, now=now).wave == wave


def test_all_addresses_of_one_ipv6_subscriber_are_one(wave: Wave) -> None:
    budget = BUDGETS[CodeKind.START]["address"]
    problems = [guess(draw(CodeKind.START), f"2001:db8:1:2:{n:x}::1") for n in range(budget + 3)]
    assert problems == [Problem.UNKNOWN] * budget + [Problem.TOO_MANY] * 3
    assert guess(draw(CodeKind.START), "2001:db8:1:3::1") is Problem.UNKNOWN


def test_ipv4_addresses_in_the_form_of_ipv6_stay_apart(wave: Wave) -> None:
    addresses = [f"::ffff:198.51.100.{number}" for number in (1, 2)]
    visitors = [RequestFactory().get("/", REMOTE_ADDR=address) for address in addresses]
    assert [address_of(visitor) for visitor in visitors] == ["198.51.100.1", "198.51.100.2"]


def test_the_log_hears_of_an_alarm_once_and_without_a_code_or_address(
    wave: Wave, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(BUDGETS[CodeKind.START], "all", 12)
    raise_alarm(addresses=10, budget=12)
    (line,) = [r.getMessage() for r in caplog.records if "guesses codes" in r.getMessage()]
    assert "198.51" not in line


def test_many_different_guesses_do_not_push_the_counters_out(
    wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Django's cache table throws entries away above a number that a guesser reaches at once."""
    monkeypatch.setitem(BUDGETS[CodeKind.START], "all", 320)
    for _try in range(SUSPECT_FROM):
        guess(draw(CodeKind.START), "198.51.100.7")
    for number in range(320):
        guess(draw(CodeKind.START), f"2001:db8:0:{number:x}::")
    assert guess(draw(CodeKind.START), "198.51.100.7") is Problem.TOO_MANY


def test_whoever_has_begun_goes_on_while_guessers_have_used_up_everything(
    world: World, wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    participant = start(codes(world, wave)[0])
    monkeypatch.setitem(BUDGETS[CodeKind.START], "all", 1)
    now = timezone.now()
    for _try in range(SUSPECT_FROM):
        guess(draw(CodeKind.START), ADDRESS, now)
    assert guess(draw(CodeKind.START), ADDRESS, now) is Problem.TOO_MANY
    assert go_on(code=participant.code, address=ADDRESS, now=now).wave == wave
    answer(participant)


def test_a_library_of_people_who_type_right_or_make_typing_errors_never_waits(
    world: World, wave: Wave
) -> None:
    browsers = Client()
    for code in codes(world, wave, 60):
        wrong = code.symbols[::-1] if not _is_code(code.symbols[::-1]) else code.symbols[:-1]
        assert browsers.post(reverse("client_entry"), {"code": wrong}).status_code == 422
        assert browsers.get(reverse("client_card", args=[code])).status_code == 200


def test_a_used_code_is_no_guess(world: World, wave: Wave) -> None:
    code = codes(world, wave)[0]
    start(code)
    now = timezone.now()
    problems = {guess(code, ADDRESS, now) for _ in range(60)}
    assert problems == {Problem.USED}


def test_after_ten_minutes_it_works_again(wave: Wave) -> None:
    for _ in range(BUDGETS[CodeKind.START]["address"]):
        guess(draw(CodeKind.START), "198.51.100.7")
    assert guess(draw(CodeKind.START), "198.51.100.7") is Problem.TOO_MANY
    later = NOON + timedelta(seconds=WINDOW)
    assert guess(draw(CodeKind.START), "198.51.100.7", later) is Problem.UNKNOWN


@pytest.mark.usefixtures("standing_clock")
def test_the_page_says_wait_and_not_that_the_code_is_wrong(wave: Wave) -> None:
    browser, budget = Client(), BUDGETS[CodeKind.START]["address"]
    cards = [reverse("client_card", args=[draw(CodeKind.START)]) for _ in range(budget + 2)]
    statuses = [browser.get(card).status_code for card in cards]
    assert statuses == [404] * budget + [429] * 2


def test_neither_addresses_nor_codes_stand_in_the_cache(wave: Wave) -> None:
    code = draw(CodeKind.START)
    guess(code, "198.51.100.7")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        keys = " ".join(row[0] for row in cursor.fetchall())
    assert "codes.start.address" in keys
    assert "198.51" not in keys
    assert code.prefix not in keys


def _is_code(symbols: str) -> bool:
    try:
        read(symbols)
    except Mistyped:
        return False
    return True
