"""What a team does after its result: one page, and what is typed from it."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.views.acting import carry_out, filled_in, succeeds
from igm_portal.followup import forms
from igm_portal.followup.access import agreement_of, place_of
from igm_portal.followup.course import course_steps
from igm_portal.followup.models import Conversation, ConversationEnd
from igm_portal.followup.selectors import agreements_of, course_of
from igm_portal.followup.services import agreements, conversations
from igm_portal.followup.services.agreements import MOST_OPEN
from igm_portal.followup.views.figures import all_is_training, elements_since, least_changes
from igm_portal.followup.views.typed import preview_of, typed_agreement, typed_referral
from surveys.instruments.reflection import has_conversation
from surveys.models import WaveTeam
from surveys.working_days import working_day_from


@require_safe
@requires(Permission.SEE_OWN_TEAM)
def team(request: OrganisationRequest, wave_id: UUID, team_id: UUID) -> HttpResponse:
    """Where the team stands, its conversation and its agreements."""
    place = place_of(request.access, wave_id, team_id)
    every = list(agreements_of(place))
    current = [one for one in every if one.is_open]
    own = Conversation.objects.of_place(request.access.organisation.id, place)
    appointment = own.filter(outcome=ConversationEnd.PLANNED).first()
    has_talked = appointment is None and own.exists()
    day, today = appointment.day if appointment else place.conversation_on, timezone.localdate()
    since = elements_since(request.access, place, every)
    context = {
        "place": place,
        "wave": place.wave,
        "course": course_steps(course_of(place)),
        "conversations": own,
        "planned": appointment,
        "may_present": has_conversation(place.wave.instrument_code),
        "talked": has_talked,
        "day_passed": not has_talked and day is not None and day < today,
        "current": [(one, since.get(one.pk)) for one in current],
        "ended": [(one, since.get(one.pk)) for one in every if not one.is_open],
        "agreed": any(one.place_id == place.pk for one in every),
        "may_add": len(current) < MOST_OPEN,
        "ask_about_work": request.GET.get("vraag") == "werk" and all_is_training(place, current),
        "has_days": bool(current) or any(one.outcome == ConversationEnd.PLANNED for one in own),
        "today": today,
    }
    return render(request, "followup/team.html", context)


@requires(Permission.SEE_OWN_TEAM)
def plan(request: OrganisationRequest, wave_id: UUID, team_id: UUID) -> HttpResponse:
    """Plan or move the conversation."""
    place, today = place_of(request.access, wave_id, team_id), timezone.localdate()
    own = Conversation.objects.of_place(request.access.organisation.id, place)
    present = own.filter(outcome=ConversationEnd.PLANNED).first()
    planned_day = place.conversation_on
    initial = (
        {"day": present.day, "format": present.format, "leader": present.leader}
        if present
        else {
            "day": planned_day if planned_day and planned_day >= today else working_day_from(today),
            "format": "hour",
        }
    )
    form = forms.PlanForm(today=today, data=request.POST or None, initial=initial)
    if filled_in(request, form) and succeeds(
        form,
        conversations.plan_conversation,
        access=request.access,
        place=place,
        **form.cleaned_data,
    ):
        messages.success(request, _("The conversation has been planned."))
        return _back(request, place)
    return _form(request, place, form, _("Plan the conversation"))


@require_POST
@requires(Permission.SEE_OWN_TEAM)
def end(request: OrganisationRequest, wave_id: UUID, team_id: UUID) -> HttpResponse:
    """Note that the team has talked; with nothing agreed is an end as well."""
    place = place_of(request.access, wave_id, team_id)
    note_conversation(request, place)
    return _back(request, place)


def note_conversation(request: OrganisationRequest, place: WaveTeam) -> None:
    """Note from a button, here or at the end of the hour, that the team has talked."""
    nothing = request.POST.get("uitkomst") == ConversationEnd.NOTHING_AGREED
    carry_out(
        request,
        _("Noted. Talking about it is what it was for."),
        conversations.end_conversation,
        access=request.access,
        place=place,
        outcome=ConversationEnd.NOTHING_AGREED if nothing else ConversationEnd.HELD,
        today=timezone.localdate(),
    )


@requires(Permission.SEE_OWN_TEAM)
def new_agreement(request: OrganisationRequest, wave_id: UUID, team_id: UUID) -> HttpResponse:
    """Wat, wie, wanneer; asked back once when everything is training and the work itself lags."""
    place = place_of(request.access, wave_id, team_id)
    form = typed_agreement(request, place, request.GET.get("element", ""))
    if form is None:
        messages.success(request, _("The agreement has been kept."))
        current = [one for one in agreements_of(place) if one.is_open]
        only_training = all_is_training(place, current)
        return redirect(_address(request, place) + ("?vraag=werk" if only_training else ""))
    context = {"least_changes": least_changes(place)}
    return _form(request, place, form, _("A new agreement"), context)


@requires(Permission.SEE_OWN_TEAM)
def look_back(
    request: OrganisationRequest, wave_id: UUID, team_id: UUID, agreement_id: UUID
) -> HttpResponse:
    """Add how it goes."""
    place, agreement = agreement_of(request.access, wave_id, team_id, agreement_id)
    today = timezone.localdate()
    form = forms.StepForm(today=today, data=request.POST or None)
    if filled_in(request, form) and succeeds(
        form, agreements.add_step, agreement=agreement, today=today, **form.cleaned_data
    ):
        messages.success(request, _("Added to the agreement."))
        return _back(request, place)
    return _form(request, place, form, _("Look back"), {"agreement": agreement})


@require_POST
@requires(Permission.SEE_OWN_TEAM)
def remove(
    request: OrganisationRequest, wave_id: UUID, team_id: UUID, agreement_id: UUID
) -> HttpResponse:
    place, agreement = agreement_of(request.access, wave_id, team_id, agreement_id)
    carry_out(
        request,
        _("The agreement has been removed."),
        agreements.remove_agreement,
        access=request.access,
        agreement=agreement,
    )
    return _back(request, place)


@requires(Permission.SEE_OWN_TEAM)
def refer(
    request: OrganisationRequest, wave_id: UUID, team_id: UUID, agreement_id: UUID
) -> HttpResponse:
    """Lay an agreement before those above; what they will read is shown first."""
    place, agreement = agreement_of(request.access, wave_id, team_id, agreement_id)
    form = typed_referral(request, agreement)
    if form is None:
        messages.success(request, _("It lies there now. The answer comes on your page."))
        return _back(request, place)
    context = {"agreement": agreement, "preview": preview_of(request, form)}
    title = _("Lay it before somebody")
    return _form(request, place, form, title, context, template="followup/refer.html")


@require_POST
@requires(Permission.SEE_OWN_TEAM)
def share(
    request: OrganisationRequest, wave_id: UUID, team_id: UUID, agreement_id: UUID
) -> HttpResponse:
    """Let HR read what worked with the name of the team, or no longer: as the team wishes."""
    place, agreement = agreement_of(request.access, wave_id, team_id, agreement_id)
    is_shared = request.POST.get("delen") == "ja"
    carry_out(
        request,
        _("HR may read it from now on.") if is_shared else _("HR no longer reads it."),
        agreements.share_agreement,
        access=request.access,
        agreement=agreement,
        is_shared=is_shared,
        today=timezone.localdate(),
    )
    return _back(request, place)


def _form(
    request: OrganisationRequest,
    place: WaveTeam,
    form: object,
    title: str,
    context: Mapping[str, object] | None = None,
    template: str = "followup/form.html",
) -> HttpResponse:
    values = {
        "form": form,
        "title": title,
        "place": place,
        "wave": place.wave,
        "back": _address(request, place),
    }
    return render(request, template, values | dict(context or {}))


def _address(request: OrganisationRequest, place: WaveTeam) -> str:
    args = [request.access.organisation.slug, place.wave_id, place.team_id]
    return reverse("followup_team", args=args)


def _back(request: OrganisationRequest, place: WaveTeam) -> HttpResponse:
    return redirect(_address(request, place))
