"""Page layout follows from the instrument and the group (research §3.2, ADR 22)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from surveys.instruments.parts import Block, Item, ItemKind, OpenQuestion, RespondentGroup, Scale

# Two pages of four read easier than one of eight; a page never mixes scales.
LARGEST_PAGE = 6


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked on one screen. `number` starts at 1; `scale` is None without items."""

    number: int
    scale: Scale | None
    intro: str | None
    items: tuple[Item, ...]
    open_question: OpenQuestion | None = None

    @property
    def is_addition(self) -> bool:
        """Whether it belongs to an addition; no block has items of two questionnaires."""
        return bool(self.items) and self.items[0].kind is ItemKind.STEUN


def lay_out(
    group: RespondentGroup,
    blocks: Sequence[Block],
    items: Mapping[str, Item],
    scales: Mapping[str, Scale],
    open_question: OpenQuestion | None,
) -> tuple[Page, ...]:
    """Divide the blocks over pages: one question per page for clients, else at most six.

    The intro of a block is repeated on each of its pages, because it tells how to answer. The
    open question shares the last page of professionals when that holds a single question (the
    anchor), and otherwise has a page of its own. What an addition asks comes after all of this, so
    that it cannot colour it.
    """
    per_page = 1 if group is RespondentGroup.CLIENT else LARGEST_PAGE
    parts = [(block, part) for block in blocks for part in _even_parts(block.items, per_page)]
    pages = [
        Page(number, scales[block.scale], block.intro, tuple(items[code] for code in part))
        for number, (block, part) in enumerate(parts, start=1)
    ]
    own = [page for page in pages if not page.is_addition]
    first = _with_open_question(own, open_question, shares_page=group is not RespondentGroup.CLIENT)
    last = enumerate(pages[len(own) :], start=len(first) + 1)
    return (*first, *(replace(page, number=number) for number, page in last))


def _even_parts(codes: Sequence[str], largest: int) -> Iterator[Sequence[str]]:
    """Split into as few parts as possible, sizes at most one apart, larger ones first."""
    count = -(-len(codes) // largest)
    start = 0
    for index in range(count):
        size = len(codes) // count + (index < len(codes) % count)
        yield codes[start : start + size]
        start += size


def _with_open_question(
    pages: list[Page], question: OpenQuestion | None, *, shares_page: bool
) -> list[Page]:
    if question is None:
        return pages
    last = pages[-1]
    if shares_page and len(last.items) == 1:
        return [*pages[:-1], Page(last.number, last.scale, last.intro, last.items, question)]
    return [*pages, Page(last.number + 1, None, None, (), question)]
