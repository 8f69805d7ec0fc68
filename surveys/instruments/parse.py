"""From neutral nodes to the parts of an instrument. Says what is wrong, decides nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from surveys.instruments.elements import FACETS, Element, SupportArea
from surveys.instruments.fault import FaultLog
from surveys.instruments.field_reader import FieldReader
from surveys.instruments.model import (
    Address,
    Behaviour,
    Block,
    Instrument,
    Item,
    ItemKind,
    Missing,
    OpenQuestion,
    RespondentGroup,
    Scale,
    Status,
)
from surveys.instruments.nodes import MapNode
from surveys.instruments.scales import ScalesByAddress, read_scales, resolve

CODE = (r"[a-z][a-z0-9_]{0,19}", "gebruik kleine letters, cijfers en _ (hoogstens 20)")
ITEM_CODE = (r"[A-Z]{1,5}[0-9]{0,2}", "gebruik hoofdletters en dan een nummer, zoals H1")
PARALLEL = (r"[a-z][a-z0-9-]{1,39}", "gebruik kleine letters, cijfers en - (hoogstens 40)")
LICENCE = (r"[A-Za-z0-9.+-]{2,40}", "gebruik de korte naam, zoals EUPL-1.2 of CC-BY-4.0")
CHECKSUM = (r"sha256:[0-9a-f]{64}", "een controlegetal is 'sha256:' met 64 tekens")


class _Key(StrEnum):
    HELPS = "+"
    HINDERS = "-"


@dataclass(frozen=True, slots=True)
class Defaults:
    """Facts an item takes over from its block or from the head of the file."""

    author: str
    date: str
    pretest: str
    scale: str = ""
    key: _Key = _Key.HELPS
    missing: tuple[Missing, ...] = ()
    rationale: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A questionnaire as read, before the rules about the whole have been checked."""

    head: Mapping[str, str]
    version: int
    group: RespondentGroup
    address: Address
    status: Status
    stated_checksum: str
    behaviour: Behaviour
    scales: Mapping[str, Scale]
    blocks: tuple[Block, ...]
    items: tuple[Item, ...]
    open_question: OpenQuestion | None
    lines: Mapping[str, int]

    def build(self) -> Instrument:
        """The instrument, with an empty checksum. Call only after the rules hold."""
        by_code = {item.code: item for item in self.items}
        scale_names = {block.scale for block in self.blocks}
        return Instrument(
            **self.head,
            version=self.version,
            group=self.group,
            address=self.address,
            status=self.status,
            behaviour=self.behaviour,
            scales={name: scale for name, scale in self.scales.items() if name in scale_names},
            blocks=self.blocks,
            items=tuple(by_code[code] for block in self.blocks for code in block.items),
            open_question=self.open_question,
            checksum="",
            missing_labels={},
        )


def read_draft(root: MapNode, common_scales: ScalesByAddress, log: FaultLog) -> Draft:
    """Read a whole file. `common_scales` holds the scales per form of address the file may use."""
    fields = FieldReader(root, "kop", log)
    head = _read_head(fields)
    address = fields.choice("address", Address)
    behaviour = _read_behaviour(fields)
    own = fields.mapping("scales", "scales") if fields.has("scales") else None
    scales = {**common_scales.get(address, {}), **(read_scales(own) if own else {})}
    lines = {name: fields.line_of(name) for name in ("items", "blocks", "status", "checksum")}
    blocks, defaults = _read_blocks(fields, _read_defaults(fields), lines)
    draft = Draft(
        head=head,
        version=fields.number("version", 1, 999),
        group=fields.choice("group", RespondentGroup),
        address=address,
        status=fields.choice("status", Status),
        stated_checksum=fields.word("checksum", *CHECKSUM, default=""),
        behaviour=behaviour,
        scales=resolve(scales, behaviour.phrase),
        blocks=blocks,
        items=_read_items(fields, defaults, lines),
        open_question=_read_open_question(fields),
        lines=MappingProxyType(lines),
    )
    fields.finish()
    return draft


def _read_head(fields: FieldReader) -> dict[str, str]:
    return {
        "code": fields.word("code", *CODE),
        "title": fields.text("title"),
        "language": fields.word("language", "nl", "de basistekst is Nederlands: nl"),
        "licence": fields.word("licence", *LICENCE),
        "author": fields.text("author"),
        "provenance": fields.text("provenance"),
        "date": fields.date("date"),
    }


def _read_behaviour(fields: FieldReader) -> Behaviour:
    names = ("name", "phrase", "definition", "target", "action", "context", "time")
    part = fields.mapping("behaviour", "gedrag")
    if part is None:
        return Behaviour(**dict.fromkeys(names, ""))
    behaviour = Behaviour(**{name: part.text(name) for name in names})
    part.finish()
    return behaviour


def _read_defaults(fields: FieldReader) -> Defaults:
    if not fields.has("defaults"):
        return Defaults("", "", "")
    part = fields.mapping("defaults", "defaults")
    if part is None:
        return Defaults("", "", "")
    defaults = Defaults(part.text("author"), part.date("date"), part.text("pretest"))
    part.finish()
    return defaults


def _read_blocks(
    fields: FieldReader, defaults: Defaults, lines: dict[str, int]
) -> tuple[tuple[Block, ...], dict[str, Defaults]]:
    """The blocks, and per item code the facts it takes over. Without a block: the file's."""
    blocks: list[Block] = []
    facts_by_code = {"": defaults}
    for part in fields.mappings("blocks", "blok"):
        name = part.word("id", *CODE)
        part.label = f"blok {name}"
        block = Block(name, part.text("scale"), part.texts("items"), part.optional_text("intro"))
        lines[f"blok {len(blocks)}"] = part.line
        facts = replace(
            defaults,
            scale=block.scale,
            key=part.choice("key", _Key, _Key.HELPS),
            missing=part.choices("missing", Missing),
            rationale=part.text("rationale", ""),
        )
        facts_by_code.update(dict.fromkeys(block.items, facts))
        blocks.append(block)
        part.finish()
    return tuple(blocks), facts_by_code


def _read_items(
    fields: FieldReader, defaults: Mapping[str, Defaults], lines: dict[str, int]
) -> tuple[Item, ...]:
    items: list[Item] = []
    for part in fields.mappings("items", "vraag"):
        code = part.word("code", *ITEM_CODE)
        part.label = f"vraag {code}"
        lines[f"vraag {len(items)}"] = part.line
        items.append(_read_item(part, code, defaults.get(code, defaults[""])))
        part.finish()
    return tuple(items)


def _read_item(part: FieldReader, code: str, facts: Defaults) -> Item:
    kind = part.choice("kind", ItemKind, ItemKind.ELEMENT)
    element, facet = _read_place(part, kind)
    key = part.choice("key", _Key, facts.key)
    return Item(
        code=code,
        kind=kind,
        element=element,
        facet=facet,
        key="+" if key is _Key.HELPS else "-",
        scale=facts.scale,
        text=part.text("text"),
        missing=part.choices("missing", Missing, facts.missing),
        rationale=part.text("rationale", facts.rationale),
        author=part.text("author", facts.author or None),
        date=part.date("date", facts.date or None),
        pretest=part.text("pretest", facts.pretest or None),
        parallel=part.word("parallel", *PARALLEL) if part.has("parallel") else None,
        area=part.chosen("area", SupportArea) if kind is ItemKind.STEUN else None,
    )


def _read_place(part: FieldReader, kind: ItemKind) -> tuple[Element | None, str | None]:
    """The element and facet of a scored item; other items have neither."""
    if kind is not ItemKind.ELEMENT:
        for key in ("element", "facet"):
            if part.has(key):
                part.fault(key, f"een vraag van de soort {kind} heeft geen '{key}'")
        return None, None
    element = part.chosen("element", Element)
    facet = part.text("facet")
    if element and facet and facet not in FACETS[element]:
        facets = ", ".join(FACETS[element])
        part.fault("facet", f"'{facet}' hoort niet bij {element}; kies uit: {facets}")
    return element, facet


def _read_open_question(fields: FieldReader) -> OpenQuestion | None:
    if not fields.has("open_question"):
        return None
    part = fields.mapping("open_question", "open vraag")
    if part is None:
        return None
    question = OpenQuestion(
        code=part.word("code", *ITEM_CODE),
        text=part.text("text"),
        warning=part.text("warning"),
        max_length=part.number("max_length", 50, 1000),
    )
    part.finish()
    return question
