"""What may stand in an attribute of a drawing: per kind of value a strict form, and bounds.

After SVG 1.1 (second edition, W3C), 7.6, 8.3 and 9. Numbers that are no number, infinite or huge
make programs that draw go round for ever or stop; they are refused here.
"""

import re
from typing import Final

from igm_portal.accounts.pictures.faults import Fault, PictureFault

LARGEST: Final = 1e7
"""Of any number. In an arc, two flags may be written against the number behind them."""
MAX_GROWTH: Final = 1e6
"""How much larger the transformations of an element and of all around it may make it."""
_NUMBER: Final = r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?"
_LENGTH: Final = rf"{_NUMBER}(?:px|pt|pc|mm|cm|in|%)?"
_STEP: Final = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY) ?\(([0-9eE .,+\-]*)\)[ ,]*")
_NUMBERS: Final = re.compile(_NUMBER)
_WORD: Final = r"[a-zA-Z]+(?:-[a-zA-Z]+)*"
_FORMS: Final = {
    "d": r"[MmZzLlHhVvCcSsQqTtAaeE0-9\s.,+\-]*",
    "points": r"[eE0-9\s.,+\-]*",
    "id": r"[\w.\-]+",
    "stroke-dasharray": rf"none|inherit|{_LENGTH}(?:[\s,]+{_LENGTH})*",
}
_COLOURS: Final = {"fill", "stroke", "stop-color", "color"}
_COLOUR: Final = (
    r"(?:url\(#[\w.\-]+\)\s*)?(?:#[0-9a-fA-F]{3,8}|[a-zA-Z]+|(?:rgb|hsl)a?\([0-9\s.,%+\-]*\))?"
)
_WORDS: Final = {
    *("fill-rule", "clip-rule", "stroke-linecap", "stroke-linejoin"),
    *("gradientUnits", "clipPathUnits", "spreadMethod"),
}
_TRANSFORMS: Final = {"transform", "gradientTransform"}


def check(name: str, value: str) -> None:
    """Raises PictureFault for a value of another form, or with a number out of bounds."""
    if name in _TRANSFORMS:
        growth(value)
    elif not re.fullmatch(_form(name), value.strip(), re.ASCII):
        raise PictureFault(Fault.NO_PICTURE)
    if name not in _COLOURS and name not in {"id", "clip-path"}:
        _numbers(value)


def _form(name: str) -> str:
    if name in _COLOURS:
        return _COLOUR
    if name == "clip-path":
        return r"none|url\(#[\w.\-]+\)"
    return _FORMS.get(name, _WORD if name in _WORDS else rf"{_LENGTH}|auto|inherit")


def growth(transform: str) -> float:
    """How many times larger, at most, a transformation makes what it is done to; 1 or more."""
    steps = " ".join(transform.split())
    if _STEP.sub("", steps):
        raise PictureFault(Fault.NO_PICTURE)
    found = 1.0
    for kind, inside in _STEP.findall(steps):
        numbers = [abs(number) for number in _numbers(inside)]
        if kind in {"matrix", "scale"}:
            found *= max(1.0, *numbers[:4])
        elif kind.startswith("skew"):
            if max(numbers, default=0.0) > 80:  # degrees; at 90 it is infinite, at 80 less than 6
                raise PictureFault(Fault.TOO_COMPLEX)
            found *= 7
    return found


def _numbers(value: str) -> list[float]:
    numbers = [float(number) for number in _NUMBERS.findall(value)]
    if any(abs(number) > LARGEST for number in numbers):
        raise PictureFault(Fault.TOO_COMPLEX)
    return numbers
