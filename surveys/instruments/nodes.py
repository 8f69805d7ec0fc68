"""The neutral shape between a file and the model: text, lists and mappings that know their line.

Types are decided by the field that is read, never by YAML: "no" as an answer label stays text.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from surveys.instruments.fault import FaultLog


@dataclass(frozen=True, slots=True)
class TextNode:
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class ListNode:
    line: int
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class MapNode:
    line: int
    entries: Mapping[str, "Node"]
    key_lines: Mapping[str, int]


Node = TextNode | ListNode | MapNode


def nodes_from_json(text: str, log: FaultLog) -> MapNode:
    """Read canonical JSON. Raises InstrumentFault when it is not one JSON object."""
    try:
        root = _node(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise log.refuse(0, "de opgeslagen vragenlijst is geen geldige JSON") from error
    if not isinstance(root, MapNode):
        raise log.refuse(0, "de opgeslagen vragenlijst is geen JSON-object")
    return root


def _node(value: object) -> Node:
    match value:
        case dict():
            entries = {str(key): _node(entry) for key, entry in value.items()}
            return MapNode(0, entries, dict.fromkeys(entries, 0))
        case list():
            return ListNode(0, tuple(_node(entry) for entry in value))
        case _:
            return TextNode(0, str(value))
