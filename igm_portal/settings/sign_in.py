"""Who comes in, how often somebody may try, and from where; part of the settings of `base`."""

from igm_portal import environment as env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["igm_portal.accounts.backend.AccountBackend"]
# An address has one account in each organisation (ADR 81): the backend tells them apart.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "igm_portal.accounts.passwords.SimilarityValidator"},
    {"NAME": "igm_portal.accounts.passwords.LengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "igm_portal.accounts.passwords.GuessableValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_FORMS = {
    "login": "igm_portal.accounts.forms.sign_in.SignInForm",
    "reset_password": "igm_portal.accounts.forms.sign_in.NewPasswordForm",
}
ACCOUNT_ADAPTER = "igm_portal.accounts.adapters.OrganisationAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the organisation registers its people; nobody signs up
# Who asks for a new password always gets one mail and one page, known or not: neither the answer
# nor the time it takes tells who works here. A stranger reads that there is no account.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
# A municipality has one address for everybody, who all come in on the morning of an invitation: an
# address may do much. Of wrong passwords `key` is account and address together (adapters.py), so
# that a stranger elsewhere keeps nobody out. Of asking for a new password it is the mailbox alone:
# that bounds how much mail one gets. Who uses it up for another keeps nobody out either, because
# every one of those mails holds a link that works. See docs/beheer.md.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "60/m/ip,5/5m/key,50/d/key",
    "reset_password": "120/m/ip,5/m/key",
    "reset_password_from_key": "600/m/ip",
}
# Django's own: a link ends with the password and with the address. That of allauth asks the
# database twice per person, which makes inviting a whole municipality slow.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
IGM_OFFICE_NETWORKS = env.networks(
    "IGM_OFFICE_NETWORKS",
    "Eigen netwerken, zoals 192.0.2.0/24; per adres mag daar duizend keer zo veel.",
)
# Administrators and HR advisers get nowhere without one; only demo and tests switch it off.
IGM_SECOND_STEP_REQUIRED = True
IGM_IDLE_MINUTES = env.number(
    "IGM_IDLE_MINUTES",
    "Na zoveel minuten zonder een verzoek is iemand afgemeld; 0: pas na een dag.",
    default=60,
)
MFA_ADAPTER = "igm_portal.accounts.authenticators.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# Only passkeys that ask for a finger, face or PIN: such a one is two steps in itself.
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RATE_LIMITS = {"webauthn_login": "600/m/ip"}  # a whole office comes in behind one address
MFA_FORMS = {
    "authenticate": "igm_portal.accounts.forms.second_step.CodeForm",
    "reauthenticate": "igm_portal.accounts.forms.second_step.CodeAgainForm",
    "add_webauthn": "igm_portal.accounts.forms.second_step.PasskeyForm",
    "edit_webauthn": "igm_portal.accounts.forms.second_step.PasskeyNameForm",
    "activate_totp": "igm_portal.accounts.forms.second_step.NewAppForm",
}
# allauth's own list of addresses is not kept up here: the organisation vouches for an address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# The provider of an organisation (ADR 62). By a link and not by a form: a browser would hold the
# provider against `form-action` of the Content-Security-Policy, which then had to name it.
SOCIALACCOUNT_ADAPTER = "igm_portal.accounts.provider_sign_in.ProviderAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser, or after a day
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ALLAUTH_TRUSTED_PROXY_COUNT = env.number(
    "IGM_PROXIES",
    "Aantal eigen proxy's voor de applicatie; zonder proxy gelooft zij geen X-Forwarded-kop.",
    default=0,
)
