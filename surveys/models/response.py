"""What was answered: no person, no date, no serial number, no invitation (ADR 20)."""

from collections.abc import Iterator
from uuid import UUID, uuid4

from django.db import connection, models
from django.db.models import Q

from igm_portal.accounts.models import Organisation, Team
from igm_portal.joined_rows import as_parameter
from surveys.models.wave import Wave

SCANNED = {"sqlite": " NOT INDEXED"}
"""By database: how a whole wave is read in the order in which its rows lie. SQLite would follow the
index of pseudonyms, and read the pages of a large table in random order."""

_OF_ONE_PERSON = "SELECT * FROM surveys_response WHERE wave_id = %s AND pseudonym = %s"
_SENT = (
    "SELECT CAST(team_id AS text), answers, pseudonym, support_answers FROM surveys_response{} "
    "WHERE wave_id = %s AND sent ORDER BY id"
)
_ROWS_AT_ONCE = 2000


class ResponseQuerySet(models.QuerySet["Response"]):
    def of_one_person(
        self, wave_id: UUID, pseudonym: str, *, locked: bool = False
    ) -> "Response | None":
        """The answers under this pseudonym, None before the first; every turn of a page asks it.
        `locked`: until the transaction ends nobody else changes them.
        """
        lock = " FOR UPDATE" if locked and connection.vendor == "postgresql" else ""
        found = self.raw(_OF_ONE_PERSON + lock, [as_parameter(wave_id), pseudonym])
        return next(iter(found), None)

    def sent_in(self, wave_id: UUID) -> Iterator[tuple[str | None, str, str, str]]:
        """Of every sent questionnaire the team (its id as the database writes it), the answers, the
        pseudonym and the answers to the addition, in the order of the random ids.

        Read bit by bit: of a hundred thousand rows at once more is made than ever stays.
        """
        with connection.cursor() as cursor:
            statement = _SENT.format(SCANNED.get(connection.vendor, ""))
            cursor.execute(statement, [str(as_parameter(wave_id))])
            while rows := cursor.fetchmany(_ROWS_AT_ONCE):
                yield from rows


class Response(models.Model):
    """The answers of one questionnaire as one short string, in item order (ADR 19); those to the
    addition of its wave as a second one, empty without an addition (ADR 51).

    `scores` are written once, when the person sends, with the version of the scoring.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    wave = models.ForeignKey(
        Wave, on_delete=models.CASCADE, related_name="responses", db_index=False
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    pseudonym = models.CharField(max_length=64)
    answers = models.CharField(max_length=255)
    support_answers = models.CharField(max_length=40, blank=True, default="")
    sent = models.BooleanField(default=False)
    language = models.CharField(max_length=12)
    text_revision = models.PositiveSmallIntegerField(default=1)
    scores = models.JSONField(null=True)
    scoring_version = models.PositiveSmallIntegerField(null=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "pseudonym"], name="response_once_per_person"),
            models.CheckConstraint(
                condition=Q(sent=False, scores__isnull=True, scoring_version__isnull=True)
                | Q(sent=True, scores__isnull=False, scoring_version__isnull=False),
                name="response_scored_when_sent",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def all_answers(self) -> str:
        """The answers to everything that was asked, in the order of `Wave.questionnaire_in`."""
        return self.answers + self.support_answers


class OpenAnswer(models.Model):
    """Free text, apart from the scores, so that it can be kept shorter and read by fewer."""

    response = models.OneToOneField(
        Response, on_delete=models.CASCADE, primary_key=True, related_name="open_answer"
    )
    text = models.CharField(max_length=300)

    def __str__(self) -> str:
        return str(self.response_id)
