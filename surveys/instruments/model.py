"""The questionnaire as the rest of the product meets it: frozen, checked, in answer order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from surveys.instruments.elements import Element
from surveys.instruments.pages import Page, lay_out
from surveys.instruments.parts import (
    Address,
    AnchorChoice,
    Behaviour,
    Block,
    Item,
    ItemKind,
    Key,
    Missing,
    OpenQuestion,
    RespondentGroup,
    Scale,
    ScaleStep,
    Status,
)

__all__ = [
    "Address",
    "AnchorChoice",
    "Behaviour",
    "Block",
    "Instrument",
    "Item",
    "ItemKind",
    "Key",
    "Missing",
    "OpenQuestion",
    "Page",
    "RespondentGroup",
    "Scale",
    "ScaleStep",
    "Status",
]


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of one questionnaire about one behaviour.

    `items` stand in answer order (the order of the blocks): position i of an answer string
    belongs to `items[i]`. `checksum` covers structure and text (see `canonical.checksum`).
    `missing_labels` are the words of a translation (`languages`); empty in the Dutch version.
    """

    code: str
    version: int
    title: str
    group: RespondentGroup
    address: Address
    language: str
    status: Status
    licence: str
    author: str
    provenance: str
    date: str
    behaviour: Behaviour
    scales: Mapping[str, Scale]
    blocks: tuple[Block, ...]
    items: tuple[Item, ...]
    open_question: OpenQuestion | None
    checksum: str
    missing_labels: Mapping[Missing, str] = field(default_factory=dict, compare=False)
    pages: tuple[Page, ...] = field(init=False, repr=False, compare=False)
    _positions: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_code = {item.code: item for item in self.items}
        pages = lay_out(self.group, self.blocks, by_code, self.scales, self.open_question)
        positions = {item.code: index for index, item in enumerate(self.items)}
        object.__setattr__(self, "scales", MappingProxyType(dict(self.scales)))
        object.__setattr__(self, "pages", pages)
        object.__setattr__(self, "_positions", MappingProxyType(positions))

    def __hash__(self) -> int:
        """Equal instruments have equal checksums, so caches may be keyed by instrument."""
        return hash(self.checksum)

    def position(self, code: str) -> int:
        """Place of an item in the answer string, from 0. KeyError for an unknown code."""
        return self._positions[code]

    def item(self, code: str) -> Item:
        """The item with this code. KeyError for an unknown code."""
        return self.items[self._positions[code]]

    def items_of(self, element: Element) -> tuple[Item, ...]:
        """The scored items of one element, in answer order."""
        return tuple(item for item in self.items if item.element is element)

    @property
    def asked(self) -> int:
        """How many questions somebody meets: the items, and the one in their own words."""
        return len(self.items) + (self.open_question is not None)

    @property
    def scored(self) -> tuple[Item, ...]:
        """The items that count for willen and kunnen, in answer order."""
        return tuple(item for item in self.items if item.kind is ItemKind.ELEMENT)

    @property
    def is_addition(self) -> bool:
        """Whether it is asked after another questionnaire, and never by itself (ADR 51)."""
        return all(item.kind is ItemKind.STEUN for item in self.items)

    @property
    def anchor(self) -> Item | None:
        """The question "wat houdt je het meest tegen?", where the questionnaire has one."""
        return next((item for item in self.items if item.kind is ItemKind.ANKER), None)
