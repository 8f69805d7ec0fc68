"""The pages of allauth that we use. Its page to change an e-mail address is left out on purpose:
such a change is confirmed from the old address (ADR 21)."""

from allauth.account import views
from allauth.mfa.base import views as steps
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.views import login_cancelled
from allauth.usersessions.views import list_usersessions
from django.urls import path, re_path

from igm_portal.accounts.views import work_account
from igm_portal.accounts.views.public import confirm, confirm_work_account
from igm_portal.accounts.views.second_step import second_step

urlpatterns = [
    path("aanmelden/", views.login, name="account_login"),
    path("afmelden/", views.logout, name="account_logout"),
    path("gesloten/", views.account_inactive, name="account_inactive"),
    path("registreren/", views.signup, name="account_signup"),  # says that it is closed
    path("e-mail/<str:token>/", confirm, name="confirm_email"),
    path("werkaccount/gestopt/", login_cancelled, name="socialaccount_login_cancelled"),
    path("werkaccount/bevestigen/<str:token>/", confirm_work_account, name="confirm_link"),
    path("werkaccount/<slug:provider_id>/", work_account.leave, name="openid_connect_login"),
    path(
        "werkaccount/<slug:provider_id>/terug/",
        work_account.come_back,
        name="openid_connect_callback",
    ),
    path(
        "werkaccount/<slug:provider_id>/afmelden/",
        work_account.sign_out,
        name="provider_sign_out",
    ),
    path("bevestigen/", views.reauthenticate, name="account_reauthenticate"),
    path("tweede-stap/", second_step, name="account_second_step"),
    path("tweede-stap/code/", steps.authenticate, name="mfa_authenticate"),
    path("tweede-stap/bevestigen/", steps.reauthenticate, name="mfa_reauthenticate"),
    path("beveiliging/", steps.index, name="mfa_index"),
    path("beveiliging/app/", app.activate_totp, name="mfa_activate_totp"),
    path("beveiliging/app/weg/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("beveiliging/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "beveiliging/codes/nieuw/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "beveiliging/codes/bestand/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("beveiliging/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("beveiliging/passkeys/nieuw/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("beveiliging/passkeys/<int:pk>/naam/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path(
        "beveiliging/passkeys/<int:pk>/weg/",
        passkeys.remove_webauthn,
        name="mfa_remove_webauthn",
    ),
    path("aanmelden/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path(
        "tweede-stap/passkey/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("beveiliging/aangemeld/", list_usersessions, name="usersessions_list"),
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
