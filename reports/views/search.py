"""Looking up people and teams of the own organisation, by one field."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import Access, OrganisationRequest, requires
from igm_portal.accounts.models import Team
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import search_people, search_teams
from igm_portal.accounts.views.paging import kept_query, page_of
from reports.selectors import visible_teams
from surveys.models import WaveTeam

LONGEST = 200  # characters that are looked for
MOST_TEAMS = 50


@require_safe
@requires(Permission.MANAGE_ORGANISATION, Permission.SEE_ALL_GROUPS)
def search(request: OrganisationRequest) -> HttpResponse:
    """`?q=`: people for who manages them, teams for everyone here, each with the way to it."""
    access = request.access
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    manages = access.may(Permission.MANAGE_ORGANISATION)
    teams = search_teams(access.organisation, words) if words else []
    profiles = _newest_profiles(access, teams[:MOST_TEAMS])
    context = {
        "words": words,
        "manages": manages,
        "page": page_of(request, search_people(access.organisation, words))
        if manages and words
        else None,
        "query": kept_query(request),
        "today": timezone.localdate(),
        "teams": [(team, profiles.get(team.pk)) for team in teams[:MOST_TEAMS]],
        "more_teams": len(teams) - MOST_TEAMS,
    }
    return render(request, "reports/search.html", context)


def _newest_profiles(access: Access, teams: list[Team]) -> dict[UUID, WaveTeam]:
    """Of each team the newest closed wave in which it took part, as far as this reader sees it."""
    newest: dict[UUID, WaveTeam] = {}
    for place in visible_teams(access).filter(team__in=teams) if teams else ():
        newest.setdefault(place.team_id, place)
    return newest
