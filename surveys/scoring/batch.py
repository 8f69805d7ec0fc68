"""The scores of many respondents at once, by the same plan as one respondent."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from surveys.instruments.elements import Element
from surveys.instruments.model import Instrument
from surveys.scoring.answers import BLANK, MISSING, AnswerFault
from surveys.scoring.composites import CONTRAST, KUNNEN_RULE, WILLEN_RULE
from surveys.scoring.items import ScoredItem
from surveys.scoring.plan import MeanRule, compile_plan

Floats = NDArray[np.float64]
Counts = NDArray[np.uint8]  # of items: an answer string has 255 at most
Letters = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class FacetTable:
    """The facets of one element: scores per respondent, and how many items each has."""

    scores: dict[str, Floats]
    items: dict[str, int]


class Batch:
    """The answer strings of many respondents, decoded and checked once, and their scores.

    `letters` has one row per string, in their order, and one column per item. Raises AnswerFault on
    a string of the wrong length or a character that is no step of its item.
    """

    def __init__(self, instrument: Instrument, answers: Sequence[str]) -> None:
        self.instrument = instrument
        self.plan = compile_plan(instrument)
        self.letters = _decoded(self.plan.items, answers)
        self._rules: dict[str, MeanRule] = {
            rule.name: rule for rule in (*self.plan.elements, *self.plan.outcomes)
        }

    def __len__(self) -> int:
        return len(self.letters)

    @property
    def metrics(self) -> dict[str, Floats]:
        """One column per metric (0-100, contrast -100 to 100, nan where undefined): equal, bit for
        bit, to `respondent.score` of each string.
        """
        return self._scores[0]

    @property
    def answered(self) -> dict[str, Counts]:
        """The number of answered items per element and outcome."""
        return self._scores[1]

    def items(self, metric: str) -> Floats:
        """The keyed scores 0-100 of the items of an element or outcome: one column per item, nan
        for a missing answer. Raises KeyError on `metric`.
        """
        columns = [_item_column(item, self.letters) for item in self._rules[metric].items]
        return np.column_stack(columns) if columns else np.empty((len(self), 0))

    def every_item(self) -> dict[str, Floats]:
        """The keyed scores 0-100 of each item by its code, one per respondent, nan for a missing
        answer.
        """
        return {item.code: _item_column(item, self.letters) for item in self.plan.items}

    def facets(self, element: Element) -> FacetTable:
        """The facets of an element, for figures about groups: per facet its scores 0-100, one per
        respondent, nan where the element itself is undefined.

        A missing answer counts as the mean of the answers that there are, as it does in the element
        (statistiek §1); so an element is always the mean of its facets, weighted by their items.
        For one person see `respondent.Scores.facets`.
        """
        scores = self.prorated(element)
        positions: dict[str, list[int]] = {}
        for position, item in enumerate(self.instrument.items_of(element)):
            positions.setdefault(item.facet or "", []).append(position)
        return FacetTable(
            {code: scores[:, at].mean(axis=1) for code, at in positions.items()},
            {code: len(at) for code, at in positions.items()},
        )

    def prorated(self, element: Element) -> Floats:
        """As `items`, with the score on the element itself for a missing answer; nan where the
        element is undefined. So the mean of the columns is the element.
        """
        columns, own = self.items(element), self.metrics[element][:, np.newaxis]
        return np.where(np.isnan(own) | np.isnan(columns), own, columns)

    @cached_property
    def _scores(self) -> tuple[dict[str, Floats], dict[str, Counts]]:
        means = {
            name: _mean(
                [_item_column(item, self.letters) for item in rule.items], rule.need, len(self)
            )
            for name, rule in self._rules.items()
        }
        metrics = {name: mean for name, (mean, _) in means.items()}
        return (
            {
                **{rule.name: metrics[rule.name] for rule in self.plan.elements},
                **_composites(metrics, len(self)),
                **{rule.name: metrics[rule.name] for rule in self.plan.outcomes},
            },
            {name: count for name, (_, count) in means.items()},
        )


def _decoded(items: Sequence[ScoredItem], answers: Sequence[str]) -> Letters:
    for row, string in enumerate(answers):
        if len(string) != len(items):
            raise AnswerFault(f"row {row}: {len(string)} answers for {len(items)} items")
    characters = "".join(answers).encode("ascii", errors="replace")
    letters = np.frombuffer(characters, dtype=np.uint8).reshape(len(answers), len(items))
    for item in items:
        possible = np.zeros(256, dtype=bool)
        possible[[ord(letter) for letter in (BLANK, *MISSING, *item.scores)]] = True
        wrong = np.flatnonzero(~possible[letters[:, item.position]])
        if wrong.size:
            letter = chr(letters[wrong[0], item.position])
            raise AnswerFault(f"row {wrong[0]}: item {item.code} has no step {letter!r}", item.code)
    return letters


def _item_column(item: ScoredItem, letters: Letters) -> Floats:
    scores = np.full(256, np.nan)
    for letter, value in item.scores.items():
        scores[ord(letter)] = value
    return scores[letters[:, item.position]]


def _mean(columns: Sequence[Floats], need: int, rows: int) -> tuple[Floats, Counts]:
    """The mean over the columns that exist in each row; nan where fewer than `need` do."""
    total = np.zeros(rows)
    count = np.zeros(rows, dtype=np.uint8)
    for column in columns:
        present = ~np.isnan(column)
        total += np.where(present, column, 0.0)
        count += present
    enough = (count >= need) & (count > 0)
    return np.where(enough, total / np.maximum(count, 1), np.nan), count


def _composites(metrics: dict[str, Floats], rows: int) -> dict[str, Floats]:
    means = [
        _mean([metrics[part] for part in rule.parts], rule.need, rows)
        for rule in (WILLEN_RULE, KUNNEN_RULE)
    ]
    (willen, willen_count), (kunnen, kunnen_count) = means
    complete = willen_count + kunnen_count == len(WILLEN_RULE.parts) + len(KUNNEN_RULE.parts)
    return {
        WILLEN_RULE.name: willen,
        KUNNEN_RULE.name: kunnen,
        CONTRAST: np.where(complete, willen - kunnen, np.nan),
    }
