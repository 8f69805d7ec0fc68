"""The suite: any database, quick passwords, mail in memory, keys in a folder of its own."""

import os

from igm_portal.settings import embedded

FOLDER = embedded.temporary()
os.environ.setdefault("IGM_SECRET_KEY", embedded.secret(FOLDER))
os.environ.setdefault("IGM_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("IGM_DATABASE_URL", "sqlite://:memory:")
os.environ["IGM_KEY_DIR"] = str(FOLDER / "keys")  # of this process: it holds the list of erasures

from igm_portal.settings.plain_http import *
from igm_portal.settings.plain_http import DATABASES, IGM_KEY_DIR

IGM_KEY_DIR.mkdir(exist_ok=True)
(IGM_KEY_DIR / "1.key").write_text("00" * 32, encoding="ascii")

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES = {"default": embedded.sqlite(FOLDER / "base.sqlite3")}
    # A file, not memory: the server of the browser tests reads it from other threads.
    DATABASES["default"]["TEST"] = {"NAME": FOLDER / "test.sqlite3"}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
