"""The start page: for each role what is next, and what this person may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from igm_portal.accounts.access import Access, OrganisationRequest
from igm_portal.accounts.attention import attention
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.roles import GRANTS, Role
from reports.home.first_steps import first_steps
from reports.home.profiles import OLDER, branch_profiles, own_profiles
from reports.overview.waves import waves_among
from surveys.models import WaveTeam
from surveys.next_steps import running_waves
from surveys.remaining_time import remaining_time
from surveys.selectors import questionnaires_of
from surveys.waves_at_hand import WavesAtHand, guides_for, waves_in_teams


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for this person: what, since when or until when, and where to go."""

    title: str
    text: str
    url: str
    label: str


def start_page(
    request: OrganisationRequest,
    tasks: Sequence[Task],
    places: Sequence[WaveTeam],
    at_hand: WavesAtHand,
) -> HttpResponse:
    """The start page, with the `tasks` that rooms above this one know of; `places` are the own
    teams in all waves with a result, newest first.
    """
    access, today = request.access, timezone.localdate()
    profiles, whole = own_profiles(access, places, at_hand)
    context = {
        "tasks": tasks,
        **_own(at_hand, today),
        **_tasks(access, at_hand, today),
        **_groups(access, at_hand),
        "running": []
        if access.may(Permission.SEE_WAVES)  # for them every wave has its step
        else [
            (wave, remaining_time(wave.closes_on, today))
            for wave in waves_in_teams(access, at_hand, today)
        ],
        "profiles": profiles,
        "whole": whole,
        "leads": any(membership.role == Role.TEAM_MANAGER for membership in access.memberships),
        "roles": [
            (Role(membership.role).label, GRANTS[membership.role].sentence)
            for membership in access.memberships
        ],
    }
    return render(request, "reports/start.html", context)


def _own(at_hand: WavesAtHand, today: date) -> dict[str, object]:
    """What this person was asked: to fill in, still to come, and sent."""
    mine = questionnaires_of(at_hand.findable, today)
    running = [own for own in mine if own.open]
    return {
        "first": next((own for own in mine if own.may_answer), None),
        "to_do": [
            (own, remaining_time(own.invitation.wave.closes_on, today))
            for own in mine
            if own.may_answer
        ],
        "ended": [
            wave
            for own in mine
            for wave in (own.invitation.wave,)
            if wave.closes_on < today and wave.has_group_figures and not wave.is_announced
        ],
        "guides": guides_for(at_hand, today),
        "coming": [own.invitation.wave for own in mine if own.invitation.wave.starts_on > today],
        "waiting": [own for own in running if own.is_sent],
        "results": [own for own in mine if own.is_sent and not own.open][:OLDER],
    }


def _groups(access: Access, at_hand: WavesAtHand) -> dict[str, object]:
    """What whoever compares groups reads: the newest figures, and the way to earlier waves."""
    if not (access.may(Permission.SEE_ALL_GROUPS) or access.may(Permission.SEE_DEPARTMENT)):
        return {"branches": (), "earlier": ()}
    closed_waves = waves_among(access, at_hand).with_results
    branches = branch_profiles(access, closed_waves)
    newest = {branch.top.wave.pk for branch in branches}
    earlier = [wave for wave in closed_waves if wave.pk not in newest]
    return {"branches": branches, "earlier": earlier[:OLDER]}


def _tasks(access: Access, at_hand: WavesAtHand, today: date) -> dict[str, object]:
    """What whoever plans waves, or manages people and teams, does next."""
    plans_waves = access.may(Permission.MANAGE_WAVES)
    manages_people = access.may(Permission.MANAGE_ORGANISATION)
    waves = running_waves(at_hand.waves, today) if access.may(Permission.SEE_WAVES) else ()
    steps = first_steps(access, at_hand, today) if plans_waves or manages_people else None
    counts = attention(access.organisation, today) if manages_people else None
    return {
        "plans_waves": plans_waves,
        "manages_people": manages_people,
        "steps": steps,
        "gives_access": steps
        and counts
        and not plans_waves
        and steps.current == 2  # the adviser cannot plan before signing in
        and steps.has_adviser
        and counts.not_invited,
        "due": [wave for wave in waves if wave.is_due],
        "quiet": [wave for wave in waves if not wave.is_due],
        "counts": counts,
    }
