"""The example of a team profile, for who has no result yet."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from reports.profile.example import example_advice, example_view


@require_safe
@requires(*Permission)
def example_profile(request: OrganisationRequest) -> HttpResponse:
    """The profile of a team of the demo, drawn as that of any team."""
    group, instrument = example_view()
    context = {"group": group, "instrument": instrument, "advice": example_advice()}
    return render(request, "reports/example.html", context)
