"""What may stand in a name or a text: nothing invisible, nothing that turns others round. Pure.

A line end in a name would break a header of a mail, a bidi override shows another name than is
stored, and a NUL no database takes.
"""

from typing import Final
from unicodedata import bidirectional, category

JOINERS: Final = {"\u200c", "\u200d"}  # zero-width non-joiner and joiner
_TURNING: Final = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_LAYOUT: Final = {"\n", "\r", "\t"}
_NO_TEXT: Final = {"Cc", "Cs", "Zl", "Zp"}  # control characters, surrogates, separators
_BLANK: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
)  # letters, marks and a symbol that show nothing (Default_Ignorable_Code_Point, and Braille blank)
_VARIATIONS: Final = {*map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0xE0100, 0xE01F0))}


def is_line(text: str) -> bool:
    """Whether a name or subject is one line of visible signs; the only space is the plain one."""
    if text.isascii():
        return text.isprintable()
    return all(_is_visible(text, place) for place in range(len(text)))


def is_text(text: str) -> bool:
    """Whether a text of several lines has no control characters and turns no direction round."""
    return all(
        sign in _LAYOUT or (category(sign) not in _NO_TEXT and bidirectional(sign) not in _TURNING)
        for sign in text
    )


def _is_visible(text: str, place: int) -> bool:
    """Whether a sign shows in its place. A joiner does between letters of a script that joins
    (Persian names need it), a variation after a symbol: an emoji.
    """
    sign = text[place]
    if sign in JOINERS:
        return 0 < place < len(text) - 1 and _joins(text[place - 1]) and _joins(text[place + 1])
    if sign in _VARIATIONS:
        return place > 0 and category(text[place - 1]) == "So"
    return sign.isprintable() and sign not in _BLANK


def _joins(sign: str) -> bool:
    """Whether a letter or mark belongs to a script without capitals: those with capitals (Latin,
    Greek, Cyrillic) join nothing, so there a joiner would only make two names look the same.
    """
    return category(sign)[0] in "LM" and sign.lower() == sign.upper() and sign not in _BLANK
