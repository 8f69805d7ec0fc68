"""With whom an assignment is shared, the leergang, and what others share (ADR 50)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.views.acting import carry_out, filled_in, succeeds
from igm_portal.followup.assignment_forms import PersonChoiceForm
from igm_portal.followup.models import COLUMNS, MOST_PEERS, Assignment, Peer
from igm_portal.followup.services.assignments import (
    possible_readers,
    share,
    share_with_group,
    stop_sharing,
)
from igm_portal.followup.services.peer_groups import (
    accept_invitation,
    invite_peer,
    leave_group,
    possible_peers,
)
from igm_portal.followup.views.own_pages import kept_nowhere, own_address, own_form
from surveys.participant_marks import own_mark, require_mark

READERS = (
    Permission.OWN_ASSIGNMENT,
    Permission.SEE_DEPARTMENT,
    Permission.SEE_ALL_GROUPS,
)
GROUP = "group"


@requires(Permission.OWN_ASSIGNMENT)
def sharing(request: OrganisationRequest) -> HttpResponse:
    """Who reads it; share it with one more, or with everybody in the leergang."""
    access, today = request.access, timezone.localdate()
    require_mark(request, own_mark(access))
    assignment = get_object_or_404(Assignment.objects.of(access))
    people = possible_readers(access, today)
    by_group = request.method == "POST" and request.POST.get("to") == GROUP
    data = None if by_group else request.POST or None
    form = PersonChoiceForm(people=people, label=_("With whom do you share it?"), data=data)
    if by_group:
        carry_out(
            request,
            _("Everybody who is in your learning group now reads it."),
            share_with_group,
            access=access,
            assignment=assignment,
            today=today,
        )
        return redirect(own_address(access, "share_assignment"))
    if filled_in(request, form):
        person = form.cleaned_data["person"]
        share(assignment=assignment, person=person, today=today)
        messages.success(request, _("%(name)s reads it from now on.") % {"name": person.name})
        return redirect(own_address(access, "share_assignment"))
    place = Peer.objects.of(access).accepted().first()
    others = Peer.objects.filter(group=place.group_id).accepted() if place else Peer.objects.none()
    readers = assignment.readers.select_related("person")
    context = {
        "form": form,
        "readers": readers,
        "not_yet": others.exclude(person=access.user).exclude(person__in=readers.values("person")),
        "participant_mark": own_mark(access),
    }
    return kept_nowhere(render(request, "followup/assignment_sharing.html", context))


@require_POST
@requires(Permission.OWN_ASSIGNMENT)
def stop(request: OrganisationRequest, person_id: UUID | None = None) -> HttpResponse:
    """This person reads it no longer; without one, nobody does."""
    access = request.access
    require_mark(request, own_mark(access))
    stop_sharing(access=access, person_id=person_id)
    messages.success(request, _("Taken back: it is not read there any more."))
    return redirect(own_address(access, "share_assignment"))


@require_safe
@requires(*READERS)
def shared(request: OrganisationRequest) -> HttpResponse:
    """What others let whoever is signed in read; of a manager also the leergang."""
    access, today = request.access, timezone.localdate()
    require_mark(request, own_mark(access))
    own = Peer.objects.of(access).first()
    context = {
        "assignments": Assignment.objects.shared_with(access, today)
        .select_related("person")
        .order_by("person__name"),
        "may_join": access.may(Permission.OWN_ASSIGNMENT),
        "place": own,
        "peers": Peer.objects.filter(group=own.group_id).select_related("person") if own else (),
        "participant_mark": own_mark(access),
    }
    return kept_nowhere(render(request, "followup/assignments_shared.html", context))


@require_safe
@requires(*READERS)
def shared_assignment(request: OrganisationRequest, assignment_id: UUID) -> HttpResponse:
    """That of somebody else, as long as it is shared: nobody keeps that it was opened."""
    access, today = request.access, timezone.localdate()
    require_mark(request, own_mark(access))
    rows = Assignment.objects.shared_with(access, today).select_related("person")
    context = {
        "assignment": get_object_or_404(rows, pk=assignment_id),
        "columns": COLUMNS.values(),
        "participant_mark": own_mark(access),
    }
    return kept_nowhere(render(request, "followup/assignment_shared.html", context))


@requires(Permission.OWN_ASSIGNMENT)
def invite(request: OrganisationRequest) -> HttpResponse:
    """Begin a leergang, or ask one more into it."""
    access, today = request.access, timezone.localdate()
    require_mark(request, own_mark(access))
    people = possible_peers(access, today)
    form = PersonChoiceForm(
        people=people, label=_("Whom do you invite?"), data=request.POST or None
    )
    if filled_in(request, form) and succeeds(
        form, invite_peer, access=access, person=form.cleaned_data["person"]
    ):
        messages.success(request, _("Invited. The invitation stands on that person's start page."))
        return redirect(own_address(access, "shared_assignments"))
    return own_form(request, "followup/peer_form.html", {"form": form, "most": MOST_PEERS})


@require_POST
@requires(Permission.OWN_ASSIGNMENT)
def accept(request: OrganisationRequest) -> HttpResponse:
    access = request.access
    require_mark(request, own_mark(access))
    text = _("You are in the learning group. Nothing of yours is shared by that.")
    carry_out(request, text, accept_invitation, access=access)
    return redirect(own_address(access, "shared_assignments"))


@require_POST
@requires(Permission.OWN_ASSIGNMENT)
def leave(request: OrganisationRequest) -> HttpResponse:
    access = request.access
    require_mark(request, own_mark(access))
    leave_group(access=access)
    messages.success(request, _("You have no place in a learning group any more."))
    return redirect(own_address(access, "shared_assignments"))
