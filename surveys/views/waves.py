"""Planning a wave: list, concept, launch, extend, withdraw."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from surveys.forms.new_plan import MOST_EARLIER, earlier_wave, new_plan
from surveys.forms.planning import ExtensionForm, WaveForm, planned
from surveys.instruments import loader
from surveys.models import Wave, WaveState
from surveys.overlap import overlapping
from surveys.participation import by_name, code_numbers, participation
from surveys.selectors import waves_of
from surveys.services.conversations import weekday_of_conversations
from surveys.services.refusals import Refused
from surveys.services.tallies import count_wave
from surveys.services.waves import (
    change_plan,
    extend_wave,
    launch_wave,
    plan_wave,
    withdraw_wave,
)


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
    context = {"form": form, "source": source, "earlier": waves_of(access)[:MOST_EARLIER]}
    return render(request, "surveys/wave_form.html", context)


@requires(Permission.MANAGE_WAVES)
def edit_wave(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    wave = _wave(request, wave_id)
    if wave.state != WaveState.CONCEPT:
        messages.warning(request, _("This wave has been launched and cannot change."))
        return redirect("wave", request.access.organisation.slug, wave.pk)
    form = WaveForm(request.access.organisation, data=request.POST or None, initial=planned(wave))
    if request.method == "POST" and form.is_valid():
        return _carry_out(
            request, wave, _("The plan has been changed."), change_plan, **form.plan()
        )
    return render(request, "surveys/wave_form.html", {"form": form, "wave": wave})


@require_safe
@requires(Permission.SEE_WAVES)
def wave(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """Everything HR may know of a wave; before closing that is participation in bands."""
    selected = _wave(request, wave_id)
    return _show(
        request, selected, ExtensionForm(selected, initial={"closes_on": selected.closes_on})
    )


def _show(
    request: OrganisationRequest,
    wave: Wave,
    extension: ExtensionForm,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    today, concept = timezone.localdate(), wave.state == WaveState.CONCEPT
    if wave.state == WaveState.OPEN:
        count_wave(wave, today)
    context = {
        "wave": wave,
        "policy": wave.policy,
        "instrument": loader.load(wave.instrument_code, wave.instrument_version),
        "participation": participation(wave) if wave.state == WaveState.OPEN else (),
        "codes": code_numbers(wave) if wave.anonymous else None,
        "extension": extension,
        "teams": by_name(wave) if concept else (),
        "overlaps": overlapping(wave, today) if concept else (),
    }
    return render(request, "surveys/wave.html", context, status=status)


@require_POST
@requires(Permission.MANAGE_WAVES)
def launch(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    message = _("The wave has been launched. What protects people can no longer change.")
    wave = _wave(request, wave_id)
    return _carry_out(request, wave, message, launch_wave, today=timezone.localdate())


@require_POST
@requires(Permission.MANAGE_WAVES)
def extend(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """What is wrong with the new day stands beside it, on the page of the wave."""
    wave = _wave(request, wave_id)
    form = ExtensionForm(wave, data=request.POST)
    if wave.state == WaveState.OPEN and not form.is_valid():
        return _show(request, wave, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    closes_on = form.cleaned_data["closes_on"] if form.is_valid() else wave.closes_on
    return _carry_out(
        request, wave, _("The wave has been extended."), extend_wave, closes_on=closes_on
    )


@requires(Permission.MANAGE_WAVES)
def withdraw(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """Asks first: answers that were given are gone afterwards."""
    wave = _wave(request, wave_id)
    if request.method != "POST":
        return render(request, "surveys/withdraw.html", {"wave": wave})
    message = _("The wave has been withdrawn and its answers have been deleted.")
    return _carry_out(request, wave, message, withdraw_wave)


def _wave(request: OrganisationRequest, wave_id: UUID) -> Wave:
    return get_object_or_404(waves_of(request.access), pk=wave_id)


def _carry_out(
    request: OrganisationRequest,
    wave: Wave,
    message: str,
    service: Callable[..., None],
    **values: object,
) -> HttpResponse:
    """Act, say how it went, go back to the wave."""
    try:
        service(access=request.access, wave=wave, **values)
    except Refused as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, message)
    return redirect("wave", request.access.organisation.slug, wave.pk)
