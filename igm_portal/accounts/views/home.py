"""The front door: to the one organisation someone belongs to, or a choice between them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from igm_portal.accounts.models import Membership, Organisation, User


@login_not_required
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Outsiders go to sign-in; somebody with one organisation straight to its start page."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    organisations = organisations_of(request.user)
    if len(organisations) == 1:
        return redirect("start", organisation=organisations[0].slug)
    context = {"organisations": organisations, "former": former_organisations_of(request.user)}
    return render(request, "accounts/choose_organisation.html", context)


def organisations_of(user: User) -> list[Organisation]:
    """Where this person has a role today, alphabetically."""
    ids = Membership.objects.on(timezone.localdate()).filter(user=user).values("organisation_id")
    return list(Organisation.objects.filter(id__in=ids).order_by("name"))


def former_organisations_of(user: User) -> list[Organisation]:
    """Where this person had a role before: the own data can still be seen there."""
    today = {organisation.pk for organisation in organisations_of(user)}
    ids = Membership.objects.filter(user=user).values("organisation_id")
    return list(Organisation.objects.filter(id__in=ids).exclude(id__in=today).order_by("name"))
