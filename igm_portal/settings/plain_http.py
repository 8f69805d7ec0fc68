"""What the demo and the suite share: plain http on this machine, and the made-up municipality."""

from igm_portal.settings.base import *
from igm_portal.settings.base import INSTALLED_APPS, ROOT_URLCONF

IGM_DEMO = True
IGM_SECOND_STEP_REQUIRED = False  # who does not exist has no phone; the suite asks in its own test
INSTALLED_APPS = [*INSTALLED_APPS, "igm_portal.demo"]
ROOT_URLCONF = "igm_portal.demo.urls"

SECURE_SSL_REDIRECT = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
