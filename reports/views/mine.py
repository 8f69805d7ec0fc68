"""The newest profile of oneself and of the own teams, at addresses that stay the same."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.roles import Role
from reports.home.profiles import team_profiles
from reports.selectors import own_teams
from surveys.selectors import own_questionnaires


@require_safe
@requires(Permission.SEE_OWN_RESULT)
def my_profile(request: OrganisationRequest) -> HttpResponse:
    """Go to the newest own profile; who has none yet reads when it comes."""
    own = own_questionnaires(request.access, timezone.localdate())
    newest = next((one.invitation.wave for one in own if one.is_sent), None)
    if newest:
        return redirect("own_profile", request.access.organisation.slug, newest.pk)
    context = {"to_do": [one.invitation.wave for one in own if one.may_answer]}
    return render(request, "reports/my_profile.html", context)


@require_safe
@requires(Permission.SEE_OWN_TEAM)
def my_team(request: OrganisationRequest) -> HttpResponse:
    """Go to the newest profile of the own team; who has several teams chooses here."""
    access = request.access
    profiles = team_profiles(access, list(own_teams(access)))
    if len(profiles.newest) == 1 and len(access.team_ids) < 2:
        return redirect(profiles.newest[0].url)
    leads = any(membership.role == Role.TEAM_MANAGER for membership in access.memberships)
    context = {"profiles": profiles, "leads": leads, "several": len(access.team_ids) > 1}
    return render(request, "reports/my_team.html", context)
