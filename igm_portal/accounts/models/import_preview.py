"""An upload between its preview and its confirmation."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import models

from igm_portal.accounts.models.organisation import Organisation
from igm_portal.accounts.models.user import User

PREVIEW_TERM = timedelta(days=1)


class ImportPreviewQuerySet(models.QuerySet["ImportPreview"]):
    def fresh(self, now: datetime) -> "ImportPreviewQuerySet":
        return self.filter(made_at__gt=now - PREVIEW_TERM)

    def stale(self, now: datetime) -> "ImportPreviewQuerySet":
        return self.filter(made_at__lte=now - PREVIEW_TERM)


class ImportPreview(models.Model):
    """The columns that are read, of one file, for one administrator; a day at most.

    `digest` is the fingerprint of the plan that was shown: what is confirmed is what was seen.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    rows = models.JSONField()
    ignored = models.JSONField(default=list)
    reading = models.JSONField(default=dict)  # the sheet, rows passed over, columns by other names
    start = models.DateField()
    leavers_on = models.DateField(null=True)
    digest = models.CharField(max_length=64)

    objects = ImportPreviewQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.id)
