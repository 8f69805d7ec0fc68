"""The addresses of the product, and before them those of the demo."""

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.urls import include, path

from igm_portal.demo.views import components, mail, sign_in
from igm_portal.urls import handler400 as handler400
from igm_portal.urls import handler429 as handler429
from igm_portal.urls import handler500 as handler500

# The app itself refuses to load outside the demo; its addresses do not exist without it.
if not apps.is_installed("igm_portal.demo"):
    raise ImproperlyConfigured("igm_portal.demo.urls hoort alleen bij de demo.")

urlpatterns = [
    path("demo/", sign_in, name="demo_sign_in"),
    path("demo/mail/", mail, name="demo_mail"),
    path("demo/componenten/", components, name="gallery"),
    path("", include("igm_portal.urls")),
]
