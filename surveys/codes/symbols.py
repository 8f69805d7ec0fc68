"""The alphabet of the codes, and one symbol that tells a typing error from an unknown code.

Twenty-three symbols: no two that look alike in print or in handwriting (0/O, 1/I/L, 2/Z, 5/S, 6/G,
8/B, 9/Q, U/V), and no vowels, so that no code spells a word. Twenty-three is prime, which makes the
check below catch every single wrong symbol and every two symbols that changed places.
"""

from typing import Final

from igm_portal.spelling import code

ALPHABET: Final = "23456789CDFHJKMNPRTVWXY"
LOOK_ALIKES: Final = str.maketrans("ZSGBQU", "25689V")
"""What somebody may read instead of a symbol of ours; none of these is one itself."""


def tidy(text: str) -> str:
    """What was typed or pasted as bare symbols, look-alikes set right.

    Characters that belong to no code are kept, so that the caller can refuse them.
    """
    return code(text).translate(LOOK_ALIKES)


def check_symbol(symbols: str) -> str:
    """The last symbol of a code that begins with `symbols` (at most 21 of them).

    Weighted sum modulo a prime, as in ISBN-10: with weights 2, 3, 4, ... and weight 1 for the check
    itself, all different and none of them 0, the sum of a whole code is 0 modulo 23. Raises
    ValueError for a character outside the alphabet.
    """
    total = sum(weight * ALPHABET.index(symbol) for weight, symbol in enumerate(symbols, start=2))
    return ALPHABET[-total % len(ALPHABET)]


def checks_out(code: str) -> bool:
    """Whether the last symbol fits the ones before it."""
    return bool(code) and check_symbol(code[:-1]) == code[-1]
