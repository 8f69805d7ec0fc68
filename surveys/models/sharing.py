"""What a client lets one professional read, and for how long (ADR 69).

A sharing holds no score and no answer: what is read is worked out at every reading from the
client's own answers. It is gone when it ends; what stays is in the client's own answers, and names
no professional.
"""

from datetime import datetime
from uuid import uuid4

from django.db import models

from igm_portal.accounts.models import Organisation, User
from surveys.codes.code import CodeKind
from surveys.instruments.elements import Element
from surveys.models.response import Response


class ProfessionalNumber(models.Model):
    """The one number of a professional who waits for a client to type it: for minutes, used once.

    There is no list of professionals for clients, and this is no list of clients.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    professional = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    symbols = models.CharField(max_length=CodeKind.PROFESSIONAL.length, unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.symbols


class Sharing(models.Model):
    """One client lets one professional read these elements, until `ends_at` at the latest.

    `code` is what the client says aloud at each conversation; it opens nothing for anybody else.
    `read_at` holds the moment of every reading, for the client. A professional who was erased
    leaves an empty place, and the sharing ends that night.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="sharing")
    professional = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    code = models.CharField(max_length=CodeKind.SHARING.length, unique=True)  # its symbols
    elements = models.JSONField()
    ends_at = models.DateTimeField()
    read_at = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def shared_elements(self) -> tuple[Element, ...]:
        """In the order of the model, whatever the order in which they were chosen."""
        return tuple(element for element in Element if element in self.elements)

    @property
    def readings(self) -> list[datetime]:
        """When it was read, the first time first."""
        return [datetime.fromisoformat(moment) for moment in self.read_at]


class EndedSharing(models.Model):
    """That something was shared, how often it was read and until when: for the client alone."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="ended_sharings")
    readings = models.PositiveIntegerField()
    until = models.DateField()

    class Meta:
        ordering = ["until", "id"]

    def __str__(self) -> str:
        return str(self.pk)
