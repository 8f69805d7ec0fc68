"""Profiles of teams, departments and the organisation, read from the snapshot and nothing else."""

from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.navigation import about_url
from igm_portal.render_cache import RenderCache
from reports.disclosure.group_keys import ORGANISATION, team_key
from reports.files.form import FileForm
from reports.models import Snapshot
from reports.overview.linked import linked_change
from reports.overview.scope import scope_of
from reports.overview.since import SinceView, since_previous
from reports.overview.waves import wave_of_other_questions, waves_for
from reports.profile.advice import group_advice
from reports.profile.view import group_view
from reports.selectors import visible_teams, was_asked
from reports.snapshot_access import (
    OF_DEPARTMENTS,
    READERS,
    department_of,
    snapshot_or_404,
    team_of,
)
from reports.texts.sentences import origin_in
from reports.views.profile_ways import neighbours, withheld_ways
from surveys.models import WaveTeam

TEMPLATE = "reports/group.html"
PROFILES: RenderCache[SafeString] = RenderCache(256)


@require_safe
@requires(*READERS)
def teams(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """The results of one wave: the overview for who may compare, else the profile of the own team.

    Whoever may see several teams without comparing them finds these on the start page.
    """
    access, slug = request.access, request.access.organisation.slug
    wave = snapshot_or_404(access, wave_id).wave
    if any(map(access.may, OF_DEPARTMENTS)) and wave in waves_for(access).with_results:
        return redirect(f"{reverse('overview', args=[slug])}?{urlencode({'meting': str(wave.pk)})}")
    visible = visible_teams(access).filter(wave_id=wave_id)
    if not visible:  # managers and clients: figures of the organisation only
        if not wave.anonymous and was_asked(access, wave):
            return redirect("shown_teams", slug, wave.pk)
        raise PermissionDenied
    if len(visible) > 1:
        return redirect("start", slug)
    return redirect("team_profile", slug, wave.pk, visible[0].team_id)


def team_page(
    request: OrganisationRequest,
    wave_id: UUID,
    team_id: UUID,
    *,
    template: str = TEMPLATE,
    parts: Mapping[str, object] | None = None,
) -> HttpResponse:
    """The team profile: the same figures for the team, its manager and HR (ADR 23). `parts` are
    what a `template` of a room above adds to them.
    """
    snapshot, key = team_of(request.access, wave_id, team_id)
    visible = visible_teams(request.access)
    since = since_previous(visible, snapshot, team_id)
    teams = visible.filter(team_id=team_id)
    return _profile(request, snapshot, key, teams, since, template=template, parts=parts)


@gzip_page
@require_safe
@requires(*OF_DEPARTMENTS)
def department(request: OrganisationRequest, wave_id: UUID, department_id: UUID) -> HttpResponse:
    teams = visible_teams(request.access).filter(department_id=department_id)
    return _profile(request, *department_of(request.access, wave_id, department_id), teams)


@gzip_page
@require_safe
@requires(Permission.SEE_ALL_GROUPS)
def organisation(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    snapshot = snapshot_or_404(request.access, wave_id)
    return _profile(request, snapshot, ORGANISATION, visible_teams(request.access))


def _profile(
    request: OrganisationRequest,
    snapshot: Snapshot,
    key: str,
    teams: QuerySet[WaveTeam],
    since: SinceView | None = None,
    *,
    template: str = TEMPLATE,
    parts: Mapping[str, object] | None = None,
) -> HttpResponse:
    publication = snapshot.publication
    group = publication.groups.get(key)
    if group is None:
        raise Http404("This group did not take part in the wave.")
    instrument = snapshot.wave.questionnaire
    view, changes = group_view(group, publication, instrument), linked_change(snapshot, group)
    has_change = bool(since or changes or not view.contrast)
    other = None if has_change else wave_of_other_questions(teams, snapshot)
    slug = request.access.organisation.slug
    sem, advice = _error_used(snapshot), group_advice(snapshot, key)
    own_team = key in {team_key(team_id) for team_id in request.access.team_ids}
    context = {
        "neighbours": neighbours(request.access, snapshot, key),
        "wave": snapshot.wave,
        "instrument": instrument,
        "group": view,
        "linked": changes,
        "since": since,
        "profile": PROFILES.get(
            (
                *(slug, snapshot.digest, key, changes, advice, own_team),
                other and (other.title, other.closes_on),
                since and (since.people, since.rows, since.chart.chart),
            ),
            lambda: render_to_string(
                "reports/components/profile.html",
                {
                    "group": view,
                    "linked": changes,
                    "since": since,
                    "other": other,
                    "instrument": instrument,
                    "sem": sem,
                    "advice": advice,
                    "hour": f"{request.path}presenteren/",
                    "followup": f"{request.path}opvolging/" if own_team else "",
                    "about_url": about_url(request.access),
                },
            ),
        )
        if view.contrast
        else "",
        "ways": None if view.contrast else withheld_ways(request.access, snapshot, group),
        "key": key,
        "own_team": own_team,
        "whole_report": FileForm.ORGANISATION
        if key == ORGANISATION and request.access.may(Permission.EXPORT)
        else "",
        "may_compare": scope_of(request.access).allows(group),
        "snapshot": snapshot,
    }
    return render(request, template, context | dict(parts or {}))


def _error_used(snapshot: Snapshot) -> dict[str, object]:
    """The measurement error behind these intervals and what it rests on (statistiek §3, §2)."""
    sem = snapshot.basis["sem"]
    points = formats.number_format(sem["values"]["houding"], 1)
    return {"points": points, "origin": origin_in(sem, "houding")}
