"""The teams of gemeente Zandstad and of gemeente Duinrade, without a database."""

from dataclasses import dataclass, field

from igm_portal.demo.answer_model import EVEN, STUCK, UNWILLING, Levels
from surveys.instruments.elements import Element

OBSTACLE_GONE: Levels = {Element.BELEMMERINGEN: 76}
"""What came of one agreement of the story; of the element of the others nothing came."""


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """A team of the demo: its size, how many per cent respond, and its level per element.

    In a `loyal` team the same people answer every time: of it alone a change may be told. From the
    second wave on the levels in `later_levels` take the place of the first ones.
    """

    name: str
    department: str
    size: int
    response: float
    levels: Levels
    loyal: bool = False
    later_levels: Levels = field(default_factory=dict)

    def levels_in(self, *, first: bool) -> Levels:
        return self.levels if first else {**self.levels, **self.later_levels}


TEAMS = (
    TeamPlan("Centrum", "Werk", 18, 0.78, STUCK),
    TeamPlan("De Meent", "Werk", 16, 0.75, STUCK, loyal=True, later_levels=OBSTACLE_GONE),
    TeamPlan("Havenkwartier", "Werk", 20, 0.70, STUCK),
    TeamPlan("Jongeren", "Werk", 15, 0.80, UNWILLING),
    TeamPlan("Nieuwland", "Werk", 14, 0.72, STUCK),
    TeamPlan("Bijstand", "Inkomen", 17, 0.76, STUCK),
    TeamPlan("Schuldhulp", "Inkomen", 13, 0.85, EVEN),
    TeamPlan("Statushouders", "Inkomen", 12, 0.42, STUCK),
    TeamPlan("Zelfstandigen", "Inkomen", 12, 0.84, STUCK),
    TeamPlan("Buitenwijken", "Wijkteams", 19, 0.68, STUCK),
    TeamPlan("Oost", "Wijkteams", 16, 0.82, EVEN),
    TeamPlan("West", "Wijkteams", 15, 0.74, STUCK),
)

SMALL_TEAMS = (
    TeamPlan("Dorpen", "Sociaal domein", 15, 0.33, STUCK),
    TeamPlan("Inkomen", "Sociaal domein", 15, 0.70, STUCK),
    TeamPlan("Participatie", "Sociaal domein", 15, 0.70, EVEN),
    TeamPlan("Stad", "Sociaal domein", 15, 0.70, UNWILLING),
)
"""As small as many municipalities are: seven in ten of fifteen respond, in one team too few. Little
may be said there, and its pages must be worth opening as well.
"""
