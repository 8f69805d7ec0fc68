"""Who did what, when: for the administrator. It holds no answers and nothing of respondents."""

from itertools import islice

from django.http import StreamingHttpResponse
from django.http.response import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.audit_texts import action_text, details_text
from igm_portal.accounts.forms.filters import AuditFilter
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import audit_events
from igm_portal.accounts.views.paging import kept_query, page_of
from igm_portal.audit.export import lines_of
from igm_portal.audit.sealing import chain_faults, head_of, removed_until
from igm_portal.audit.services import record

SHOWN_FAULTS = 20


@require_safe
@requires(Permission.SEE_AUDIT)
def audit_log(request: OrganisationRequest) -> HttpResponse:
    form = AuditFilter(data=request.GET)
    choices = form.cleaned_data if form.is_valid() else {}
    events = audit_events(
        request.access.organisation.id,
        action=choices.get("action", ""),
        words=choices.get("q", ""),
    )
    page = page_of(request, events)
    rows = [(event, action_text(event.action), details_text(event.details)) for event in page]
    context = {"form": form, "page": page, "rows": rows, "query": kept_query(request)}
    return render(request, "accounts/audit_log.html", context)


@require_safe
@requires(Permission.SEE_AUDIT)
def audit_chain(request: OrganisationRequest) -> HttpResponse:
    """Whether the log is whole, as it is now (ADR 75)."""
    organisation_id = request.access.organisation.id
    position, newest = head_of(organisation_id)
    context = {
        "position": position,
        "hash": newest,
        "removed_until": removed_until(organisation_id)[0],
        "faults": list(islice(chain_faults(organisation_id), SHOWN_FAULTS)),
    }
    return render(request, "accounts/audit_chain.html", context)


@require_POST
@requires(Permission.SEE_AUDIT)
def audit_file(request: OrganisationRequest) -> StreamingHttpResponse:
    """The whole log of this organisation with its chain, as it is at this moment."""
    organisation = request.access.organisation
    record("log.exported", organisation, by=request.access.user, organisation_id=organisation.id)
    name = f"logboek-{organisation.slug}-{timezone.localdate():%Y-%m-%d}.jsonl"
    return StreamingHttpResponse(
        lines_of(organisation.id),
        content_type="application/jsonl; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
