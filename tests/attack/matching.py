"""Two ways to tie people to answers: by the order of any two columns, and by equal values."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, sqrt

from tests.attack.dump import Features

Crowds = Sequence[tuple[Sequence[str], Sequence[str]]]
"""Per team the people asked who answered, and the answers: as much as the dump says openly."""
CHANCE = 1e-6  # how seldom a dump that tells nothing may be called one that tells


@dataclass(frozen=True)
class Match:
    """Two columns whose order ties more people to their own answers than chance would."""

    person: str
    answer: str
    hits: int
    correlation: float


def by_order(
    people: Features, answers: Features, crowds: Crowds, truth: Mapping[str, str]
) -> list[Match]:
    """Every pair of columns, forwards and backwards, within each team."""
    pairs = [(p, a) for p in people for a in answers]
    if not pairs:
        return []
    allowed = CHANCE / (2 * len(pairs))
    found = []
    for person, answer in pairs:
        ranks = list(_ranks(people[person], answers[answer], crowds, truth))
        if not ranks:
            continue
        for turned in (False, True):
            hits = sum((n - 1 - r if turned else r) == s for r, s, n in ranks)
            teams = len({id(crowd) for crowd in crowds})
            correlation = _correlation(ranks)
            beyond = abs(correlation) * sqrt(len(ranks)) > 6.5  # about 1e-10 for a normal score
            if _at_least(hits, teams) < allowed or beyond:
                found.append(Match(person, answer, hits, correlation))
    return found


def by_value(
    people: Features, answers: Features, crowds: Crowds, truth: Mapping[str, str]
) -> list[Match]:
    """Pairs of columns that have the same value for a person and the own answer more often than
    between this person and any answer of the team.
    """
    found = []
    for person, of_person in people.items():
        for answer, of_answer in answers.items():
            hits, expected = 0, 0.0
            for asked, given in crowds:
                known = Counter(of_answer[one] for one in given if one in of_answer)
                for one in asked:
                    value = of_person.get(one)
                    hits += value is not None and value == of_answer.get(truth[one])
                    expected += known[value] / len(given) if value is not None else 0
            if hits - expected > 6.5 * sqrt(max(expected, 1.0)):
                found.append(Match(person, answer, hits, 0.0))
    return found


def _ranks(
    people: Mapping[str, str], answers: Mapping[str, str], crowds: Crowds, truth: Mapping[str, str]
) -> Iterator[tuple[int, int, int]]:
    """Per person: the place in the order of the team, the place of the own answer, the number."""
    for asked, given in crowds:
        known = [one for one in asked if one in people]
        # Equal values in the order of random ids: how they were handed in would tell the truth.
        ordered = sorted(known, key=lambda one: (_sortable(people[one]), one))
        places = sorted(
            (a for a in given if a in answers), key=lambda a: (_sortable(answers[a]), a)
        )
        place = {answer: at for at, answer in enumerate(places)}
        if len(ordered) == len(places) and len({people[one] for one in known}) > 1:
            for at, one in enumerate(ordered):
                yield at, place[truth[one]], len(places)


def _sortable(value: str) -> tuple[int, tuple[int, ...], str]:
    """Numbers and (page, row) as numbers, anything else as text."""
    parts = value.strip("()").split(",")
    if all(part.isdigit() for part in parts):
        return 0, tuple(int(part) for part in parts), ""
    return 1, (), value


def _correlation(ranks: Sequence[tuple[int, int, int]]) -> float:
    """Spearman's, over all teams, of places taken from the middle of the own team."""
    pairs = [(r - (n - 1) / 2, s - (n - 1) / 2) for r, s, n in ranks]
    both = sqrt(sum(x * x for x, _ in pairs) * sum(y * y for _, y in pairs))
    return sum(x * y for x, y in pairs) / both if both else 0.0


def _at_least(hits: int, teams: int) -> float:
    """P(at least so many fixed points) of random orders: about Poisson, one per team."""
    term, below = exp(-teams), 0.0
    for k in range(hits):
        below += term
        term *= teams / (k + 1)
    return max(0.0, 1 - below)
