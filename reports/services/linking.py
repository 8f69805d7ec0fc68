"""Who took part in a wave and in the one before: counted per team, ready for disclosure control.

Pseudonyms are computed again with the keys of both waves and forgotten at once (ADR 20).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from reports.aggregation.group_figures import element_figures
from reports.disclosure.figures import GroupFigures
from reports.disclosure.group_keys import ORGANISATION, team_key
from reports.disclosure.links import Links, Pairs
from reports.disclosure.names import COMMON, change_name
from reports.selectors import AskedIn, SentAnswers, sent_answers, somebody_else, wave_before
from reports.services.row_fingerprint import is_whole
from reports.services.tree import places
from reports.statistics.groups import Groups, Rows
from reports.statistics.pooled_spread import Within
from surveys import identity
from surveys.instruments.elements import Element
from surveys.models import Wave
from surveys.scoring.batch import Batch, Floats


def links_of(wave: Wave, respondents: SentAnswers, batch: Batch, asked_in: AskedIn) -> Links | None:
    """The wave before with the same questionnaire, and the people who took part both times.

    None when there is none, or nobody who did; when a key was destroyed; or when answers were
    erased since: then the rows are no longer those that were published.
    """
    before = wave_before(wave)
    if before is None:
        return None
    earlier = _earlier(before)
    if earlier is None:
        return None
    rows_now = _complete_rows(respondents.pseudonyms, batch)
    stayers = _stayers(before, wave, asked_in)
    try:
        both_times = {
            unit: _rows_both_times(before, wave, people, earlier.rows, rows_now)
            for unit, people in stayers.items()
        }
    except identity.MissingKey:
        return None
    rows_by_unit = {unit: rows for unit, rows in both_times.items() if len(rows)}
    if not rows_by_unit:
        return None
    then, now = earlier.metrics, batch.metrics
    elements_then, elements_now = _elements(then), _elements(now)
    return Links(
        before.snapshot.digest,
        earlier.figures,
        before.policy,
        {
            unit: _pairs_of(rows, len(stayers[unit]), elements_then, elements_now)
            for unit, rows in rows_by_unit.items()
        },
        _within(list(rows_by_unit.values()), then, now),
    )


@dataclass(frozen=True, slots=True)
class _Earlier:
    """All that is needed of the answers of the wave before, which are let go: by pseudonym the row
    of whoever has all elements, scores by row, and figures of groups.
    """

    rows: dict[str, int]
    metrics: Mapping[str, Floats]
    figures: tuple[GroupFigures, ...]


def _earlier(before: Wave) -> _Earlier | None:
    """None when answers were erased since."""
    respondents = sent_answers(before)
    if not is_whole(before, respondents):
        return None
    batch = Batch(before.launched.instrument, respondents.answers)
    tree = places(before, respondents.teams)
    figures = element_figures(tree, batch, minimum=before.policy.means)
    return _Earlier(_complete_rows(respondents.pseudonyms, batch), batch.metrics, figures)


def _stayers(before: Wave, wave: Wave, asked_in: AskedIn) -> Mapping[str, list[int]]:
    """Who was asked both times in the same unit: the team, or the organisation where a wave has no
    figures of teams.
    """
    then, now = asked_in(before).people, asked_in(wave).people
    if "team" in wave.policy.levels:
        units = {team_key(team): now[team] & then.get(team, frozenset()) for team in now}
    else:
        units = {ORGANISATION: _everybody(now) & _everybody(then)}
    others = somebody_else(before)
    return {unit: sorted(people - others) for unit, people in units.items()}


def _everybody(rosters: Mapping[UUID, frozenset[int]]) -> frozenset[int]:
    return frozenset[int]().union(*rosters.values())


def _complete_rows(pseudonyms: Sequence[str], batch: Batch) -> dict[str, int]:
    """By pseudonym the row of whoever has all elements."""
    complete = ~np.isnan(batch.metrics["contrast"])
    return {pseudonym: row for row, pseudonym in enumerate(pseudonyms) if complete[row]}


def _rows_both_times(
    before: Wave, wave: Wave, people: list[int], then: dict[str, int], now: dict[str, int]
) -> Rows:
    """The rows, then and now, of those who are in both. Raises MissingKey."""
    rows = zip(
        map(then.get, _pseudonyms(before, people)),
        map(now.get, _pseudonyms(wave, people)),
        strict=True,
    )
    pairs = [(first, second) for first, second in rows if first is not None and second is not None]
    return np.array(sorted(pairs), dtype=np.int64).reshape(len(pairs), 2)


def _pseudonyms(wave: Wave, people: Iterable[int]) -> list[str]:
    return identity.pseudonyms(wave.key_generation or 0, wave.pk, people)


def _elements(metrics: Mapping[str, Floats]) -> Floats:
    """A row of scores per element."""
    return np.stack([metrics[element] for element in Element])


def _pairs_of(rows: Rows, stable: int, then: Floats, now: Floats) -> Pairs:
    """From the rows of stayers and the scores of everybody, a row per element."""
    first, second = rows[:, 0], rows[:, 1]
    return Pairs(
        n=len(rows),
        stable=stable,
        now=_means(now.take(second, axis=1)),
        then=_means(then.take(first, axis=1)),
    )


def _means(scores: Floats) -> dict[str, float]:
    return dict(zip(Element, scores.mean(axis=1).tolist(), strict=True))


def _within(
    stayers: Sequence[Rows], then: Mapping[str, Floats], now: Mapping[str, Floats]
) -> dict[str, Within]:
    """The squares of changes within units, by the names of changes; `stayers` has per unit the rows
    then and now.
    """
    rows = np.concatenate(stayers)
    ends = np.cumsum([len(pairs) for pairs in stayers])
    groups = Groups.of(np.split(np.arange(len(rows)), ends[:-1]))
    return {
        change_name(metric): groups.within(now[metric][rows[:, 1]] - then[metric][rows[:, 0]])
        for metric in COMMON
    }
