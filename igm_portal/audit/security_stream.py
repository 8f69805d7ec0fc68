"""Security events as lines of the log, for a program that gathers them (SIEM; ADR 75).

Ids and kinds only: no name, no address, no network address. Who may read the audit log finds there
whose they are. Off unless `IGM_SECURITY_EVENTS` says so: what is gathered elsewhere stays longer.
"""

import logging
from typing import Final

from django.conf import settings
from django.db import transaction

from igm_portal.audit.models import AuditEvent

logger = logging.getLogger("igm_portal.security")

_THINGS: Final = frozenset(
    {
        *("sign_in", "second_step", "provider", "link", "email", "membership", "person", "import"),
        *("key", "log", "retention", "hold", "module", "organisation"),
    }
)


def is_security_event(action: str) -> bool:
    """Whether a `thing.verb` of the audit log is about who comes in, who may what, what leaves or
    what goes.
    """
    thing, _dot, verb = action.partition(".")
    return thing in _THINGS or verb == "exported"


def tell(event: AuditEvent) -> None:
    """Write an event of the audit log as a line, once its transaction is certain."""
    if settings.IGM_SECURITY_EVENTS and is_security_event(event.action):
        fields = {
            "action": event.action,
            "organisation": str(event.organisation_id or ""),
            "actor": str(event.actor_id or ""),
            "object_type": event.object_type,
            "object": event.object_id,
        }
        transaction.on_commit(lambda: _write(fields))


def tell_without_person(action: str, **fields: str) -> None:
    """Write that something happened, of which the audit log keeps nothing: a wrong password of an
    employee, or for an account that does not exist; a limit that was reached.
    """
    if settings.IGM_SECURITY_EVENTS:
        _write({"action": action, **fields})


def _write(fields: dict[str, str]) -> None:
    text = " ".join(f"{name}={value}" for name, value in fields.items() if value)
    logger.info("%s", text, extra={"security_event": fields})
