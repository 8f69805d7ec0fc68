"""What a database knows of the key folder: its keys, and the last one on its list of erasures."""

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


class ErasureCount(models.Model):
    """One row: the number of the last erasure that this database knows (ADR 30).

    The list beside the keys goes on counting when the database is put back.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
