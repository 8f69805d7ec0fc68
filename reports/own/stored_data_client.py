"""Everything that is stored about a client, for the client: for the page and as JSON."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import pgettext_lazy

from reports.own.client import LABELS
from reports.own.stored_data import ScoreRow, score_rows
from reports.selectors import sem_for
from reports.texts.metrics import Words
from surveys.instruments.elements import Outcome
from surveys.models import Wave
from surveys.own_data import ClientAnswers, Retention, client_answers
from surveys.reader_language import Reading
from surveys.seat import ClientSeat

FORMAT = 1
SCORE_LABELS: dict[str, Words] = LABELS | {
    "willen": pgettext_lazy("client", "Wanting"),
    "kunnen": pgettext_lazy("client", "Being able"),
    "contrast": pgettext_lazy("client", "Difference between wanting and being able"),
    Outcome.INTENTIE: pgettext_lazy("client", "What you plan to do"),
    Outcome.GEDRAG: pgettext_lazy("client", "What you do now"),
}
KEPT: dict[Retention, Words] = {
    Retention.NOTHING: pgettext_lazy("client", "We keep no answers of you."),
    Retention.DRAFT: pgettext_lazy("client", "We keep your answers. You have not sent them yet."),
    Retention.SENT: pgettext_lazy("client", "We keep the answers that you sent."),
}


@dataclass(frozen=True, slots=True)
class ClientData:
    """What is kept, in words, with the scores that were made of it."""

    wave: Wave
    reading: Reading
    own: ClientAnswers
    kept: Words
    scores: tuple[ScoreRow, ...]


def client_data(seat: ClientSeat, reading: Reading) -> ClientData:
    """In the language of `reading`. Raises MissingKey when the key of the wave is gone."""
    own = client_answers(seat, reading.instrument)
    sems = sem_for(reading.instrument.checksum)
    scores = score_rows(own.scores, sems, SCORE_LABELS, reading.instrument)
    return ClientData(seat.wave, reading, own, KEPT[own.kept], scores)


def as_plain(data: ClientData) -> dict[str, Any]:
    """For machines: fixed English names, answers and scores by code."""
    instrument = data.reading.instrument
    return {
        "format": FORMAT,
        "organisation": data.wave.organisation.name,
        "wave": data.wave.title,
        "questionnaire": instrument.title,
        "checksum": instrument.checksum,
        "language": data.reading.language,
        "kept": data.own.kept.value,
        "answers": [asdict(answer) for answer in data.own.answers],
        "open_answer": data.own.open_answer,
        "scores": {row.metric: [row.value, row.low, row.high] for row in data.scores},
    }
