"""Profiles of teams, departments and the organisation, read from the snapshot and nothing else."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
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

from igm_portal.accounts.access import Access, OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.navigation import about_url
from igm_portal.render_cache import RenderCache
from reports.disclosure.cells import PublishedGroup
from reports.disclosure.group_keys import ORGANISATION, department_key, team_key
from reports.files.form import FileForm
from reports.models import Snapshot
from reports.overview.linked import LinkedView, linked_since, wave_of_linked
from reports.overview.scope import scope_of
from reports.overview.since import SinceView, previous_shown, since
from reports.overview.waves import wave_of_other_questions, waves_for
from reports.profile.advice import group_advice
from reports.profile.view import GroupView, group_view
from reports.selectors import visible_teams, was_asked
from reports.snapshot_access import (
    OF_DEPARTMENTS,
    READERS,
    ReadableTeam,
    department_of,
    snapshot_or_404,
)
from reports.texts.sentences import origin_in
from reports.views.profile_ways import neighbours, withheld_ways
from surveys.models import Wave, WaveTeam

TEMPLATE = "reports/group.html"
FIGURES: RenderCache["_Figures"] = RenderCache(256)
PROFILES: RenderCache[SafeString] = RenderCache(256)
NEIGHBOURS: RenderCache[SafeString] = RenderCache(256)


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
    team: ReadableTeam,
    *,
    template: str = TEMPLATE,
    parts: Mapping[str, object] | None = None,
) -> HttpResponse:
    """The team profile: the same figures for the team, its manager and HR (ADR 23). `parts` are
    what a `template` of a room above adds to them.
    """
    team_id = team.places[0].team_id
    return _profile(
        request,
        team.snapshot,
        team.key,
        lambda: visible_teams(request.access).filter(team_id=team_id),
        team.beside,
        previous_shown(team.snapshots, team.snapshot, team.key),
        template=template,
        parts=parts,
    )


@gzip_page
@require_safe
@requires(*OF_DEPARTMENTS)
def department(request: OrganisationRequest, wave_id: UUID, department_id: UUID) -> HttpResponse:
    access = request.access
    snapshot, key = department_of(access, wave_id, department_id)
    own_departments = {department_key(ident) for ident in access.department_ids}
    return _profile(
        request,
        snapshot,
        key,
        lambda: visible_teams(access).filter(department_id=department_id),
        None if access.may(Permission.SEE_ALL_GROUPS) else own_departments,
    )


@gzip_page
@require_safe
@requires(Permission.SEE_ALL_GROUPS)
def organisation(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    snapshot = snapshot_or_404(request.access, wave_id)
    return _profile(request, snapshot, ORGANISATION, lambda: visible_teams(request.access))


@dataclass(frozen=True, slots=True)
class _Figures:
    """What is published of a group, in words and pictures, with what it is laid beside."""

    view: GroupView
    linked: LinkedView | None
    since: SinceView | None

    @property
    def has_change(self) -> bool:
        return bool(self.since or self.linked or not self.view.contrast)


def _profile(
    request: OrganisationRequest,
    snapshot: Snapshot,
    key: str,
    teams: Callable[[], QuerySet[WaveTeam]],
    beside: Collection[str] | None = None,
    previous: Snapshot | None = None,
    *,
    template: str = TEMPLATE,
    parts: Mapping[str, object] | None = None,
) -> HttpResponse:
    """The page of a group. `teams` are its teams in all waves that this person may read, `beside`
    the groups to go on to, `previous` the figures to lay beside these.

    What is published never changes, so it is drawn once for everyone with the same rights.
    """
    access, slug = request.access, request.access.organisation.slug
    group = snapshot.publication.groups.get(key)
    if group is None:
        raise Http404("This group did not take part in the wave.")
    own_team = key in {team_key(team_id) for team_id in access.team_ids}
    before = wave_of_linked(snapshot, group, previous)
    comparison = snapshot.pk, snapshot.digest, key, previous and previous.pk, before and before.pk
    figures = FIGURES.get(comparison, lambda: _figures(snapshot, group, previous, before))
    other = None if figures.has_change else wave_of_other_questions(teams(), snapshot)
    profile = (
        PROFILES.get(
            (slug, comparison, own_team, other and other.pk),
            lambda: _drawn(request, snapshot, key, figures, other, own_team),
        )
        if figures.view.contrast
        else ""
    )
    context = {
        "neighbours": NEIGHBOURS.get(
            (
                slug,
                snapshot.pk,
                snapshot.digest,
                key,
                None if beside is None else frozenset(beside),
            ),
            lambda: _drawn_neighbours(access, snapshot, key, beside),
        ),
        "wave": snapshot.wave,
        "instrument": snapshot.wave.questionnaire,
        "group": figures.view,
        "linked": figures.linked,
        "since": figures.since,
        "profile": profile,
        "ways": None if figures.view.contrast else withheld_ways(access, snapshot, group),
        "key": key,
        "own_team": own_team,
        "whole_report": FileForm.ORGANISATION
        if key == ORGANISATION and access.may(Permission.EXPORT)
        else "",
        "may_compare": scope_of(access).allows(group),
        "snapshot": snapshot,
    }
    return render(request, template, context | dict(parts or {}))


def _drawn_neighbours(
    access: Access, snapshot: Snapshot, key: str, beside: Collection[str] | None
) -> SafeString:
    """The ways to other groups, which stand on a page twice: there may be two hundred."""
    context = {"neighbours": neighbours(access, snapshot, key, beside)}
    return render_to_string("reports/components/neighbours.html", context)


def _figures(
    snapshot: Snapshot, group: PublishedGroup, previous: Snapshot | None, before: Wave | None
) -> _Figures:
    return _Figures(
        group_view(group, snapshot.publication, snapshot.wave.questionnaire),
        linked_since(before, group) if before else None,
        since(previous, snapshot, group.key),
    )


def _drawn(
    request: OrganisationRequest,
    snapshot: Snapshot,
    key: str,
    figures: _Figures,
    other: Wave | None,
    own_team: bool,
) -> SafeString:
    context = {
        "group": figures.view,
        "linked": figures.linked,
        "since": figures.since,
        "other": other,
        "instrument": snapshot.wave.questionnaire,
        "sem": _error_used(snapshot),
        "advice": group_advice(snapshot, key),
        "hour": f"{request.path}presenteren/",
        "followup": f"{request.path}opvolging/" if own_team else "",
        "about_url": about_url(request.access),
    }
    return render_to_string("reports/components/profile.html", context)


def _error_used(snapshot: Snapshot) -> dict[str, object]:
    """The measurement error behind these intervals and what it rests on (statistiek §3, §2)."""
    sem = snapshot.basis["sem"]
    points = formats.number_format(sem["values"]["houding"], 1)
    return {"points": points, "origin": origin_in(sem, "houding")}
