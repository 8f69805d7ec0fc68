"""Choosing the language of the questions; kept by the browser for as long as it is open."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from surveys.instruments.languages.tag import is_tag
from surveys.reader_language import remember_language


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """The buttons follow where the interface speaks that language too."""
    language, here = request.POST.get("language", ""), request.POST.get("here", "")
    if not is_tag(language):
        return HttpResponseBadRequest("language")
    ours = url_has_allowed_host_and_scheme(here, {request.get_host()}, request.is_secure())
    response = HttpResponseRedirect(here if ours and here.startswith("/") else "/")
    remember_language(response, language)
    return response
