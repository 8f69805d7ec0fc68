"""My data: what is stored about me, as a page, as files, and erased (AVG art. 15, 17, 20)."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, for_the_person
from reports.own.stored_data import MyData, plain_data
from reports.own.stored_data import my_data as collect
from surveys.participant_marks import marked, person_mark, require_mark
from surveys.services.erasure import erase_own_answers
from surveys.services.refusals import Refused


@require_safe
@for_the_person
def my_data(request: OrganisationRequest) -> HttpResponse:
    """Looking is no event: it would tell who has something to look at (ADR 20)."""
    context = {"data": _collect(request), "participant_mark": _mark(request)}
    response = render(request, "reports/my_data/page.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
@for_the_person
def as_page(request: OrganisationRequest) -> HttpResponseBase:
    """One readable file that needs no portal and no internet."""
    text = render_to_string("reports/my_data/file.html", {"data": _collect(request)})
    return _file(HttpResponse(text), "html")


@require_safe
@for_the_person
def as_json(request: OrganisationRequest) -> HttpResponseBase:
    """The same for machines."""
    content = plain_data(_collect(request))
    options = {"ensure_ascii": False, "indent": 2}
    return _file(JsonResponse(content, json_dumps_params=options), "json")


@for_the_person
def erase(request: OrganisationRequest) -> HttpResponse:
    """Asks first, and says what stays. The same for who answered and who did not."""
    mark = _mark(request)
    require_mark(request, mark)
    if request.method != "POST":
        return render(request, "reports/my_data/erase.html", {"participant_mark": mark})
    try:
        erase_own_answers(access=request.access)
    except Refused as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, _("Whatever answers of yours could be found have been erased."))
    return redirect(marked(reverse("my_data", args=[request.access.organisation.slug]), mark))


def _mark(request: OrganisationRequest) -> str:
    return person_mark(request.access.user.pk, request.access.organisation.slug)


def _collect(request: OrganisationRequest) -> MyData:
    """Raises OtherParticipant when the page that asks is of somebody else."""
    require_mark(request, _mark(request))
    return collect(request.access, timezone.localdate())


def _file(response: HttpResponseBase, extension: str) -> HttpResponseBase:
    name = _("my-data")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
