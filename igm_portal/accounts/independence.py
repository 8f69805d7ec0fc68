"""Whether a second administrator is really a second pair of eyes (ADR 21).

An administrator could otherwise make an account of his own, give it the role of administrator and
approve with it what he did himself, and so come to read a colleague's own results.
"""

from uuid import UUID

from igm_portal.accounts.models import EmailChange, Membership, User
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent

SETTLING_ACTIONS = ("email.approved", "email.confirmed", "email.undone", "email.restored")


def is_independent(approver: User, change: EmailChange) -> bool:
    """Whether the approver is administrator without the doing of those who made the change, on a
    page or by an import: appointed neither by them nor by administrators whom they appointed.

    Every one of these acts must have been done by somebody whose own address was vouched for at
    that moment: else it may have been another who read the mail of that address. An appointment
    that cannot be found any more proves nothing.
    """
    events = _changes(change)
    if any(_in_doubt(event.actor_id, before=event) for event in events):
        return False
    changers = {change.changed_by_id, *(event.actor_id for event in events)}
    if _in_doubt(approver.id):
        return False
    chain: set[UUID] = set()
    person: UUID | None = approver.id
    while person is not None:
        event = _appointment(person, change.organisation_id)
        if event is None or person in changers or person in chain:
            return False
        if _in_doubt(event.actor_id, before=event):
            return False
        chain.add(person)
        person = event.actor_id
    return True


def _changes(change: EmailChange) -> list[AuditEvent]:
    """Every change of this address since somebody last vouched for it: whoever began it does not
    become independent because a colleague changed it once more.
    """
    about = AuditEvent.objects.filter(object_id=str(change.person_id))
    last_vouching = (
        about.filter(action__in=SETTLING_ACTIONS)
        .order_by("-id")
        .values_list("id", flat=True)
        .first()
    )
    return list(about.filter(action="email.changed", id__gt=last_vouching or 0))


def _in_doubt(person: UUID | None, before: AuditEvent | None = None) -> bool:
    """Whether the address of this person was changed and not vouched for: now, or at an event."""
    about = AuditEvent.objects.filter(
        object_id=str(person), action__in=("email.changed", *SETTLING_ACTIONS)
    ).order_by("-id")
    if before is not None:
        about = about.filter(id__lt=before.pk)
    last = about.first()
    return last is not None and last.action == "email.changed"


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
