"""The days of a team after a result for somebody's own calendar, which others may look into."""

from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.calendar_files import CONTENT_TYPE, CalendarEvent, calendar_file
from igm_portal.followup.access import place_of
from igm_portal.followup.models import Conversation, ConversationEnd
from igm_portal.followup.selectors import agreements_of
from surveys.models import WaveTeam


@require_safe
@requires(Permission.SEE_OWN_TEAM)
def days(request: OrganisationRequest, wave_id: UUID, team_id: UUID) -> HttpResponse:
    """The planned conversation, and once each day on which the team looks back."""
    place = place_of(request.access, wave_id, team_id)
    address = reverse("followup_team", args=[request.access.organisation.slug, wave_id, team_id])
    events = list(_events(place, request.build_absolute_uri(address)))
    if not events:
        raise Http404("No day has been planned.")
    response = HttpResponse(calendar_file(events, timezone.now()), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="agenda.ics"'
    return response


def _events(place: WaveTeam, url: str) -> Iterator[CalendarEvent]:
    """Neither title nor text names an agreement or what it is about. The conversation has the key
    that the plan of the wave gave it, so that a calendar moves it.
    """
    team = {"team": place.team_name}
    own = Conversation.objects.of_place(place.wave.organisation_id, place)
    for conversation in own.filter(outcome=ConversationEnd.PLANNED):
        yield CalendarEvent(
            key=f"conversation-{place.wave_id}-{place.team_id}",
            title=_("Conversation of team %(team)s") % team,
            begins=conversation.day,
            text=_("An hour together; the steps are on the page of the team."),
            url=url,
        )
    days = set()
    for agreement in agreements_of(place):
        if agreement.is_open and agreement.look_back_on not in days:
            days.add(agreement.look_back_on)
            yield CalendarEvent(
                key=f"look-back-{agreement.pk}",
                title=_("Looking back with team %(team)s") % team,
                begins=agreement.look_back_on,
                text=_("Ten minutes in the team meeting: did it happen, and does it help?"),
                url=url,
            )
