"""Addresses of reading back: below the organisation."""

from django.urls import path

from reports.views import (
    about,
    closing,
    exports,
    group_pdf,
    groups,
    mine,
    mirror,
    overview,
    own_profile,
    presentation,
    quality,
    search,
    support,
    wave_plan,
    whole,
)

urlpatterns = [
    path("zoeken/", search.search, name="search"),
    path("mijn-profiel/", mine.my_profile, name="my_profile"),
    path("mijn-team/", mine.my_team, name="my_team"),
    path("voorbeeldprofiel/", about.example_profile, name="example_profile"),
    path("metingen/<uuid:wave_id>/plan/", wave_plan.wave_plan, name="wave_plan"),
    path("metingen/<uuid:wave_id>/plan/pdf/", wave_plan.wave_plan_pdf, name="wave_plan_pdf"),
    path("metingen/<uuid:wave_id>/sluiten/", closing.close, name="close_wave"),
    path("metingen/<uuid:wave_id>/mijn-profiel/pdf/", own_profile.own_pdf, name="own_pdf"),
    path("metingen/<uuid:wave_id>/mijn-profiel/plan/", own_profile.own_plan, name="own_plan"),
    path("metingen/<uuid:wave_id>/samen/", whole.whole, name="shown_teams"),
    path("metingen/<uuid:wave_id>/voorbereiden/", whole.guide, name="guide"),
    path("metingen/<uuid:wave_id>/teams/", groups.teams, name="teams"),
    path(
        "metingen/<uuid:wave_id>/afdeling/<uuid:department_id>/",
        groups.department,
        name="department_profile",
    ),
    path(
        "metingen/<uuid:wave_id>/organisatie/",
        groups.organisation,
        name="organisation_profile",
    ),
    path(
        "metingen/<uuid:wave_id>/afdeling/<uuid:department_id>/presenteren/",
        presentation.department,
        name="department_presentation",
    ),
    path(
        "metingen/<uuid:wave_id>/organisatie/presenteren/",
        presentation.organisation,
        name="organisation_presentation",
    ),
    path(
        "metingen/<uuid:wave_id>/afdeling/<uuid:department_id>/vak/",
        support.department,
        name="department_support",
    ),
    path(
        "metingen/<uuid:wave_id>/organisatie/vak/",
        support.organisation,
        name="organisation_support",
    ),
    path("metingen/<uuid:wave_id>/spiegel/", mirror.mirror, name="mirror"),
    path("metingen/<uuid:wave_id>/spiegel/pdf/", mirror.mirror_pdf, name="mirror_pdf"),
    path("metingen/<uuid:wave_id>/kwaliteit/", quality.quality, name="quality"),
    path("uitleg/", about.explanation, name="explanation"),
    path("metingen/<uuid:wave_id>/downloaden/", exports.wave_files, name="wave_files"),
    path("overzicht/", overview.overview, name="overview"),
    path("overzicht/verloop/", overview.trend, name="overview_trend"),
    path("exporteren/", exports.exports, name="exports"),
    path("exporteren/<uuid:job_id>/", exports.export_job, name="export_job"),
    path("exporteren/<uuid:job_id>/stand/", exports.export_progress, name="export_progress"),
    path("exporteren/<uuid:job_id>/bestand/", exports.export_file, name="export_file"),
    path("exporteren/<uuid:job_id>/opnieuw/", exports.retry_export, name="retry_export"),
    path("exporteren/<uuid:job_id>/weg/", exports.remove_export, name="remove_export"),
    path(
        "metingen/<uuid:wave_id>/afdeling/<uuid:department_id>/pdf/",
        group_pdf.department_pdf,
        name="department_pdf",
    ),
    path(
        "metingen/<uuid:wave_id>/organisatie/pdf/",
        group_pdf.organisation_pdf,
        name="organisation_pdf",
    ),
]
