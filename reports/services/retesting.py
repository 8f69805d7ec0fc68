"""Who answered twice: pairs of rows of a retest and of the wave it names.

Pseudonyms are computed again with the keys of both waves and forgotten at once (ADR 20).
"""

import numpy as np

from reports.aggregation.retest import Pairs, published_retest
from reports.disclosure.retest import PublishedRetest
from reports.selectors import SentAnswers, asked_in, sent_answers, somebody_else
from surveys import identity
from surveys.models import Wave
from surveys.scoring.batch import Batch


def retest_of(wave: Wave, respondents: SentAnswers, batch: Batch) -> PublishedRetest | None:
    """What may be told of a retest that closes; None when nobody can tell any more who is who.

    Whoever may be somebody else by now (a changed address that nobody vouched for) is left out.
    """
    first = wave.retest_of
    if first is None:
        return None
    answers = sent_answers(first)
    rows_then = {pseudonym: row for row, pseudonym in enumerate(answers.pseudonyms)}
    rows_now = {pseudonym: row for row, pseudonym in enumerate(respondents.pseudonyms)}
    others = somebody_else(first) | somebody_else(wave)
    asked_then = frozenset[int]().union(*asked_in(first).people.values())
    groups = []
    try:
        for members in asked_in(wave).people.values():
            people = sorted((members & asked_then) - others)
            then, now = (
                identity.pseudonyms(one.key_generation or 0, one.pk, people)
                for one in (first, wave)
            )
            pairs = [
                (rows_then[before], rows_now[after])
                for before, after in zip(then, now, strict=True)
                if before in rows_then and after in rows_now
            ]
            groups.append(np.array(sorted(pairs), dtype=np.int64).reshape(len(pairs), 2))
    except identity.MissingKey:
        return None
    if "team" not in wave.policy.levels:
        groups = [np.concatenate(groups)] if groups else []
    return published_retest(Pairs(Batch(first.launched.instrument, answers.answers), batch, groups))
