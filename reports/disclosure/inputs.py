"""The figures of a published group as moments, refused when they are not about the right people."""

from collections.abc import Iterable, Mapping
from math import fsum, isclose, isfinite
from typing import Final

from reports.disclosure.atoms import Moments, moments
from reports.disclosure.edges import COMPOSITES, STANDING, standing_name
from reports.disclosure.figures import FiguresFault, GroupFigures
from reports.statistics.types import Estimate
from surveys.instruments.elements import Element

COMMON: Final = (*(element.value for element in Element), *COMPOSITES)
"""The metrics of the common set."""


def common_moments(group: GroupFigures) -> Mapping[str, Moments]:
    """Elements, composites and standing differences of the people who have all elements.

    Raises FiguresFault when one is missing, is about other people, or is not made of the elements:
    then subtraction could single out those who make the difference (decisions 12).
    """
    found = dict(_present(group, group.estimates, COMMON))
    standing = _present(group, group.standing, Element)
    found |= {standing_name(Element(name)): estimate for name, estimate in standing.items()}
    for estimate in found.values():
        _check(group, estimate, group.complete)
    for name, weights in (COMPOSITES | STANDING).items():
        mean = fsum(weight * found[element].mean for element, weight in weights.items())
        if not isclose(found[name].mean, mean, abs_tol=1e-6):
            raise FiguresFault(f"{group.key}: {name} is not made of these elements")
    return {name: moments(estimate) for name, estimate in found.items()}


def element_moments(group: GroupFigures) -> Mapping[str, Moments]:
    """The elements of the people who have all of them. Raises FiguresFault as above."""
    found = _present(group, group.estimates, Element)
    for estimate in found.values():
        _check(group, estimate, group.complete)
    return {name: moments(estimate) for name, estimate in found.items()}


def facet_moments(group: GroupFigures, element: Element) -> Mapping[str, Moments]:
    """The facets of an element on the common set. Raises FiguresFault when they are about other
    people or do not make up the element.
    """
    facets = group.facets[element]
    for facet in facets:
        _check(group, facet.estimate, group.complete)
    items = sum(facet.items for facet in facets)
    mean = fsum(facet.items * facet.estimate.mean for facet in facets) / items
    if not isclose(group.estimates[element].mean, mean, abs_tol=1e-6):
        raise FiguresFault(f"{group.key}: {element} is not made of these facets")
    return {facet.code: moments(facet.estimate) for facet in facets}


def single_moments(group: GroupFigures, metric: str) -> Mapping[str, Moments]:
    """A score that no other is made of, on the people who have it. Raises FiguresFault as above."""
    (estimate,) = _present(group, group.estimates, (metric,)).values()
    _check(group, estimate, group.answered[metric])
    return {metric: moments(estimate)}


def _present(
    group: GroupFigures, found: Mapping[str, Estimate], names: Iterable[str]
) -> Mapping[str, Estimate]:
    try:
        return {name: found[name] for name in names}
    except KeyError as missing:
        raise FiguresFault(f"{group.key}: no estimate of {missing}") from None


def _check(group: GroupFigures, estimate: Estimate, n: int) -> None:
    if estimate.n != n or estimate.size != group.size:
        raise FiguresFault(f"{group.key}: {estimate.metric} is not about the {n} people it should")
    if not all(isfinite(value) for value in (estimate.mean, estimate.sd, estimate.sem)):
        raise FiguresFault(f"{group.key}: {estimate.metric} is not a number")
