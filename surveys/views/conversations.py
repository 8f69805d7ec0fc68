"""When each team of a wave talks about its result."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from surveys.forms.conversations import ConversationsForm
from surveys.models import WaveState
from surveys.selectors import waves_of
from surveys.services.conversations import by_department, change_conversations
from surveys.services.refusals import Refused


@requires(Permission.MANAGE_WAVES)
def conversations(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """The days of all teams in one table; there is none where teams get no results."""
    wave = get_object_or_404(waves_of(request.access), pk=wave_id)
    if wave.state == WaveState.WITHDRAWN or not wave.has_team_results:
        raise Http404("This wave has no conversations of teams.")
    places = sorted(wave.teams.all(), key=by_department)
    form = ConversationsForm(wave, places, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change_conversations(access=request.access, wave=wave, days=form.days())
        except Refused as refusal:
            messages.warning(request, str(refusal.message))
        else:
            messages.success(request, _("The days of the conversations have been saved."))
        return redirect("wave_plan", request.access.organisation.slug, wave.pk)
    return render(request, "surveys/conversations.html", {"wave": wave, "form": form})
