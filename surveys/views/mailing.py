"""The mails of a wave: their texts, what went out, inviting and reminding."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.outbox.selectors import stoppage
from surveys.announcements import announced_kinds, may_write
from surveys.forms.mail import PLACEHOLDER_MEANINGS, MailTextForm, initial
from surveys.mail_texts import MailWords
from surveys.mailings import by_address, example, plan_for, rounds_of, unreached, words_of
from surveys.models import MailKind, Wave
from surveys.selectors import waves_of
from surveys.services import mailing
from surveys.services.refusals import Refused


@require_safe
@requires(Permission.MANAGE_WAVES)
def wave_mail(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """What will be said, what can be sent today, and what went out on which day. Of an
    invitation also whom it did not reach; of a reminder never to whom it went.
    """
    wave = wave_of_mail(request, wave_id)
    plan = plan_for(wave, timezone.localdate())
    context = {
        "wave": wave,
        "by_address": by_address(wave),
        "plan": plan,
        "invitation_open": plan.is_open(MailKind.INVITATION),
        "reminder_open": plan.is_open(MailKind.REMINDER),
        "rounds": rounds_of(wave),
        "unreached": [
            (invitation.person, code) for invitation, code in unreached(wave, timezone.localdate())
        ],
        "stoppage": stoppage(),
        "invitation": _example(request, wave, MailKind.INVITATION),
        "reminder": _example(request, wave, MailKind.REMINDER),
        "announcements": [
            (kind, _example(request, wave, kind), may_write(wave, kind, timezone.localdate()))
            for kind in announced_kinds(wave)
        ],
    }
    return render(request, "surveys/mail/wave_mail.html", context)


@requires(Permission.MANAGE_WAVES)
def mail_text(request: OrganisationRequest, wave_id: UUID, kind: MailKind) -> HttpResponse:
    """Write the text; "preview" shows it filled in and keeps nothing yet."""
    wave = wave_of_mail(request, wave_id)
    button = request.POST.get("to")
    if button == "standard":
        return _keep(request, wave, kind, None)
    form = MailTextForm(data=request.POST or None, initial=initial(words_of(wave, kind)))
    valid = request.method == "POST" and form.is_valid()
    if valid and button != "preview":
        return _keep(request, wave, kind, form.words)
    preview = _example(request, wave, kind, form.words) if valid else None
    context = {
        "wave": wave,
        "kind": kind,
        "form": form,
        "preview": preview,
        "meanings": PLACEHOLDER_MEANINGS,
    }
    return render(request, "surveys/mail/text.html", context)


@requires(Permission.MANAGE_WAVES)
def remind(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    return send_round(request, wave_of_mail(request, wave_id), MailKind.REMINDER, mailing.remind)


def send_round(
    request: OrganisationRequest, wave: Wave, kind: MailKind, service: Callable[..., None]
) -> HttpResponse:
    """Asks first: a mail that has gone out cannot be called back."""
    if not plan_for(wave, timezone.localdate()).may(kind):
        messages.warning(request, str(mailing.NOT_NOW[kind]))
        return redirect("wave_mail", request.access.organisation.slug, wave.pk)
    if request.method != "POST":
        mail = _example(request, wave, kind)
        return render(request, "surveys/mail/send.html", {"wave": wave, "kind": kind, "mail": mail})
    return hand_over(request, wave, service)


def hand_over(
    request: OrganisationRequest, wave: Wave, service: Callable[..., None]
) -> HttpResponse:
    """Put the mails of a round in the outbox, say how it went, and go back to the mail of it."""
    try:
        service(access=request.access, wave=wave, today=timezone.localdate())
    except Refused as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, _("The mail has been handed over and goes out one by one."))
    return redirect("wave_mail", request.access.organisation.slug, wave.pk)


def _keep(
    request: OrganisationRequest, wave: Wave, kind: MailKind, words: MailWords | None
) -> HttpResponse:
    try:
        mailing.write_text(
            access=request.access, wave=wave, kind=kind, words=words, today=timezone.localdate()
        )
    except Refused as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, _("The text has been saved. Nothing has been sent."))
    return redirect("wave_mail", request.access.organisation.slug, wave.pk)


def _example(
    request: OrganisationRequest, wave: Wave, kind: MailKind, words: MailWords | None = None
) -> MailWords:
    return example(wave, words or words_of(wave, kind), request.access.user.name, kind)


def wave_of_mail(request: OrganisationRequest, wave_id: UUID) -> Wave:
    """The wave at this address with what its mails need, if it is of the own organisation."""
    waves = waves_of(request.access).select_related("organisation", "instrument")
    return get_object_or_404(waves.defer("instrument__content"), pk=wave_id)
