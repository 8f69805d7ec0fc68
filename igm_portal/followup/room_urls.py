"""Addresses for who sits in the room: public, short, and without the name of an organisation."""

from django.urls import path

from igm_portal.followup.views import case_answer

urlpatterns = [
    path("", case_answer.entry, name="case_entry"),
    path("<str:code>/", case_answer.answer, name="case_answer"),
    path("<str:code>/weg/", case_answer.withdraw, name="case_withdraw"),
]
