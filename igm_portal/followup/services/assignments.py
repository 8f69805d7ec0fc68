"""An assignment of one's own: written, looked back on, shared and removed. Nothing of it is ever on
record: neither that there is one, nor who may read it (ADR 50).
"""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Membership, User
from igm_portal.accounts.selectors import by_name
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.roles import lock_organisation
from igm_portal.followup.models import (
    READING_ROLES,
    Assignment,
    AssignmentReader,
    LookBack,
    Obstacle,
    Peer,
    Remeasurement,
)

AFTER_LEAVING = timedelta(days=91)
"""As of a plan of one's own: three months after the last role."""
NOT_IN_A_GROUP = _("You are in no learning group any more.")


def keep_assignment(*, access: Access, **values: object) -> None:
    """Keep answers, elements, chain or day of the assignment of whoever asks; what is not among
    `values` stays as it is.
    """
    Assignment.objects.update_or_create(
        organisation=access.organisation, person=access.user, defaults=values
    )


def keep_obstacle(
    *,
    assignment: Assignment,
    obstacle: Obstacle | None,
    sentence: str,
    is_gone: bool,
    today: date,
) -> None:
    """Change an obstacle, or add one where there is None."""
    row = obstacle or Obstacle(assignment=assignment, day=today)
    row.sentence, row.is_gone = sentence, is_gone
    row.save()


@transaction.atomic
def look_back(
    *, assignment: Assignment, sentence: str, look_back_on: date | None, today: date
) -> None:
    """Write down what is to be seen today, and when to look again, if ever."""
    LookBack.objects.create(assignment=assignment, sentence=sentence, day=today)
    assignment.look_back_on = look_back_on
    assignment.save(update_fields=["look_back_on"])


def possible_readers(access: Access, today: date) -> QuerySet[User]:
    """With whom somebody may share: team managers, heads and HR of today, by name."""
    roles = Membership.objects.on(today).filter(
        organisation=access.organisation, role__in=READING_ROLES
    )
    others = User.objects.filter(pk__in=roles.values("user")).exclude(pk=access.user.pk)
    return others.order_by(by_name(), "email")


def share(*, assignment: Assignment, person: User, today: date) -> None:
    """Let somebody read it, apart from any group; twice is the same as once."""
    AssignmentReader.objects.update_or_create(
        assignment=assignment,
        person=person,
        defaults={"group": None},
        create_defaults={"since": today},
    )


@transaction.atomic
def share_with_group(*, access: Access, assignment: Assignment, today: date) -> None:
    """Let everybody read it who is in the leergang now; who comes in later reads nothing before it
    is shared again. Raises Refused for who is in none.
    """
    lock_organisation(access.organisation)
    own = Peer.objects.of(access).accepted().first()
    if own is None:
        raise Refused(NOT_IN_A_GROUP)
    others = Peer.objects.filter(group=own.group_id).accepted().exclude(person=access.user)
    rows = [
        AssignmentReader(
            assignment=assignment, person_id=person, group_id=own.group_id, since=today
        )
        for person in others.values_list("person", flat=True)
    ]
    AssignmentReader.objects.bulk_create(rows, ignore_conflicts=True)


def stop_sharing(*, access: Access, person_id: UUID | None) -> None:
    """This person does not read it any more, and without one nobody; twice is the same as once."""
    readers = AssignmentReader.objects.filter(assignment__in=Assignment.objects.of(access))
    (readers.filter(person=person_id) if person_id else readers).delete()


@transaction.atomic
def remove_assignment(*, access: Access) -> None:
    """Delete it with all that hangs on it, and what was asked of HR for it."""
    Assignment.objects.of(access).delete()
    Remeasurement.objects.of(access).delete()


def remove_of_leavers(today: date) -> None:
    """Delete what belongs to who had the last role here three months ago."""
    still_there = Membership.objects.filter(
        Q(end__isnull=True) | Q(end__gte=today - AFTER_LEAVING),
        organisation=OuterRef("organisation"),
        user=OuterRef("person"),
    )
    for model in (Assignment, Remeasurement):
        model.objects.filter(~Exists(still_there)).delete()
