"""One document per language of a version: what a wave stores, and where its checksum comes from."""

import hashlib
import json
from dataclasses import replace

from surveys.instruments.fault import FaultLog
from surveys.instruments.languages.parse import read_texts
from surveys.instruments.languages.texts import Texts
from surveys.instruments.model import Instrument
from surveys.instruments.nodes import nodes_from_json

STORED_TRANSLATION = "opgeslagen vertaling"

# May change without changing what people read.
_OUTSIDE = ("revision", "status", "author", "date", "review", "checksum")


def to_json(texts: Texts) -> str:
    """The whole document as canonical JSON: sorted keys, no spaces, Unicode as it is."""
    return _dump({name: getattr(texts, name) for name in _OUTSIDE} | _content(texts))


def from_json(text: str, instrument: Instrument) -> Texts:
    """The texts in a canonical document, for the version that they translate.

    Raises InstrumentFault when the document is damaged, incomplete or does not fit its checksum.
    """
    log = FaultLog(STORED_TRANSLATION)
    texts = read_texts(nodes_from_json(text, log), instrument, None, log)
    log.check()
    if texts.checksum != checksum(texts):
        raise log.refuse(0, "de inhoud past niet bij het controlegetal")
    return texts


def checksum(texts: Texts) -> str:
    """SHA-256 over everything people read in this language, as "sha256:" and 64 hex digits."""
    return f"sha256:{hashlib.sha256(_dump(_content(texts)).encode()).hexdigest()}"


def with_checksum(texts: Texts) -> Texts:
    """The same texts carrying their own checksum."""
    return replace(texts, checksum=checksum(texts))


def _dump(document: dict[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _content(texts: Texts) -> dict[str, object]:
    content: dict[str, object] = {
        "code": texts.code,
        "version": texts.version,
        "language": texts.language,
        "name": texts.name,
        "title": texts.title,
        "behaviour": dict(texts.behaviour),
        "scales": {
            name: {"question": words.question, "steps": list(words.steps)}
            for name, words in texts.scales.items()
        },
        "missing": dict(texts.missing),
        "items": dict(texts.items),
    }
    if texts.intros:
        content["blocks"] = dict(texts.intros)
    if texts.question:
        content["open_question"] = {"text": texts.question, "warning": texts.warning}
    return content
