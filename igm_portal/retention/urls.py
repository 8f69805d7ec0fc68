"""Addresses below the name of an organisation: what is kept and how long."""

from django.urls import path

from igm_portal.retention import views

urlpatterns = [
    path("bewaren/", views.retention, name="retention"),
    path("bewaren/termijnen/", views.edit_terms, name="edit_terms"),
    path("bewaren/stop/", views.new_hold, name="new_hold"),
    path("bewaren/<uuid:hold_id>/opheffen/", views.stop_holding, name="end_hold"),
    path("bewaren/vernietigd/", views.destructions, name="destructions"),
]
