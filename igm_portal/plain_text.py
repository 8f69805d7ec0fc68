"""What may stand in a name or a text: nothing invisible, nothing that turns others round. Pure.

A line end in a name would break a header of a mail, a bidi override shows another name than is
stored, and a NUL no database takes.
"""

from typing import Final
from unicodedata import bidirectional, category

_TURNING: Final = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_LAYOUT: Final = {"\n", "\r", "\t"}


def is_line(text: str) -> bool:
    """Whether a name or subject is one line of visible signs; the only space is the plain one."""
    return text.isprintable()


def is_text(text: str) -> bool:
    """Whether a text of several lines has no control characters and turns no direction round."""
    return all(sign in _LAYOUT or _is_harmless(sign) for sign in text)


def _is_harmless(sign: str) -> bool:
    return category(sign) not in {"Cc", "Cs", "Zl", "Zp"} and bidirectional(sign) not in _TURNING
