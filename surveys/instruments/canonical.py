"""One text per questionnaire: what a wave stores, and what the checksum is taken from.

The document has the fields of an instrument file with everything spelled out, so the same
reader checks both. Keys are sorted and nothing depends on layout: the same questionnaire gives
the same bytes on every machine.
"""

import hashlib
import json
from dataclasses import replace

from surveys.instruments.fault import FaultLog
from surveys.instruments.model import Block, Instrument, Item, Scale
from surveys.instruments.nodes import nodes_from_json
from surveys.instruments.parse import read_draft
from surveys.instruments.rules import check_structure

Document = dict[str, object]

# May change at or after publication without changing what people read or how it is scored.
_HEAD_OUTSIDE = frozenset({"status", "checksum", "date", "author", "licence", "provenance"})
_ITEM_OUTSIDE = frozenset({"rationale", "author", "date", "pretest"})

STORED_QUESTIONNAIRE = "opgeslagen vragenlijst"


def to_json(instrument: Instrument) -> str:
    """The whole instrument as canonical JSON: sorted keys, no spaces, Unicode as it is."""
    head = {name: getattr(instrument, name) for name in _HEAD_OUTSIDE}
    return _dump(head | _content(instrument, frozenset()))


def from_json(text: str) -> Instrument:
    """The instrument in a canonical document.

    Raises InstrumentFault when the document is damaged or no longer fits its own checksum.
    """
    log = FaultLog(STORED_QUESTIONNAIRE)
    draft = read_draft(nodes_from_json(text, log), {}, log)
    check_structure(draft, log)
    log.check()
    instrument = with_checksum(draft.build())
    if draft.stated_checksum != instrument.checksum:
        raise log.refuse(0, "de inhoud past niet bij het controlegetal")
    return instrument


def checksum(instrument: Instrument) -> str:
    """SHA-256 over structure and Dutch text (ADR 22), as "sha256:" and 64 hex digits."""
    content = _dump(_content(instrument, _ITEM_OUTSIDE))
    return f"sha256:{hashlib.sha256(content.encode()).hexdigest()}"


def with_checksum(instrument: Instrument) -> Instrument:
    """The same instrument carrying its own checksum."""
    return replace(instrument, checksum=checksum(instrument))


def _dump(document: Document) -> str:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _content(instrument: Instrument, item_outside: frozenset[str]) -> Document:
    behaviour = instrument.behaviour
    content: Document = {
        "code": instrument.code,
        "version": instrument.version,
        "title": instrument.title,
        "group": instrument.group,
        "address": instrument.address,
        "language": instrument.language,
        "behaviour": {name: getattr(behaviour, name) for name in behaviour.__slots__},
        "scales": {name: _scale(scale) for name, scale in instrument.scales.items()},
        "blocks": [_block(block) for block in instrument.blocks],
        "items": [_item(item, item_outside) for item in instrument.items],
    }
    if question := instrument.open_question:
        content["open_question"] = {name: getattr(question, name) for name in question.__slots__}
    return content


def _scale(scale: Scale) -> Document:
    labels = [step.label for step in scale.steps]
    return {"question": scale.question, "first": scale.minimum, "steps": labels}


def _block(block: Block) -> Document:
    document: Document = {"id": block.id, "scale": block.scale, "items": list(block.items)}
    return document | ({"intro": block.intro} if block.intro else {})


def _item(item: Item, outside: frozenset[str]) -> Document:
    # The scale of an item is that of its block.
    names = set(item.__slots__) - outside - {"scale"}
    document = {name: getattr(item, name) for name in names}
    return {name: value for name, value in document.items() if value not in (None, "", ())}
