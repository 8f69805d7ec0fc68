"""A publication as canonical JSON: the same cells are always the same bytes (decisions 23).

Keys are sorted, there is no creation time, and every published number is whole; the fractions of
the policy are constants that were typed, not computed. Imports neither numpy nor scipy.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import Any, Final

from reports.disclosure.cells import (
    FORMAT,
    WITHHELD,
    ChangeCell,
    CountsCell,
    MeanCell,
    Participation,
    Publication,
    PublishedGroup,
    Share,
    StandingOut,
    Withheld,
)
from reports.statistics.contrast import ContrastOutcome, Overstemt
from reports.statistics.types import Closeness, Direction
from surveys.policy import Band, ParticipationBand, Policy, PolicyFault

_ADDED: Final = ("facets", "closeness", "change")  # in format 2


class PublicationFault(ValueError):
    """A text that is not exactly what `to_json` writes."""


def to_json(publication: Publication) -> str:
    """The canonical text of a publication: UTF-8, sorted keys, one line.

    A publication of an older format is written as it was then, to the letter.
    """
    content: dict[str, Any] = {
        "format": publication.format,
        "policy": publication.policy.to_dict(),
        "groups": publication.groups,
    }
    if publication.format == 1:
        content["groups"] = {key: _first(group) for key, group in publication.groups.items()}
    else:
        content["since"] = publication.since
    return _canonical(content)


def from_json(text: str) -> Publication:
    """The publication that `to_json` wrote. Raises PublicationFault on anything else."""
    try:
        content = json.loads(text)
        if content["format"] not in range(1, FORMAT + 1):
            raise ValueError(f"format {content['format']}")
        publication = Publication(
            Policy.from_dict(content["policy"]),
            {key: _group(group) for key, group in content["groups"].items()},
            content.get("since"),
            content["format"],
        )
    except (ValueError, TypeError, KeyError, AttributeError, PolicyFault) as fault:
        raise PublicationFault(f"not a publication: {fault!r}") from fault
    if to_json(publication) != text:
        raise PublicationFault("not the canonical text of a publication")
    return publication


def checksum(text: str) -> str:
    """The checksum of a canonical text: "sha256:" and 64 hexadecimal digits."""
    return f"sha256:{sha256(text.encode()).hexdigest()}"


def _canonical(content: Mapping[str, Any]) -> str:
    return json.dumps(
        content,
        sort_keys=True,
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
        default=_plain,
    )


def _first(group: PublishedGroup) -> dict[str, Any]:
    """A group as format 1 wrote it."""
    return {name: cell for name, cell in _fields(group).items() if name not in _ADDED}


def _plain(value: object) -> str | dict[str, Any]:
    if isinstance(value, Enum):
        return str(value.value)
    if is_dataclass(value):
        return _fields(value)
    raise TypeError(f"{value!r} does not belong in a publication")


def _fields(value: object) -> dict[str, Any]:
    """One level deep: `asdict` would copy every cell of thousands of groups."""
    kind: Any = type(value)
    return {name: getattr(value, name) for name in _names(kind)}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _group(content: Mapping[str, Any]) -> PublishedGroup:
    outcomes = content["contrast"], content["overstemt"], content["standing_out"]
    contrast, drowned, standing = outcomes
    return PublishedGroup(
        **(
            dict(content)
            | {
                "participation": _participation(content["participation"]),
                "means": {name: _mean(cell) for name, cell in content["means"].items()},
                "counts": {name: _counts(cell) for name, cell in content["counts"].items()},
                "contrast": WITHHELD if _hidden(contrast) else ContrastOutcome(contrast),
                "overstemt": WITHHELD if _hidden(drowned) else Overstemt(drowned),
                "standing_out": WITHHELD if _hidden(standing) else _standing(standing),
            }
            | _added(content)
        )
    )


def _added(content: Mapping[str, Any]) -> dict[str, Any]:
    """The cells that a publication of format 1 does not have."""
    made = {"facets": _facets, "closeness": _closeness, "change": _change}
    return {
        name: {key: make(cell) for key, cell in content[name].items()}
        for name, make in made.items()
        if name in content
    }


def _hidden(content: object) -> bool:
    return content == WITHHELD.value


def _participation(content: Any) -> Participation | Withheld | None:
    if content is None or _hidden(content):
        return WITHHELD if content else None
    return Participation(ParticipationBand(**content["band"]), content["warning"])


def _mean(content: Any) -> MeanCell | Withheld:
    if _hidden(content):
        return WITHHELD
    return MeanCell(**(content | {"n": Band(**content["n"])}))


def _facets(content: Any) -> dict[str, MeanCell | Withheld] | Withheld:
    return WITHHELD if _hidden(content) else {name: _mean(cell) for name, cell in content.items()}


def _closeness(content: Any) -> Closeness | Withheld:
    return WITHHELD if _hidden(content) else Closeness(content)


def _change(content: Any) -> ChangeCell | Withheld:
    return WITHHELD if _hidden(content) else ChangeCell(**(content | {"n": Band(**content["n"])}))


def _counts(content: Any) -> CountsCell | Withheld:
    if _hidden(content):
        return WITHHELD
    shares = (
        Share(**(share | {"options": tuple(share["options"])})) for share in content["shares"]
    )
    return CountsCell(Band(**content["n"]), tuple(shares))


def _standing(content: Any) -> tuple[StandingOut, ...]:
    return tuple(StandingOut(e["element"], Direction(e["direction"])) for e in content)
