"""Printed codes that start a questionnaire: fingerprints, and nothing that tells whose or when."""

from django.db import models

from surveys.models.wave import Wave


class StartCode(models.Model):
    """One printed code of a client wave, known only by its fingerprint (ADR 5).

    The row says that the code exists and whether it was used. It has no number, no moment and no
    tie to the answers that it started; its order in the table is that of the fingerprints.
    """

    fingerprint = models.CharField(max_length=64, primary_key=True)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="start_codes")
    used = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.fingerprint[:8]
