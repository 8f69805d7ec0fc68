"""A drawn text with holes: drawn once, and filled in for each person or request.

What is kept has nothing of anybody in it; what is put in is escaped as a template would.
"""

import re
import secrets
from collections.abc import Mapping, Sequence
from html import escape

from django.utils.safestring import SafeString


class Holes:
    """Named places to draw a text with. Nobody can guess the marks that stand there until they are
    filled in, so nobody can write one in a text of the page.
    """

    def __init__(self, *names: str) -> None:
        self.marks = {name: SafeString(secrets.token_hex(16)) for name in names}
        self._names: dict[str, str] = {mark: name for name, mark in self.marks.items()}
        self._places = re.compile(f"({'|'.join(self._names)})")

    def pieces(self, drawn: str) -> tuple[str, ...]:
        """A text that was drawn with `marks`, to be filled in."""
        return tuple(self._places.split(drawn))

    def filled(self, pieces: Sequence[str], values: Mapping[str, str]) -> SafeString:
        """That text with the values, by the names of the holes."""
        own = {mark: _escaped(values[name]) for mark, name in self._names.items()}
        return SafeString("".join([own.get(piece, piece) for piece in pieces]))


def _escaped(value: str) -> str:
    """As `conditional_escape`, which spends most of its time on texts that are still to be
    translated: a list of people is six hundred texts.
    """
    text = str(value)
    return text if isinstance(text, SafeString) else escape(text)
