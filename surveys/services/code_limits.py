"""Guessing codes is slow, and neither a library behind one address nor a client is kept out by it.

Only well-formed codes that do not exist count: a typing error is caught by the check symbol first,
and a right code never counts. Where papers are typed in, every refused code does. The budget of
an address stops that address. Those of the first three symbols and of the whole installation
raise an alarm, which anybody can do on purpose; so they stop only addresses that have guessed
themselves. See docs/adr/0037-a-stop-for-who-guesses.md.
"""

import logging
from datetime import datetime
from ipaddress import IPv6Network, ip_address

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from surveys.codes.code import Code, CodeKind

logger = logging.getLogger(__name__)

WINDOW = 600  # seconds
DAY_SECONDS = 86_400  # seconds
SUSPECT_FROM = 3  # wrong codes of an address in a day: while the alarm is on it is stopped
BUDGETS: dict[CodeKind, dict[str, int]] = {
    CodeKind.START: {"all": 500, "address": 50, "prefix": 10},
    # With 63 bits a guess never hits.
    CodeKind.RESUME: {"address": 50, "prefix": 10},
    CodeKind.PAPER: {"address": 50, "prefix": 10},  # opens no questionnaire
    CodeKind.ROOM: {"address": 50},  # opens a case about nobody
    CodeKind.PROFESSIONAL: {"address": 20},  # tells the name of somebody who waits for a client
    CodeKind.SHARING: {"address": 50},  # opens nothing but for the one professional it is for
}


def is_spent(code: Code, address: str, now: datetime) -> bool:
    """Whether this try is refused: its address has used up its budget, or the alarm is on and its
    address is a suspect."""
    keys, day_key = _keys(code, address, now), _day_key(code, address, now)
    counts = cache.get_many([*keys.values(), day_key])
    budgets = BUDGETS[code.kind]
    spent = {name for name, key in keys.items() if counts.get(key, 0) >= budgets[name]}
    return "address" in spent or bool(spent and counts.get(day_key, 0) >= SUSPECT_FROM)


def count_wrong(code: Code, address: str, now: datetime) -> None:
    """Count one code that does not exist; the same code again from there is no guess, so that
    phones that open a page anew keep nobody out. Two at once may count as one: the budgets are
    rough.
    """
    window, visitor = int(now.timestamp()) // WINDOW, f"{_network(address)} {code}"
    if not cache.add(f"codes.{code.kind}.tried.{window}.{_digest(visitor)}", 1, 2 * WINDOW):
        return
    keys, day_key = _keys(code, address, now), _day_key(code, address, now)
    counts = cache.get_many([*keys.values(), day_key])
    for key in keys.values():
        cache.set(key, counts.get(key, 0) + 1, timeout=2 * WINDOW)
    cache.set(day_key, counts.get(day_key, 0) + 1, timeout=DAY_SECONDS)
    if "all" in keys and counts.get(keys["all"], 0) + 1 == BUDGETS[code.kind]["all"]:
        logger.warning(
            "Somebody guesses codes of clients: %s that do not exist in ten minutes. Addresses "
            "that guessed are stopped; who has a card is not.",
            BUDGETS[code.kind]["all"],
        )


def _keys(code: Code, address: str, now: datetime) -> dict[str, str]:
    """A key per budget and window. Addresses and codes stand in it as hashes only."""
    window = int(now.timestamp()) // WINDOW
    values = {"all": "", "address": _network(address), "prefix": code.prefix}
    return {
        name: f"codes.{code.kind}.{name}.{window}.{_digest(values[name])}"
        for name in BUDGETS[code.kind]
    }


def _day_key(code: Code, address: str, now: datetime) -> str:
    day = int(now.timestamp()) // DAY_SECONDS
    return f"codes.{code.kind}.day.{day}.{_digest(_network(address))}"


def _network(address: str) -> str:
    """What one visitor has: an IPv4 address, or of IPv6 the 64 bits that a subscriber gets."""
    if ip_address(address).version == 6:
        return str(IPv6Network((address, 64), strict=False))
    return address


def _digest(value: str) -> str:
    return salted_hmac("surveys.code_limits", value, algorithm="sha256").hexdigest()[:20]
