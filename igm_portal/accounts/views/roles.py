"""Giving, changing and handing over roles."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.forms.people import ChangeRoleForm, HandOverForm, RoleForm
from igm_portal.accounts.models import Team
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import managers_of, person_called, roles_of
from igm_portal.accounts.services.roles import change_role, give_role, hand_over_team
from igm_portal.accounts.views.acting import filled_in, succeeds
from igm_portal.accounts.views.person import person_here


@requires(Permission.MANAGE_ORGANISATION)
def new_role(request: OrganisationRequest, person_id: UUID) -> HttpResponse:
    person, organisation = person_here(request, person_id), request.access.organisation
    form = RoleForm(organisation, data=request.POST or None)
    if filled_in(request, form) and succeeds(
        form,
        give_role,
        by=request.access.user,
        person=person,
        organisation=organisation,
        **form.values(),
    ):
        messages.success(request, _("The role has been given."))
        return redirect("person", organisation.slug, person.pk)
    return render(request, "accounts/new_role.html", {"form": form, "person": person})


@requires(Permission.MANAGE_ORGANISATION)
def edit_role(request: OrganisationRequest, person_id: UUID, membership_id: int) -> HttpResponse:
    person, organisation = person_here(request, person_id), request.access.organisation
    membership = get_object_or_404(roles_of(person, organisation), pk=membership_id)
    initial = {"function": membership.function, "end": membership.end}
    form = ChangeRoleForm(data=request.POST or None, initial=initial)
    if filled_in(request, form) and succeeds(
        form,
        change_role,
        access=request.access,
        membership=membership,
        today=timezone.localdate(),
        **form.cleaned_data,
    ):
        messages.success(request, _("The changes have been saved."))
        return redirect("person", organisation.slug, person.pk)
    context = {"form": form, "person": person, "membership": membership}
    return render(request, "accounts/edit_role.html", context)


@requires(Permission.MANAGE_ORGANISATION)
def hand_over(request: OrganisationRequest, team_id: UUID) -> HttpResponse:
    """The old manager ends and the new one begins in one go."""
    organisation = request.access.organisation
    team = get_object_or_404(Team, organisation=organisation, pk=team_id)
    managers = managers_of(team, timezone.localdate())
    form = HandOverForm(managers, data=request.POST or None)
    if filled_in(request, form):
        to = person_called(form.cleaned_data["to"], organisation)
        if to is None:
            form.add_error("to", _("Nobody in your organisation has this address or number."))
        elif succeeds(
            form,
            hand_over_team,
            access=request.access,
            team=team,
            leaving=list(form.cleaned_data["leaving"]),
            to=to,
            start=form.cleaned_data["start"],
        ):
            messages.success(request, _("The team has been handed over."))
            return redirect("structure", organisation.slug)
    return render(request, "accounts/hand_over.html", {"form": form, "team": team})
