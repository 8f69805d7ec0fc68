"""Closing a wave by hand, before or after its last day."""

from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.forms.fields import FieldsOnly
from igm_portal.accounts.permissions import Permission
from reports.models import Snapshot
from reports.services.closing import close_wave
from surveys.forms.planning import ExtensionForm
from surveys.models import Wave, WaveState
from surveys.participation import Outlook, code_numbers, participation
from surveys.plan_dates import WEEK
from surveys.selectors import waves_of
from surveys.services.refusals import Refused
from surveys.services.tallies import count_wave


class ClosingForm(FieldsOnly):
    """Ask whether it is meant, so many `days` early; on the last day and later nothing is asked."""

    early = forms.BooleanField(
        error_messages={
            "required": gettext_lazy("Tick this if you want to close before the last day.")
        }
    )

    def __init__(self, days: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if days <= 0:
            del self.fields["early"]
            return
        text = ngettext(
            "I close %(days)s day early, and know that this cannot be undone",
            "I close %(days)s days early, and know that this cannot be undone",
            days,
        )
        self.fields["early"].label = text % {"days": days}


@requires(Permission.MANAGE_WAVES)
def close(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """Asks first: the snapshot is made once and for ever."""
    wave, today = get_object_or_404(waves_of(request.access), pk=wave_id), timezone.localdate()
    days_left = (wave.closes_on - today).days if wave.state == WaveState.OPEN else 0
    form = ClosingForm(days_left, data=request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        context = _so_far(wave, today) | {"wave": wave, "form": form, "days_left": days_left}
        return render(request, "reports/close.html", context, status=status)
    try:
        snapshot = close_wave(by=request.access.user, wave=wave, ended_on=today)
    except Refused as refusal:
        messages.warning(request, str(refusal.message))
        return redirect("wave", request.access.organisation.slug, wave.pk)
    wave.refresh_from_db()
    if wave.is_trial:
        messages.success(request, _("The trial is closed."))
        return redirect("wave", request.access.organisation.slug, wave.pk)
    if wave.is_retest:
        messages.success(request, _("The retest is closed."))
        return redirect("wave", request.access.organisation.slug, wave.pk)
    if wave.is_conversation:
        messages.success(request, _("The wave is closed. No results come of it."))
        return redirect("wave", request.access.organisation.slug, wave.pk)
    if not wave.is_announced:  # its last day was over: everyone reads it at the same moment
        messages.success(request, _("The wave is closed. Its results come at the moment below."))
        return redirect("wave", request.access.organisation.slug, wave.pk)
    messages.success(request, _closed(snapshot))
    return redirect("teams", request.access.organisation.slug, wave.pk)


def _closed(snapshot: Snapshot) -> str:
    """What the next page holds; why nothing is shown stands there, for every cause the same."""
    if any(group.shown for group in snapshot.publication.groups.values()):
        return _("The wave is closed. The results are ready.")
    return _("The wave is closed. Of no group figures are shown; below you read why that can be.")


def _so_far(wave: Wave, today: date) -> dict[str, Any]:
    """What HR may know when deciding: of which groups a result is sure not to fail for want of
    people, by the same bands as on the page of the wave, and the day that an extension proposes.
    """
    count_wave(wave, today)
    groups = participation(wave)
    return {
        "policy": wave.policy,
        "outlooks": [
            (str(outlook), [group.team for group in groups if group.outlook is outlook])
            for outlook in Outlook
        ],
        "number": len(groups),
        "codes": code_numbers(wave) if wave.anonymous else None,
        "extension": ExtensionForm(wave, initial={"closes_on": max(wave.closes_on, today) + WEEK}),
    }
