"""How somebody who was asked by name comes to the own questionnaire: invited, from an own page."""

from uuid import UUID

from django.http import Http404

from igm_portal.accounts.access import OrganisationRequest
from surveys.models import Invitation
from surveys.seat_marks import OtherSeat, names_seat, require_mark
from surveys.selectors import invitation_for


def own_invitation(request: OrganisationRequest, wave_id: UUID) -> Invitation:
    """The invitation of who asks. Raises Http404 for who was not asked in this wave, and OtherSeat
    when the page is of somebody else.
    """
    try:
        invitation = invitation_for(request.access, wave_id)
    except Invitation.DoesNotExist:
        if names_seat(request):
            raise OtherSeat from None
        raise Http404("Not asked in this wave.") from None
    require_mark(request, invitation.mark)
    return invitation
