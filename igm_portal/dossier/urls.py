"""Addresses below the name of an organisation: the papers about the portal."""

from django.urls import path

from igm_portal.dossier import views

urlpatterns = [
    path("dossier/", views.dossier, name="dossier"),
    path("dossier/<slug:name>/", views.paper, name="paper"),
    path("dossier/<slug:name>/pdf/", views.paper_pdf, name="paper_pdf"),
    path("dossier/<slug:name>/odt/", views.paper_odt, name="paper_odt"),
]
