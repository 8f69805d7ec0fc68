"""Who took part in a wave and in the one before: counted per team, ready for the door.

Pseudonyms are computed again with the keys of both waves and forgotten at once (ADR 20).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from reports.disclosure.group_keys import ORGANISATION, team_key
from reports.disclosure.links import Links, Pairs
from reports.disclosure.names import COMMON, change_name
from reports.selectors import AskedIn, SentAnswers, sent_answers, somebody_else, wave_before
from reports.services.group_figures import element_figures
from reports.services.row_fingerprint import is_whole
from reports.services.tree import places
from reports.statistics.groups import Floats, Groups, Rows
from reports.statistics.pooled_spread import Within
from surveys import identity
from surveys.instruments.elements import Element
from surveys.models import Wave
from surveys.scoring.batch import score_many


def links_of(wave: Wave, sent: SentAnswers, asked: AskedIn) -> Links | None:
    """The wave before with the same questionnaire, and the people who took part both times.

    None when there is none, or nobody who did; when a key was destroyed; or when answers were
    erased since: then the rows are no longer those that were published.
    """
    before = wave_before(wave)
    if before is None:
        return None
    first = sent_answers(before)
    if not is_whole(before, first):
        return None
    try:
        pairs, within = _pairs(Both(before, first, wave, sent, asked))
    except identity.MissingKey:
        return None
    if not pairs:
        return None
    policy, instrument = before.policy, before.launched.instrument
    groups = element_figures(
        places(before, first.teams), instrument, first.answers, minimum=policy.means
    )
    return Links(before.snapshot.digest, groups, policy, pairs, within)


@dataclass(frozen=True, slots=True)
class Both:
    """Two waves with the same questionnaire, what was sent in each, and who was asked."""

    before: Wave
    first: SentAnswers
    wave: Wave
    second: SentAnswers
    asked: AskedIn


def _pairs(both: Both) -> tuple[dict[str, Pairs], dict[str, Within]]:
    instrument = both.wave.launched.instrument
    then = score_many(instrument, both.first.answers).metrics
    now = score_many(instrument, both.second.answers).metrics
    known = ~np.isnan(then["contrast"]), ~np.isnan(now["contrast"])
    rows_then, rows_now = _rows(both.first), _rows(both.second)
    found, linked = {}, []
    for unit, people in _stayers(both).items():
        sent = _sent_twice(both, people, rows_then, rows_now)
        rows = sent[known[0][sent[:, 0]] & known[1][sent[:, 1]]]
        if len(rows):
            found[unit] = _pairs_of(rows, len(people), then, now)
            linked.append(rows)
    return found, _within(linked, then, now)


def _stayers(both: Both) -> Mapping[str, list[UUID]]:
    """Who was asked both times in the same unit: the team, or the organisation where a wave has no
    figures of teams.
    """
    then, now = both.asked(both.before).people, both.asked(both.wave).people
    if "team" in both.wave.policy.levels:
        found = {team_key(team): now[team] & then.get(team, frozenset()) for team in now}
    else:
        found = {ORGANISATION: _everybody(now) & _everybody(then)}
    others = somebody_else(both.before)
    return {unit: sorted(people - others) for unit, people in found.items()}


def _everybody(asked: Mapping[UUID, frozenset[UUID]]) -> frozenset[UUID]:
    return frozenset[UUID]().union(*asked.values())


def _rows(sent: SentAnswers) -> dict[str, int]:
    return {pseudonym: row for row, pseudonym in enumerate(sent.pseudonyms)}


def _sent_twice(
    both: Both, people: list[UUID], rows_then: dict[str, int], rows_now: dict[str, int]
) -> Rows:
    """The rows, then and now, of those who sent both times. Raises MissingKey."""
    rows = zip(
        map(rows_then.get, _pseudonyms(both.before, people)),
        map(rows_now.get, _pseudonyms(both.wave, people)),
        strict=True,
    )
    twice = [(then, now) for then, now in rows if then is not None and now is not None]
    return np.array(sorted(twice), dtype=np.int64).reshape(len(twice), 2)


def _pseudonyms(wave: Wave, people: Iterable[UUID]) -> list[str]:
    return identity.pseudonyms(wave.key_generation or 0, wave.pk, people)


def _pairs_of(
    rows: Rows, stable: int, then: Mapping[str, Floats], now: Mapping[str, Floats]
) -> Pairs:
    first, second = rows[:, 0], rows[:, 1]
    return Pairs(
        n=len(rows),
        stable=stable,
        now={element: float(now[element][second].mean()) for element in Element},
        then={element: float(then[element][first].mean()) for element in Element},
    )


def _within(
    linked: list[Rows], then: Mapping[str, Floats], now: Mapping[str, Floats]
) -> dict[str, Within]:
    """The squares of changes within units, by the names of changes; `linked` has per unit the rows,
    then and now, of its stayers.
    """
    if not linked:
        return {}
    rows = np.concatenate(linked)
    ends = np.cumsum([len(some) for some in linked])
    groups = Groups.of(np.split(np.arange(len(rows)), ends[:-1]))
    return {
        change_name(metric): groups.within(now[metric][rows[:, 1]] - then[metric][rows[:, 0]])
        for metric in COMMON
    }
