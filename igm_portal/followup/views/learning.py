"""Learning moments: for everybody to read and to put in a calendar, kept by HR."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.models import Module
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import module_is_on
from igm_portal.accounts.views.acting import filled_in, succeeds
from igm_portal.calendar_files import CONTENT_TYPE, WHOLE_DAY, CalendarEvent, calendar_file
from igm_portal.followup.learning_form import LearningForm
from igm_portal.followup.models import LearningMoment
from igm_portal.followup.services.learning_moments import keep_moment, remove_moment
from reports.snapshot_access import READERS
from surveys.results_moment import AMSTERDAM

FIELDS = ("kind", "title", "element", "day", "begins", "ends", "place")


@require_safe
@requires(*READERS)
def moments(request: OrganisationRequest) -> HttpResponse:
    access = request.access
    context = {
        "moments": LearningMoment.objects.to_come(access, timezone.localdate()),
        "may_change": access.may(Permission.MANAGE_WAVES),
        "cases_on": module_is_on(access.organisation.id, Module.CASES),
        "manages": access.may(Permission.OWN_ASSIGNMENT),
        "board_on": access.may(Permission.SEE_OWN_TEAM)
        and module_is_on(access.organisation.id, Module.NOTICES),
    }
    return render(request, "followup/learning.html", context)


@requires(Permission.MANAGE_WAVES)
def new_moment(request: OrganisationRequest) -> HttpResponse:
    return _form(request, None)


@requires(Permission.MANAGE_WAVES)
def edit_moment(request: OrganisationRequest, moment_id: UUID) -> HttpResponse:
    return _form(request, _moment(request, moment_id))


@require_POST
@requires(Permission.MANAGE_WAVES)
def remove(request: OrganisationRequest, moment_id: UUID) -> HttpResponse:
    remove_moment(access=request.access, moment=_moment(request, moment_id))
    messages.success(request, _("The learning moment has been removed."))
    return redirect("learning_moments", request.access.organisation.slug)


@require_safe
@requires(*READERS)
def moment_calendar(request: OrganisationRequest, moment_id: UUID) -> HttpResponse:
    """A title says what somebody goes to, and neither an element nor why. Who asks is not kept."""
    moment = _moment(request, moment_id)
    address = reverse("learning_moments", args=[request.access.organisation.slug])
    begins, lasts = moment.day, WHOLE_DAY
    if moment.begins and moment.ends:
        begins = datetime.combine(moment.day, moment.begins, AMSTERDAM)
        lasts = datetime.combine(moment.day, moment.ends, AMSTERDAM) - begins
    event = CalendarEvent(
        key=f"learning-{moment.pk}",
        title=f"{moment.get_kind_display()}: {moment.title}",
        begins=begins,
        text=moment.place,
        url=request.build_absolute_uri(address),
        lasts=lasts,
    )
    response = HttpResponse(calendar_file([event], timezone.now()), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="agenda.ics"'
    return response


def _form(request: OrganisationRequest, moment: LearningMoment | None) -> HttpResponse:
    initial = {name: getattr(moment, name) for name in FIELDS} if moment else {}
    form = LearningForm(today=timezone.localdate(), data=request.POST or None, initial=initial)
    if filled_in(request, form) and succeeds(
        form, keep_moment, access=request.access, moment=moment, **form.cleaned_data
    ):
        messages.success(request, _("Kept. Everybody can read it now."))
        return redirect("learning_moments", request.access.organisation.slug)
    return render(request, "followup/learning_form.html", {"form": form, "moment": moment})


def _moment(request: OrganisationRequest, moment_id: UUID) -> LearningMoment:
    own = LearningMoment.objects.filter(organisation=request.access.organisation)
    return get_object_or_404(own, pk=moment_id)
