"""The questions of a page of K1 by a loop in a template, one row stored per post, and a page that
asks the database one thing.
"""

from typing import ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from surveys.instruments import loader

INSTRUMENT = loader.load("k1", 1)
PAGE = Engine().from_string(
    """<!doctype html><html lang="nl"><title>{{ number }}</title><form method="post">
{% for question, steps, name in questions %}<fieldset><legend>{{ question }}</legend>
{% for value, label in steps %}<label><input type="radio" name="{{ name }}" value="{{ value }}">
{{ label }}</label>{% endfor %}</fieldset>{% endfor %}<button>Verder</button></form></html>"""
)


class Answers(models.Model):
    """The answers of one page in one row."""

    answers = models.CharField(max_length=255)

    objects: ClassVar[models.Manager["Answers"]] = models.Manager()

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return self.answers


def page(request: HttpRequest, number: int) -> HttpResponse:
    """Shows the questions; a post stores one row."""
    if request.method == "POST":
        Answers.objects.create(answers="".join(map(str, request.POST.values())))
        return HttpResponse(status=302, headers={"Location": f"/pagina/{number}/"})
    return HttpResponse(PAGE.render(Context({"number": number, "questions": _questions(number)})))


def one_query(_request: HttpRequest) -> HttpResponse:
    found = Answers.objects.order_by("id").values_list("answers", flat=True).first()
    return HttpResponse(found or "")


def _questions(number: int) -> list[tuple[str, list[tuple[str, str]], str]]:
    return [
        (
            item.text,
            [(str(step.value), step.label) for step in INSTRUMENT.scales[item.scale].steps]
            + [(str(code), str(code)) for code in item.missing],
            item.code,
        )
        for item in INSTRUMENT.pages[number - 1].items
    ]


urlpatterns = [path("pagina/<int:number>/", page), path("vraag/", one_query)]
