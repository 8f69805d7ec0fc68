"""Read one mapping field by field. Wrong fields go to the log and get a harmless stand-in value,
so that reading goes on and the writer sees every fault at once."""

import datetime
import re
import unicodedata
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from igm_portal.local_words import STANDARD, places
from surveys.instruments.fault import FaultLog
from surveys.instruments.nodes import ListNode, MapNode, Node, TextNode

Option = TypeVar("Option", bound=StrEnum)

LONGEST_TEXT = 1000
QUESTION_PLACEHOLDERS = frozenset(f"{{{place}}}" for place in places(STANDARD, "nl"))
BEHAVIOUR_PLACEHOLDER = "{gedrag}"
NO_DATE = "0001-01-01"

_BRACES = re.compile(r"\{[^{}]*\}|[{}]")


class FieldReader:
    """The fields of one mapping; `label` names it in messages ("vraag H1", "blok houding")."""

    def __init__(self, node: MapNode, label: str, log: FaultLog) -> None:
        self.line = node.line
        self.label = label
        self.log = log
        self._node = node
        self._keys: set[str] = set()

    def fault(self, key: str, message: str) -> None:
        """Log a fault at the line of a field, or of the mapping when the field is absent."""
        self.log.add(self.line_of(key), f"{self.label}: {message}")

    def line_of(self, key: str) -> int:
        return self._node.key_lines.get(key, self.line)

    def has(self, key: str) -> bool:
        self._keys.add(key)
        return key in self._node.entries

    def text(
        self,
        key: str,
        default: str | None = None,
        *,
        placeholders: Collection[str] = QUESTION_PLACEHOLDERS,
    ) -> str:
        """Text on one line, NFC, single spaces. Required unless there is a default."""
        node = self._get(key, is_required=default is None)
        if node is None:
            return default or ""
        return self._clean(key, node, placeholders)

    def optional_text(self, key: str) -> str | None:
        return self.text(key) if self.has(key) else None

    def word(self, key: str, pattern: str, rule: str, default: str | None = None) -> str:
        """Text that fits a pattern as a whole; `rule` says in Dutch what is allowed."""
        text = self.text(key, default, placeholders=())
        if text and not re.fullmatch(pattern, text, re.ASCII):
            self.fault(key, f"'{key}' is '{text}', maar {rule}")
        return text

    def number(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from low to high, both included."""
        text = self.text(key, None if default is None else str(default))
        if not text:
            return low
        number = int(text) if re.fullmatch(r"-?\d{1,9}", text, re.ASCII) else None
        if number is None or not low <= number <= high:
            self.fault(key, f"'{key}' moet een getal van {low} tot en met {high} zijn")
            return low
        return number

    def date(self, key: str, default: str | None = None) -> str:
        """A calendar date as YYYY-MM-DD."""
        text = self.text(key, default)
        try:
            return datetime.date.fromisoformat(text).isoformat() if text else NO_DATE
        except ValueError:
            self.fault(key, f"'{key}' moet een datum zijn zoals 2025-11-21")
            return NO_DATE

    def choice(self, key: str, options: type[Option], default: Option | None = None) -> Option:
        """One of the words of an enumeration; the stand-in for a wrong word is the first."""
        return self.chosen(key, options, default) or default or next(iter(options))

    def chosen(
        self, key: str, options: type[Option], default: Option | None = None
    ) -> Option | None:
        """As `choice`, but None after a fault."""
        return self._option(key, self.text(key, default), options)

    def choices(
        self, key: str, options: type[Option], default: tuple[Option, ...] = ()
    ) -> tuple[Option, ...]:
        """A list of words of an enumeration, each once."""
        if not self.has(key):
            return default
        selection = [self._option(key, text, options) for text in self.texts(key)]
        if len(set(selection)) < len(selection):
            self.fault(key, f"'{key}' noemt iets twee keer")
        return tuple(option for option in selection if option)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; required, may be empty."""
        return tuple(self._clean(key, node, QUESTION_PLACEHOLDERS) for node in self._list(key))

    def mapping(self, key: str, label: str) -> "FieldReader | None":
        """A required mapping, or None after a fault."""
        node = self._get(key)
        if node is None:
            return None
        if not isinstance(node, MapNode):
            self.fault(key, f"'{key}' moet uit velden bestaan")
            return None
        return FieldReader(node, label, self.log)

    def mappings(self, key: str, label: str) -> Iterator["FieldReader"]:
        """A required, non-empty list of mappings."""
        nodes = self._list(key)
        if self.has(key) and not nodes:
            self.fault(key, f"'{key}' is leeg")
        for node in nodes:
            if isinstance(node, MapNode):
                yield FieldReader(node, label, self.log)
            else:
                self.log.add(node.line, f"elk deel van '{key}' moet uit velden bestaan")

    def names(self) -> tuple[str, ...]:
        return tuple(self._node.entries)

    def finish(self) -> None:
        """Report the fields nobody asked for, with the name that was probably meant."""
        for key in sorted(set(self._node.entries) - self._keys):
            close = get_close_matches(key, self._keys, n=1)
            hint = f"; bedoel je '{close[0]}'?" if close else ""
            self.fault(key, f"'{key}' is onbekend{hint}")

    def _get(self, key: str, *, is_required: bool = True) -> Node | None:
        self._keys.add(key)
        if is_required and key not in self._node.entries:
            self.fault(key, f"'{key}' ontbreekt")
        return self._node.entries.get(key)

    def _list(self, key: str) -> tuple[Node, ...]:
        node = self._get(key)
        if node is None:
            return ()
        if not isinstance(node, ListNode):
            self.fault(key, f"'{key}' moet een lijst zijn")
            return ()
        return node.items

    def _clean(self, key: str, node: Node, placeholders: Collection[str]) -> str:
        if not isinstance(node, TextNode):
            self.log.add(node.line, f"{self.label}: '{key}' moet tekst zijn")
            return ""
        text = unicodedata.normalize("NFC", " ".join(node.text.split()))
        if not text:
            self.log.add(node.line, f"{self.label}: '{key}' is leeg")
        if len(text) > LONGEST_TEXT:
            self.log.add(node.line, f"{self.label}: '{key}' is langer dan {LONGEST_TEXT} tekens")
        for placeholder in set(_BRACES.findall(text)) - set(placeholders):
            self.log.add(node.line, f"{self.label}: '{placeholder}' is geen bekende invulplek")
        return text

    def _option(self, key: str, text: str, options: type[Option]) -> Option | None:
        if text in list(options):
            return options(text)
        if text:
            options_text = ", ".join(options)
            self.fault(key, f"'{text}' bestaat niet; kies uit: {options_text}")
        return None
