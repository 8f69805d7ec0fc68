"""A fictional case, and the ones that ship. Whatever is wrong with one becomes a CaseFault.

Files belong to the installed code, so what is read is kept in memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

import yaml

DEFINITIONS: Final = Path(__file__).parent / "definitions"
PUZZLES: Final = Path(__file__).parent / "puzzles"
LEAST_ACTIONS, MOST_ACTIONS = 2, 8


class CaseFault(ValueError):
    """A case lacks something, or has something that no case has."""


@dataclass(frozen=True, slots=True)
class Case:
    """A client who does not exist, and two klantmanagers who each go about it in another way.

    `story` and `approaches` are texts, one for each paragraph and one for each klantmanager;
    `actions` are what somebody could do first, none of them wrong; `questions` are for afterwards.
    """

    title: str
    story: tuple[str, ...]
    approaches: tuple[str, ...]
    actions: tuple[str, ...]
    questions: tuple[str, ...] = ()


def case_from(values: Mapping[str, Any]) -> Case:
    """The case of a file, or of what a conversation keeps of one. Raises CaseFault."""
    names = {field.name for field in fields(Case)}
    if unknown := sorted(values.keys() - names):
        raise CaseFault(f"a case has no {', '.join(unknown)}")
    if missing := sorted(names - values.keys() - {"questions"}):
        raise CaseFault(f"a case needs {', '.join(missing)}")
    case = Case(
        title=_text(values["title"]),
        **{name: _texts(values.get(name, ())) for name in sorted(names - {"title"})},
    )
    if not case.story or len(case.approaches) != 2:
        raise CaseFault("a case needs a story, and what two klantmanagers do")
    if not LEAST_ACTIONS <= len(case.actions) <= MOST_ACTIONS:
        raise CaseFault(f"a case has {LEAST_ACTIONS} to {MOST_ACTIONS} actions")
    return case


@cache
def shipped_cases() -> Mapping[str, Case]:
    """Every case in the definitions folder by the name of its file. Raises CaseFault."""
    return {path.stem: _read(path) for path in sorted(DEFINITIONS.glob("*.yaml"))}


@cache
def puzzle_example(name: str) -> Mapping[str, Any] | None:
    """What three professionals might lay around a shipped case: the fields of a puzzle, and its
    `actions`; None for a case without an example.
    """
    path = PUZZLES / f"{name}.yaml"
    if name not in shipped_cases() or not path.exists():
        return None
    return cast("Mapping[str, Any]", yaml.safe_load(path.read_text(encoding="utf-8")))


def _read(path: Path) -> Case:
    try:
        return case_from(yaml.safe_load(path.read_text(encoding="utf-8")))
    except CaseFault as fault:
        raise CaseFault(f"{path.name}: {fault}") from None


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list | tuple):
        raise CaseFault("a list of texts was expected")
    return tuple(_text(value) for value in values)


def _text(value: Any) -> str:
    """On one line: a file folds long ones."""
    if not isinstance(value, str) or not value.strip():
        raise CaseFault("a text was expected")
    return " ".join(value.split())
