"""When the interval of a published mean is called *indicatief*: it may be narrower than it says.

Every interval rests on one spread for the whole wave (ADR 18), so nothing tells how divided one
group is, and neither may this label: it follows from published cells alone (ADR 79). Three reasons,
chosen by simulation (docs/simulatie.md) so that no kind of scores was found of which what carries
none of them covers the true mean in less than .93:

- few: the band of n ends under 10;
- response: under half of the roster answered and the band ends under 30. Two groups, skewed scores
  and long tails do most harm there;
- spread: this mean lies so much further from the ends of the scale than those of most shown teams
  that its people can lie 1.2 times as far apart. With a mean of m, scores of 0-100 have a variance
  of at most m (100 - m) (Bhatia & Davis 2000). Where most teams score near an end, the spread of
  the wave is small, and too small for a team that does not.

Imports neither numpy nor scipy.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum
from typing import Final, Self

from reports.disclosure.cells import MeanCell, Participation, Publication, PublishedGroup
from reports.disclosure.names import SCORES
from reports.statistics.pooled_spread import SpreadOrigin
from surveys.policy import Policy

RESPONSE_UNDER: Final = 30
FEW_UNDER: Final = 10
MOST_AT_END: Final = 0.2
END_UNDER: Final = 15
MOST_SPREAD: Final = 1.2


class Indicative(StrEnum):
    """Why an interval may be narrower than it says; the first that holds. END only of somebody's
    own file, where the scores themselves may be looked at.
    """

    FEW = "weinig_mensen"
    RESPONSE = "lage_deelname"
    SPREAD = "ligging"
    END = "uiteinde"


@dataclass(frozen=True, slots=True)
class IndicativeRule:
    """The rule for one publication. `variances` has per score that rests on a measured spread how
    large a variance can be in its shown teams, on average (points squared).
    """

    policy: Policy
    variances: Mapping[str, float]

    @classmethod
    def of(cls, publication: Publication) -> Self:
        """The rule as the published means of all shown teams make it."""
        measured = [
            name
            for name, spread in publication.spreads.items()
            if name in SCORES and spread.origin is not SpreadOrigin.PROVISIONAL
        ]
        teams = [group for group in publication.groups.values() if group.level == "team"]
        means = {
            name: [cell.value for team in teams if isinstance(cell := team.means[name], MeanCell)]
            for name in measured
        }
        return cls(
            publication.policy,
            {name: usual_variance(values) for name, values in means.items() if values},
        )

    def reasons(self, group: PublishedGroup) -> Mapping[str, Indicative]:
        """Per metric whose interval is called indicatief: why."""
        reasons = {
            metric: self.reason(metric, cell, group.participation)
            for metric, cell in group.means.items()
            if isinstance(cell, MeanCell)
        }
        return {metric: reason for metric, reason in reasons.items() if reason is not None}

    def reason(self, metric: str, cell: MeanCell, participation: object) -> Indicative | None:
        """Why the interval of this mean is called indicatief; None where it is not."""
        if self.policy.indicative(cell.n):
            return Indicative.FEW
        low_response = isinstance(participation, Participation) and participation.warning
        if low_response and cell.n.high is not None and cell.n.high < RESPONSE_UNDER:
            return Indicative.RESPONSE
        usual = self.variances.get(metric)
        if usual is not None and largest_variance(cell.value) > MOST_SPREAD**2 * usual:
            return Indicative.SPREAD
        return None


def reason_in_file(values: Sequence[float], size: int | None, *, own: bool) -> Indicative | None:
    """The same for the scores (0-100) of one group in somebody's own file, out of `size` people
    (None: unknown). With the spread of the group itself (`own`) scores at one end count too: with a
    fifth there the classical interval of an endless group covers .87 to .93 under 30 people.
    """
    n = len(values)
    if n < FEW_UNDER:
        return Indicative.FEW
    if n >= RESPONSE_UNDER:
        return None
    if size is not None and 2 * n < size:
        return Indicative.RESPONSE
    at_end = max(sum(value == end for value in values) for end in (0, 100))
    under = RESPONSE_UNDER if size is None else END_UNDER
    return Indicative.END if own and n < under and at_end >= MOST_AT_END * n else None


def usual_variance(means: Iterable[int]) -> float:
    """How large a variance can be in groups with these means, on average."""
    variances = [largest_variance(mean) for mean in means]
    return fsum(variances) / len(variances)


def largest_variance(mean: int) -> float:
    """The largest variance that scores of 0-100 with this mean can have (points squared)."""
    return float(mean * (100 - mean))
