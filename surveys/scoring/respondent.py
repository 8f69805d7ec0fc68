"""The scores of one respondent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surveys.instruments.elements import Element
from surveys.instruments.model import Instrument
from surveys.scoring.answers import BLANK, MISSING, AnswerFault, blank, check_length, put
from surveys.scoring.composites import (
    CONTRAST,
    KUNNEN_RULE,
    WILLEN_RULE,
    CompositeRule,
    contrast,
    mean_of_present,
)
from surveys.scoring.obstacles import obstacles
from surveys.scoring.plan import MeanRule, ScoringPlan, compile_plan

SCORING_VERSION: int = 1


@dataclass(frozen=True, slots=True)
class Scores:
    """Everything computed from one answer string; unrounded, 0-100, contrast -100 to 100.

    `metrics` has every name of METRICS, None where a score is undefined. `answered` counts the
    answered items of each element and outcome. `items` holds the chosen step of each answered item.
    """

    metrics: Mapping[str, float | None]
    answered: Mapping[str, int]
    items: Mapping[str, int]
    facets: Mapping[str, float | None]
    willen_complete: bool
    kunnen_complete: bool
    complete: bool
    obstacle_max: int | None
    obstacles_heavy: int
    heavy_items: tuple[str, ...]
    version: int = SCORING_VERSION


def score(instrument: Instrument, answers: str) -> Scores:
    """The scores of `answers` (statistiek §1).

    Raises AnswerFault on a string of the wrong length or a character that is no step of its item.
    """
    plan = compile_plan(instrument)
    letters = _answered(plan, answers)
    elements = _means(plan.elements, letters)
    willen_complete = _all_present(elements, WILLEN_RULE.parts)
    kunnen_complete = _all_present(elements, KUNNEN_RULE.parts)
    complete = willen_complete and kunnen_complete
    (obstacle_rule,) = (rule for rule in plan.elements if rule.name == Element.BELEMMERINGEN)
    obstacle_max, heavy_items = obstacles(obstacle_rule.items, letters)
    return Scores(
        metrics={
            **elements,
            **_composites(elements, complete=complete),
            **_means(plan.outcomes, letters),
        },
        answered={
            rule.name: sum(item.code in letters for item in rule.items)
            for rule in (*plan.elements, *plan.outcomes)
        },
        items={
            item.code: item.values[letters[item.code]]
            for item in plan.items
            if item.code in letters
        },
        facets=_means(plan.facets, letters),
        willen_complete=willen_complete,
        kunnen_complete=kunnen_complete,
        complete=complete,
        obstacle_max=obstacle_max,
        obstacles_heavy=len(heavy_items),
        heavy_items=heavy_items,
    )


def common_scores(instrument: Instrument, first: Scores, second: Scores) -> tuple[Scores, Scores]:
    """The scores of two measurements of one person over the items answered in both.

    Items differ in how hard they are to agree with, so means over different items differ without
    any change. What has too few items left is undefined in both.
    """
    codes = first.items.keys() & second.items.keys()
    before, after = (
        score(instrument, put(instrument, blank(instrument), {c: scores.items[c] for c in codes}))
        for scores in (first, second)
    )
    return before, after


def _answered(plan: ScoringPlan, answers: str) -> dict[str, str]:
    check_length(answers, len(plan.items))
    letters = {}
    for item in plan.items:
        letter = answers[item.position]
        if letter in item.scores:
            letters[item.code] = letter
        elif letter != BLANK and letter not in MISSING:
            raise AnswerFault(f"item {item.code} has no step {letter!r}", item.code)
    return letters


def _means(rules: Iterable[MeanRule], letters: Mapping[str, str]) -> dict[str, float | None]:
    return {
        rule.name: mean_of_present(
            [item.scores[letters[item.code]] for item in rule.items if item.code in letters],
            rule.need,
        )
        for rule in rules
    }


def _composites(elements: Mapping[str, float | None], *, complete: bool) -> dict[str, float | None]:
    willen, kunnen = _composite(elements, WILLEN_RULE), _composite(elements, KUNNEN_RULE)
    return {
        WILLEN_RULE.name: willen,
        KUNNEN_RULE.name: kunnen,
        CONTRAST: contrast(willen, kunnen, complete=complete),
    }


def _composite(elements: Mapping[str, float | None], rule: CompositeRule) -> float | None:
    return mean_of_present([elements[part] for part in rule.parts], rule.need)


def _all_present(elements: Mapping[str, float | None], names: Iterable[str]) -> bool:
    return all(elements[name] is not None for name in names)
