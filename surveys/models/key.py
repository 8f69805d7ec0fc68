"""Generations of keys: which key it is, and which are gone on purpose."""

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


class KeyCheck(models.Model):
    """By which the key of this generation is known again: an HMAC of a constant under it (ADR 20).

    From it nobody gets to the key. Without it, any key with the right number would be taken after
    a restore, and everyone who answered would be somebody new.
    """

    generation = models.PositiveSmallIntegerField(primary_key=True)
    value = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"sleutel {self.generation}"
