"""My data: what is stored about me, as a page, as files, and erased (AVG art. 15, 17, 20).

A room above adds what it stores itself as `parts`; its views call these.
"""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from igm_portal.accounts.access import OrganisationRequest
from reports.own.stored_data import MyData, OwnPart, plain_data
from reports.own.stored_data import my_data as collect
from surveys.participant_marks import marked, own_mark, require_mark
from surveys.services.refusals import Refused


def data_page(request: OrganisationRequest, parts: Sequence[OwnPart]) -> HttpResponse:
    """Looking is no event: it would tell who has something to look at (ADR 20)."""
    context = {"data": _collect(request, parts), "participant_mark": own_mark(request.access)}
    response = render(request, "reports/my_data/page.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def data_file(request: OrganisationRequest, parts: Sequence[OwnPart]) -> HttpResponseBase:
    """One readable file that needs no portal and no internet."""
    text = render_to_string("reports/my_data/file.html", {"data": _collect(request, parts)})
    return _file(HttpResponse(text), "html")


def data_json(request: OrganisationRequest, parts: Sequence[OwnPart]) -> HttpResponseBase:
    """The same for machines."""
    content = plain_data(_collect(request, parts))
    options = {"ensure_ascii": False, "indent": 2}
    return _file(JsonResponse(content, json_dumps_params=options), "json")


def erase_page(
    request: OrganisationRequest, erase: Callable[..., None], also: Sequence[str]
) -> HttpResponse:
    """Asks first, and says what goes (`also`, beside the answers) and what stays. The same for who
    answered and who did not. `erase` may refuse.
    """
    mark = own_mark(request.access)
    require_mark(request, mark)
    if request.method != "POST":
        return render(
            request, "reports/my_data/erase.html", {"participant_mark": mark, "also": also}
        )
    try:
        erase(access=request.access)
    except Refused as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, _("Whatever answers of yours could be found have been erased."))
    return redirect(marked(reverse("my_data", args=[request.access.organisation.slug]), mark))


def _collect(request: OrganisationRequest, parts: Sequence[OwnPart]) -> MyData:
    """Raises OtherParticipant when the page that asks is of somebody else."""
    require_mark(request, own_mark(request.access))
    return collect(request.access, timezone.localdate(), parts)


def _file(response: HttpResponseBase, extension: str) -> HttpResponseBase:
    name = _("my-data")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
