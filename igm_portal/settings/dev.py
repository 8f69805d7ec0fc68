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

from igm_portal.settings.plain_http import *

LOGIN_URL = "demo_sign_in"

DATABASES = {"default": embedded.sqlite(DATA_DIR / "demo.sqlite3")}
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
SECURE_HSTS_SECONDS = 0
