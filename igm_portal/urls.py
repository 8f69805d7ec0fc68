"""All addresses: public pages, signing in, and everything of an organisation below its name."""

from django.urls import include, path, re_path

from igm_portal.accounts.views.public import home
from igm_portal.headers import security_txt
from igm_portal.health import in_order, live, ready
from igm_portal.metrics import metrics
from reports.views.about import about_model, advice_rules
from reports.views.client_data import client_data, client_data_json, client_erase
from reports.views.client_result import (
    client_paper,
    client_pdf,
    client_plan,
    client_result,
)
from reports.views.client_sharing import client_about_sharing, client_share, client_stop_sharing
from surveys.views.client_help import client_address
from surveys.views.language import choose_language

handler429 = "igm_portal.error_pages.too_many_requests"
handler400 = "igm_portal.error_pages.bad_request"
handler500 = "igm_portal.error_pages.server_error"
urlpatterns = [
    path("", home, name="home"),
    path("gezond/", ready, name="health"),
    path("gezond/leeft/", live, name="health_live"),
    path("gezond/alles/", in_order, name="health_all"),
    path("gezond/cijfers/", metrics, name="metrics"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("over-dit-model/", about_model, name="about_model"),
    path("adviezen/", advice_rules, name="advice_rules"),
    path("taal/", choose_language, name="choose_language"),
    path("account/", include("igm_portal.accounts.urls")),
    path("casus/", include("igm_portal.followup.room_urls")),
    path("meedoen/uitslag/", client_result, name="client_result"),
    path("meedoen/uitslag/papier/", client_paper, name="client_paper"),
    path("meedoen/uitslag/pdf/", client_pdf, name="client_pdf"),
    path("meedoen/uitslag/plan/", client_plan, name="client_plan"),
    path("meedoen/uitslag/delen/", client_share, name="client_share"),
    path("meedoen/uitslag/delen/stoppen/", client_stop_sharing, name="client_stop_sharing"),
    path("meedoen/over-delen/", client_about_sharing, name="client_about_sharing"),
    path("meedoen/gegevens/", client_data, name="client_data"),
    path("meedoen/gegevens/json/", client_data_json, name="client_data_json"),
    path("meedoen/wissen/", client_erase, name="client_erase"),
    path("meedoen/", include("surveys.client_urls")),
    re_path(r"^[mM][eE][eE][dD][oO][eE][nN](?P<rest>/.*)$", client_address, name="client_address"),
    path(
        "<slug:organisation>/",
        include(
            [
                path("", include("surveys.urls")),  # first, since filling in asks most
                path("", include("igm_portal.accounts.organisation_urls")),
                path("", include("reports.urls")),
                path("", include("igm_portal.followup.urls")),
                path("", include("igm_portal.retention.urls")),
                path("", include("igm_portal.dossier.urls")),
            ]
        ),
    ),
]
