"""What the published figures of a team say beside its agreements: what its page shows too."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from igm_portal.accounts.access import Access
from igm_portal.followup.models import Agreement
from reports.disclosure.cells import WITHHELD, MeanCell, Publication, PublishedGroup
from reports.disclosure.group_keys import team_key
from reports.models import Snapshot
from reports.overview.differences import difference, least_visible
from reports.overview.since import VERDICTS
from reports.overview.texts import difference_text, mean_text, wave_short_name
from reports.overview.whole import change_of
from reports.selectors import announced_before, readable_publication, was_asked
from reports.statistics.types import Direction
from reports.texts.elements import METRIC_NAMES
from surveys.instruments.elements import Element
from surveys.models import WaveTeam

ANOTHER = gettext_lazy("Other questions were asked this time, so there is nothing to compare.")


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


@dataclass(frozen=True, slots=True)
class ElementSince:
    """What was published of one element after an agreement about it, in words: of the team, and of
    all shown teams together (empty for who may not read those, or where there is none).
    """

    wave: str
    team: str
    together: str


def elements_since(
    access: Access, place: WaveTeam, agreements: Iterable[Agreement]
) -> Mapping[UUID, ElementSince]:
    """By agreement of an earlier wave about an element what was published then and in the wave of
    `place`. From published cells alone, as on the pages of the team and of all shown teams.
    """
    earlier = [
        one for one in agreements if one.element and one.place.wave.closes_on < place.wave.closes_on
    ]
    if not earlier:
        return {}
    now = Snapshot.objects.select_related("wave").filter(wave=place.wave_id).first()
    publication = readable_publication(now) if now else None
    if now is None or publication is None:
        return {}
    previous = announced_before(now)
    is_invited = not place.wave.anonymous and was_asked(access, place.wave)
    waves = {one.place.wave_id for one in earlier}
    snapshots = {one.wave_id: one for one in Snapshot.objects.filter(wave__in=waves)}
    texts = {}
    for one in earlier:
        then = snapshots.get(one.place.wave_id)
        earlier_publication = readable_publication(then) if then else None
        same = one.place.wave.instrument_id == place.wave.instrument_id
        texts[one.pk] = ElementSince(
            wave=wave_short_name(one.place.wave),
            team=team_since(
                team_key(one.place.team_id), one.element, earlier_publication, publication
            )
            if same
            else str(ANOTHER),
            together=together_since(one.element, earlier_publication, publication)
            if same and is_invited and previous and then and previous.pk == then.pk
            else "",
        )
    return texts


def team_since(key: str, element: str, then: Publication | None, now: Publication) -> str:
    """Both figures of a team with what may be said of them, or that there is nothing to compare;
    why there is not is nobody's business.
    """
    groups = [publication.groups.get(key) if publication else None for publication in (then, now)]
    cells = [group.means[element] for group in groups if group]
    if len(cells) < 2 or not all(isinstance(cell, MeanCell) for cell in cells):
        return _("Of %(element)s there is nothing to compare: it was not shown both times.") % {
            "element": METRIC_NAMES[element]
        }
    before, after = (cell for cell in cells if isinstance(cell, MeanCell))
    change = difference(element, before, after)
    return _("%(element)s, our team: %(then)s then, %(now)s now; %(verdict)s.") % {
        "element": METRIC_NAMES[element],
        "then": mean_text(before),
        "now": mean_text(after),
        "verdict": VERDICTS[change.verdict],
    }


def together_since(element: str, then: Publication | None, now: Publication) -> str:
    """The change of all teams that both waves show; empty where there is none to tell."""
    changes, teams = change_of(then, now) if then else ((), 0)
    change = next((one for one in changes if one.metric == element), None)
    if change is None:
        return ""
    return _("All %(teams)s teams shown both times together: %(difference)s; %(verdict)s.") % {
        "teams": teams,
        "difference": difference_text(change.points, change.low, change.high),
        "verdict": VERDICTS[change.verdict],
    }


def _published(place: WaveTeam) -> PublishedGroup | None:
    snapshot = Snapshot.objects.filter(wave=place.wave_id).first()
    publication = readable_publication(snapshot) if snapshot else None
    return publication.groups.get(team_key(place.team_id)) if publication else None
