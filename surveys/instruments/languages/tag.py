"""Names of languages: `en`, `nl-easy`, `ar`; and what a browser has to know of them."""

import re
from typing import Final

BASE: Final = "nl"
TAG: Final = (r"[a-z]{2,3}(-[a-z]{3,8})?", "gebruik een code zoals en, ar of nl-easy")

# ISO 639 codes of languages that are written from right to left.
_RIGHT_TO_LEFT: Final = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "prs", "ps", "ur", "yi"})


def is_tag(text: str) -> bool:
    """Whether the text could name a language at all; says nothing about there being a file."""
    return re.fullmatch(TAG[0], text, re.ASCII) is not None


def html_language(tag: str) -> str:
    """The value of a `lang` attribute: easy Dutch is read aloud as Dutch."""
    return tag.partition("-")[0]


def direction(tag: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if html_language(tag) in _RIGHT_TO_LEFT else "ltr"
