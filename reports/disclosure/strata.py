"""How a group answered, team by team: what a total needs for its interval (ADR 18).

With n_t of N_t people answering in each group t of the lowest level, and n and N their sums:

    f = sum n_t f_t / n                      the response that the respondents saw
    v = ((1-f) s^2 + f SEM^2) / n + s_B^2 sum (n_t/n - N_t/N)^2

The last term is how far a total can lie wrong because one team answered more than another; s_B^2 is
the variance of the means of the shown teams. It is a post-stratification argument (Cochran 1977,
5A.9) with weights that are not corrected. Without a roster f = 0 and there is no last term.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from statistics import variance

from reports.disclosure.tree import Tree
from reports.statistics.pooled_spread import Spread
from reports.statistics.team import LEVEL, half_width_at, response


@dataclass(frozen=True, slots=True)
class GroupResponse:
    """The fraction f (0-1) of a group, and the sum of (n_t/n - N_t/N)^2 over its lowest groups."""

    fraction: float
    mismatch: float


def response_of(groups: Sequence[tuple[int, int | None]]) -> GroupResponse:
    """From (n_t, N_t) of every group of the lowest level; at least one has respondents."""
    n = sum(respondents for respondents, _ in groups)
    sizes = [size for _, size in groups if size is not None]
    if len(sizes) < len(groups):
        return GroupResponse(0.0, 0.0)
    everybody = sum(sizes)
    pairs = [(respondents, size) for (respondents, _), size in zip(groups, sizes, strict=True)]
    return GroupResponse(
        fsum(count * response(count, size) for count, size in pairs if count) / n,
        fsum((count / n - size / everybody) ** 2 for count, size in pairs),
    )


def lowest_groups(
    tree: Tree, people: Mapping[str, int], inside: Collection[str]
) -> list[tuple[int, int | None]]:
    """(n, N) of the people directly in each of the groups `inside`, where anybody is."""
    groups = []
    for key in inside:
        below, size = tree.children[key], tree.groups[key].size
        n = people[key] - sum(people[child] for child in below)
        own_size = (
            None if size is None else size - sum(tree.groups[child].size or 0 for child in below)
        )
        if n or own_size:
            groups.append((n, own_size))
    return groups


def between_teams(means: Collection[float], spread: Spread) -> float:
    """s_B^2, the variance of the means of shown teams, in squared points. Of fewer than two teams
    there is none; then teams count as differing as much as people do, which is wide.
    """
    return variance(means) if len(means) > 1 else float(spread.points**2)


def half_width(
    n: int,
    spread: Spread,
    response: GroupResponse,
    *,
    sem: float,
    between: float,
    level: float = LEVEL,
) -> float:
    """Half the width of the interval of a mean of `n` people, in points; `between` is s_B^2."""
    half, _ = half_width_at(
        n,
        spread.points,
        freedom=spread.freedom,
        fraction=response.fraction,
        sem=sem,
        between=between * response.mismatch,
        level=level,
    )
    return half
