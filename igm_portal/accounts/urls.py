"""The pages of allauth that we use. Its page to change an e-mail address is left out on purpose:
such a change is confirmed from the old address (ADR 21)."""

from allauth.account import views
from django.urls import path, re_path

from igm_portal.accounts.views.public import confirm

urlpatterns = [
    path("aanmelden/", views.login, name="account_login"),
    path("afmelden/", views.logout, name="account_logout"),
    path("gesloten/", views.account_inactive, name="account_inactive"),
    path("registreren/", views.signup, name="account_signup"),  # says that it is closed
    path("e-mail/<str:token>/", confirm, name="confirm_email"),
    path("bevestigen/", views.reauthenticate, name="account_reauthenticate"),
    path("wachtwoord/", views.password_change, name="account_change_password"),
    path("wachtwoord/kiezen/", views.password_set, name="account_set_password"),
    path("wachtwoord/vergeten/", views.password_reset, name="account_reset_password"),
    path(
        "wachtwoord/vergeten/verstuurd/",
        views.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^wachtwoord/vergeten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "wachtwoord/vergeten/klaar/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
