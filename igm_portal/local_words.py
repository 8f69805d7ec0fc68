"""Words that an organisation may have of its own: what a klantmanager is called there. Pure.

The list is closed. A text has a place for a word, `{klantmanager}`, and nothing is replaced
outside a place: not inside another word, and not in what somebody typed (ADR 58). `OwnWords` are
the own words of one organisation as they are kept: pairs of a key of `KEYS` and a word, sorted.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

OwnWords = tuple[tuple[str, str], ...]
STANDARD: Final[OwnWords] = ()
ENGLISH: Final = "en"


@dataclass(frozen=True, slots=True)
class LocalWord:
    """One word of the list; `plural` is empty for a name, which has no article either.

    `english` are the standard forms on English pages; other languages take the Dutch ones.
    """

    key: str
    plural: str
    standard: tuple[str, str]
    english: tuple[str, str]

    @property
    def is_name(self) -> bool:
        return not self.plural

    @property
    def keys(self) -> tuple[str, ...]:
        """What an organisation fills in: singular, plural, article, and the English of both."""
        if self.is_name:
            return (self.key, f"{self.key}_{ENGLISH}")
        forms = (self.key, self.plural)
        return (*forms, f"{self.key}_article", *(f"{form}_{ENGLISH}" for form in forms))


def _role(singular: str, plural: str) -> LocalWord:
    return LocalWord(singular, plural, (singular, plural), (singular, plural))


WORDS: Final = (
    _role("klantmanager", "klantmanagers"),
    _role("inkomensconsulent", "inkomensconsulenten"),
    _role("accountmanager", "accountmanagers"),
    LocalWord("methode", "", ("een vaste werkwijze", ""), ("a fixed way of working", "")),
)
KEYS: Final = frozenset(key for word in WORDS for key in word.keys)
ARTICLES: Final = ("de", "het")

_PLACE = re.compile(r"\{(\w+)\}", re.ASCII)
_ACTIVE: ContextVar[OwnWords] = ContextVar("own_words", default=STANDARD)


@lru_cache(maxsize=512)
def places(own: OwnWords, language: str) -> Mapping[str, str]:
    """What stands in each place in a text of this language: the word, its plural, the word with its
    article ("de_klantmanager"), and each with a capital ("Klantmanager").
    """
    values: dict[str, str] = {}
    for word in WORDS:
        singular, plural = _forms(word, dict(own), language)
        values[word.key] = singular
        if not word.is_name:
            article = dict(own).get(f"{word.key}_article", ARTICLES[0])
            article = "the" if language == ENGLISH else article
            values |= {word.plural: plural, f"de_{word.key}": f"{article} {singular}"}
    capitals = {_capital(place): _capital(value) for place, value in values.items()}
    return MappingProxyType(values | capitals)


def _forms(word: LocalWord, own: Mapping[str, str], language: str) -> tuple[str, str]:
    """Singular and plural; without English of its own an organisation keeps its Dutch word."""
    keys = (word.key, word.plural)
    if word.key not in own:
        return word.english if language == ENGLISH else word.standard
    english = [own.get(f"{key}_{ENGLISH}", "") for key in keys] if language == ENGLISH else ["", ""]
    singular, plural = (
        translation or own.get(key, "") for translation, key in zip(english, keys, strict=True)
    )
    return singular, plural


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with these values in its places, each once; what is no place stays as it is."""
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), text)


def places_in(text: str) -> frozenset[str]:
    """Which places of the list stand in a text."""
    return frozenset(_PLACE.findall(text)) & places(STANDARD, "nl").keys()


def active() -> OwnWords:
    """The own words of the organisation that is served now; none outside one."""
    return _ACTIVE.get()


def activate(own: OwnWords) -> None:
    """From here on speak in these words, until `speaking` ends: that of the request, or of one
    piece of work in the background.
    """
    _ACTIVE.set(own)


@contextmanager
def speaking(own: OwnWords) -> Iterator[None]:
    """Speak in these words for a while, and after it as before, whatever happens in between."""
    token = _ACTIVE.set(own)
    try:
        yield
    finally:
        _ACTIVE.reset(token)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
