"""Settings of production, for nodes that a test starts: over http, and on SQLite if need be."""

import os
from pathlib import Path

from igm_portal.settings import embedded
from igm_portal.settings.base import *  # noqa: F403  as the other settings do

IGM_SECOND_STEP_REQUIRED = False  # as in settings.test
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # of the test's people
if file := os.environ.get("NODE_SQLITE"):
    DATABASES = {"default": embedded.sqlite(Path(file))}
