"""Days of a wave for somebody's own calendar: filling in, and the conversations of teams."""

from datetime import date, timedelta
from uuid import UUID, uuid5

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.calendar_files import CONTENT_TYPE, CalendarEvent, calendar_file
from surveys.invitation_access import own_invitation
from surveys.models import Wave, WaveState
from surveys.participant_marks import marked
from surveys.results_moment import at_nine
from surveys.selectors import waves_of
from surveys.working_days import working_day_after

FILLING_IN = timedelta(minutes=15)


@require_safe
@requires(Permission.ANSWER)
def filling_day(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """Send a quarter of an hour on the next working day; the last day has none, nor has a wave that
    is over: then the introduction says how it stands.
    """
    invitation = own_invitation(request, wave_id)
    wave = invitation.wave
    introduction = reverse("introduction", args=[request.access.organisation.slug, wave_id])
    day = day_for_filling_in(wave, timezone.localdate())
    if day is None:
        return redirect(marked(introduction, invitation.mark))
    event = CalendarEvent(
        key=f"fill-in-{uuid5(wave.pk, request.access.user.pk.hex)}",
        title=_("Fill in a questionnaire"),
        begins=at_nine(day),
        lasts=FILLING_IN,
        text=_("You can stop and go on later. This hour is a proposal: move it as you like."),
        url=request.build_absolute_uri(introduction),
        private=True,
    )
    return _download(event)


@require_safe
@requires(Permission.MANAGE_WAVES, Permission.SEE_OWN_TEAM)
def conversation_days(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """Send the days of all teams to who plans the wave, else those of one's own teams, once the
    wave was launched.
    """
    access = request.access
    wave = get_object_or_404(waves_of(access).exclude(state=WaveState.WITHDRAWN), pk=wave_id)
    plans = access.may(Permission.MANAGE_WAVES)
    days = [
        (place.team_id, place.team_name, place.conversation_on)
        for place in wave.teams.filter(conversation_on__isnull=False).order_by("conversation_on")
        if plans or place.team_id in access.team_ids
    ]
    if not days or (wave.state == WaveState.CONCEPT and not plans):
        raise Http404("No conversation of this person.")
    start = request.build_absolute_uri(reverse("start", args=[access.organisation.slug]))
    return _download(
        *(
            CalendarEvent(
                key=f"conversation-{wave.pk}-{team_id}",
                title=_("Conversation of team %(team)s") % {"team": team},
                begins=day,
                text=_("The hour is yours to choose; the result is there by then."),
                url=start,
            )
            for team_id, team, day in days
            if day is not None
        )
    )


def day_for_filling_in(wave: Wave, today: date) -> date | None:
    """The next working day on which this wave can be answered, if one is left after today."""
    day = working_day_after(max(today, wave.starts_on - timedelta(days=1)))
    return day if wave.state == WaveState.OPEN and day <= wave.closes_on else None


def _download(*events: CalendarEvent) -> HttpResponse:
    response = HttpResponse(calendar_file(events, timezone.now()), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="agenda.ics"'
    return response
