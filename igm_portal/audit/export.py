"""The audit log of an organisation as a file: one JSON object a line, with its chain (ADR 75).

The first line says where it ends, so that who kept an earlier file or a line of the SIEM can see
that both tell the same. `manage.py check_log` reads it back, and docs/beheer.md says how to do that
without this program.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from igm_portal.audit.chain import ChainFault, faults, row_of
from igm_portal.audit.models import AuditEvent, ChainLink
from igm_portal.audit.sealing import chain_of, head_of, removed_until

_AT_ONCE = 1_000


class NotALog(Exception):
    """A file that is no export of a log; in words for who gave it."""


def lines_of(organisation_id: UUID) -> Iterator[str]:
    """The file, line by line: a head, every row that is sealed (null where it went when its term
    was over), and rows since the last night, without a position.
    """
    position, newest = head_of(organisation_id)
    gone_until, gone_hash = removed_until(organisation_id)
    yield _line(
        {
            "log": 1,
            "organisation": str(organisation_id),
            "position": position,
            "hash": newest,
            "removed_until": gone_until,
            "removed_hash": gone_hash,
        }
    )
    links = ChainLink.objects.filter(chain=chain_of(organisation_id)).order_by("position")
    rows = links.iterator(_AT_ONCE)
    while some := list(islice(rows, _AT_ONCE)):
        events = AuditEvent.objects.in_bulk([link.event_id for link in some])
        for link in some:
            event = events.get(link.event_id)
            row = row_of(event) if event else None
            yield _line({"position": link.position, "hash": link.hash, "row": row})
    sealed_ids = ChainLink.objects.values("event_id")
    fresh = AuditEvent.objects.filter(organisation_id=organisation_id).exclude(pk__in=sealed_ids)
    for event in fresh.order_by("at", "pk").iterator(_AT_ONCE):
        yield _line({"position": None, "hash": None, "row": row_of(event)})


def judge(lines: Iterable[str]) -> tuple[int, str, list[ChainFault]]:
    """Where the log in a file ends, its newest hash, and what is wrong with it.

    Raises NotALog for a file that is none.
    """
    rows = (_read(line) for line in lines if line.strip())
    head = next(rows, {})
    if head.get("log") != 1:
        raise NotALog("Dit bestand is geen logboek van dit portaal.")
    last: list[tuple[int, str]] = [(0, "")]

    def links() -> Iterator[tuple[int, str, dict[str, Any] | None]]:
        for row in rows:
            if row.get("position") is not None:
                last.append((int(row["position"]), str(row["hash"])))
                del last[:-1]
                yield int(row["position"]), str(row["hash"]), row["row"]

    try:
        log_faults = list(faults(links(), gone_until=int(head["removed_until"])))
        position, newest = int(head["position"]), str(head["hash"])
    except (KeyError, TypeError, ValueError):
        raise NotALog("Dit bestand is geen heel logboek van dit portaal.") from None
    if position and last[0] != (position, newest):
        log_faults.append(ChainFault(max(position, last[0][0]), "missing"))
    return position, newest, log_faults


def _read(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        row = None
    if not isinstance(row, dict):
        raise NotALog("Dit bestand heeft een regel die geen regel van een logboek is.")
    return row


def _line(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
