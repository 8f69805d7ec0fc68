"""What an organisation chose about its files of people, and an upload that waits for a choice."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import models

from igm_portal.accounts.models.organisation import Organisation
from igm_portal.accounts.models.user import User

LAYOUT_LASTS = timedelta(hours=1)


class ImportLayout(models.Model):
    """What its columns and titles mean (`people_import.columns.Layout`), for the next file."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    columns = models.JSONField(default=dict)
    titles = models.JSONField(default=dict)
    department = models.CharField(max_length=120, blank=True)  # of new teams

    def __str__(self) -> str:
        return str(self.organisation)


class ImportUploadQuerySet(models.QuerySet["ImportUpload"]):
    def fresh(self, now: datetime) -> "ImportUploadQuerySet":
        return self.filter(made_at__gt=now - LAYOUT_LASTS)

    def stale(self, now: datetime) -> "ImportUploadQuerySet":
        return self.filter(made_at__lte=now - LAYOUT_LASTS)


class ImportUpload(models.Model):
    """A whole table, for one administrator who says what is in it; an hour at most.

    Columns that this portal never needs are emptied before it is stored.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    table = models.JSONField()
    start = models.DateField()
    leavers_on = models.DateField(null=True)

    objects = ImportUploadQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.id)
