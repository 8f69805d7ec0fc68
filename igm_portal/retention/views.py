"""How long everything is kept, for all to read; what goes next month, what is held back and what
went, for who administers or measures.
"""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.kept_kinds import ANNOUNCEMENT_TERM, BOUNDS, History, Kept, months_on
from igm_portal.accounts.models import Destruction, LegalHold
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import terms_of
from igm_portal.accounts.services.retention import choose_terms, end_hold, hold_back
from igm_portal.accounts.views.acting import carry_out, filled_in, succeeds
from igm_portal.retention.due import Due, due_until
from igm_portal.retention.fixed import FIXED_TERMS
from igm_portal.retention.forms import HoldForm, TermsForm

WATCHERS = (Permission.MANAGE_ORGANISATION, Permission.MANAGE_WAVES)


@require_safe
@requires(*Permission)
def retention(request: OrganisationRequest) -> HttpResponse:
    """The terms, and for who may know it what is about to go."""
    access, today = request.access, timezone.localdate()
    watches = any(access.may(permission) for permission in WATCHERS)
    context = {
        "terms": [
            (kind.label, *_now_and_next(history, today), BOUNDS[kind])
            for kind, history in terms_of(access.organisation.id).items()
        ],
        "fixed": FIXED_TERMS,
        "watches": watches,
        "may_change": access.may(Permission.MANAGE_ORGANISATION),
        "groups": _by_kind(due_until(access.organisation, today + ANNOUNCEMENT_TERM, today))
        if watches
        else [],
        "holds": LegalHold.objects.filter(organisation=access.organisation).on(today)
        if watches
        else [],
        "until": today + ANNOUNCEMENT_TERM,
    }
    return render(request, "retention/retention.html", context)


@requires(Permission.MANAGE_ORGANISATION)
def edit_terms(request: OrganisationRequest) -> HttpResponse:
    """Choose how long each kind is kept."""
    access, today = request.access, timezone.localdate()
    terms = terms_of(access.organisation.id)
    initial = {kind: history[-1][1] for kind, history in terms.items()}
    form = TermsForm(data=request.POST or None, initial=initial)
    if filled_in(request, form) and succeeds(
        form, choose_terms, access=access, months=form.months, today=today
    ):
        messages.success(
            request, _("Recorded. Longer holds at once, shorter in a month: see what will go then.")
        )
        return redirect("retention", access.organisation.slug)
    return render(request, "retention/terms_form.html", {"form": form})


@requires(Permission.MANAGE_ORGANISATION)
def new_hold(request: OrganisationRequest) -> HttpResponse:
    """Stop the destruction of something for now."""
    access, today = request.access, timezone.localdate()
    form = HoldForm(organisation=access.organisation, today=today, data=request.POST or None)
    if filled_in(request, form) and succeeds(
        form, hold_back, access=access, today=today, **form.cleaned_data
    ):
        messages.success(request, _("Recorded. This does not go for now."))
        return redirect("retention", access.organisation.slug)
    return render(request, "retention/hold_form.html", {"form": form})


@require_POST
@requires(Permission.MANAGE_ORGANISATION)
def stop_holding(request: OrganisationRequest, hold_id: UUID) -> HttpResponse:
    """End it: what is past its term goes in the next night."""
    carry_out(
        request,
        _("Ended. What is past its term goes in the coming night."),
        end_hold,
        access=request.access,
        hold_id=hold_id,
        today=timezone.localdate(),
    )
    return redirect("retention", request.access.organisation.slug)


@require_safe
@requires(*WATCHERS)
def destructions(request: OrganisationRequest) -> HttpResponse:
    """The record of destruction (proces-verbaal van vernietiging), to print."""
    rows = Destruction.objects.filter(organisation=request.access.organisation)
    holds = LegalHold.objects.filter(organisation=request.access.organisation)
    context = {"rows": rows, "holds": holds.select_related("decided_by")}
    return render(request, "retention/destructions.html", context)


def _now_and_next(history: History, today: date) -> tuple[int, tuple[date, int] | None]:
    """How many months hold now, and from when another number."""
    coming = [row for row in history[1:] if row[0] > today]
    return months_on(history, today), coming[0] if coming else None


def _by_kind(dues: list[Due]) -> list[tuple[object, object, list[Due]]]:
    """What goes, by kind, each with what people lose."""
    groups: list[tuple[object, object, list[Due]]] = []
    for kind in Kept:
        of_kind = [due for due in dues if due.kind is kind]
        if of_kind:
            groups.append((kind.label, BOUNDS[kind].loses, of_kind))
    return groups
