"""The scores of respondents as CSV, in pieces, so that a file of any length fits in memory."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain, islice
from typing import Final

from surveys.answer_files.respondents import Respondent
from surveys.instruments.elements import METRICS, Element
from surveys.instruments.model import Instrument
from surveys.scoring.batch import Batch

SCORE_COLUMNS: Final = ("id", *METRICS, *(f"n_{element}" for element in Element))

_CHUNK_ROWS = 2_000


def score_lines(instrument: Instrument, respondents: Iterable[Respondent]) -> Iterator[str]:
    """Pieces of CSV: the header, then one line per respondent in the given order.

    Scores have every digit that a float has (reading them back gives the same float); where a score
    is undefined the cell is empty. `n_` counts the answered questions of an element.
    """
    yield _as_csv([SCORE_COLUMNS])
    remaining = iter(respondents)
    while piece := list(islice(remaining, _CHUNK_ROWS)):
        yield _as_csv(_rows(instrument, piece))


def _rows(instrument: Instrument, piece: list[Respondent]) -> Iterable[Iterable[object]]:
    batch = Batch(instrument, [respondent.answers for respondent in piece])
    ids = [respondent.id for respondent in piece]
    metrics = (
        [value if value == value else None for value in batch.metrics[metric].tolist()]  # no nan
        for metric in METRICS
    )
    counts = (batch.answered[element].tolist() for element in Element)
    return zip(*chain([ids], metrics, counts), strict=True)


def _as_csv(rows: Iterable[Iterable[object]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
