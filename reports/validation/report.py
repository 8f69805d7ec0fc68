"""The figures of a validation report, with the reason beside each that cannot be given."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from reports.commands.consistency import consistency
from reports.commands.content import Content, habit
from reports.commands.retests import retests
from reports.statistics.answering import both_sides, even_odd
from reports.statistics.item_quality import straight_lining
from reports.statistics.quality import SHOWN_FROM
from reports.statistics.reliability import complete_cases
from reports.validation.dif import GROUP_MINIMUM, Dif, NoDif, dif, judged
from reports.validation.items import SCORE_END, ends, errors_by_level, item_figures
from reports.validation.teams import TeamSpread, team_spread
from surveys.answer_files.respondents import Respondent
from surveys.instruments.elements import FORMATIVE, METRICS, Element
from surveys.instruments.model import Instrument
from surveys.scoring.batch import Batch, Floats

REPORT_MINIMUM: Final = SHOWN_FROM
"""Respondents under which nothing is reported at all."""

NO_GROUPS: Final = "geen_groepen"
TOO_FEW_GROUPS: Final = "minder_dan_twee_groepen"


def validation(
    instrument: Instrument,
    everybody: Sequence[Respondent],
    *,
    second: Sequence[Respondent] | None = None,
    group: str | None = None,
    factors: Mapping[str, Any] | None = None,
) -> Content:
    """All of the report: `second` is the same people again, `group` the name of the column whose
    values stand in `everybody`, `factors` what lavaan said (`read_factors`).

    Figures over items are of everybody who answered the item, those of an element of everybody who
    answered all of its items. Raises ValueError under `REPORT_MINIMUM` respondents.
    """
    if len(everybody) < REPORT_MINIMUM:
        raise ValueError(f"{len(everybody)} respondents where {REPORT_MINIMUM} are needed")
    answers = [one.answers for one in everybody]
    batch = Batch(instrument, answers)
    return {
        **consistency(instrument, answers),
        "items": [asdict(item) for item in item_figures(batch)],
        "levels": {str(element): _levels(batch.items(element), element) for element in Element},
        "retest": None
        if second is None
        else retests(
            instrument,
            {one.id: one.answers for one in everybody},
            {one.id: one.answers for one in second},
        ),
        "answering": _answering(batch) | {"habit": habit(instrument)},
        "dif": _dif(batch, everybody, group),
        "teams": [asdict(one) for one in _teams(batch, everybody)],
        "factors": factors,
        "absent": _absent(second is not None, group is not None, factors is not None),
    }


def _levels(scores: Floats, element: Element) -> Content:
    """The ends of the score, and its SEM at each height where the element is reflective."""
    n = len(complete_cases(scores))
    if n < REPORT_MINIMUM:
        return {"n": n, "reason": "te_weinig_respondenten"}
    floor, ceiling = ends(scores)
    steps = [] if element in FORMATIVE or scores.shape[1] < 2 else errors_by_level(scores)
    return {
        "n": n,
        "floor": floor,
        "ceiling": ceiling,
        "at_an_end": max(floor, ceiling) > SCORE_END,
        "sem": [asdict(step) for step in steps],
    }


def _answering(batch: Batch) -> Content:
    """How many answered in a way that says little, and of how many that could be seen."""
    looks = {"both_sides": both_sides, "even_odd": even_odd, "one_step": straight_lining}
    return {
        name: dict(zip(("count", "of"), look(batch), strict=True)) for name, look in looks.items()
    }


def _dif(batch: Batch, everybody: Sequence[Respondent], group: str | None) -> Content:
    if group is None:
        return {"reason": NO_GROUPS}
    sizes = Counter(one.group for one in everybody if one.group)
    large = {name for name, size in sizes.items() if size >= GROUP_MINIMUM}
    content: Content = {
        "group": group,
        "groups": dict(sorted(sizes.items())),
        "left_out": sorted(sizes.keys() - large),
        "without_group": sum(not one.group for one in everybody),
    }
    if len(large) < 2:
        return content | {"reason": TOO_FEW_GROUPS}
    results, refusals = [], {}
    names = np.array([one.group if one.group in large else "" for one in everybody])
    for element in Element:
        for code, outcome in _dif_of(batch, element, names):
            if isinstance(outcome, Dif):
                results.append(outcome)
            else:
                refusals[code] = outcome
    return content | {
        "items": [
            {**asdict(one), "element": str(batch.instrument.item(one.code).element)}
            for one in judged(results)
        ],
        "refused": refusals,
    }


def _dif_of(
    batch: Batch, element: Element, names: np.ndarray[Any, Any]
) -> list[tuple[str, Dif | str]]:
    """Every item of one element, or why nothing is told of it. Of a formative element people cannot
    be matched on the score, because its items need not go together.
    """
    codes = [item.code for item in batch.instrument.items_of(element)]
    if element in FORMATIVE:
        return [(code, "formatief") for code in codes]
    scores = batch.items(element)
    is_complete = ~np.isnan(scores).any(axis=1) & (names != "")
    members = names[is_complete].tolist()
    counts = Counter(members)
    if len(counts) < 2 or min(counts.values()) < GROUP_MINIMUM:
        return [(code, "te_weinig_respondenten") for code in codes]
    complete = scores[is_complete]
    matching = complete.mean(axis=1)
    outcomes: list[tuple[str, Dif | str]] = []
    for at, code in enumerate(codes):
        try:
            steps = np.rint(complete[:, at] * 1000).astype(np.int64)
            outcomes.append((code, dif(code, steps, matching, members)))
        except NoDif as failure:
            outcomes.append((code, str(failure.reason)))
    return outcomes


def _teams(batch: Batch, everybody: Sequence[Respondent]) -> list[TeamSpread]:
    """The spread over groups of every metric that ten of them have; groups of seven will do."""
    members: dict[str, list[int]] = {}
    for at, one in enumerate(everybody):
        if one.group:
            members.setdefault(one.group, []).append(at)
    results = []
    for metric in METRICS:
        scores = batch.metrics[metric]
        teams = [scores[rows][~np.isnan(scores[rows])].tolist() for rows in members.values()]
        spread = team_spread(metric, teams)
        if spread is not None:
            results.append(spread)
    return results


def _absent(has_retest: bool, has_groups: bool, has_factors: bool) -> list[str]:
    """What an expert would ask for and this report has not, whatever the answers are."""
    always = ["normen", "criterium", "verwante_schalen", "inhoud"]
    sometimes = {"hertest": has_retest, "groepen": has_groups, "factoren": has_factors}
    return [*always, *(name for name, is_there in sometimes.items() if not is_there)]
