"""Pages follow from the instrument and the group."""

import pytest

from surveys.instruments.loader import load
from surveys.instruments.model import (
    Block,
    Item,
    ItemKind,
    OpenQuestion,
    RespondentGroup,
    Scale,
    ScaleStep,
)
from surveys.instruments.pages import Page, lay_out

SCALES = {
    name: Scale(name, "Vraag?", (ScaleStep(1, "nee"), ScaleStep(2, "ja"))) for name in ("EE", "AK")
}
OPEN = OpenQuestion("OPEN", "Wat helpt?", "Geen namen.", 300)


def _pages(
    group: RespondentGroup, *blocks: Block, question: OpenQuestion | None = None
) -> tuple[Page, ...]:
    items = {code: _item(code, block.scale) for block in blocks for code in block.items}
    return lay_out(group, blocks, items, SCALES, question)


def _item(code: str, scale: str) -> Item:
    return Item(
        code=code, kind=ItemKind.GEDRAG, element=None, facet=None, key="+", scale=scale,
        text="Ik oefen.", missing=(), rationale="x", author="x", date="2025-11-21", pretest="x",
    )  # fmt: skip


def _block(size: int, scale: str = "EE", prefix: str = "A") -> Block:
    return Block(
        prefix.lower(), scale, tuple(f"{prefix}{n}" for n in range(1, size + 1)), "Let op."
    )


@pytest.mark.parametrize(
    ("size", "sizes"),
    [(1, [1]), (4, [4]), (6, [6]), (7, [4, 3]), (8, [4, 4]), (11, [6, 5]), (13, [5, 4, 4])],
)
def test_professionals_get_even_pages_of_at_most_six(size: int, sizes: list[int]) -> None:
    pages = _pages(RespondentGroup.KLANTMANAGER, _block(size))
    assert [len(page.items) for page in pages] == sizes
    codes = [item.code for page in pages for item in page.items]
    assert codes == list(_block(size).items)


def test_clients_get_one_question_per_page_with_the_intro_each_time() -> None:
    pages = _pages(RespondentGroup.CLIENT, _block(3), question=OPEN)
    assert [[item.code for item in page.items] for page in pages] == [["A1"], ["A2"], ["A3"], []]
    assert [page.intro for page in pages] == ["Let op.", "Let op.", "Let op.", None]
    assert pages[-1] == Page(4, None, None, (), OPEN)


def test_open_question_joins_a_last_page_with_one_question() -> None:
    pages = _pages(RespondentGroup.MANAGER, _block(5), _block(1, "AK", "K"), question=OPEN)
    assert [page.open_question for page in pages] == [None, OPEN]
    assert [page.scale and page.scale.id for page in pages] == ["EE", "AK"]


def test_open_question_stands_apart_after_a_full_page() -> None:
    pages = _pages(RespondentGroup.MANAGER, _block(5), question=OPEN)
    assert [(page.number, page.scale, page.open_question) for page in pages] == [
        (1, SCALES["EE"], None),
        (2, None, OPEN),
    ]


@pytest.mark.parametrize(
    ("code", "count"), [("k1", 11), ("k2", 11), ("k3", 11), ("m1", 11), ("m2", 10), ("c1", 36)]
)
def test_pages_of_shipped_questionnaires(code: str, count: int) -> None:
    instrument = load(code)
    assert [page.number for page in instrument.pages] == list(range(1, count + 1))
    asked = tuple(item for page in instrument.pages for item in page.items)
    assert asked == instrument.items
    for page in instrument.pages:
        assert all(page.scale and item.scale == page.scale.id for item in page.items)
    assert instrument.pages[-1].open_question == instrument.open_question


def test_obstacle_pages_say_what_to_do_when_something_does_not_apply() -> None:
    for code in ("k1", "k2", "k3", "m1", "m2", "c1"):
        last = [page for page in load(code).pages if page.scale and page.scale.id == "LA"]
        assert last
        assert all(page.intro and "Kies dan 'geen last'" in page.intro for page in last)
