"""What happened: rows that are only ever added and that outlive what they describe."""

from typing import Any

from django.db import models


class AuditEvent(models.Model):
    """Who did what to which thing, in labels and ids and without foreign keys.

    Answering and looking at one's own result are never events (ADR 20): together with the
    moment they would tell whose answers are whose.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    organisation_id = models.UUIDField(null=True, db_index=True)
    actor_id = models.UUIDField(null=True)
    actor = models.CharField(max_length=254)
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    object_label = models.CharField(max_length=200)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor}: {self.action} {self.object_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("An audit event is written once and never changed.")
        super().save(*args, **kwargs)


class ChainLink(models.Model):
    """One row of the log in the chain of its organisation (ADR 75); `chain` is the id of that
    organisation, empty for what belongs to none. Without a foreign key: that its row is gone must
    be seen.
    """

    chain = models.CharField(max_length=36, blank=True)
    position = models.PositiveBigIntegerField()
    event_id = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "position"], name="chain_position_once")
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.hash[:8]}"


class ChainHead(models.Model):
    """Up to which row of a chain the term of the log removed rows, and the hash there: what is gone
    behind it was taken away by somebody else. Rows are only ever added.
    """

    chain = models.CharField(max_length=36, blank=True, db_index=True)
    position = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.position} {self.hash[:8]}"
