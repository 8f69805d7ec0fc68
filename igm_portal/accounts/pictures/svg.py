"""SVG: read as XML and written anew with shapes, paints and nothing else.

What is drawn comes from short lists of elements and attributes. Scripts, events, style sheets,
animation, links, letters, pictures and anything outside the file are not in those lists.
"""

import re
from typing import Final
from xml.etree.ElementTree import (
    Element,
    ParseError,
    fromstring,
    tostring,
)

from igm_portal.accounts.pictures.faults import Fault, PictureFault, check_shape
from igm_portal.accounts.pictures.svg_values import check
from igm_portal.accounts.pictures.svg_work import check_work

_SVG: Final = "{http://www.w3.org/2000/svg}"
_SHAPES: Final = {
    *("g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs"),
    *("linearGradient", "radialGradient", "stop", "clipPath"),
}
_SILENT: Final = {"title", "desc", "metadata"}  # they draw nothing and are left out
_ATTRIBUTES: Final = {
    *("id", "transform", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry"),
    *("fx", "fy", "width", "height", "points", "offset", "gradientUnits", "gradientTransform"),
    *("spreadMethod", "clipPathUnits"),
}
_PAINTS: Final = {
    *("fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-opacity"),
    *("stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "opacity"),
    *("stroke-dashoffset", "stop-color", "stop-opacity", "clip-path", "clip-rule", "color"),
}
_NAME: Final = re.compile(r"[\w.\-]+", re.ASCII)
_VALUE: Final = re.compile(r"[\w\s.,#%+()\-]*")
_INSIDE: Final = re.compile(r"url\(\s*[\"']?(#[\w.\-]+)[\"']?\s*\)", re.ASCII)
_NUMBER: Final = re.compile(r"([0-9]{0,9}\.?[0-9]{1,9}) ?(px)?")
_DEEPEST: Final = 40
_FARTHEST: Final = 1e5


def clean(content: bytes) -> bytes:
    """The same drawing, made anew. Raises PictureFault when that would not be the same."""
    root = _parsed(content)
    if root.tag != f"{_SVG}svg":
        raise PictureFault(Fault.NO_PICTURE)
    box = _box(root)
    check_shape(box[2], box[3])
    if not all(abs(place) <= _FARTHEST for place in box[:2]):
        raise PictureFault(Fault.NO_SIZE)
    made = Element("svg", {"xmlns": _SVG[1:-1], "viewBox": " ".join(f"{n:g}" for n in box)})
    made.attrib |= {"width": f"{box[2]:g}", "height": f"{box[3]:g}"} | _paints(root)
    made.extend(_children(root, 0))
    check_work(made)
    return tostring(made, encoding="unicode").encode()


def _parsed(content: bytes) -> Element:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PictureFault(Fault.NO_PICTURE) from None
    if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
        raise PictureFault(Fault.OUTSIDE)
    try:
        return fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))  # noqa: S314  as above
    except ParseError:
        raise PictureFault(Fault.NO_PICTURE) from None


def _box(root: Element) -> tuple[float, float, float, float]:
    try:
        x, y, width, height = map(float, re.split(r"[\s,]+", root.get("viewBox", "").strip()))
    except ValueError:
        return 0.0, 0.0, _length(root, "width"), _length(root, "height")
    return x, y, width, height


def _length(root: Element, name: str) -> float:
    found = _NUMBER.fullmatch(root.get(name, "").strip())
    if found is None:
        raise PictureFault(Fault.NO_SIZE)
    return float(found[1])


def _children(parent: Element, depth: int) -> list[Element]:
    if depth > _DEEPEST:
        raise PictureFault(Fault.ACTIVE)
    found = []
    for child in parent:
        name = str(child.tag).removeprefix(_SVG)
        if name.startswith("{") or name in _SILENT:  # of a drawing program; draws nothing
            continue
        if name not in _SHAPES:
            raise PictureFault(Fault.ACTIVE)
        made = Element(name, _attributes(child) | _paints(child))
        made.extend(_children(child, depth + 1))
        found.append(made)
    return found


def _attributes(element: Element) -> dict[str, str]:
    found = {
        name: _safe(name, value)
        for name, value in element.items()
        if name in _ATTRIBUTES and (name != "id" or _NAME.fullmatch(value))
    }
    for name in ("href", "{http://www.w3.org/1999/xlink}href"):
        if (target := element.get(name)) is not None:
            if not target.startswith("#") or not _NAME.fullmatch(target[1:]):
                raise PictureFault(Fault.OUTSIDE)
            found["href"] = target
    return found


def _paints(element: Element) -> dict[str, str]:
    """Paints as attributes and from `style`, which counts for more; always as attributes."""
    styled = (part.partition(":")[::2] for part in element.get("style", "").split(";"))
    asked = dict(element.items()) | {name.strip().lower(): value.strip() for name, value in styled}
    return {name: _safe(name, value) for name, value in asked.items() if name in _PAINTS}


def _safe(name: str, value: str) -> str:
    """A value of numbers, names and colours; a paint may be named by its place in this file."""
    rest = _INSIDE.sub("", value)
    if "url" in rest.lower() or not _VALUE.fullmatch(rest):
        raise PictureFault(Fault.OUTSIDE)
    made = _INSIDE.sub(r"url(\1)", value).strip()
    check(name, made)
    return made
