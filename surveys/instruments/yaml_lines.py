"""Read YAML from anyone: a small, safe part of the language, with the line of every value.

Anchors, aliases, tags and several documents in one file are refused, as are files that are
large or deep; so no file can make the reader expand, build objects or run out of stack.
"""

from pathlib import Path

import yaml

from surveys.instruments.fault import FaultLog
from surveys.instruments.nodes import ListNode, MapNode, Node, TextNode

# libyaml reads ten times as fast; the reader in Python says better what is wrong in a file.
_FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LARGEST_FILE = 1_000_000
DEEPEST = 8


def read_yaml(path: Path, log: FaultLog) -> MapNode:
    """The mapping in a file. Raises InstrumentFault when the file cannot be read as one."""
    text = _decode(_read_bytes(path, log), log)
    try:
        root = _root(text, _FAST, log)
    except yaml.YAMLError:
        try:
            root = _root(text, yaml.SafeLoader, log)
        except yaml.YAMLError as error:
            raise log.refuse(_line_of(error, text), _reason(error)) from error
    if root is None:
        raise log.refuse(1, "het bestand is leeg")
    if not isinstance(root, yaml.MappingNode):
        raise log.refuse(1, "het bestand moet beginnen met velden zoals 'code: k1'")
    return _mapping(root, log)


def _root(text: str, loader: type[yaml.SafeLoader], log: FaultLog) -> yaml.Node | None:
    _refuse_unsafe(text, loader, log)
    return yaml.compose(text, loader)


def _read_bytes(path: Path, log: FaultLog) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise log.refuse(0, "het bestand is niet gevonden of niet leesbaar") from error
    if len(raw) > LARGEST_FILE:
        raise log.refuse(0, "het bestand is groter dan 1 MB")
    return raw


def _decode(raw: bytes, log: FaultLog) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise log.refuse(line, "sla het bestand op als UTF-8: dit teken is onleesbaar") from error


def _refuse_unsafe(text: str, loader: type[yaml.SafeLoader], log: FaultLog) -> None:
    """Look at the events one by one, before anything is built from them."""
    depth = documents = 0
    for event in yaml.parse(text, loader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise log.refuse(line, "verwijzingen met & en * zijn niet toegestaan")
        if getattr(event, "tag", None):
            raise log.refuse(line, "aanduidingen met ! zijn niet toegestaan")
        documents += isinstance(event, yaml.DocumentStartEvent)
        if documents > 1:
            raise log.refuse(line, "een bestand bevat één vragenlijst: haal de tweede '---' weg")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise log.refuse(line, "hier is te diep genest")


def _line_of(error: yaml.YAMLError, text: str) -> int:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        return mark.line + 1 if mark else 0
    position = getattr(error, "position", 0)
    return text.count("\n", 0, position) + 1


def _reason(error: yaml.YAMLError) -> str:
    if "\\t" in str(getattr(error, "problem", "")):
        return "gebruik spaties om in te springen, geen tabs"
    if isinstance(error, yaml.reader.ReaderError):
        return "hier staat een teken dat niet in tekst thuishoort"
    return "dit is geen geldige YAML: kijk naar inspringen, dubbele punten en aanhalingstekens"


def _node(node: yaml.Node, log: FaultLog) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, log)
    if isinstance(node, yaml.SequenceNode):
        return ListNode(line, tuple(_node(child, log) for child in node.value))
    plain_null = node.tag == "tag:yaml.org,2002:null"
    return TextNode(line, "" if plain_null else str(node.value))


def _mapping(node: yaml.MappingNode, log: FaultLog) -> MapNode:
    entries: dict[str, Node] = {}
    key_lines: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            log.add(line, "de naam van een veld moet een woord zijn")
        elif key.value in entries:
            log.add(line, f"'{key.value}' staat hier twee keer")
        else:
            entries[key.value] = _node(value, log)
            key_lines[key.value] = line
    return MapNode(node.start_mark.line + 1, entries, key_lines)
