"""How people used the questionnaire: missing answers, ends of scales, straight lines.

Facts about the questionnaire, for the analyst; nobody is left out because of them (domain.md 3.9).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from surveys.instruments.model import Instrument, Kind, Missing
from surveys.scoring.answers import BLANK, MISSING
from surveys.scoring.elements import compile_plan
from surveys.scoring.items import ScoredItem


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


def item_use(instrument: Instrument, answers: Sequence[str]) -> tuple[ItemUse, ...]:
    """The use of every item, in answer order. Raises ValueError without respondents."""
    if not answers:
        raise ValueError("no respondents")
    return tuple(
        _use(item, Counter(string[item.position] for string in answers), len(answers))
        for item in compile_plan(instrument).items
    )


def straight_lining(instrument: Instrument, answers: Sequence[str]) -> float | None:
    """The share, 0-1, that took the same step on every scored item they answered.

    Counted are those who answered at least half of the scored items with both keys among them,
    because only there does one step everywhere contradict itself. None when there is nobody to
    count. Such a yes-sayer looks willing *and* obstructed, which inflates the contrast
    (domain.md 8, trap 21).
    """
    keys = {
        position: item.key
        for position, item in enumerate(instrument.items)
        if item.kind is Kind.ELEMENT
    }
    counted = straight = 0
    for string in answers:
        steps = {position: string[position] for position in keys if _is_step(string[position])}
        if 2 * len(steps) < len(keys) or {keys[position] for position in steps} != {"+", "-"}:
            continue
        counted += 1
        straight += len(set(steps.values())) == 1
    return straight / counted if counted else None


def _use(item: ScoredItem, letters: Counter[str], respondents: int) -> ItemUse:
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


def _share_at(item: ScoredItem, letters: Counter[str], score: float, n: int) -> float:
    at = sum(letters[letter] for letter, value in item.scores.items() if value == score)
    return at / n if n else 0.0


def _is_step(letter: str) -> bool:
    return letter != BLANK and letter not in MISSING
