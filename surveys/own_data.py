"""Everything that the waves keep about one person, for that person's own eyes (AVG art. 15).

An answer is found through the key, as everywhere; who did not answer reads that nothing is kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from igm_portal.accounts.access import Access
from surveys.answer_words import in_words
from surveys.instruments.model import Instrument
from surveys.models import DestroyedKey, WaveState
from surveys.models.response import Response
from surveys.participant import ClientParticipant
from surveys.scoring.respondent import Scores
from surveys.scoring.stored import from_dict
from surveys.selectors import IS_LOCKED, invitations_of, open_answer_of, response_of


class Retention(StrEnum):
    """What is kept of the answers of a person in one wave."""

    NOTHING = "nothing"
    DRAFT = "draft"
    SENT = "sent"
    ANONYMOUS = "anonymous"  # the key is gone: whose answers are whose is not known
    LOCKED = "locked"  # a new e-mail address that nobody has vouched for


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """One question and the answer to it; an empty answer is a question that was skipped."""

    code: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class StoredAnswers:
    """What is kept of one person in one wave, answers in the order of the questionnaire; where
    nothing is kept all is empty."""

    retention: Retention
    answers: tuple[OwnAnswer, ...] = ()
    open_answer: str = ""
    scores: Scores | None = None


@dataclass(frozen=True, slots=True)
class OwnWave:
    """A wave for which a person was asked, with what it keeps of that person."""

    wave: str
    instrument: Instrument
    questionnaire: str
    checksum: str
    team: str
    starts_on: date
    closes_on: date
    is_open: bool
    stored_answers: StoredAnswers


def client_answers(participant: ClientParticipant, instrument: Instrument) -> StoredAnswers:
    """Find answers by the code alone, in the words of `instrument`: the questionnaire in some
    language.

    Raises MissingKey when the key of the wave is gone.
    """
    return _stored(instrument, response_of(participant))


def own_waves(access: Access) -> Iterator[OwnWave]:
    """Every wave for which this person was asked, newest first.

    Raises MissingKey when a key was lost: half an answer would look like a whole one.
    """
    destroyed_generations = set(DestroyedKey.objects.values_list("generation", flat=True))
    invitations = invitations_of(access).annotate(locked=IS_LOCKED).select_related("team")
    for invitation in invitations.defer(None):
        if invitation.wave.key_generation in destroyed_generations:
            answers = StoredAnswers(Retention.ANONYMOUS)
        elif invitation.locked:
            answers = StoredAnswers(Retention.LOCKED)
        else:
            answers = _stored(invitation.questionnaire, response_of(invitation))
        wave = invitation.wave
        yield OwnWave(
            wave=wave.title,
            instrument=wave.questionnaire,
            questionnaire=wave.launched.title,
            checksum=wave.launched.checksum,
            team=invitation.team.name,
            starts_on=wave.starts_on,
            closes_on=wave.closes_on,
            is_open=wave.state == WaveState.OPEN,
            stored_answers=answers,
        )


def _stored(instrument: Instrument, response: Response | None) -> StoredAnswers:
    if response is None:
        return StoredAnswers(Retention.NOTHING)
    return StoredAnswers(
        Retention.SENT if response.sent else Retention.DRAFT,
        tuple(
            OwnAnswer(item.code, item.text, in_words(instrument, response.all_answers, item))
            for item in instrument.items
        ),
        open_answer_of(response),
        from_dict(response.scores) if response.scores else None,
    )
