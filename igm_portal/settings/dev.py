"""The local demo: one folder with everything in it, sign-in with one click, plain http."""

import os
from pathlib import Path

from igm_portal.settings import embedded

DATA_DIR = Path(os.environ.get("IGM_DATA_DIR", Path(__file__).resolve().parents[2] / ".data"))
os.environ.setdefault("IGM_SECRET_KEY", embedded.secret(DATA_DIR))
os.environ.setdefault("IGM_HOSTS", "localhost,127.0.0.1,[::1]")
os.environ.setdefault("IGM_SITE_URL", "http://127.0.0.1:8000")
os.environ.setdefault("IGM_DATABASE_URL", "sqlite://:memory:")
os.environ.setdefault("IGM_KEY_DIR", str(DATA_DIR / "keys"))

from igm_portal.settings.base import *
from igm_portal.settings.base import INSTALLED_APPS, ROOT_URLCONF

IGM_DEMO = True
IGM_SECOND_STEP_REQUIRED = False  # people who do not exist have no phone; never outside the demo
INSTALLED_APPS = [*INSTALLED_APPS, "igm_portal.demo"]
ROOT_URLCONF = "igm_portal.demo.urls"
LOGIN_URL = "demo_sign_in"

DATABASES = {"default": embedded.sqlite(DATA_DIR / "demo.sqlite3")}
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"

SECURE_SSL_REDIRECT = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
