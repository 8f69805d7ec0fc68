"""The page of the floor for who is signed in: the name of the person and a token stand in it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import path

from tests.bench.floor.pages import page

FORM = '<form method="post">'


@login_required
def own_page(request: HttpRequest, number: int) -> HttpResponse:
    """The same questions and the same row per post."""
    response = page(request, number)
    if request.method == "GET":
        token = f'<input type="hidden" name="csrfmiddlewaretoken" value="{get_token(request)}">'
        shown = response.content.decode()
        person = f"<p>{request.user.get_username()}</p>"
        response.content = shown.replace(FORM, f"{person}{FORM}{token}", 1).encode()
    return response


urlpatterns = [path("pagina/<int:number>/", own_page)]
