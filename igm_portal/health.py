"""What the machine that watches the portal asks: is it alive, can it serve, is all in order.

Three questions, since the answers differ. Restarting helps against a process that hangs,
not against a database that is away; a worker that stopped is no reason to send visitors elsewhere.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import chain

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.db import DatabaseError, InterfaceError, connections
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from igm_portal.outbox.heartbeat import is_alive
from igm_portal.outbox.models import Mail
from igm_portal.outbox.selectors import stoppage
from igm_portal.worker.models import NightlyRun
from surveys import identity
from surveys.services.erasure_list import is_behind
from surveys.services.keys import key_faults

LATE = timedelta(minutes=30)  # a mail that could have gone all that time
A_DAY = timedelta(hours=26)  # from one night to the next, with the hour of winter time


@never_cache
@login_not_required
def live(request: HttpRequest) -> HttpResponse:
    """Whether this process answers: for restarting it. Asks no database."""
    return _answer([])


@never_cache
@login_not_required
def ready(request: HttpRequest) -> HttpResponse:
    """Whether pages can be served: for a proxy or a rollout."""
    return _answer([*style_faults(), *_ask(key_folder_faults)])


@never_cache
@login_not_required
def in_order(request: HttpRequest) -> HttpResponse:
    """Whether everything is in order, the worker and the mail included: for an alarm.

    A full disk of the database shows as a worker that is silent: it cannot write that it lives.
    """
    questions = (key_folder_faults, _worker_faults, _erasure_faults)
    return _answer([*style_faults(), *chain.from_iterable(map(_ask, questions))])


def key_folder_faults() -> Iterator[str]:
    """What is wrong with the keys. Raises DatabaseError when the database does not answer."""
    if identity.generations():
        yield from key_faults()
    else:
        yield "Er is geen enkele sleutel."


def style_faults() -> Iterator[str]:
    """Styles that were not collected: every page would fail on them."""
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        return
    sheets = ["css/igm.css", *(["huisstijl/huisstijl.css"] if settings.IGM_THEME else [])]
    for sheet in sheets:
        if sheet not in staticfiles_storage.hashed_files:
            yield (
                f"{sheet} ontbreekt in {settings.STATIC_ROOT}. Draai manage.py collectstatic met "
                f"dezelfde instellingen (IGM_THEME, IGM_STATIC_ROOT) als de webserver."
            )


def _worker_faults() -> Iterator[str]:
    now = timezone.now()
    if not is_alive(now):
        yield "De worker is stil: mail en bestanden blijven liggen (manage.py run_tasks --forever)."
    if stop := stoppage():
        yield f"De mailserver neemt geen mail aan ({stop.fault}, {stop.since:%d-%m %H:%M} UTC)."
    if Mail.objects.due(now - LATE).filter(expires_at__gt=now).exists():
        yield f"Er ligt mail die al {LATE.total_seconds() // 60:.0f} minuten weg had kunnen zijn."
    night = NightlyRun.objects.first()
    if night and night.finished_at < now - A_DAY:
        yield f"Het werk van elke nacht is niet af sinds {night.finished_at:%d-%m %H:%M} UTC."


def _erasure_faults() -> Iterator[str]:
    try:
        behind = is_behind()
    except OSError:
        yield "De lijst van wat gewist is (erasures.txt bij de sleutels) is niet te lezen."
        return
    if behind:
        yield "Deze database is ouder dan wat er is gewist. Draai manage.py erase_again."


def _ask(faults: Callable[[], Iterator[str]]) -> list[str]:
    try:
        return [*faults()]
    except (DatabaseError, InterfaceError) as fault:
        connections.close_all()
        return [f"De database antwoordt niet ({type(fault).__name__})."]


def _answer(faults: list[str]) -> HttpResponse:
    """In words, one line each; never a traceback, an address or a number of people."""
    lines = list(dict.fromkeys(faults))
    return HttpResponse(
        "\n".join(lines or ["gezond"]) + "\n",
        content_type="text/plain; charset=utf-8",
        status=503 if lines else 200,
    )
