"""Six kinds of code: a printed one that starts a questionnaire, a personal one to go on with, one
on a person's own paper version, one on a screen for who sits in the room, and two with which a
client lets one professional read: the number of that professional, and the code of the sharing.

A code is `symbols - 1` random symbols and one that checks them. With 23 symbols a start code has
8·log2(23) = 36 random bits: enough for something that is refused after a few wrong tries and used
up at once. A resume code has 14·log2(23) = 63 bits, since it opens answers (ADR 5: at least
60) for as long as the wave lasts. A paper code (50 bits) is no secret of its own: only who may type
answers in can use it, once, and it opens nothing to read. A room code (22 bits) lives for a
part of a day and opens a case about nobody. The number of a professional (31 bits) lives for
minutes and is used up; the code of a sharing (40 bits) opens it for that professional alone.

Of the twenty-three symbols no two look alike in print or in handwriting (0/O, 1/I/L, 2/Z, 5/S, 6/G,
8/B, 9/Q, U/V), and there are no vowels, so that no code spells a word. Twenty-three is prime, which
makes the check catch every single wrong symbol and every two symbols that changed places.
"""

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from igm_portal import spelling

ALPHABET: Final = "23456789CDFHJKMNPRTVWXY"
LOOK_ALIKES: Final = str.maketrans("ZSGBQU", "25689V")
"""What somebody may read instead of a symbol of ours; none of these is one itself."""


class CodeKind(StrEnum):
    """What a code is for. The number of symbols tells the kinds apart."""

    START = "start"
    RESUME = "resume"
    PAPER = "paper"
    ROOM = "room"
    PROFESSIONAL = "professional"
    SHARING = "sharing"

    @property
    def length(self) -> int:
        """Symbols in all, the checking one included; weights in the check allow at most 22."""
        lengths = {CodeKind.START: 9, CodeKind.RESUME: 15, CodeKind.PAPER: 12, CodeKind.ROOM: 6}
        return (lengths | {CodeKind.PROFESSIONAL: 8, CodeKind.SHARING: 10})[self]

    @property
    def group(self) -> int:
        """Symbols between two dashes: as many as people keep in mind at once."""
        groups = {CodeKind.START: 3, CodeKind.RESUME: 5, CodeKind.PAPER: 4, CodeKind.ROOM: 3}
        return (groups | {CodeKind.PROFESSIONAL: 4, CodeKind.SHARING: 5})[self]


OF_PARTICIPANTS: Final = (CodeKind.START, CodeKind.RESUME, CodeKind.PAPER)
"""What stands on paper. Where one of these is asked for, a room code is one that is too short."""


class CodeFault(StrEnum):
    """What is wrong with a text that should be a code; for the words see `surveys.client_texts`."""

    EMPTY = "empty"
    LENGTH = "length"
    SYMBOL = "symbol"
    CHECK = "check"


class Mistyped(ValueError):
    """The text is no code of ours, whatever the database holds: a typing error."""

    def __init__(self, fault: CodeFault, signs: str = "") -> None:
        """`signs` are the characters that stand in no code, in the order they were typed."""
        super().__init__(fault.value)
        self.fault, self.signs = fault, signs


@dataclass(frozen=True, slots=True)
class Code:
    """A well-formed code. Of what opens answers the `symbols` are stored nowhere: they go into the
    fingerprint. The number of a professional and the code of a sharing are kept while they last.
    """

    kind: CodeKind
    symbols: str

    def __str__(self) -> str:
        """As it is printed and written down: in groups, for example `XR4-97K-C2M`."""
        size = self.kind.group
        parts = [self.symbols[at : at + size] for at in range(0, len(self.symbols), size)]
        return "-".join(parts)

    @property
    def prefix(self) -> str:
        """The first three symbols: what a limit on wrong codes counts by."""
        return self.symbols[:3]


def draw(kind: CodeKind, choose: Callable[[str], str] = secrets.choice) -> Code:
    """A new code; `choose` picks a symbol of the alphabet, unless told otherwise in secret."""
    symbols = "".join(choose(ALPHABET) for _ in range(kind.length - 1))
    return Code(kind, symbols + check_symbol(symbols))


def from_number(kind: CodeKind, number: int) -> Code:
    """The code whose random symbols are the last digits of `number` in base 23. Evenly spread when
    `number` is, as the 256 bits of an HMAC are.
    """
    symbols = ""
    for _place in range(kind.length - 1):
        number, digit = divmod(number, len(ALPHABET))
        symbols += ALPHABET[digit]
    return Code(kind, symbols + check_symbol(symbols))


def draw_many(kind: CodeKind, number: int) -> tuple[Code, ...]:
    """So many codes, all different."""
    codes: set[Code] = set()
    while len(codes) < number:
        codes.add(draw(kind))
    return tuple(codes)


def read(text: str, kinds: Collection[CodeKind] = OF_PARTICIPANTS) -> Code:
    """The code of one of these kinds that somebody typed or pasted, in any spelling of
    `igm_portal.spelling.code`.

    Raises Mistyped, with what is wrong, for anything that cannot be a code.
    """
    symbols = tidy(text)
    if not symbols:
        raise Mistyped(CodeFault.EMPTY)
    if signs := "".join(sign for sign in dict.fromkeys(symbols) if sign not in ALPHABET):
        raise Mistyped(CodeFault.SYMBOL, signs)
    kind = next((kind for kind in kinds if kind.length == len(symbols)), None)
    if kind is None:
        raise Mistyped(CodeFault.LENGTH)
    if not checks_out(symbols):
        raise Mistyped(CodeFault.CHECK)
    return Code(kind, symbols)


def tidy(text: str) -> str:
    """What was typed or pasted as bare symbols, look-alikes set right.

    Characters that belong to no code are kept, so that the caller can refuse them.
    """
    return spelling.code(text).translate(LOOK_ALIKES)


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
