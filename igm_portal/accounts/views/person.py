"""One person: who it is, which roles, since when."""

from uuid import UUID

from allauth.mfa.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.authenticators import STEPS
from igm_portal.accounts.forms.people import EmailForm, LinkForm, PersonForm
from igm_portal.accounts.models import EmailChange, SignInProvider, User
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import (
    last_invited,
    people_of,
    roles_of,
    staff_number_of,
)
from igm_portal.accounts.services.email_change import approve_email, change_email
from igm_portal.accounts.services.invitations import invite
from igm_portal.accounts.services.people import change_person
from igm_portal.accounts.services.providers import propose_link
from igm_portal.accounts.views.acting import carry_out, filled_in, site_of, succeeds
from igm_portal.outbox.selectors import undelivered


@require_safe
@requires(Permission.MANAGE_ORGANISATION)
def person(request: OrganisationRequest, person_id: UUID) -> HttpResponse:
    user, organisation = person_here(request, person_id), request.access.organisation
    change = EmailChange.objects.filter(person=user, organisation=organisation).first()
    context = {
        "person": user,
        "staff_number": staff_number_of(user, organisation),
        "roles": roles_of(user, organisation),
        "today": timezone.localdate(),
        "change": change,
        "invited": last_invited(organisation, user),
        "unreached": undelivered(organisation.pk).get(user.pk),
        "may_approve": change and request.access.user.id not in {change.changed_by_id, user.id},
        "provider": SignInProvider.objects.filter(organisation=organisation).first(),
        "has_link": SocialAccount.objects.filter(user=user, provider=organisation.slug).exists(),
        "has_second_step": get_adapter().is_mfa_enabled(user, STEPS),
        "own": user.id == request.access.user.id,
    }
    return render(request, "accounts/person.html", context)


@requires(Permission.MANAGE_ORGANISATION)
def edit_person(request: OrganisationRequest, person_id: UUID) -> HttpResponse:
    user, organisation = person_here(request, person_id), request.access.organisation
    initial = {"name": user.name, "staff_number": staff_number_of(user, organisation)}
    form = PersonForm(data=request.POST or None, initial=initial)
    if filled_in(request, form) and succeeds(
        form, change_person, access=request.access, person=user, **form.cleaned_data
    ):
        messages.success(request, _("The changes have been saved."))
        return redirect("person", organisation.slug, user.pk)
    return render(request, "accounts/edit_person.html", {"form": form, "person": user})


@requires(Permission.MANAGE_ORGANISATION)
def edit_email(request: OrganisationRequest, person_id: UUID) -> HttpResponse:
    """Says beforehand what it brings about: mail to both addresses, and a lock."""
    user, organisation = person_here(request, person_id), request.access.organisation
    form = EmailForm(data=request.POST or None)
    if filled_in(request, form) and succeeds(
        form,
        change_email,
        access=request.access,
        person=user,
        email=form.cleaned_data["email"],
        today=timezone.localdate(),
        site=site_of(request),
    ):
        messages.success(request, _("The address has been changed. Both addresses get a mail."))
        return redirect("person", organisation.slug, user.pk)
    return render(request, "accounts/edit_email.html", {"form": form, "person": user})


@require_POST
@requires(Permission.MANAGE_ORGANISATION)
def approve(request: OrganisationRequest, person_id: UUID) -> HttpResponse:
    user = person_here(request, person_id)
    text = _("The new address has been approved.")
    carry_out(request, text, approve_email, access=request.access, person=user)
    return redirect("person", request.access.organisation.slug, user.pk)


@requires(Permission.MANAGE_ORGANISATION)
def link_work_account(request: OrganisationRequest, person_id: UUID) -> HttpResponse:
    """With the code that this person saw at signing in; the person confirms by mail."""
    user, organisation = person_here(request, person_id), request.access.organisation
    form = LinkForm(data=request.POST or None)
    if filled_in(request, form) and succeeds(
        form,
        propose_link,
        access=request.access,
        person=user,
        code=form.cleaned_data["code"],
        site=site_of(request),
    ):
        messages.success(request, _("A mail is on its way, in which the person confirms it."))
        return redirect("person", organisation.slug, user.pk)
    return render(request, "accounts/link_work_account.html", {"form": form, "person": user})


@require_POST
@requires(Permission.MANAGE_ORGANISATION)
def invite_person(request: OrganisationRequest, person_id: UUID) -> HttpResponse:
    user, site = person_here(request, person_id), site_of(request)
    text = _("The invitation is on its way.")
    carry_out(request, text, invite, access=request.access, person=user, site=site)
    return redirect("person", request.access.organisation.slug, user.pk)


def person_here(request: OrganisationRequest, person_id: UUID) -> User:
    """Somebody of this organisation; for everyone else there is no such page."""
    return get_object_or_404(people_of(request.access.organisation), pk=person_id)
