"""A bounded cache of what pages are drawn from, in the memory of one process.

A key holds everything that the result depends on (for a publication: its digest, the right of
whoever reads and what was asked); the language and the own words of the
organisation are added here. So nothing has to be forgotten when something changes, and it stands
only behind a view that has checked the right.
"""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from django.utils.translation import get_language

from igm_portal.local_words import active

Rendered = TypeVar("Rendered")


class RenderCache(Generic[Rendered]):
    """At most so many values; the oldest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[Hashable, Rendered] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: Hashable, make: Callable[[], Rendered]) -> Rendered:
        """The value of this key; `make` is called where there is none."""
        whole = (get_language(), active(), key)
        value = self._values.get(whole)
        if value is None:
            value = make()
            with self._lock:  # a process has several threads
                while len(self._values) >= self._most:
                    del self._values[next(iter(self._values))]
                self._values[whole] = value
        return value

    def clear(self) -> None:
        self._values.clear()
