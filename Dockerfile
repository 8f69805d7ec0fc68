# The portal for production: one process manager, no root, style sheets and scripts inside.
# Configured by environment variables only (docs/beheer.md).

FROM python:3.13-slim-bookworm AS packages
COPY requirements/runtime.txt /tmp/runtime.txt
RUN python -m venv /opt/venv \
    && /opt/venv/bin/python -m pip install --quiet --no-cache-dir --disable-pip-version-check \
        --require-hashes --no-deps -r /tmp/runtime.txt

FROM python:3.13-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=igm_portal.settings.base \
    IGM_KEY_DIR=/keys \
    IGM_STATIC_ROOT=/static \
    WEB_CONCURRENCY=2 \
    TZ=Europe/Amsterdam
# These folders belong to the user, so that volumes mounted there do too.
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin igm \
    && install --directory --owner=igm --mode=0700 /keys /static
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY manage.py gunicorn.conf.py LICENSE ./
COPY igm_portal igm_portal
COPY surveys surveys
COPY reports reports
COPY templates templates
COPY static static
USER igm
# Style sheets do not depend on these values; they exist for this one command. With a house style
# (IGM_THEME) they are collected again at the start (compose.yaml, service prepare).
RUN IGM_SECRET_KEY=none IGM_HOSTS=none IGM_DATABASE_URL=sqlite://:memory: \
    python manage.py collectstatic --no-input --verbosity 0

EXPOSE 8000
VOLUME ["/keys", "/static"]
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-c", "\
import os, urllib.request as web; \
host = os.environ.get('IGM_HOSTS', 'localhost').split(',')[0].strip().lstrip('.'); \
web.urlopen(web.Request('http://127.0.0.1:8000/gezond/', headers={'Host': host}), timeout=4)"]
# The rest stands in gunicorn.conf.py.
CMD ["gunicorn", "igm_portal.wsgi:application", "--bind=0.0.0.0:8000", "--worker-tmp-dir=/dev/shm"]
