"""The addresses of the product, and before them those of the demo."""

from django.urls import include, path

from igm_portal.demo.views import components, mail, sign_in

urlpatterns = [
    path("demo/", sign_in, name="demo_sign_in"),
    path("demo/mail/", mail, name="demo_mail"),
    path("demo/componenten/", components, name="gallery"),
    path("", include("igm_portal.urls")),
]
