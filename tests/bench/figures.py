"""One measured figure, and what was promised about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """A median over the rounds. `most` and `least` are the budget; without either it only tells.

    `unit` is as people write it: "ms", "per second", "MiB", "x" (a ratio), "queries".
    """

    subject: str
    what: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None
    note: str = ""

    @property
    def kept(self) -> bool | None:
        """Whether the budget was kept; None when there is none."""
        if self.most is None and self.least is None:
            return None
        over = self.most is not None and self.value > self.most
        under = self.least is not None and self.value < self.least
        return not (over or under)

    @property
    def verdict(self) -> str:
        return {True: "OK", False: "MISSED", None: ""}[self.kept]

    @property
    def budget(self) -> str:
        if self.most is not None:
            return f"<= {shown(self.most)} {self.unit}"
        return f">= {shown(self.least)} {self.unit}" if self.least is not None else ""

    def __str__(self) -> str:
        told = f"  {self.what:<62}{shown(self.value):>9} {self.unit:<11}"
        return f"{told}{self.budget:<20}{self.verdict}".rstrip()


def shown(value: float) -> str:
    """Three significant figures, without an exponent."""
    if abs(value) >= 100 or value == int(value):
        return f"{value:.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def middle(rounds: Iterable[float]) -> float:
    """The median of the rounds."""
    return float(median(rounds))


def ratio(some: Iterable[float], others: Iterable[float]) -> float:
    """The median of the ratios within each round: both were measured in the same minute there."""
    return middle(one / other for one, other in zip(some, others, strict=True))
