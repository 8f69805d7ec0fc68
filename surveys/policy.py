"""What a wave promises about publication, frozen at launch. Pure.

The policy is data: thresholds per kind of output, participation rules and bands. It can be made
stricter, never laxer, and no policy under 5 people exists at all (onthulling §1).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from functools import cache, lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final, Literal, Self

Level = Literal["team", "department", "organisation"]
LEVELS: Final[tuple[Level, ...]] = ("team", "department", "organisation")

LOWEST_THRESHOLD: Final = 5  # nobody may set less; what holds without a choice stands in _DEFAULTS
SMALL_CELL: Final = 3  # a category of one or two people is never shown by itself
_INDICATIVE_UNDER: Final = 10
BANDS: Final = (10, 15, 30, 60, 100, 200)
_FIRST_BANDS: Final = (10, 15)  # of policies frozen before bands were part of them
_NARROWEST: Final = 3  # so many different numbers lie in every band
_PARTICIPATION_CUTS: Final = (0, 40, 50, 60, 70, 80, 90)


class PolicyFault(ValueError):
    """A policy that protects too little, or a stored policy that is not one."""


@dataclass(frozen=True, slots=True)
class Band:
    """A number of people, said as a range: from `low` to `high` inclusive, None for no end."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class ParticipationBand:
    """Participation in whole per cents: at least `low`, under `high` (100 belongs to 90-100)."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of one wave for one group of respondents.

    `means` and `counts` are the least numbers of respondents for a mean and for a count; the
    participation limits are fractions of the roster, None where there is no roster to compare with;
    `margin` is the smallest willen-kunnen difference of interest, in points; `levels` are the
    levels of the organisation that may be published; `bands` where a new band begins in which a
    number of people is told. Raises PolicyFault when any number protects
    less than LOWEST_THRESHOLD. Source: statistiek §4, onthulling §1.
    """

    group: str
    means: int
    counts: int
    participation_normal: float | None
    participation_minimum: float | None
    margin: int = 5
    levels: tuple[Level, ...] = LEVELS
    bands: tuple[int, ...] = BANDS

    def __post_init__(self) -> None:
        for name in ("means", "counts"):
            _check_threshold(name, getattr(self, name))
        if self.counts < self.means:
            raise PolicyFault(f"counts ({self.counts}) ask for at least as many as means")
        if not _is_whole(self.margin) or self.margin < 1:
            raise PolicyFault(f"margin must be a whole number of points above 0: {self.margin}")
        if not self.levels or not set(self.levels) <= set(LEVELS):
            raise PolicyFault(f"levels must come from {LEVELS}: {self.levels}")
        _check_participation(self.participation_minimum, self.participation_normal)
        _check_bands(self.bands)

    def raised(self, **changes: Any) -> Self:
        """This policy with stricter numbers. Raises PolicyFault on a laxer one."""
        if unknown := set(changes) - {"means", "counts", "participation_minimum"}:
            raise PolicyFault(f"cannot be changed: {sorted(unknown)}")
        for name, value in changes.items():
            now = getattr(self, name)
            if now is None or not isinstance(value, int | float) or value < now:
                raise PolicyFault(f"{name} can only be raised: from {now} to {value}")
        means = changes.get("means", self.means)
        least_counts = {"counts": max(self.counts, means)} if _is_whole(means) else {}
        return replace(self, **(least_counts | changes))

    @property
    def details(self) -> int:
        """The least number of respondents for facets (onthulling §1): as for a mean
        among klantmanagers, as for a count among managers and clients.
        """
        return self.means if self.group == "klantmanager" else self.counts

    def n_band(self, n: int) -> Band:
        """The band in which a number of respondents is told: 7-9, 10-14, ... or 200 and more.

        A raised threshold never leaves a band of one or two numbers: it goes into the next one.
        Raises PolicyFault under the threshold for means: such a number is never told.
        """
        if n < self.means:
            raise PolicyFault(f"fewer than {self.means} respondents are never told as a number")
        return _band_of(n, self.means, self.bands)

    def indicative(self, band: Band) -> bool:
        """Whether a figure on so few is called *indicatief*; only from the band, so that the label
        never says more than the band (onthulling §1).
        """
        return band.high is not None and band.high < _INDICATIVE_UNDER

    @property
    def indicative_band(self) -> Band | None:
        """The band whose figures are called *indicatief*, if this policy has one."""
        smallest = self.n_band(self.means)
        return smallest if self.indicative(smallest) else None

    def participation_band(self, n: int, size: int | None) -> ParticipationBand | None:
        """How many of the `size` on the roster answered, in a band; None for too small a roster or
        none at all. Also what may be seen while a wave is open.
        """
        if size is None or size < self.means:
            return None
        percentage = 100 * n / size
        low = max(cut for cut in _PARTICIPATION_CUTS if cut <= percentage)
        later = [cut for cut in _PARTICIPATION_CUTS if cut > low]
        return ParticipationBand(low, later[0] if later else 100)

    def participates_enough(self, n: int, size: int | None) -> bool:
        """Whether enough of the roster answered to publish anything about the group."""
        if self.participation_minimum is None or size is None:
            return True
        return size > 0 and n / size >= self.participation_minimum

    def low_participation(self, n: int, size: int | None) -> bool:
        """Whether the figures of a group carry the warning of low participation."""
        if self.participation_normal is None or size is None:
            return False
        return size == 0 or n / size < self.participation_normal

    def to_dict(self) -> dict[str, Any]:
        """As plain data for JSON."""
        return asdict(self) | {"levels": list(self.levels), "bands": list(self.bands)}

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Self:
        """The policy that `to_dict` wrote. Raises PolicyFault on any other key or type."""
        names = {field.name for field in fields(cls)}
        values = {"bands": list(_FIRST_BANDS), **content}
        if set(values) != names:
            raise PolicyFault(f"a policy has the keys {sorted(names)}, not {sorted(content)}")
        if not isinstance(values["group"], str):
            raise PolicyFault("a policy names its group")
        if not isinstance(values["levels"], list) or not isinstance(values["bands"], list):
            raise PolicyFault("a policy lists its levels and bands")
        return cls(
            **(values | {"levels": tuple(values["levels"]), "bands": tuple(values["bands"])})
        )


@cache
def _bands(least: int, cuts: tuple[int, ...]) -> tuple[Band, ...]:
    """The bands in which `least` people and more are told; asked for with every published cell."""
    starts = (least, *(cut for cut in cuts if cut >= least + _NARROWEST))
    ends = (*(start - 1 for start in starts[1:]), None)
    return tuple(Band(start, end) for start, end in zip(starts, ends, strict=True))


@lru_cache(maxsize=4096)  # a closing asks it for every figure of every group
def _band_of(n: int, means: int, bands: tuple[int, ...]) -> Band:
    return next(band for band in _bands(means, bands) if band.high is None or n <= band.high)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _check_threshold(name: str, value: int) -> None:
    if not _is_whole(value):
        raise PolicyFault(f"{name} must be a whole number: {value!r}")
    if value < LOWEST_THRESHOLD:
        raise PolicyFault(f"{name} may not be under {LOWEST_THRESHOLD}: {value}")


def _check_bands(bands: object) -> None:
    if not isinstance(bands, tuple) or not all(_is_whole(cut) for cut in bands):
        raise PolicyFault(f"bands are whole numbers: {bands!r}")
    if not bands or any(b - a < _NARROWEST for a, b in pairwise(bands)):
        raise PolicyFault(f"bands begin at whole numbers at least {_NARROWEST} apart: {bands}")


def _check_participation(minimum: float | None, normal: float | None) -> None:
    if minimum is None and normal is None:
        return
    if not isinstance(minimum, int | float) or not isinstance(normal, int | float):
        raise PolicyFault("participation limits are two fractions, or none at all")
    if not 0 < minimum <= normal <= 1:
        raise PolicyFault(f"participation limits must be ordered fractions: {minimum}, {normal}")


_DEFAULTS: Final[Mapping[str, Policy]] = MappingProxyType(
    {
        "klantmanager": Policy("klantmanager", 7, 10, 0.5, 0.4),
        "manager": Policy("manager", 7, 10, 0.5, 0.4, levels=("organisation",)),
        "client": Policy("client", 10, 15, None, None),
    }
)


def default_policy(group: str) -> Policy:
    """The policy to start from for "klantmanager", "manager" or "client" respondents.

    One manager per team: figures of managers exist for the whole organisation only (onthulling
    §1). Raises PolicyFault for another group.
    """
    try:
        return _DEFAULTS[group]
    except KeyError:
        raise PolicyFault(f"no policy for respondents of the kind {group!r}") from None
