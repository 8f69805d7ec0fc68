"""The scores that a client may let somebody read: without the question about health.

They are worked out as if nobody had been asked it. So nothing in them, and nothing that is absent
from them, depends on what was answered there: not practical obstacles, not the list of what weighs
heavily, not the number of answers under a score (decision of the project 60).
"""

from typing import Final

from surveys.instruments.model import Instrument
from surveys.scoring.answers import put
from surveys.scoring.respondent import Scores, score

HEALTH_ITEM: Final = "P6"
"""In every questionnaire for clients; a test reads their words."""


def shareable_scores(instrument: Instrument, answers: str) -> Scores:
    """Raises AnswerFault as `score`, also for a questionnaire without that question."""
    return score(instrument, put(instrument, answers, {HEALTH_ITEM: None}))
