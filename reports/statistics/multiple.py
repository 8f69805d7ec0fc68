"""Judge many looks at once by Holm's procedure. Imports neither numpy nor scipy."""

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
    adjusted_p: dict[str, float] = {}
    highest = 0.0
    for rank, name in enumerate(sorted(p_values, key=lambda name: p_values[name])):
        highest = max(highest, min(1.0, (family - rank) * p_values[name]))
        adjusted_p[name] = highest
    return {name: adjusted_p[name] for name in p_values}


def holm_levels(
    p_values: Mapping[str, float], *, family: int, level: float = 0.05
) -> dict[str, float]:
    """The confidence level (0-1) of the interval that says of each name what Holm says of it.

    Sorted p_(1) <= p_(2) <= ..., p_(i) is compared with level / (family - i + 1) until the first
    that is larger; at that step the procedure stops, so all later ones have the level of that step.
    An interval at 1 minus that leaves out 0 exactly where the adjusted p is at most `level`. Raises
    as `holm`.
    """
    adjusted_p = holm(p_values, family=family)
    levels: dict[str, float] = {}
    looks = family
    for name in sorted(p_values, key=lambda name: p_values[name]):
        levels[name] = 1 - level / looks
        looks -= adjusted_p[name] <= level
    return {name: levels[name] for name in p_values}
