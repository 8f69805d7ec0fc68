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
