"""What the published figures of a team say beside its agreements: what its page shows too."""

from collections.abc import Sequence

from igm_portal.followup.models import Agreement
from reports.disclosure.cells import WITHHELD, MeanCell, PublishedGroup
from reports.disclosure.group_keys import team_key
from reports.models import Snapshot
from reports.overview.differences import least_visible
from reports.selectors import readable_publication
from reports.statistics.types import Direction
from reports.texts.elements import METRIC_NAMES
from surveys.instruments.elements import Element
from surveys.models import WaveTeam


def least_changes(place: WaveTeam) -> list[tuple[str, int]]:
    """By element from how many points on the next wave could show a change; empty for a group
    without figures.
    """
    group = _published(place)
    if group is None:
        return []
    cells = ((element, group.means[element]) for element in Element)
    points = (
        (str(METRIC_NAMES[element]), least_visible(element, cell))
        for element, cell in cells
        if isinstance(cell, MeanCell)
    )
    return [(name, least) for name, least in points if least is not None]


def all_is_training(place: WaveTeam, current: Sequence[Agreement]) -> bool:
    """Whether all open agreements are training or tools while the context stands out low."""
    if not current or not all(agreement.is_instrumental for agreement in current):
        return False
    group = _published(place)
    return group is not None and stands_low(group, Element.CONTEXT)


def stands_low(group: PublishedGroup, element: Element) -> bool:
    """Whether it is published of this group that the element stands out low."""
    if group.standing_out is WITHHELD or group.standing_out is None:
        return False
    return any(
        one.element == element and one.direction is Direction.LOWEST for one in group.standing_out
    )


def _published(place: WaveTeam) -> PublishedGroup | None:
    snapshot = Snapshot.objects.filter(wave=place.wave_id).first()
    publication = readable_publication(snapshot) if snapshot else None
    return publication.groups.get(team_key(place.team_id)) if publication else None
