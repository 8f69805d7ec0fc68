"""The own profile, with ways to a plan of one's own and a notice board, and learning moments."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.models import Module
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import module_is_on
from igm_portal.followup.models import LearningMoment, OwnPlan
from igm_portal.followup.views.own_pages import own_address
from reports.views.own_profile import BesideElement, own_page
from surveys.instruments.elements import Element


@require_safe
@requires(Permission.SEE_OWN_RESULT)
def own_profile(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """For the person who answered, and for nobody else."""
    access = request.access
    plan = OwnPlan.objects.of(access).first()
    parts = {
        "kept_plan": plan,
        "board_address": reverse("notices", args=[access.organisation.slug])
        if access.may(Permission.SEE_OWN_TEAM)
        and module_is_on(access.organisation.id, Module.NOTICES)
        else "",
        "assignment_address": own_address(access, "assignment")
        if access.may(Permission.OWN_ASSIGNMENT)
        else "",
        "own_plan_address": own_address(access, "my_plan")
        if plan or module_is_on(access.organisation.id, Module.OWN_PLAN)
        else "",
    }
    page = reverse("learning_moments", args=[access.organisation.slug])
    beside = [
        BesideElement(
            element=Element(moment.element),
            title=moment.title,
            text=f"{moment.get_kind_display()}, {date_format(moment.day, 'l j F')}",
            url=f"{page}#moment-{moment.pk}",
        )
        for moment in LearningMoment.objects.to_come(access, timezone.localdate())
    ]
    return own_page(
        request, wave_id, template="followup/own_profile.html", parts=parts, beside=beside
    )
