"""Planning a retest, from the page of the wave whose people are asked once more."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from surveys.forms.retest import RetestForm
from surveys.models import Wave, WaveState
from surveys.plan_dates import proposed_retest
from surveys.services.refusals import Refused
from surveys.services.retest_rules import check_retest
from surveys.services.retests import change_retest, plan_retest
from surveys.views.carrying_out import carry_out, wave_or_404


@requires(Permission.MANAGE_WAVES)
def retest(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """A new plan for the people of this wave; of a retest that is a concept, another name or other
    days. What stands in the way is said on the page of the wave.
    """
    wave = wave_or_404(request, wave_id)
    if wave.retest_of is not None:
        return _change(request, wave, wave.retest_of)
    try:
        check_retest(wave)
    except Refused as refusal:
        messages.warning(request, str(refusal.message))
        return redirect("wave", request.access.organisation.slug, wave.pk)
    starts_on, closes_on = proposed_retest(wave.closes_on, timezone.localdate())
    title = _("%(wave)s, second time") % {"wave": wave.title[:100]}
    initial = {"title": title, "starts_on": starts_on, "closes_on": closes_on}
    form = RetestForm(wave, data=request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        new_wave = plan_retest(access=request.access, first=wave, **form.cleaned_data)
        messages.success(request, _("The retest has been planned. Nobody has been asked yet."))
        return redirect("wave", request.access.organisation.slug, new_wave.pk)
    return _form(request, form, wave, None)


def _change(request: OrganisationRequest, wave: Wave, first: Wave) -> HttpResponse:
    if wave.state != WaveState.CONCEPT:
        messages.warning(request, _("This wave has been launched and cannot change."))
        return redirect("wave", request.access.organisation.slug, wave.pk)
    initial = {"title": wave.title, "starts_on": wave.starts_on, "closes_on": wave.closes_on}
    form = RetestForm(first, data=request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        message = _("The plan has been changed.")
        return carry_out(request, wave, message, change_retest, **form.cleaned_data)
    return _form(request, form, first, wave)


def _form(
    request: OrganisationRequest, form: RetestForm, first: Wave, wave: Wave | None
) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"form": form, "first": first, "wave": wave}
    return render(request, "surveys/retest_form.html", context, status=status)
