"""Standard errors of measurement: how far one person's score lies from the true one.

Measured on reference respondents where there are enough, assumed where there are not, and always
with their origin, because every interval rests on them (statistiek §3, §2, §5).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import fsum, sqrt

from surveys.instruments.elements import FORMATIVE, KUNNEN, METRICS, WILLEN, Element, Outcome

REFERENCE_MINIMUM = 100
RETEST_MINIMUM = 50
"""Pairs: the least in a study of reliability (Terwee et al. 2007)."""
_ASSUMED_SEM = 10.0


class Origin(StrEnum):
    """What a value rests on."""

    PROVISIONAL = "voorlopig"
    ASSUMED = "aanname"
    IMPORTED = "elders"
    REFERENCE = "referentie"
    RETEST = "hertest"


@dataclass(frozen=True, slots=True)
class Source:
    """Of how many people (a band) a value was measured, on which day (ISO), and where; `place` is
    empty for this installation.
    """

    n_low: int
    n_high: int | None
    day: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured at once: the SEM per element and outcome, and what it rests on."""

    origin: Origin
    sems: Mapping[str, float]
    source: Source


@dataclass(frozen=True, slots=True)
class SemTable:
    """The SEM of every metric in points and its origin; `n` is that of the reference sample, and
    `sources` says more of an origin, where more is known.
    """

    values: Mapping[str, float]
    origins: Mapping[str, Origin]
    n: int | None = None
    sources: Mapping[Origin, Source] = field(default_factory=dict)

    def of(self, metric: str) -> float:
        """The SEM of one measurement of `metric`."""
        return self.values[metric]

    def of_change(self, metric: str) -> float:
        """The SEM of a change between two measurements: SEM * sqrt(2) (statistiek §3)."""
        return sqrt(2) * self.values[metric]

    def of_standing(self, element: str) -> float:
        """The SEM of an element minus the mean of the other six (statistiek §2):
        sqrt(SEM_e^2 + sum of the others' SEM^2 / 36).
        """
        rest = fsum(self.values[other] ** 2 for other in Element if other != element)
        return sqrt(self.values[element] ** 2 + rest / (len(Element) - 1) ** 2)

    def of_facet(self, element: str, share: float) -> float:
        """The SEM of a facet with this share (0-1) of the items of an element (see `partial`)."""
        return partial(self.values[element], share)

    @property
    def allows_personal_statements(self) -> bool:
        """Whether anything may be said of one person: on reference values only (statistiek §5)."""
        return self.origins["contrast"] is not Origin.PROVISIONAL


def partial(sem: float, share: float) -> float:
    """The SEM of a score over a share (0-1) of its items: SEM / sqrt(share), so SEM sqrt(k/a) for
    `a` answers to `k` items.

    The error of a mean of k equally precise items has variance sigma^2 / k (Lord & Novick 1968);
    so it grows as the items become fewer. Raises ValueError on a share outside 0-1.
    """
    if not 0 < share <= 1:
        raise ValueError(f"{share} is no share of the items")
    return sem / sqrt(share)


def composite(sems: Iterable[float]) -> float:
    """The SEM of the mean of m element scores: sqrt(sum SEM^2) / m (statistiek §2; Cronbach,
    Schoenemann & McKie 1965). Raises ValueError without elements.
    """
    squares = [sem**2 for sem in sems]
    if not squares:
        raise ValueError("a composite needs at least one element")
    return sqrt(fsum(squares)) / len(squares)


def difference(first: float, second: float) -> float:
    """The SEM of a difference between two scores with independent errors."""
    return sqrt(first**2 + second**2)


def sem_table(
    measured_sems: Mapping[str, float], n: int | None = None, *, origin: Origin = Origin.REFERENCE
) -> SemTable:
    """The table in which metrics (elements, outcomes) have the SEM of `measured_sems`, if any.

    What was not measured keeps the assumed 10 points, marked as such for the formative elements,
    whose reliability cannot come from one measurement. Composites follow from their elements and
    are as provisional as the most provisional of them. Raises ValueError on other names.
    """
    return _table(measured_sems, dict.fromkeys(measured_sems, origin), n, {})


def layered_table(layers: Sequence[Measured]) -> SemTable:
    """The same from several measurements: of each metric that of the first of `layers` which has
    it. `n` is the least of the samples that are used. Raises ValueError as `sem_table`.
    """
    sems: dict[str, float] = {}
    origins: dict[str, Origin] = {}
    sources: dict[Origin, Source] = {}
    for layer in layers:
        new = {metric: sem for metric, sem in layer.sems.items() if metric not in sems}
        sems |= new
        origins |= dict.fromkeys(new, layer.origin)
        if new:
            sources.setdefault(layer.origin, layer.source)
    n = min((source.n_low for source in sources.values()), default=None)
    return _table(sems, origins, n, sources)


def _table(
    measured_sems: Mapping[str, float],
    measured_origins: Mapping[str, Origin],
    n: int | None,
    sources: Mapping[Origin, Source],
) -> SemTable:
    names = [*Element, *Outcome]
    if unknown := set(measured_sems) - set(names):
        raise ValueError(f"no SEM can be measured for {sorted(unknown)}")
    values = {str(name): measured_sems.get(name, _ASSUMED_SEM) for name in names}
    origins = {
        str(name): measured_origins[name]
        if name in measured_sems
        else Origin.ASSUMED
        if name in FORMATIVE
        else Origin.PROVISIONAL
        for name in names
    }
    parts = {"willen": WILLEN, "kunnen": KUNNEN, "contrast": WILLEN + KUNNEN}
    values["willen"] = composite(values[element] for element in WILLEN)
    values["kunnen"] = composite(values[element] for element in KUNNEN)
    values["contrast"] = difference(values["willen"], values["kunnen"])
    origins |= {
        name: weakest(origins[element] for element in elements) for name, elements in parts.items()
    }
    return SemTable(
        {metric: values[metric] for metric in METRICS},
        {metric: origins[metric] for metric in METRICS},
        n,
        sources,
    )


def weakest(origins: Iterable[Origin]) -> Origin:
    """The most provisional of `origins`, in the order of `Origin`."""
    return min(origins, key=list(Origin).index)


def assumed_elements(sems: SemTable) -> tuple[Element, ...]:
    """The elements whose SEM is an assumption, because one measurement cannot tell it."""
    return tuple(element for element in Element if sems.origins[element] is Origin.ASSUMED)


PROVISIONAL = sem_table({})
