"""Failed sign-ins and lock-outs in the audit log, for who watches over the accounts."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.utils import timezone

from igm_portal.accounts.models import Membership, User
from igm_portal.accounts.models.membership import MembershipQuerySet
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from igm_portal.audit.security_stream import tell_without_person
from igm_portal.audit.services import record

LOCK_OUT = timedelta(minutes=5)  # as `login_failed` in ACCOUNT_RATE_LIMITS


def record_wrong_password(address: str) -> None:
    """Record a wrong password for an account that holds more than the role of employee.

    Of employees only lock-outs are on record: the moment somebody signs in tells who is about to
    answer, and such an account opens nothing of anybody else.
    """
    roles = Membership.objects.on(timezone.localdate()).exclude(role=Role.EMPLOYEE)
    memberships = _with_password(roles, address)
    for membership in memberships:
        organisation_id = membership.organisation_id
        record("sign_in.failed", membership.user, by=None, organisation_id=organisation_id)
    if not memberships:
        tell_without_person("sign_in.failed")


def record_of_roles(action: str, person: User, *, by: User | None) -> None:
    """Record something about the second step of somebody who holds more than the role of employee.

    For the same reason as above.
    """
    roles = Membership.objects.on(timezone.localdate()).exclude(role=Role.EMPLOYEE)
    if roles.filter(user=person).exists():
        record(action, person, by=by, organisation_id=person.organisation_id)


def record_lock_out(address: str) -> None:
    """Record that wrong passwords shut an account for five minutes; once in that time."""
    since = timezone.now() - LOCK_OUT
    earlier = AuditEvent.objects.filter(action="sign_in.locked", at__gte=since)
    roles = Membership.objects.on(timezone.localdate())
    for membership in _with_password(roles, address):
        person, organisation_id = membership.user, membership.organisation_id
        if not earlier.filter(object_id=person.pk, organisation_id=organisation_id).exists():
            record("sign_in.locked", person, by=None, organisation_id=organisation_id)


def day_of(moment: datetime) -> datetime:
    """Its midnight: on which day somebody first came in some way may be kept, when not (ADR 20)."""
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)


def _with_password(roles: MembershipQuerySet, address: str) -> list[Membership]:
    """One role of each account with this address that a password opens. An organisation where none
    was chosen yet would hear from its log that the address has an account elsewhere (ADR 81).
    """
    memberships = (
        roles.filter(user__email=address)
        .exclude(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
        .select_related("user")
    )
    return list({membership.organisation_id: membership for membership in memberships}.values())
