"""How much work a drawing is: what it draws again and again counts every time."""

from collections import defaultdict
from functools import cache
from typing import Final
from xml.etree.ElementTree import Element

from igm_portal.accounts.pictures.faults import Fault, PictureFault
from igm_portal.accounts.pictures.svg_values import MAX_GROWTH, growth

MAX_ELEMENTS: Final = 3000
MAX_WORK: Final = 1_000_000
"""Characters of attributes, each counted as often as it is drawn."""
_LONGEST: Final = 8
"""Steps from a reference to what refers to nothing; a circle has no end."""
_INHERITED: Final = {"fill", "stroke"}


def check_work(root: Element) -> None:
    """Raises PictureFault for a drawing that takes a paper or a browser more than a moment."""
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise PictureFault(Fault.TOO_COMPLEX)
    for clip in root.iter("clipPath"):
        if any("clip-path" in element.attrib for element in clip.iter()):
            raise PictureFault(Fault.TOO_COMPLEX)
    if _work(root) > MAX_WORK:
        raise PictureFault(Fault.TOO_COMPLEX)
    _check_growth(root, 1.0)


def _check_growth(element: Element, around: float) -> None:
    own = [element.get(name, "") for name in ("transform", "gradientTransform")]
    grown = around * max(map(growth, own))
    if grown > MAX_GROWTH:
        raise PictureFault(Fault.TOO_COMPLEX)
    for child in element:
        _check_growth(child, grown)


def _work(root: Element) -> int:
    named = defaultdict(list)
    for element in root.iter():
        named[element.get("id")].append(element)

    @cache
    def of(name: str, step: int) -> int:
        if step > _LONGEST:
            raise PictureFault(Fault.TOO_COMPLEX)
        return sum(total(element, step) for element in named[name])

    def total(top: Element, step: int) -> int:
        return sum(
            len("".join(element.attrib.values()))
            + sum(
                of(name, step + 1) * (_size(element) if attribute in _INHERITED else 1)
                for attribute, name in _references(element)
            )
            for element in top.iter()
        )

    return total(root, 0)


def _references(element: Element) -> list[tuple[str, str]]:
    return [
        (attribute, value.partition("#")[2].partition(")")[0])
        for attribute, value in element.items()
        if attribute == "href" or value.startswith("url(#")
    ]


def _size(element: Element) -> int:
    return sum(1 for _ in element.iter())
