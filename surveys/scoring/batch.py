"""The scores of many respondents at once, by the same plan as one respondent."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveys.instruments.elements import Element
from surveys.instruments.model import Instrument
from surveys.scoring.answers import BLANK, MISSING, AnswerFault
from surveys.scoring.composites import CONTRAST, KUNNEN_RULE, WILLEN_RULE
from surveys.scoring.elements import MeanRule, ScoringPlan, compile_plan
from surveys.scoring.items import ScoredItem

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Letters = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """One column per metric (0-100, contrast -100 to 100, nan where undefined), one row per answer
    string, in their order; `answered` has the number of answered items per element and outcome.
    """

    metrics: dict[str, Floats]
    answered: dict[str, Counts]


@dataclass(frozen=True, slots=True)
class FacetTable:
    """The facets of one element: scores per respondent, and how many items each has."""

    scores: dict[str, Floats]
    items: dict[str, int]


def score_many(instrument: Instrument, answers: Sequence[str]) -> ScoreTable:
    """The scores of all `answers`: equal, bit for bit, to `respondent.score` of each one.

    Raises AnswerFault on a string of the wrong length or a character that is no step of its item.
    """
    plan = compile_plan(instrument)
    letters = letters_of(instrument, answers)
    metrics: dict[str, Floats] = {}
    answered: dict[str, Counts] = {}
    for rule in (*plan.elements, *plan.outcomes):
        columns = [_item_column(item, letters) for item in rule.items]
        metrics[rule.name], answered[rule.name] = _mean(columns, rule.need, len(answers))
    return ScoreTable(_with_composites(metrics, plan, len(answers)), answered)


def item_scores(instrument: Instrument, answers: Sequence[str], metric: str) -> Floats:
    """The keyed scores 0-100 of the items of an element or outcome: one row per answer string,
    one column per item, nan for a missing answer. Raises as `score_many`, KeyError on `metric`.
    """
    plan = compile_plan(instrument)
    rules: dict[str, MeanRule] = {rule.name: rule for rule in (*plan.elements, *plan.outcomes)}
    letters = letters_of(instrument, answers)
    columns = [_item_column(item, letters) for item in rules[metric].items]
    return np.column_stack(columns) if columns else np.empty((len(answers), 0))


def facet_scores(instrument: Instrument, answers: Sequence[str], element: Element) -> FacetTable:
    """The facets of an element, for figures about groups: per facet its scores 0-100, one per
    answer string, nan where the element itself is undefined.

    A missing answer counts as the mean of the answers that there are, as it does in the element
    (statistiek §1); so an element is always the mean of its facets, weighted by their items. For
    one person see `respondent.Scores.facets`. Raises as `score_many`.
    """
    columns = item_scores(instrument, answers, element)
    items = instrument.items_of(element)
    rule = next(rule for rule in compile_plan(instrument).elements if rule.name == element)
    own, _ = _mean(list(columns.T), rule.need, len(answers))
    imputed = np.where(np.isnan(columns), own[:, np.newaxis], columns)
    imputed[np.isnan(own)] = np.nan
    facets = dict.fromkeys(item.facet or "" for item in items)
    places = {
        code: [at for at, i in enumerate(items) if (i.facet or "") == code] for code in facets
    }
    return FacetTable(
        {code: imputed[:, at].mean(axis=1) for code, at in places.items()},
        {code: len(at) for code, at in places.items()},
    )


def letters_of(instrument: Instrument, answers: Sequence[str]) -> Letters:
    """The characters of `answers`, one row per string and one column per item. Raises as
    `score_many`.
    """
    plan = compile_plan(instrument)
    length = len(plan.items)
    for row, string in enumerate(answers):
        if len(string) != length:
            raise AnswerFault(f"row {row}: {len(string)} answers for {length} items")
    joined = "".join(answers).encode("ascii", errors="replace")
    letters = np.frombuffer(joined, dtype=np.uint8).reshape(len(answers), length)
    for item in plan.items:
        _check(item, letters)
    return letters


def _check(item: ScoredItem, letters: Letters) -> None:
    possible = np.zeros(256, dtype=bool)
    possible[[ord(letter) for letter in (BLANK, *MISSING, *item.scores)]] = True
    wrong = np.flatnonzero(~possible[letters[:, item.position]])
    if wrong.size:
        letter = chr(letters[wrong[0], item.position])
        raise AnswerFault(f"row {wrong[0]}: item {item.code} has no step {letter!r}", item.code)


def _item_column(item: ScoredItem, letters: Letters) -> Floats:
    scores = np.full(256, np.nan)
    for letter, value in item.scores.items():
        scores[ord(letter)] = value
    return scores[letters[:, item.position]]


def _mean(columns: Sequence[Floats], need: int, rows: int) -> tuple[Floats, Counts]:
    """The mean over the columns that exist in each row; nan where fewer than `need` do."""
    total = np.zeros(rows)
    count = np.zeros(rows, dtype=np.int64)
    for column in columns:
        present = ~np.isnan(column)
        total += np.where(present, column, 0.0)
        count += present
    enough = (count >= need) & (count > 0)
    return np.where(enough, total / np.maximum(count, 1), np.nan), count


def _with_composites(metrics: dict[str, Floats], plan: ScoringPlan, rows: int) -> dict[str, Floats]:
    composites = {
        rule.name: _mean([metrics[part] for part in rule.parts], rule.need, rows)
        for rule in (WILLEN_RULE, KUNNEN_RULE)
    }
    willen, willen_count = composites[WILLEN_RULE.name]
    kunnen, kunnen_count = composites[KUNNEN_RULE.name]
    parts = len(WILLEN_RULE.parts) + len(KUNNEN_RULE.parts)
    complete = willen_count + kunnen_count == parts
    return {
        **{rule.name: metrics[rule.name] for rule in plan.elements},
        WILLEN_RULE.name: willen,
        KUNNEN_RULE.name: kunnen,
        CONTRAST: np.where(complete, willen - kunnen, np.nan),
        **{rule.name: metrics[rule.name] for rule in plan.outcomes},
    }
