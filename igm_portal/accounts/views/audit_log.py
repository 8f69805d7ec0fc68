"""Who did what, when: for the administrator. It holds no answers and nothing of respondents."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.audit_texts import action_text, details_text
from igm_portal.accounts.forms.filters import AuditFilter
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import audit_events
from igm_portal.accounts.views.paging import kept_query, page_of


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
