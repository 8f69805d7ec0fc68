"""Which groups have something to show: so that nobody opens a page to find nothing."""

from igm_portal.accounts.access import Access
from reports.disclosure.group_keys import team_key
from reports.selectors import readable_publication, snapshots_of, visible_teams
from surveys.models import WaveTeam


def teams_with_outcome(access: Access) -> list[tuple[WaveTeam, bool]]:
    """The teams of closed waves that this person may see, newest wave first, each with whether
    any of its figures was published. Of a damaged snapshot nobody knows: its page says so.
    """
    places = list(visible_teams(access))
    snapshots = snapshots_of(access).filter(wave__in={place.wave_id for place in places})
    published = {snapshot.wave_id: readable_publication(snapshot) for snapshot in snapshots}
    return [
        (place, publication is None or publication.groups[team_key(place.team_id)].shown)
        for place in places
        for publication in (published[place.wave_id],)
    ]
