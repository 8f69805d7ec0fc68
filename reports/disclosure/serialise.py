"""A publication as canonical JSON: the same cells are always the same bytes (ADR 20).

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
    Association,
    ChangeCell,
    CountsCell,
    ItemCell,
    MeanCell,
    Participation,
    Publication,
    PublishedGroup,
    PublishedSpread,
    Share,
    ShownTeams,
    StandingOut,
    Strength,
    Withheld,
)
from reports.statistics.contrast import ContrastOutcome, Overstemt
from reports.statistics.pooled_spread import SpreadOrigin
from reports.statistics.types import Direction
from surveys.policy import Band, ParticipationBand, Policy, PolicyFault

_KEYS: Final = {
    1: {"format", "policy", "groups"},
    2: {"format", "policy", "groups", "since"},
    3: {"format", "policy", "groups", "since", "spreads", "shown_teams"},
    4: {"format", "policy", "groups", "since", "spreads", "shown_teams"},
    5: {"format", "policy", "groups", "since", "spreads", "shown_teams"},
    6: {"format", "policy", "groups", "since", "spreads", "shown_teams", "associations"},
}
"""What a publication of each format has."""


class PublicationFault(ValueError):
    """A text that is not exactly what `to_json` writes."""


def to_json(publication: Publication) -> str:
    """The canonical text of a publication: UTF-8, sorted keys, one line. Raises ValueError for one
    of an older format, of which not every cell is known any more.
    """
    if publication.format != FORMAT:
        raise ValueError(f"a publication of format {publication.format} is read, never written")
    return _canonical(_fields(publication) | {"policy": publication.policy.to_dict()})


def from_json(text: str) -> Publication:
    """The publication that `to_json` wrote, now or in an older format. Raises PublicationFault on
    anything else.
    """
    try:
        content = _loaded(text)
        if _canonical(content) != text:
            raise ValueError("not the canonical text of a publication")
        return Publication(
            policy=Policy.from_dict(content["policy"]),
            groups={key: _group(group) for key, group in content["groups"].items()},
            since=content.get("since"),
            spreads=_spreads(content),
            shown_teams={
                key: ShownTeams(one["shown"], one["teams"], _group(one["figures"]))
                for key, one in content.get("shown_teams", {}).items()
            },
            associations={
                name: _association(one) for name, one in content.get("associations", {}).items()
            },
            format=content["format"],
        )
    except (ValueError, TypeError, KeyError, AttributeError, PolicyFault) as fault:
        raise PublicationFault(f"not a publication: {fault!r}") from fault


def spreads_from_json(text: str) -> Mapping[str, PublishedSpread]:
    """Nothing but the spreads of a publication, without its thousands of cells; `text` has been
    compared with its digest. Raises PublicationFault where it is no publication.
    """
    try:
        return _spreads(_loaded(text))
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise PublicationFault(f"not a publication: {fault!r}") from fault


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


def _loaded(text: str) -> dict[str, Any]:
    """Raises ValueError, TypeError or KeyError where it has not what a publication has."""
    content: dict[str, Any] = json.loads(text)
    if set(content) != _KEYS[content["format"]]:
        raise ValueError("not what a publication of its format has")
    return content


def _spreads(content: Mapping[str, Any]) -> dict[str, PublishedSpread]:
    return {
        name: PublishedSpread(one["points"], SpreadOrigin(one["origin"]))
        for name, one in content.get("spreads", {}).items()
    }


def _group(content: Mapping[str, Any]) -> PublishedGroup:
    """A group of any format; how far people agreed (format 2) is not read any more."""
    cells = {name: cell for name, cell in content.items() if name != "closeness"}
    contrast, overstemt = content["contrast"], content["overstemt"]
    return PublishedGroup(
        **(
            cells
            | {
                "participation": _participation(content["participation"]),
                "means": {name: _mean(cell) for name, cell in content["means"].items()},
                "counts": {name: _counts(cell) for name, cell in content["counts"].items()},
                "contrast": WITHHELD if _hidden(contrast) else ContrastOutcome(contrast),
                "overstemt": WITHHELD if _hidden(overstemt) else Overstemt(overstemt),
                "standing_out": _standing(content["standing_out"]),
                "facets": {name: _facets(cell) for name, cell in content.get("facets", {}).items()},
                "support": {name: _item(cell) for name, cell in content.get("support", {}).items()},
                "mirror": {name: _item(cell) for name, cell in content.get("mirror", {}).items()},
                "change": {name: _change(cell) for name, cell in content.get("change", {}).items()},
            }
        )
    )


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


def _change(content: Any) -> ChangeCell | Withheld:
    return WITHHELD if _hidden(content) else ChangeCell(**(content | {"n": Band(**content["n"])}))


def _association(content: Any) -> Association | Withheld:
    if _hidden(content):
        return WITHHELD
    strengths = {name: Strength(one) for name, one in content["elements"].items()}
    return Association(Band(**content["n"]), strengths)


def _item(content: Any) -> ItemCell | Withheld:
    return WITHHELD if _hidden(content) else ItemCell(**(content | {"n": Band(**content["n"])}))


def _counts(content: Any) -> CountsCell | Withheld:
    if _hidden(content):
        return WITHHELD
    shares = (
        Share(**(share | {"options": tuple(share["options"])})) for share in content["shares"]
    )
    return CountsCell(Band(**content["n"]), tuple(shares))


def _standing(content: Any) -> tuple[StandingOut, ...] | Withheld | None:
    if content is None or _hidden(content):
        return WITHHELD if content else None
    return tuple(
        StandingOut(e["element"], Direction(e["direction"]), e.get("alone", True)) for e in content
    )
