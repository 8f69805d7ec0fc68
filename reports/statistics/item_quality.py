"""How people used the questionnaire: missing answers, ends of scales, straight lines.

Facts about the questionnaire, for the analyst; nobody is left out because of them (research §3.9).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from surveys.instruments.model import ItemKind, Missing
from surveys.scoring.answers import BLANK, MISSING
from surveys.scoring.batch import Batch
from surveys.scoring.items import ScoredItem

_BELOW, _ABOVE = np.uint8(0), np.uint8(255)  # no letter lies there


@dataclass(frozen=True, slots=True)
class ItemUse:
    """One item over all respondents, as shares 0-1.

    `missing` is the share of all respondents without a step, `blank` of them without any answer and
    `codes` per missing code. `lowest` and `highest` are the shares of the `n` who chose a step that
    took the lowest and highest score: a share above .40 is a floor or ceiling.
    """

    code: str
    n: int
    missing: float
    blank: float
    codes: dict[Missing, float]
    lowest: float
    highest: float


def item_use(batch: Batch) -> tuple[ItemUse, ...]:
    """The use of every item, in answer order. Raises ValueError without respondents."""
    if not len(batch):
        raise ValueError("no respondents")
    counts = [
        np.bincount(batch.letters[:, item.position], minlength=256) for item in batch.plan.items
    ]
    return tuple(
        _use(item, {chr(code): int(n) for code, n in enumerate(letters)}, len(batch))
        for item, letters in zip(batch.plan.items, counts, strict=True)
    )


def straight_lining(batch: Batch) -> tuple[int, int]:
    """How many took the same step on every scored item they answered, and of how many counted.

    Counted are those who answered at least half of the scored items with both keys among them,
    because only there does one step everywhere contradict itself. Such a yes-sayer looks willing
    *and* obstructed, which inflates the contrast (research §8, trap 21).
    """
    items = batch.instrument.items
    columns = [at for at, item in enumerate(items) if item.kind is ItemKind.ELEMENT]
    positive = np.array([items[at].key == "+" for at in columns], dtype=bool)
    letters = batch.letters[:, columns]
    is_step = np.ones(256, dtype=bool)
    is_step[[ord(letter) for letter in (BLANK, *MISSING)]] = False
    steps = is_step[letters]
    respondents = 2 * steps.sum(axis=1) >= len(columns)
    respondents &= steps[:, positive].any(axis=1) & steps[:, ~positive].any(axis=1)
    lowest = np.where(steps, letters, _ABOVE).min(axis=1, initial=_ABOVE)
    highest = np.where(steps, letters, _BELOW).max(axis=1, initial=_BELOW)
    return int((lowest == highest)[respondents].sum()), int(respondents.sum())


def _use(item: ScoredItem, letters: Mapping[str, int], respondents: int) -> ItemUse:
    n = sum(letters[letter] for letter in item.scores)
    return ItemUse(
        code=item.code,
        n=n,
        missing=1 - n / respondents,
        blank=letters[BLANK] / respondents,
        codes={code: letters[letter] / respondents for letter, code in MISSING.items()},
        lowest=_share_at(item, letters, 0.0, n),
        highest=_share_at(item, letters, 100.0, n),
    )


def _share_at(item: ScoredItem, letters: Mapping[str, int], score: float, n: int) -> float:
    at = sum(letters[letter] for letter, value in item.scores.items() if value == score)
    return at / n if n else 0.0
