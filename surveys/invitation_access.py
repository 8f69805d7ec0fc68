"""How somebody who was asked by name comes to the own questionnaire: invited, from an own page."""

from uuid import UUID

from django.http import Http404

from igm_portal.accounts.access import OrganisationRequest
from surveys.models import Invitation
from surveys.participant_marks import OtherParticipant, names_participant, require_mark
from surveys.selectors import invitation_for


def own_invitation(request: OrganisationRequest, wave_id: UUID) -> Invitation:
    """The invitation of who asks. Raises Http404 for who was not asked in this wave, and
    OtherParticipant when the page is of somebody else.
    """
    try:
        invitation = invitation_for(request.access, wave_id)
    except Invitation.DoesNotExist:
        if names_participant(request):
            raise OtherParticipant from None
        raise Http404("Not asked in this wave.") from None
    require_mark(request, invitation.mark)
    return invitation
