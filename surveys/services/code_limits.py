"""Guessing codes is slow, and a library full of people behind one address is not kept out.

Only well-formed codes that do not exist count: a typing error is caught by the check symbol first,
and a right code never counts. Where papers are typed in, every refused code does. Three budgets,
each for ten minutes: of an address, of the first three symbols of the code, and of the whole
installation. See docs/adr/0005-client-codes.md.
"""

from datetime import datetime

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from surveys.codes.code import Code, CodeKind

WINDOW = 600  # seconds
BUDGETS: dict[CodeKind, dict[str, int]] = {
    CodeKind.START: {"all": 500, "address": 50, "prefix": 10},
    # With 63 bits a guess never hits; a stop for everyone would only hurt those who are busy.
    CodeKind.RESUME: {"address": 50, "prefix": 10},
    CodeKind.PAPER: {"address": 50, "prefix": 10},  # opens no questionnaire
}


def is_spent(code: Code, address: str, now: datetime) -> bool:
    """Whether one of the budgets that this try would count against is used up."""
    keys = _keys(code, address, now)
    spent = cache.get_many(keys.values())
    budgets = BUDGETS[code.kind]
    return any(spent.get(key, 0) >= budgets[name] for name, key in keys.items())


def count_wrong(code: Code, address: str, now: datetime) -> None:
    """Count one code that does not exist. Two at once may count as one: the budgets are rough."""
    keys = _keys(code, address, now)
    counted = cache.get_many(keys.values())
    for key in keys.values():
        cache.set(key, counted.get(key, 0) + 1, timeout=2 * WINDOW)


def _keys(code: Code, address: str, now: datetime) -> dict[str, str]:
    """A key per budget and window. Addresses and codes stand in it as hashes only."""
    window = int(now.timestamp()) // WINDOW
    values = {"all": "", "address": address, "prefix": code.prefix}
    keys = {}
    for name in BUDGETS[code.kind]:
        digest = salted_hmac("surveys.code_limits", values[name], algorithm="sha256").hexdigest()
        keys[name] = f"codes.{code.kind}.{name}.{window}.{digest[:20]}"
    return keys
