"""Publications of one group with cells of the test's own choosing. By itself no rule holds: every
every mean lies around the middle, from 46 to 54.
"""

from collections.abc import Mapping
from dataclasses import replace

from reports.disclosure.cells import (
    WITHHELD,
    CountsCell,
    MeanCell,
    Publication,
    PublishedGroup,
    Share,
    Withheld,
)
from reports.disclosure.figures import OBSTACLE
from reports.statistics.contrast import ContrastOutcome
from surveys.instruments.elements import FACETS, METRICS, Element
from surveys.policy import Band, Level, default_policy

TEAM = "team:t"
BAND = Band(10, 14)
LOW = MeanCell(45, 41, 49, BAND, None)
NEARLY_LOW = MeanCell(46, 42, 50, BAND, None)
MIDDLE = MeanCell(50, 46, 54, BAND, None)
NEARLY_ABOVE = MeanCell(54, 50, 58, BAND, None)
ABOVE = MeanCell(55, 51, 59, BAND, None)
NEARLY_HIGH = MeanCell(64, 60, 68, BAND, None)
HIGH = MeanCell(65, 61, 69, BAND, None)
Given = Mapping[str, MeanCell | Withheld]


def team(
    means: Given | None = None,
    facets: Given | None = None,
    obstacles: Mapping[str, int | Withheld] | None = None,
    *,
    level: Level = "team",
) -> PublishedGroup:
    """One group: the named means and facets, and per obstacle the low end of its share.

    Naming one withheld facet withholds all of its element, as publishing does.
    """
    chosen = facets or {}
    return PublishedGroup(
        key=TEAM if level == "team" else level,
        level=level,
        parent=None,
        name="t",
        size=15,
        participation=None,
        means={**dict.fromkeys(METRICS, MIDDLE), "contrast": MeanCell(0, -4, 4, BAND, None)}
        | dict(means or {}),
        contrast=ContrastOutcome.BALANCED,
        overstemt=WITHHELD,
        standing_out=None,
        counts={
            OBSTACLE + item: low if isinstance(low, Withheld) else _share(low)
            for item, low in (obstacles or {}).items()
        },
        facets={element: _facets(element, chosen) for element in Element},
    )


def publication(
    *groups: PublishedGroup, group: str = "klantmanager", margin: int = 5
) -> Publication:
    policy = replace(default_policy(group), margin=margin)
    return Publication(policy, {one.key: one for one in groups})


def _share(low: int) -> CountsCell:
    rest = 90 - low
    return CountsCell(BAND, (Share(("zwaar",), low, low + 10), Share(("licht",), rest, rest + 10)))


def _facets(element: Element, chosen: Given) -> Mapping[str, MeanCell] | Withheld:
    own = {code: cell for code, cell in chosen.items() if code[0] == FACETS[element][0][0]}
    cells: dict[str, MeanCell] = dict.fromkeys(FACETS[element], MIDDLE)
    for code, cell in own.items():
        if isinstance(cell, Withheld):
            return WITHHELD
        cells[code] = cell
    return cells
