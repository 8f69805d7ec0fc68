"""The audit log as a chain: each row sealed together with all that came before it (ADR 75).

`hash = SHA-256(hash of the row before + canonical JSON of the row)`. Who changes or removes a row
breaks every hash after it. Who may write in the database as its owner could make all hashes anew;
against that the newest hash leaves the machine: in the log of every night and in every export.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

from igm_portal.audit.models import AuditEvent

START: Final = "0" * 64
"""What stands before the very first row."""


@dataclass(frozen=True, slots=True)
class ChainFault:
    """Where the chain is broken: from this position on nothing is proven."""

    position: int
    kind: str  # "changed": the row is another than was sealed; "missing": it is gone


def row_of(event: AuditEvent) -> dict[str, Any]:
    """All that is sealed of an event, as plain data."""
    return {
        "at": _moment(event.at),
        "organisation": str(event.organisation_id or ""),
        "actor_id": str(event.actor_id or ""),
        "actor": event.actor,
        "action": event.action,
        "object_type": event.object_type,
        "object_id": event.object_id,
        "object_label": event.object_label,
        "details": event.details,
    }


def next_hash(before: str, row: Mapping[str, Any]) -> str:
    """The hash of a row after the one whose hash is `before`, in hexadecimal."""
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(f"{before}\n{text}".encode()).hexdigest()


def faults(
    links: Iterable[tuple[int, str, Mapping[str, Any] | None]], *, gone_until: int
) -> Iterator[ChainFault]:
    """What is wrong with a whole chain of (position, hash, row), in order. A row is None when it is
    gone, which is right only up to `gone_until`: what retention removed.

    After a fault the stored hash is taken as true: one changed row is one fault, and not one for
    each row after it.
    """
    before, next_position = START, 1
    for position, stored_hash, row in links:
        for lost in range(next_position, position):
            yield ChainFault(lost, "missing")
        if row is None and position > gone_until:
            yield ChainFault(position, "missing")
        if row is not None and next_hash(before, row) != stored_hash:
            yield ChainFault(position, "changed")
        before, next_position = stored_hash, position + 1


def _moment(at: datetime) -> str:
    """In UTC to the microsecond, however the database gives it back."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
