"""Many looks at once: Holm's procedure. Imports neither numpy nor scipy."""

from collections.abc import Mapping


def holm(p_values: Mapping[str, float], *, family: int) -> dict[str, float]:
    """The adjusted p of each name: compare it with the level wanted for the whole family.

    Sorted p_(1) <= p_(2) <= ...: adjusted p_(i) = max over j <= i of (family - j + 1) p_(j), at
    most 1. `family` is the number of looks that could have been taken, so a look that was not
    possible does not make the others easier. Source: Holm (1979). Raises ValueError when there are
    more p-values than looks.
    """
    if len(p_values) > family:
        raise ValueError(f"{len(p_values)} p-values in a family of {family}")
    adjusted: dict[str, float] = {}
    highest = 0.0
    for rank, name in enumerate(sorted(p_values, key=lambda name: p_values[name])):
        highest = max(highest, min(1.0, (family - rank) * p_values[name]))
        adjusted[name] = highest
    return {name: adjusted[name] for name in p_values}
