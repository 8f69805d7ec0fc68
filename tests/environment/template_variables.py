"""An unknown variable in one of our templates is a mistake, not an empty string.

Django asks an engine's `string_if_invalid` what to show for an unknown variable, and first whether
it is true. That question is the moment to look who asks: for our own templates it raises, for those
of other packages it stays the empty string it always was.
"""

import inspect
from pathlib import Path
from types import FrameType

from django.template import Node
from django.template.base import FilterExpression

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


class UnknownTemplateVariable(AssertionError):
    """A template of ours uses a name that its context does not have."""


class Strict(str):
    """Django's `string_if_invalid` for tests."""

    __slots__ = ()

    def __bool__(self) -> bool:
        caller = _caller()
        expression = caller.f_locals.get("self")
        if caller.f_code.co_name == "resolve" and isinstance(expression, FilterExpression):
            _refuse(str(expression.var), caller)
        return False

    def __contains__(self, text: object) -> bool:
        caller = _caller()  # {% blocktranslate %} asks for "%s" before it fills in a name
        if caller.f_code.co_name == "render_value":
            _refuse(str(caller.f_locals.get("key")), caller)
        return False


def _caller() -> FrameType:
    frame = inspect.currentframe()
    assert frame is not None
    assert frame.f_back is not None
    assert frame.f_back.f_back is not None
    return frame.f_back.f_back


def _refuse(name: str, frame: FrameType | None) -> None:
    node = _node(frame)
    origin = Path(str(getattr(getattr(node, "origin", None), "name", "")))
    if node is None or not origin.is_relative_to(TEMPLATES):
        return
    line = node.token.lineno if node.token else "?"
    raise UnknownTemplateVariable(f"{origin}:{line}: nobody gives {{{{ {name} }}}} a value")


def _node(frame: FrameType | None) -> Node | None:
    """The template node being rendered: the nearest one on the way up."""
    while frame is not None:
        candidate = frame.f_locals.get("self")
        if isinstance(candidate, Node) and hasattr(candidate, "origin"):
            return candidate
        frame = frame.f_back
    return None
