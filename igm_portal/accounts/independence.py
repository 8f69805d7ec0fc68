"""Whether a second administrator is really a second pair of eyes (decisions 24).

An administrator could otherwise make an account of his own, give it the role of administrator and
approve with it what he did himself, and so come to read a colleague's own results.
"""

from uuid import UUID

from igm_portal.accounts.models import EmailChange, Membership, User
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent


def is_independent(approver: User, change: EmailChange) -> bool:
    """Whether the approver is administrator without the doing of the one who made the change:
    appointed neither by that one nor by administrators whom that one appointed.
    """
    organisation_id, changed_by = change.organisation_id, change.changed_by_id
    event = _appointment(approver.id, organisation_id)
    if event is None or approver.id == changed_by:
        return False
    seen: set[UUID] = {approver.id}
    while event is not None and event.actor_id is not None:
        if event.actor_id == changed_by or event.actor_id in seen:
            return False
        seen.add(event.actor_id)
        event = _appointment(event.actor_id, organisation_id)
    return True


def _appointment(user_id: UUID, organisation_id: UUID) -> AuditEvent | None:
    """How somebody first became administrator here, as the log has it."""
    roles = Membership.objects.filter(
        user_id=user_id, organisation_id=organisation_id, role=Role.ADMINISTRATOR
    ).values_list("pk", flat=True)
    return (
        AuditEvent.objects.filter(
            action="membership.given", object_id__in=[str(pk) for pk in roles]
        )
        .order_by("at", "id")
        .first()
    )
