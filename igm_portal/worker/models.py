"""What the worker writes down about itself."""

from django.db import models


class NightlyRun(models.Model):
    """When the work of the night was last finished: one row, for whoever watches the portal."""

    finished_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.finished_at:%Y-%m-%d %H:%M}"
