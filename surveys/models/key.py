"""Generations of keys that are gone on purpose: the difference with a key that was lost."""

from django.db import models


class DestroyedKey(models.Model):
    """The key of this generation was destroyed: its waves are anonymous (ADR 20).

    The row outlives the key, so that its number is never given out again, a key that comes back
    from a copy is noticed, and people are told why their answers cannot be found.
    """

    generation = models.PositiveSmallIntegerField(primary_key=True)
    destroyed_on = models.DateField()

    def __str__(self) -> str:
        return f"sleutel {self.generation}"
