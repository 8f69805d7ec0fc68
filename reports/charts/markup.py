"""Small pieces of SVG text, escaped once and here."""

import re
from collections.abc import Iterable
from html import escape as _escape

# What XML 1.0 cannot hold, not even escaped: one such character would break a saved file.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Svg(str):
    """Finished SVG markup; ``__html__`` tells a template that it was escaped already."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def escape(value: str) -> str:
    """``value`` as text or attribute value."""
    return _escape(_FORBIDDEN.sub("", value))


def text(x: int | str, y: int, value: str, attributes: str = "") -> str:
    """One line of text with its baseline at ``y``."""
    return f'<text x="{x}" y="{y}"{attributes}>{escape(value)}</text>'


def lines(x: int, y: int, step: int, values: Iterable[str], attributes: str = "") -> str:
    """Lines of text below each other."""
    return "".join(
        text(x, y + index * step, value, attributes) for index, value in enumerate(values)
    )
