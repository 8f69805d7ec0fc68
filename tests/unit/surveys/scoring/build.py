"""Small instruments for the tests: only what scoring reads differs between them."""

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from surveys.instruments.elements import Element
from surveys.instruments.model import (
    Address,
    Behaviour,
    Instrument,
    Item,
    ItemKind,
    Key,
    Missing,
    RespondentGroup,
    Scale,
    ScaleStep,
    Status,
)
from surveys.scoring.answers import blank, put

FIVE = Scale("EE", "", tuple(ScaleStep(value, str(value)) for value in range(1, 6)))
INITIALS = dict(zip("HGSVZCP", Element, strict=True))


def scale(minimum: int, maximum: int, name: str = "EE") -> Scale:
    return Scale(
        name, "", tuple(ScaleStep(value, str(value)) for value in range(minimum, maximum + 1))
    )


def item(
    code: str, *, key: Key = "+", kind: ItemKind = ItemKind.ELEMENT, scale: str = "EE"
) -> Item:
    """An item; "H1" belongs to houding and to the facet "H.a", as its code says."""
    element = INITIALS[code[0]] if kind is ItemKind.ELEMENT else None
    return Item(
        code=code,
        kind=kind,
        element=element,
        facet=f"{code[0]}.a" if element else None,
        key=key,
        scale=scale,
        text="",
        missing=tuple(Missing),
        rationale="",
        author="",
        date="",
        pretest="",
    )


def instrument(items: Sequence[Item], *scales: Scale) -> Instrument:
    return Instrument(
        code="k1",
        version=1,
        title="",
        group=RespondentGroup.KLANTMANAGER,
        address=Address.JE,
        language="nl",
        status=Status.CONCEPT,
        licence="",
        author="",
        provenance="",
        date="",
        behaviour=Behaviour("", "", "", "", "", "", ""),
        scales={entry.id: entry for entry in scales or (FIVE,)},
        blocks=(),
        items=tuple(items),
        open_question=None,
        checksum="",
    )


def keys(**by_element: str) -> list[Item]:
    """Items of elements by initial: keys(H="++", P="---")."""
    return [
        item(f"{initial}{number}", key="+" if sign == "+" else "-")
        for initial, signs in by_element.items()
        for number, sign in enumerate(signs, 1)
    ]


def answered(of: Instrument, given: Mapping[str, int | Missing]) -> str:
    return put(of, blank(of), given)


def by_element(**answers: Sequence[int | None]) -> dict[str, int]:
    """Answers by initial: by_element(H=(4, 5, None)); None leaves the item out."""
    return {
        f"{initial}{number}": value
        for initial, values in answers.items()
        for number, value in enumerate(values, 1)
        if value is not None
    }


def answer_strings(of: Instrument) -> st.SearchStrategy[str]:
    """Any answers of one respondent, steps and reasons for none."""
    letters = [
        st.sampled_from("123456789AB"[: len(of.scales[item.scale].steps)] + ".WNZ")
        for item in of.items
    ]
    return st.tuples(*letters).map("".join)
