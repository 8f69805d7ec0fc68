"""What teams laid before a head or HR: what waits, and the answers."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.models import Department
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.views.acting import carry_out, filled_in, succeeds
from igm_portal.followup.course import wave_course_steps
from igm_portal.followup.forms import ANSWER_TERM, AnswerForm
from igm_portal.followup.models import AnswerKind, Assignment, Remeasurement
from igm_portal.followup.selectors import (
    newest_team_wave,
    progress_of,
    referrals_before,
    waiting_per_department,
)
from igm_portal.followup.services import referrals as services
from reports.home.profiles import branch_profiles
from reports.overview.waves import waves_for
from surveys.working_days import working_day_from

YEAR = timedelta(days=365)
REFERRAL_READERS = (Permission.SEE_DEPARTMENT, Permission.SEE_ALL_GROUPS)


@requires(*REFERRAL_READERS)
def referrals(request: OrganisationRequest) -> HttpResponse:
    """What waits, oldest first, with one form below for those that are ticked."""
    own, today = referrals_before(request.access), timezone.localdate()
    waiting = list(own.waiting())
    form = AnswerForm(today=today, data=request.POST or None)
    ticked_ids = set(request.POST.getlist("referral"))
    referrals = [one for one in waiting if str(one.pk) in ticked_ids]
    if filled_in(request, form):
        if not referrals:
            form.add_error(None, _("Tick at least one sentence to answer."))
        elif succeeds(
            form,
            services.answer,
            access=request.access,
            referrals=referrals,
            today=today,
            **form.cleaned_data,
        ):
            messages.success(request, _("The teams read your answer on their own page."))
            return redirect("referrals", request.access.organisation.slug)
    access = request.access
    heads = access.may(Permission.SEE_DEPARTMENT)
    wave = newest_team_wave(access, today - YEAR) if heads else None
    teams = progress_of(wave, access.department_ids) if wave else ()
    context = {
        "departments": Department.objects.filter(pk__in=access.department_ids),
        "wave": wave if teams else None,
        "course": wave_course_steps(wave, teams) if wave and teams else (),
        "branches": branch_profiles(access, waves_for(access).with_results) if heads else (),
        "with_heads": (
            waiting_per_department(access.organisation.id)
            if access.may(Permission.SEE_ALL_GROUPS)
            else ()
        ),
        "remeasurements": (
            Remeasurement.objects.filter(organisation=access.organisation)
            .waiting()
            .select_related("person", "team")
            if access.may(Permission.MANAGE_WAVES)
            else ()
        ),
        "shared": Assignment.objects.shared_with(access, today).count(),
        "waiting": [(one, str(one.pk) in ticked_ids or len(waiting) == 1) for one in waiting],
        "answered": own.exclude(pk__in=[one.pk for one in waiting]).order_by("-laid_on")[:20],
        "form": form,
        "today": today,
        "seen_until": working_day_from(today + ANSWER_TERM),
    }
    return render(request, "followup/referrals.html", context)


@require_POST
@requires(*REFERRAL_READERS)
def seen(request: OrganisationRequest) -> HttpResponse:
    """Gezien, antwoord voor: one tap for one sentence."""
    today = timezone.localdate()
    ticked_ids = request.POST.getlist("referral")
    referrals = [
        one for one in referrals_before(request.access).waiting() if str(one.pk) in ticked_ids
    ]
    carry_out(
        request,
        _("The team sees that you have read it."),
        services.answer,
        access=request.access,
        referrals=referrals,
        kind=AnswerKind.SEEN,
        words="",
        by_date=working_day_from(today + ANSWER_TERM),
        today=today,
    )
    return redirect("referrals", request.access.organisation.slug)
