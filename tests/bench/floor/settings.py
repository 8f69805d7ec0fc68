"""As little as Django takes."""

import os

import dj_database_url

SECRET_KEY = "floor"  # noqa: S105  nothing is signed here
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "tests.bench.floor.pages"
DATABASES = {"default": dj_database_url.parse(os.environ["IGM_DATABASE_URL"], conn_max_age=60)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
