"""The page of a wave with how far its teams are, and the mails of it that tell them what came of
their agreements.
"""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.followup.course import wave_course_steps
from igm_portal.followup.mails import postscripts
from igm_portal.followup.selectors import progress_of
from surveys.models import MailKind
from surveys.services import mailing
from surveys.views import wave_page
from surveys.views.carrying_out import wave_or_404
from surveys.views.mailing import hand_over, send_round, wave_of_mail


@require_safe
@requires(Permission.SEE_WAVES)
def wave(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    wave = wave_or_404(request, wave_id)
    parts: dict[str, object] = {}
    if wave.is_announced and wave.has_team_results:
        parts["after"] = wave_course_steps(wave, progress_of(wave))
    return wave_page.wave_page(request, wave, parts)


@require_POST
@requires(Permission.MANAGE_WAVES)
def launch(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    wave = wave_or_404(request, wave_id)
    return wave_page.launch(request, wave, postscripts(wave))


@requires(Permission.MANAGE_WAVES)
def extend(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    wave = wave_or_404(request, wave_id)
    return wave_page.extend(request, wave, postscripts(wave))


@requires(Permission.MANAGE_WAVES)
def invite(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    wave = wave_of_mail(request, wave_id)
    service = partial(mailing.invite, postscripts=postscripts(wave))
    return send_round(request, wave, MailKind.INVITATION, service)


@require_POST
@requires(Permission.MANAGE_WAVES)
def invite_again(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    wave = wave_of_mail(request, wave_id)
    return hand_over(request, wave, partial(mailing.invite_again, postscripts=postscripts(wave)))
