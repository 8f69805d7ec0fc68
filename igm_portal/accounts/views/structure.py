"""Departments and their teams."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.forms.structure import DepartmentForm, TeamForm
from igm_portal.accounts.models import Department, Team
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.roles import Role
from igm_portal.accounts.selectors import departments_of, teams_without
from igm_portal.accounts.services import structure as services
from igm_portal.accounts.views.acting import carry_out, filled_in, succeeds
from igm_portal.local_words import WORDS


@require_safe
@requires(Permission.MANAGE_ORGANISATION)
def structure(request: OrganisationRequest) -> HttpResponse:
    organisation, today = request.access.organisation, timezone.localdate()
    own = organisation.own_words
    context = {
        "own_words": [own[word.key] for word in WORDS if word.key in own],
        "departments": departments_of(organisation),
        "empty_teams": set(teams_without(organisation, Role.EMPLOYEE, today)),
        "unmanaged_teams": set(teams_without(organisation, Role.TEAM_MANAGER, today)),
    }
    return render(request, "accounts/structure.html", context)


@requires(Permission.MANAGE_ORGANISATION)
def new_department(request: OrganisationRequest) -> HttpResponse:
    form = DepartmentForm(data=request.POST or None)
    if filled_in(request, form) and succeeds(
        form, services.make_department, access=request.access, **form.cleaned_data
    ):
        return _back(request, _("The department has been made."))
    return _form(request, form, _("New department"))


@requires(Permission.MANAGE_ORGANISATION)
def edit_department(request: OrganisationRequest, department_id: UUID) -> HttpResponse:
    department = _department(request, department_id)
    form = DepartmentForm(data=request.POST or None, initial={"name": department.name})
    if filled_in(request, form) and succeeds(
        form,
        services.rename_department,
        access=request.access,
        department=department,
        **form.cleaned_data,
    ):
        return _back(request, _("The changes have been saved."))
    return _form(request, form, _("Rename a department"), remove="remove_department", of=department)


@requires(Permission.MANAGE_ORGANISATION)
def remove_department(request: OrganisationRequest, department_id: UUID) -> HttpResponse:
    department = _department(request, department_id)
    if request.method != "POST":
        return render(
            request, "accounts/remove.html", {"name": department.name, "kind": "department"}
        )
    text = _("The department has been removed.")
    carry_out(
        request, text, services.remove_department, access=request.access, department=department
    )
    return redirect("structure", request.access.organisation.slug)


@requires(Permission.MANAGE_ORGANISATION)
def new_team(request: OrganisationRequest) -> HttpResponse:
    form = TeamForm(request.access.organisation, data=request.POST or None)
    if filled_in(request, form) and succeeds(
        form, services.make_team, access=request.access, **form.cleaned_data
    ):
        return _back(request, _("The team has been made."))
    return _form(request, form, _("New team"))


@requires(Permission.MANAGE_ORGANISATION)
def edit_team(request: OrganisationRequest, team_id: UUID) -> HttpResponse:
    team = _team(request, team_id)
    initial = {"name": team.name, "department": team.department_id}
    form = TeamForm(request.access.organisation, data=request.POST or None, initial=initial)
    if filled_in(request, form) and succeeds(
        form, services.change_team, access=request.access, team=team, **form.cleaned_data
    ):
        return _back(request, _("The changes have been saved."))
    return _form(request, form, _("Change a team"), remove="remove_team", of=team)


@requires(Permission.MANAGE_ORGANISATION)
def remove_team(request: OrganisationRequest, team_id: UUID) -> HttpResponse:
    team = _team(request, team_id)
    if request.method != "POST":
        return render(request, "accounts/remove.html", {"name": team.name, "kind": "team"})
    text = _("The team has been removed.")
    carry_out(request, text, services.remove_team, access=request.access, team=team)
    return redirect("structure", request.access.organisation.slug)


def _department(request: OrganisationRequest, department_id: UUID) -> Department:
    departments = Department.objects.filter(organisation=request.access.organisation)
    return get_object_or_404(departments, pk=department_id)


def _team(request: OrganisationRequest, team_id: UUID) -> Team:
    teams = Team.objects.filter(organisation=request.access.organisation)
    return get_object_or_404(teams.select_related("department"), pk=team_id)


def _form(
    request: OrganisationRequest,
    form: DepartmentForm | TeamForm,
    title: str,
    *,
    remove: str = "",
    of: Department | Team | None = None,
) -> HttpResponse:
    """The form; for something that exists with the way to remove it (a URL name)."""
    slug = request.access.organisation.slug
    context = {"form": form, "title": title, "name": "", "remove_url": ""}
    if of:
        context |= {"name": of.name, "remove_url": reverse(remove, args=[slug, of.pk])}
    return render(request, "accounts/structure_form.html", context)


def _back(request: OrganisationRequest, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect("structure", request.access.organisation.slug)
