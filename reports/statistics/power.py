"""How large a true difference must be before an interval is likely to show it.

An interval mean +- t sqrt(v) leaves 0 out when the mean lies further than t sqrt(v) from it. If the
true mean is d, the mean over its standard error follows the noncentral t distribution with
noncentrality d / sqrt(v), so the difference that is noticed with a given power is

    d = delta sqrt(v)        with delta so that F(t(.975; nu); nu, delta) = 1 - power

and about (t(.975; nu) + t(.80; nu)) sqrt(v), the "minimum detectable effect" of Bloom (1995). The
chance of an interval on the wrong side of 0 is left out, as in `power.t.test` of R. Source: Cohen
(1988), chapter 2; v and nu are those of `team`, with its correction for a finite team, after which
the noncentral t is an approximation (checked by simulation).
"""

from math import isinf
from typing import Final

from scipy.special import nctdtrinc, ndtri

from reports.statistics.team import LEVEL, t_quantile

POWER: Final = 0.8
"""The usual chance with which a difference must be noticed (Cohen 1988)."""


def noticeable(half: float, nu: float, *, level: float = LEVEL, power: float = POWER) -> float:
    """The least true distance from a bound, in points, that an interval of half width `half` with
    `nu` degrees of freedom leaves out with this power (0-1).
    """
    critical = t_quantile(1 - (1 - level) / 2, nu)
    if isinf(nu):
        return half * (critical + float(ndtri(power))) / critical
    return half * float(nctdtrinc(nu, 1 - power, critical)) / critical
