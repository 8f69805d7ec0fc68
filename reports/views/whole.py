"""All shown teams together, for everyone who was asked; and before that, for who leads a team, how
to read a result. The first reads the snapshot and nothing else, the second knows no figures.
"""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import Access, OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.roles import Role
from reports.models import Snapshot
from reports.overview.since import VERDICTS, change_sentence
from reports.overview.texts import difference_text, wave_short_name
from reports.overview.whole import change_of, whole_of
from reports.profile.view import group_view
from reports.selectors import announced_before, readable_publication, was_asked
from reports.snapshot_access import READERS, snapshot_or_404
from reports.texts.elements import METRIC_NAMES
from reports.texts.shown_teams import shown_teams_words
from reports.views.presentation import STEPS
from surveys.models import Wave, WaveState, WaveTeam


@dataclass(frozen=True, slots=True)
class WholeChange:
    """What changed for the teams that were shown both times, in words and a table."""

    since: str
    teams: int
    sentence: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@require_safe
@requires(*READERS)
def whole(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """The sentence, willen, kunnen and the seven elements, and nothing else of anybody."""
    snapshot = snapshot_or_404(request.access, wave_id)
    if snapshot.wave.anonymous or not was_asked(request.access, snapshot.wave):
        raise PermissionDenied
    publication, instrument = snapshot.publication, snapshot.wave.questionnaire
    figures = whole_of(publication)
    context = {
        "wave": snapshot.wave,
        "instrument": instrument,
        "group": figures and group_view(figures.figures, publication, instrument),
        "scope": figures and shown_teams_words(figures.shown_teams, figures.teams),
        "change": _change(snapshot) if figures else None,
    }
    return render(request, "reports/whole.html", context)


def _change(snapshot: Snapshot) -> WholeChange | None:
    """Between this wave and the one before it with the very same questionnaire."""
    previous = announced_before(snapshot)
    publication = readable_publication(previous) if previous else None
    if previous is None or publication is None:
        return None
    changes, teams = change_of(publication, snapshot.publication)
    if not changes:
        return None
    return WholeChange(
        since=wave_short_name(previous.wave),
        teams=teams,
        sentence=change_sentence({one.metric: one.verdict for one in changes}),
        columns=(_("Score"), _("Difference"), _("What can be said")),
        rows=tuple(
            (
                str(METRIC_NAMES[one.metric]),
                (difference_text(one.points, one.low, one.high), str(VERDICTS[one.verdict])),
            )
            for one in changes
        ),
    )


@require_safe
@requires(*READERS)
def guide(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """How to read a result, how the hour goes and who can lead it; for whoever leads a team or
    department that is asked, and for HR.
    """
    waves = Wave.objects.in_organisation(request.access.organisation.id)
    launched_waves = waves.filter(state__in=(WaveState.OPEN, WaveState.CLOSING, WaveState.CLOSED))
    wave = get_object_or_404(launched_waves, pk=wave_id)
    places = [place for place in wave.teams.all() if _leads(request.access, place)]
    if not wave.has_team_results or not places:
        raise PermissionDenied
    own = {m.team_id for m in request.access.memberships if m.role == Role.TEAM_MANAGER}
    context = {
        "wave": wave,
        "moment": timezone.localtime(wave.results_expected),
        "teams": [place for place in places if place.team_id in own],
        "steps": STEPS,
        "minutes": sum(step.minutes for step in STEPS),
    }
    return render(request, "reports/guide.html", context)


def _leads(access: Access, place: WaveTeam) -> bool:
    return (
        access.may(Permission.SEE_ALL_GROUPS)
        or place.department_id in access.department_ids
        or any(
            membership.team_id == place.team_id and membership.role == Role.TEAM_MANAGER
            for membership in access.memberships
        )
    )
