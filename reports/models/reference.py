"""Standard errors of measurement as computed from this installation's own closed waves."""

from django.db import models

from reports.statistics.sem import SemTable, sem_table


class ReferenceValues(models.Model):
    """SEM per metric of a questionnaire version, from n >= 100 first measurements (statistiek §2).

    A new computation adds a row; a snapshot keeps the values it was made with.
    """

    checksum = models.CharField(max_length=80, db_index=True)
    n = models.PositiveIntegerField()
    computed_on = models.DateField()
    sems = models.JSONField()

    class Meta:
        get_latest_by = ["computed_on", "id"]

    def __str__(self) -> str:
        return f"{self.checksum[:14]} n={self.n}"

    @property
    def table(self) -> SemTable:
        return sem_table(self.sems, self.n)
