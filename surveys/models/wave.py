"""A wave (meting): one questionnaire, asked of chosen teams, between two dates."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from igm_portal.accounts.models import Department, Organisation, Team
from igm_portal.local_words import OwnWords
from surveys.instruments.addition import with_addition
from surveys.instruments.languages.tag import BASE
from surveys.instruments.local_words import own_words_in
from surveys.instruments.mirror import mirror_questions
from surveys.instruments.model import Instrument, RespondentGroup
from surveys.models.instrument import InstrumentVersion
from surveys.policy import Policy
from surveys.results_moment import results_moment


class WaveState(models.TextChoices):
    CONCEPT = "concept", "concept"
    OPEN = "open", "open"
    CLOSING = "closing", "closing"
    CLOSED = "closed", "closed"
    WITHDRAWN = "withdrawn", "withdrawn"


class WaveKind(models.TextChoices):
    """What a wave is for: only of an ordinary one figures of groups are ever made. A trial tries
    out its questions (ADR 54); in one for conversations clients may share their own result (ADR
    69); a retest asks the people of an ordinary wave the same once more (ADR 65).
    """

    ORDINARY = "ordinary", "ordinary"
    TRIAL = "trial", "trial"
    CONVERSATION = "conversation", "conversation"
    RETEST = "retest", "retest"


NEVER_LAUNCHED = (WaveState.CONCEPT, WaveState.WITHDRAWN)


class NotLaunched(Exception):
    """Asked of a wave that has no frozen questionnaire (yet)."""


class WaveQuerySet(models.QuerySet["Wave"]):
    def in_organisation(self, organisation_id: UUID) -> "WaveQuerySet":
        return self.filter(organisation_id=organisation_id)

    def open(self) -> "WaveQuerySet":
        return self.filter(state=WaveState.OPEN)

    def closed(self) -> "WaveQuerySet":
        return self.filter(state=WaveState.CLOSED)

    def ordinary(self) -> "WaveQuerySet":
        """Waves with figures of groups; the other kinds have none (ADR 54, 69)."""
        return self.filter(kind=WaveKind.ORDINARY)

    def published(self) -> "WaveQuerySet":
        """Closed waves with figures of groups."""
        return self.closed().ordinary()

    def announced(self) -> "WaveQuerySet":
        """Waves whose results may be read by now (ADR 36)."""
        return self.published().filter(results_at__lte=timezone.now())

    def past_end(self, today: date) -> "WaveQuerySet":
        """Waves whose last day is over, or whose closing was interrupted."""
        return self.filter(
            Q(state=WaveState.OPEN, closes_on__lt=today) | Q(state=WaveState.CLOSING)
        )


class Wave(models.Model):
    """States: concept, open, closing, closed, withdrawn (ADR 19).

    From launch on only `closes_on` may change, and only to a later day. It counts until 23:59
    in Amsterdam.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="waves")
    title = models.CharField(max_length=120)
    instrument_code = models.CharField(max_length=40)
    instrument_version = models.PositiveSmallIntegerField()
    instrument = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, null=True)
    kind = models.CharField(max_length=12, choices=WaveKind.choices, default=WaveKind.ORDINARY)
    # The ordinary wave whose people a retest asks once more.
    retest_of = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="retests"
    )
    # When it was launched; None before that, and of waves launched by an older version.
    launched_at = models.DateTimeField(null=True)
    # With whom the questionnaire was chosen, as HR writes it and everyone who is asked reads it.
    chosen_with = models.CharField(max_length=160, blank=True, default="")
    state = models.CharField(max_length=10, choices=WaveState.choices, default=WaveState.CONCEPT)
    starts_on = models.DateField()
    closes_on = models.DateField()
    # From when everyone may read the results; None until the wave ends (ADR 36).
    results_at = models.DateTimeField(null=True)
    policy_content = models.JSONField()
    key_generation = models.PositiveSmallIntegerField(null=True)
    # Besides Dutch: the languages it can be answered in, with the revision of their texts.
    text_revisions = models.JSONField(default=dict)
    # Whether "Wat helpt jou in je vak?" is asked after it; which version, and in which revisions,
    # is fixed at launch (ADR 51).
    asks_support = models.BooleanField(default=False)
    support = models.ForeignKey(
        InstrumentVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    support_revisions = models.JSONField(default=dict)
    # What the organisation calls a klantmanager and the like, in the questions of this wave: fixed
    # at launch, so that everyone is asked in the same words (ADR 58).
    own_words = models.JSONField(default=dict)

    objects = WaveQuerySet.as_manager()

    class Meta:
        ordering = ["-closes_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("starts_on")), name="wave_closes_after_start"
            ),
            models.CheckConstraint(
                condition=Q(state__in=NEVER_LAUNCHED)
                | Q(instrument__isnull=False, key_generation__isnull=False),
                name="wave_launched_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=NEVER_LAUNCHED)
                | Q(asks_support=False, support__isnull=True)
                | Q(asks_support=True, support__isnull=False),
                name="wave_support_fixed_at_launch",
            ),
            models.CheckConstraint(
                condition=Q(kind=WaveKind.ORDINARY) | Q(asks_support=False),
                name="wave_trial_without_support",
            ),
            models.CheckConstraint(
                condition=Q(kind=WaveKind.RETEST, retest_of__isnull=False)
                | (~Q(kind=WaveKind.RETEST) & Q(retest_of__isnull=True)),
                name="wave_retest_names_the_first",
            ),
            models.UniqueConstraint(
                fields=["retest_of"],
                condition=~Q(state=WaveState.WITHDRAWN),
                name="wave_one_retest",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def launched(self) -> InstrumentVersion:
        """The frozen questionnaire; raises NotLaunched for a concept, which has none."""
        if self.instrument is None:
            raise NotLaunched(self.title)
        return self.instrument

    @property
    def words(self) -> OwnWords:
        """The own words of the organisation in the questions of this wave, as fixed at launch."""
        return tuple(sorted(self.own_words.items()))

    @property
    def questionnaire(self) -> Instrument:
        """The frozen questionnaire in Dutch, as it was read: without an addition."""
        return self.launched.in_language(BASE, 1, self.words)

    @property
    def shown_words(self) -> tuple[str, ...]:
        """Which own words stood in the Dutch questions of this wave; of a concept none."""
        return own_words_in(self.instrument.with_places, self.words) if self.instrument else ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages this wave was launched with, Dutch first."""
        return (BASE, *sorted(self.text_revisions))

    def revision_of(self, language: str) -> int:
        """The revision of the texts in one of `languages`; a version has one Dutch text."""
        return 1 if language == BASE else int(self.text_revisions[language])

    def questionnaire_in(self, language: str) -> Instrument:
        """All that is asked, in one of `languages`: the frozen questionnaire, and the addition
        after it, which is in Dutch where it does not speak this language.
        """
        instrument = self.launched.in_language(language, self.revision_of(language), self.words)
        if self.support is None:
            return instrument
        revision = self.support_revisions.get(language)
        addition = self.support.in_language(
            language if revision else BASE, revision or 1, self.words
        )
        return with_addition(instrument, addition)

    @property
    def policy(self) -> Policy:
        content: dict[str, Any] = self.policy_content
        return Policy.from_dict(content)

    @property
    def anonymous(self) -> bool:
        """Answered by clients, who come in by a code; nobody is invited by name (research §7.4)."""
        return self.policy.group == RespondentGroup.CLIENT

    @property
    def is_trial(self) -> bool:
        """Whether it only tries out its questions (ADR 54)."""
        return self.kind == WaveKind.TRIAL

    @property
    def is_conversation(self) -> bool:
        """Whether its clients may share their own result in a conversation (ADR 69)."""
        return self.kind == WaveKind.CONVERSATION

    @property
    def is_retest(self) -> bool:
        """Whether it asks the people of an earlier wave the same once more (ADR 65)."""
        return self.kind == WaveKind.RETEST

    @property
    def has_group_figures(self) -> bool:
        """Whether figures of groups come of it."""
        return self.kind == WaveKind.ORDINARY

    @property
    def has_team_results(self) -> bool:
        """Whether teams get a result of their own, and so a conversation about it."""
        return self.has_group_figures and not self.anonymous and "team" in self.policy.levels

    @property
    def has_mirror(self) -> bool:
        """Whether its questionnaire has questions that stand in the spiegel (ADR 57)."""
        return self.has_group_figures and bool(
            mirror_questions(self.instrument_code, self.instrument_version)
        )

    @property
    def asked(self) -> int:
        """How many people were invited; 0 before the launch, and of clients."""
        return sum(self.teams.values_list("size", flat=True))

    @property
    def is_announced(self) -> bool:
        """Whether its results may be read by now, by anyone who may read them at all."""
        return self.has_group_figures and self.is_over

    @property
    def is_over(self) -> bool:
        """Whether it closed and its moment has come: of a trial its quality page may be read."""
        at = self.results_at
        return self.state == WaveState.CLOSED and at is not None and at <= timezone.now()

    @property
    def results_expected(self) -> datetime:
        """When the results become visible; of a wave that has not ended: if it ends by its date."""
        return self.results_at or results_moment(self.closes_on)

    def accepts_answers(self, today: date) -> bool:
        """Open, begun, and not past its last day; `today` is the day in Amsterdam."""
        return self.state == WaveState.OPEN and self.starts_on <= today <= self.closes_on


class WaveTeam(models.Model):
    """A team as it was at launch: its name, its department and how many were invited (N)."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="teams")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    team_name = models.CharField(max_length=120)
    department_name = models.CharField(max_length=120)
    size = models.PositiveIntegerField(default=0)
    # When this team talks about its result; None where a wave has no results per team.
    conversation_on = models.DateField(null=True)

    class Meta:
        ordering = ["team_name"]
        constraints = [models.UniqueConstraint(fields=["wave", "team"], name="wave_team_once")]

    def __str__(self) -> str:
        return self.team_name
