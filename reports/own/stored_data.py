"""Everything that is stored about the person who asks, for the screen, as a page and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from igm_portal.accounts.access import Access
from igm_portal.accounts.audit_texts import action_text
from igm_portal.accounts.own_data import OwnAccount, own_account
from reports.own.audience import audience_of
from reports.selectors import sem_for
from reports.statistics.person import own_profile
from reports.texts.elements import Words
from surveys.instruments.elements import METRICS
from surveys.instruments.model import Instrument
from surveys.models import EndedSharing, Sharing, Wave
from surveys.own_data import OwnWave, StoredAnswers, client_answers, own_waves
from surveys.participant import ClientParticipant
from surveys.reader_language import Reading
from surveys.scoring.plan import item_counts
from surveys.scoring.rounding import round_half_up
from surveys.services.dialogues import questions_of
from surveys.services.sharing import ended_sharings_of, sharing_of

STORED_DATA_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One score of 0-100 (a difference: -100 to 100) with its uncertainty, in whole points."""

    metric: str
    label: str
    value: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class AnswersView:
    """The stored answers of one person in one wave: what is kept, in words, and the scores."""

    stored_answers: StoredAnswers
    retention: Words
    scores: tuple[ScoreRow, ...]


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question without a name for the dialogue of a department, while it can be found back."""

    department: str
    day: date
    text: str


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What a room above stores about this person: a heading with a sentence, and per fact its name
    for machines, its label and its value. `name` is that of the whole for machines.
    """

    name: str
    title: Words
    text: Words
    rows: tuple[tuple[str, Words, str | date | bool], ...]


@dataclass(frozen=True, slots=True)
class MyData:
    """All data of a professional; each event is a moment and what happened, each wave with its
    answers."""

    organisation: str
    made_on: date
    account: OwnAccount
    events: tuple[tuple[str, tuple[str, ...]], ...]
    waves: tuple[tuple[OwnWave, AnswersView], ...]
    questions: tuple[OwnQuestion, ...]
    parts: tuple[OwnPart, ...]


@dataclass(frozen=True, slots=True)
class ClientData:
    """All data of a client; `sharing` is what somebody may read now, `ended_sharings` what was."""

    wave: Wave
    reading: Reading
    answers: AnswersView
    sharing: Sharing | None
    ended_sharings: tuple[EndedSharing, ...]


def my_data(access: Access, made_on: date, parts: Sequence[OwnPart]) -> MyData:
    """With the `parts` of rooms above. Raises MissingKey when a key was lost: then it would not be
    everything.
    """
    account = own_account(access)
    return MyData(
        organisation=access.organisation.name,
        made_on=made_on,
        account=account,
        events=tuple(
            (
                f"{timezone.localtime(event.at):%d-%m-%Y %H:%M}",
                (action_text(event.action), event.about, event.actor),
            )
            for event in account.events
        ),
        waves=tuple(
            (own, _answers(own.stored_answers, own.instrument, access.organisation.id))
            for own in own_waves(access)
        ),
        questions=tuple(
            OwnQuestion(one.dialogue.department.name, one.dialogue.day, one.text)
            for one in questions_of(access.user.pk, access.organisation)
        ),
        parts=tuple(parts),
    )


def client_data(participant: ClientParticipant, reading: Reading) -> ClientData:
    """In the language of `reading`. Raises MissingKey when the key of the wave is gone."""
    stored_answers = client_answers(participant, reading.instrument)
    return ClientData(
        participant.wave,
        reading,
        _answers(stored_answers, reading.instrument, participant.wave.organisation_id),
        sharing_of(participant, timezone.now()),
        tuple(ended_sharings_of(participant)),
    )


def plain_data(data: MyData) -> dict[str, Any]:
    """For machines: the same facts under fixed English names, answers and scores by code."""
    return {
        "format": STORED_DATA_FORMAT,
        "organisation": data.organisation,
        "made_on": data.made_on,
        "account": asdict(data.account),
        "waves": [
            {
                "wave": own.wave,
                "questionnaire": own.questionnaire,
                "checksum": own.checksum,
                "team": own.team,
                "starts_on": own.starts_on,
                "closes_on": own.closes_on,
            }
            | _plain(answers)
            for own, answers in data.waves
        ],
        "questions": [asdict(question) for question in data.questions],
    } | {part.name: {name: value for name, _label, value in part.rows} for part in data.parts}


def plain_client_data(data: ClientData) -> dict[str, Any]:
    """For machines, as `plain_data`."""
    instrument = data.reading.instrument
    return {
        "format": STORED_DATA_FORMAT,
        "organisation": data.wave.organisation.name,
        "wave": data.wave.title,
        "questionnaire": instrument.title,
        "checksum": instrument.checksum,
        "language": data.reading.language,
        "sharing": _plain_sharing(data.sharing),
        "ended_sharings": [
            {"readings": one.readings, "until": one.until.isoformat()}
            for one in data.ended_sharings
        ],
    } | _plain(data.answers)


def _plain_sharing(sharing: Sharing | None) -> dict[str, Any] | None:
    if sharing is None:
        return None
    return {
        "professional": sharing.professional.name if sharing.professional else "",
        "elements": list(sharing.shared_elements),
        "until": sharing.ends_at.isoformat(),
        "read_at": sharing.read_at,
    }


def _plain(answers: AnswersView) -> dict[str, Any]:
    return {
        "kept": answers.stored_answers.retention.value,
        "answers": [asdict(answer) for answer in answers.stored_answers.answers],
        "open_answer": answers.stored_answers.open_answer,
        "scores": {row.metric: [row.value, row.low, row.high] for row in answers.scores},
    }


def _answers(
    stored_answers: StoredAnswers, instrument: Instrument, organisation_id: UUID
) -> AnswersView:
    audience = audience_of(instrument)
    rows: list[ScoreRow] = []
    if stored_answers.scores is not None:
        sems = sem_for(instrument.checksum, organisation_id)
        profile = own_profile(stored_answers.scores, sems, item_counts(instrument))
        for metric in METRICS:
            if (score := profile.scores[metric]) is not None:
                points = (round_half_up(value) for value in (score.value, score.low, score.high))
                rows.append(ScoreRow(metric, str(audience.labels[metric]), *points))
    return AnswersView(stored_answers, audience.retention[stored_answers.retention], tuple(rows))
