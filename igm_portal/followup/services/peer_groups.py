"""A leergang: begun by an invitation, joined by accepting, left by whoever likes. Nothing of it is
on record (ADR 50).
"""

from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Membership, User
from igm_portal.accounts.roles import Role
from igm_portal.accounts.selectors import by_name
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.roles import lock_organisation
from igm_portal.followup.models import MOST_PEERS, AssignmentReader, Peer, PeerGroup

FULL = _("Twenty managers are in this learning group already, or have been invited.")
ELSEWHERE = _("This manager has a place in a learning group already.")
INVITATION_GONE = _("This invitation is not there any more.")
ANSWER_FIRST = _("Answer your own invitation first.")


OFFER_TERM: Final = timedelta(weeks=4)
"""So long a place stays offered; who does not answer may be asked again."""


def possible_peers(access: Access, today: date) -> QuerySet[User]:
    """Whom somebody may invite: team managers of today who are not in the own leergang, by name."""
    managers = Membership.objects.on(today).filter(
        organisation=access.organisation, role=Role.TEAM_MANAGER
    )
    own = Peer.objects.filter(group__in=Peer.objects.of(access).values("group"))
    others = User.objects.filter(pk__in=managers.values("user")).exclude(pk=access.user.pk)
    return others.exclude(pk__in=own.values("person")).order_by(by_name(), "email")


@transaction.atomic
def invite_peer(*, access: Access, person: User) -> None:
    """Offer somebody a place in the own leergang, which begins with the first. Raises Refused where
    it is full, where that person has a place already, or has the own place been offered only.
    """
    lock_organisation(access.organisation)
    own = Peer.objects.of(access).first()
    if own is None:
        group = PeerGroup.objects.create(organisation=access.organisation)
        own = Peer.objects.create(
            organisation=access.organisation, group=group, person=access.user, has_accepted=True
        )
    if not own.has_accepted:
        raise Refused(ANSWER_FIRST)
    if Peer.objects.filter(group=own.group_id).count() >= MOST_PEERS:
        raise Refused(FULL)
    if Peer.objects.filter(organisation=access.organisation, person=person).exists():
        raise Refused(ELSEWHERE)
    Peer.objects.create(
        organisation=access.organisation,
        group_id=own.group_id,
        person=person,
        offered_on=timezone.localdate(),
    )


def accept_invitation(*, access: Access) -> None:
    """Take the place that was offered; it shares nothing. Raises Refused where there is none."""
    if not Peer.objects.of(access).update(has_accepted=True):
        raise Refused(INVITATION_GONE)


@transaction.atomic
def leave_group(*, access: Access) -> None:
    """Leave, or decline; what was shared by way of the group is not, in either direction."""
    lock_organisation(access.organisation)
    for peer in Peer.objects.of(access):
        _leave(peer)


@transaction.atomic
def remove_departed(today: date) -> None:
    """As `leave_group`, for who manages no team there any more."""
    managers = Membership.objects.on(today).filter(role=Role.TEAM_MANAGER)
    there = managers.filter(organisation=OuterRef("organisation"), user=OuterRef("person"))
    for peer in Peer.objects.filter(~Exists(there)):
        _leave(peer)


@transaction.atomic
def remove_unanswered(today: date) -> None:
    """As `leave_group`, for who did not answer an invitation within its term."""
    for peer in Peer.objects.filter(has_accepted=False, offered_on__lt=today - OFFER_TERM):
        _leave(peer)


def _leave(peer: Peer) -> None:
    """A leergang in which nobody is any more, or but one person and nobody invited, is none."""
    readers = AssignmentReader.objects.filter(group=peer.group_id)
    readers.filter(person=peer.person_id).delete()
    readers.filter(assignment__person=peer.person_id).delete()
    peer.delete()
    rest = Peer.objects.filter(group=peer.group_id)
    if rest.count() < 2 or not rest.accepted().exists():
        PeerGroup.objects.filter(pk=peer.group_id).delete()
