"""Addresses for clients: public, short, and without the name of an organisation."""

from django.urls import path

from surveys.views import client, client_help

urlpatterns = [
    path("", client.entry, name="client_entry"),
    path("beginnen/", client.start, name="client_begin"),
    path("uw-code/", client.own_code, name="client_code"),
    path("uitleg/", client.introduction, name="client_introduction"),
    path("vraag/<int:number>/", client.page, name="client_page"),
    path("antwoord/", client.save_one, name="client_save_one"),
    path("nakijken/", client.review, name="client_review"),
    path("later/", client.later, name="client_later"),
    path("stoppen/", client.stop, name="client_stop"),
    path("hulp/", client_help.client_help, name="client_help"),
    path(
        "toegankelijkheid/<slug:organisation>/",
        client_help.client_accessibility,
        name="client_accessibility",
    ),
    path("<str:code>/", client.card, name="client_card"),
]
