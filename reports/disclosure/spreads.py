"""Which spread every published interval of a wave rests on (ADR 18).

One number per name for the whole wave, so that no cell tells how far the people of one group lie
apart; and with a lower bound, so that not even a wave in which nearly everybody agrees tells that
of one person.
"""

from collections.abc import Mapping

from reports.disclosure.cells import PublishedSpread
from reports.disclosure.figures import WaveFigures
from reports.disclosure.names import CHANGES, COMMON, OUTCOMES, PAIRS, STANDING, facet_name
from reports.statistics.pooled_spread import (
    LEAST_SQUARES,
    LEAST_SQUARES_OF_DIFFERENCES,
    PROVISIONAL_DIFFERENCE,
    PROVISIONAL_FACET,
    PROVISIONAL_SPREADS,
    Spread,
    Within,
    earlier_spread,
    imported_spread,
    own_spread,
    provisional_spread,
)
from reports.statistics.sem import SemTable, difference

Spreads = Mapping[str, Spread]

_NOTHING = Within(0.0, 0)
_ALWAYS = (*COMMON, *OUTCOMES, *STANDING, *PAIRS)


def spreads_of(wave: WaveFigures, *, with_changes: bool = False) -> Spreads:
    """The spread of every name: that of this wave, of an earlier one, from elsewhere, or the
    provisional one;
    `with_changes` where the wave is linked to an earlier one.
    """
    facets = {
        facet_name(facet.code)
        for group in wave.groups
        for facets in group.facets.values()
        for facet in facets
    }
    changes = CHANGES if with_changes else ()
    return {name: _spread(name, wave) for name in (*_ALWAYS, *sorted(facets), *changes)}


def published(spreads: Spreads) -> Mapping[str, PublishedSpread]:
    """What is kept of them: whole points and the origin, never the degrees of freedom."""
    return {name: PublishedSpread(one.points, one.origin) for name, one in spreads.items()}


def sem_of(name: str, sems: SemTable) -> float:
    """The standard error of measurement of one person on any of these names but facets."""
    if name in STANDING:
        return sems.of_standing(_ELEMENTS[name][0])
    if name in PAIRS:
        first, second = _ELEMENTS[name]
        return difference(sems.of(first), sems.of(second))
    return sems.of(name)


_ELEMENTS = {name: tuple(weights) for name, weights in (STANDING | PAIRS).items()}
"""The elements of a difference, that which counts for most first."""


def _spread(name: str, wave: WaveFigures) -> Spread:
    is_difference = name in STANDING or name in PAIRS or name in CHANGES or name == "contrast"
    least = LEAST_SQUARES_OF_DIFFERENCES if is_difference else LEAST_SQUARES
    own = own_spread(wave.within.get(name, _NOTHING), least=least)
    if own is not None:
        return own
    if name in wave.earlier:
        return earlier_spread(wave.earlier[name])
    if name in wave.elsewhere:
        return imported_spread(wave.elsewhere[name])
    otherwise = PROVISIONAL_DIFFERENCE if is_difference else PROVISIONAL_FACET
    return provisional_spread(PROVISIONAL_SPREADS.get(name, otherwise))
