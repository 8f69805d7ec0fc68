"""A leergang: managers of one organisation who learn from each other's assignment."""

from typing import Final
from uuid import uuid4

from django.db import models

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Organisation, User

MOST_PEERS: Final = 20
"""Of one leergang, with who was invited (domain 6, row 12)."""


class PeerGroup(models.Model):
    """It has no name and no owner: who is in it, is in it as everybody else."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)


class PeerQuerySet(models.QuerySet["Peer"]):
    def of(self, access: Access) -> "PeerQuerySet":
        """The place of whoever asks, taken or offered, if there is one."""
        return self.filter(organisation=access.organisation, person=access.user)

    def accepted(self) -> "PeerQuerySet":
        return self.filter(has_accepted=True)


class Peer(models.Model):
    """A place in a leergang: offered by somebody who is in it, taken by who accepts."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="peers")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    has_accepted = models.BooleanField(default=False)
    offered_on = models.DateField(null=True)  # for the term of an offer; None: one's own group

    objects = PeerQuerySet.as_manager()

    class Meta:
        ordering = ["person__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person"], name="one_peer_group")
        ]

    def __str__(self) -> str:
        return str(self.group_id)
