"""Planning a wave: list, concept, withdraw."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from surveys.forms.new_plan import MOST_EARLIER, earlier_wave, new_plan, to_take_over
from surveys.forms.planning import WaveForm, planned
from surveys.models import WaveState
from surveys.selectors import waves_of
from surveys.services.conversations import weekday_of_conversations
from surveys.services.waves import change_plan, plan_wave, withdraw_wave
from surveys.views.carrying_out import carry_out, wave_or_404


@require_safe
@requires(Permission.SEE_WAVES)
def wave_list(request: OrganisationRequest) -> HttpResponse:
    return render(request, "surveys/wave_list.html", {"waves": waves_of(request.access)})


@requires(Permission.MANAGE_WAVES)
def new_wave(request: OrganisationRequest) -> HttpResponse:
    """An empty plan, or with `kopie` that of an earlier wave in new days."""
    access = request.access
    source = earlier_wave(access, request.GET.get("kopie", ""))
    form = WaveForm(
        access.organisation,
        data=request.POST or None,
        initial=new_plan(access, source, timezone.localdate()),
    )
    if request.method == "POST" and form.is_valid():
        weekday = weekday_of_conversations(source.teams.all()) if source else None
        wave = plan_wave(access=access, weekday=weekday, **form.plan())
        messages.success(request, _("The wave has been planned. Nobody has been asked yet."))
        return redirect("wave_plan", access.organisation.slug, wave.pk)
    context = {"form": form, "source": source, "earlier": to_take_over(access)[:MOST_EARLIER]}
    return render(request, "surveys/wave_form.html", context)


@requires(Permission.MANAGE_WAVES)
def edit_wave(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    wave = wave_or_404(request, wave_id)
    if wave.state != WaveState.CONCEPT:
        messages.warning(request, _("This wave has been launched and cannot change."))
        return redirect("wave", request.access.organisation.slug, wave.pk)
    if wave.is_retest:
        return redirect("retest", request.access.organisation.slug, wave.pk)
    form = WaveForm(request.access.organisation, data=request.POST or None, initial=planned(wave))
    if request.method == "POST" and form.is_valid():
        return carry_out(request, wave, _("The plan has been changed."), change_plan, **form.plan())
    return render(request, "surveys/wave_form.html", {"form": form, "wave": wave})


@requires(Permission.MANAGE_WAVES)
def withdraw(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """Asks first: answers that were given are gone afterwards."""
    wave = wave_or_404(request, wave_id)
    if request.method != "POST":
        return render(request, "surveys/withdraw.html", {"wave": wave})
    message = _("The wave has been withdrawn and its answers have been deleted.")
    return carry_out(request, wave, message, withdraw_wave)
