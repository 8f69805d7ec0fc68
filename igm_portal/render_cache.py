"""What was made before of the same published figures, for the same right, in the same language.

A publication never changes and its digest names it, so what a page makes of it need not be made
twice. A key holds everything that the result depends on: the digest, the right of whoever reads
(`Scope`), and what was asked; the language is added here. It lives in the memory of one process,
and only behind a view that has checked the right.
"""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from django.utils.translation import get_language

Made = TypeVar("Made")


class RenderCache(Generic[Made]):
    """At most so many results; the one that was made first goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: dict[Hashable, Made] = {}

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made for this key, or else made now."""
        whole = (get_language(), key)
        rendered = self._made.get(whole)
        if rendered is None:
            rendered = make()
            while len(self._made) >= self._most:
                self._made.pop(next(iter(self._made)), None)
            self._made[whole] = rendered
        return rendered
