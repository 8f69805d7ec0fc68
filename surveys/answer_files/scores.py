"""The scores of respondents as CSV, in pieces, so that a file of any length fits in memory."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice
from typing import Final

import numpy as np

from surveys.answer_files.respondents import Respondent
from surveys.instruments.elements import METRICS, Element
from surveys.instruments.model import Instrument
from surveys.scoring.batch import Batch

SCORE_COLUMNS: Final = ("id", *METRICS, *(f"n_{element}" for element in Element))

_CHUNK_ROWS = 10_000
_MOST_TEXTS = 50_000
_NO_SCORE = -1e9  # far outside every scale; nan equals not even itself


def score_lines(instrument: Instrument, respondents: Iterable[Respondent]) -> Iterator[str]:
    """Pieces of CSV: the header, then one line per respondent in the given order.

    Scores have every digit that a float has (reading them back gives the same float); where a score
    is undefined the cell is empty. `n_` counts the answered questions of an element.
    """
    yield ",".join(SCORE_COLUMNS) + "\n"
    remaining, texts = iter(respondents), dict[float, str]()
    while piece := list(islice(remaining, _CHUNK_ROWS)):
        yield _lines(instrument, piece, texts)


def _lines(instrument: Instrument, piece: list[Respondent], texts: dict[float, str]) -> str:
    """The lines of so many respondents. `texts` keeps how a score is written: few differ, and to
    find the shortest digits of a float takes longest of all.
    """
    batch = Batch(instrument, [respondent.answers for respondent in piece])
    ids = [_cell(respondent.id) for respondent in piece]
    metrics = (
        _written(np.nan_to_num(batch.metrics[metric], nan=_NO_SCORE).tolist(), texts)
        for metric in METRICS
    )
    counts = (map(str, batch.answered[element].tolist()) for element in Element)
    rows = map(",".join, zip(ids, *metrics, *counts, strict=True))
    return "\n".join(rows) + "\n"


def _written(values: list[float], texts: dict[float, str]) -> list[str]:
    if len(texts) > _MOST_TEXTS:
        texts.clear()
    for value in {*values} - texts.keys():
        texts[value] = "" if value == _NO_SCORE else repr(value)
    return [texts[value] for value in values]


def _cell(text: str) -> str:
    """An id as a cell of CSV, in quotes where it needs them."""
    if not text or text.isalnum():
        return text
    line = StringIO()
    csv.writer(line, lineterminator="").writerow([text])
    return line.getvalue()
