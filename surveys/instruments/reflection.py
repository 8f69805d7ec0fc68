"""Open questions per element: to think about beside the own profile, to talk about in a group.

They stand in files of their own: no text of a launched questionnaire, so no checksum, holds them.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from igm_portal.local_words import STANDARD, OwnWords, fill, places
from surveys.instruments import loader
from surveys.instruments.elements import Element
from surveys.instruments.fault import FaultLog
from surveys.instruments.field_reader import FieldReader
from surveys.instruments.languages.tag import BASE, is_tag
from surveys.instruments.yaml_lines import read_yaml

FEWEST, MOST = 2, 3


def load_reflection(
    code: str, language: str = BASE, own: OwnWords = STANDARD
) -> Mapping[Element, tuple[str, ...]]:
    """Two or three questions for each of the seven elements, for one person, in the own words of
    an organisation. Without a file in this language the Dutch one is read. Raises InstrumentFault
    when there is none either, or when the file is incomplete.
    """
    return _in_words("reflection", code, language, own)


def load_conversation(
    code: str, language: str = BASE, own: OwnWords = STANDARD
) -> Mapping[Element, tuple[str, ...]]:
    """Two or three questions for each of the seven elements, for the conversation of a group.

    Files and faults are as with `load_reflection`.
    """
    return _in_words("conversation", code, language, own)


def conversation_language(code: str, language: str) -> str:
    """The language that `load_conversation` speaks when asked for this one: it, or Dutch."""
    path = loader.DEFINITIONS / code / f"conversation.{language}.yaml"
    return language if is_tag(language) and path.exists() else BASE


def has_conversation(code: str) -> bool:
    """Whether there are questions for a group: a questionnaire of one's own may have none."""
    return (loader.DEFINITIONS / code / f"conversation.{BASE}.yaml").exists()


@lru_cache(maxsize=256)
def _in_words(
    kind: str, code: str, language: str, own: OwnWords
) -> Mapping[Element, tuple[str, ...]]:
    exists = is_tag(language) and (loader.DEFINITIONS / code / f"{kind}.{language}.yaml").exists()
    values = places(own, language if exists else BASE)
    questions = _questions(kind, code, language)
    return MappingProxyType(
        {
            element: tuple(fill(text, values) for text in texts)
            for element, texts in questions.items()
        }
    )


@lru_cache(maxsize=64)
def _questions(kind: str, code: str, language: str) -> Mapping[Element, tuple[str, ...]]:
    path = loader.DEFINITIONS / code / f"{kind}.{language}.yaml"
    if language != BASE and is_tag(language) and not path.exists():
        return _questions(kind, code, BASE)
    log = FaultLog(str(path))
    if not (re.fullmatch(r"[a-z0-9_]+", code, re.ASCII) and is_tag(language)):
        raise log.refuse(0, "zulke reflectievragen zijn er niet")
    fields = FieldReader(read_yaml(path, log), "reflectievragen", log)
    questions = {element: fields.texts(element) for element in Element}
    for element, texts in questions.items():
        if not FEWEST <= len(texts) <= MOST:
            fields.fault(element, f"{element} heeft {FEWEST} of {MOST} vragen nodig")
    fields.finish()
    log.check()
    return MappingProxyType(questions)
