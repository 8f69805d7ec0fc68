"""An example of a team profile, for who has no result yet: invented figures, in no database."""

from functools import cache
from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import reports.home
from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from reports.disclosure.cells import Publication
from reports.disclosure.serialise import from_json
from reports.profile.view import group_view
from surveys.instruments import loader

QUESTIONNAIRE = ("k1", 1)
FILE = Path(reports.home.__file__).with_name("example.json")


@require_safe
@requires(*Permission)
def example_profile(request: OrganisationRequest) -> HttpResponse:
    """The profile of a team of the demo, drawn as that of any team."""
    publication = example()
    (group,) = publication.groups.values()
    instrument = loader.load(*QUESTIONNAIRE)
    context = {"group": group_view(group, publication, instrument), "instrument": instrument}
    return render(request, "reports/example.html", context)


@cache
def example() -> Publication:
    """What was published of one team of the demo, under another name and without its department."""
    return from_json(FILE.read_text(encoding="utf-8").strip())
