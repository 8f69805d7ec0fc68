"""How far this database is with what was erased."""

from django.db import models


class ErasureCount(models.Model):
    """One row: the number of the last erasure that this database knows (ADR 30).

    The list beside the keys goes on counting when the database is put back.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
