"""Whether a second administrator is really a second pair of eyes (decisions 24).

An administrator could otherwise make an account of his own, give it the role of administrator and
approve with it what he did himself, and so come to read a colleague's own results.
"""

from uuid import UUID

from igm_portal.accounts.models import EmailChange, Membership, User
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent

SETTLED = ("email.approved", "email.confirmed", "email.undone")


def is_independent(approver: User, change: EmailChange) -> bool:
    """Whether the approver is administrator without the doing of those who made the change, on a
    page or by an import: appointed neither by them nor by administrators whom they appointed.
    """
    organisation_id, changers = change.organisation_id, _changers(change)
    event = _appointment(approver.id, organisation_id)
    if event is None or approver.id in changers:
        return False
    seen: set[UUID] = {approver.id}
    while event is not None and event.actor_id is not None:
        if event.actor_id in changers or event.actor_id in seen:
            return False
        seen.add(event.actor_id)
        event = _appointment(event.actor_id, organisation_id)
    return True


def _changers(change: EmailChange) -> set[UUID | None]:
    """Everyone who changed this address since somebody last vouched for it: whoever began it does
    not become independent because a colleague changed it once more.
    """
    about = AuditEvent.objects.filter(object_id=str(change.person_id))
    settled = about.filter(action__in=SETTLED).order_by("-id").values_list("id", flat=True).first()
    changed = about.filter(action="email.changed", id__gt=settled or 0)
    return {change.changed_by_id, *changed.values_list("actor_id", flat=True)}


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
