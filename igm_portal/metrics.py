"""Figures for a program that watches the portal (Prometheus), for who has the token (ADR 74).

Of the portal, never of people: ages, moments, free space, and how many waves stand in which state.
How many mails wait is not told: after a reminder it would say how many had not answered.
"""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, connections
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from igm_portal.health import key_folder_faults
from igm_portal.outbox.models import Heartbeat, Mail
from igm_portal.outbox.selectors import stoppage
from igm_portal.worker.models import NightlyRun
from surveys.models import Wave, WaveState


@never_cache
@require_safe
@login_not_required
def metrics(request: HttpRequest) -> HttpResponse:
    """What the portal does now. Without a token in the settings this address does not exist."""
    if not settings.IGM_METRICS_TOKEN:
        raise Http404("IGM_METRICS_TOKEN")
    authorization = request.headers.get("Authorization", "")
    if not constant_time_compare(authorization, f"Bearer {settings.IGM_METRICS_TOKEN}"):
        refusal = HttpResponse(
            "Geef het token mee: Authorization: Bearer TOKEN\n",
            content_type="text/plain; charset=utf-8",
            status=401,
        )
        refusal.headers["WWW-Authenticate"] = "Bearer"
        return refusal
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Portal(timezone.now()))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Portal(Collector):
    """All figures as they are at `now`, asked from the database once for each scrape: processes
    share nothing else.
    """

    def __init__(self, now: datetime) -> None:
        self._now = now

    def collect(self) -> Iterator[Metric]:
        yield _free_space()
        database = GaugeMetricFamily("igm_database_up", "1 if the database answers, else 0")
        try:
            families = [*self._of_database()]
        except (DatabaseError, InterfaceError):
            connections.close_all()
            families = []
        database.add_metric([], 1 if families else 0)
        yield database
        yield from families

    def _of_database(self) -> Iterator[Metric]:
        yield self._mail()
        gauge = GaugeMetricFamily(
            "igm_outbox_stopped", "1 while the mail server takes no mail of ours"
        )
        gauge.add_metric([], 1 if stoppage() else 0)
        yield gauge
        yield _moment(
            "igm_worker_heartbeat_timestamp_seconds",
            "When a worker was last at work; 0: never",
            Heartbeat.objects.order_by("-at").values_list("at", flat=True).first(),
        )
        yield _moment(
            "igm_nightly_timestamp_seconds",
            "When the work of the night was last finished; 0: never",
            NightlyRun.objects.values_list("finished_at", flat=True).first(),
        )
        faults = GaugeMetricFamily(
            "igm_key_faults", "How much is wrong with the keys of pseudonyms"
        )
        faults.add_metric([], len([*key_folder_faults()]))
        yield faults
        yield _waves()

    def _mail(self) -> Metric:
        family = GaugeMetricFamily(
            "igm_outbox_oldest_seconds", "How long a mail could have gone already; 0: none waits"
        )
        oldest = Mail.objects.due(self._now).values_list("not_before", flat=True).first()
        family.add_metric([], (self._now - oldest).total_seconds() if oldest else 0)
        return family


def _waves() -> Metric:
    """Of the whole installation: of one organisation it would be told to who runs another."""
    family = GaugeMetricFamily("igm_waves", "Waves, by state", labels=["state"])
    rows = Wave.objects.values_list("state").annotate(waves=Count("pk")).order_by()
    counts = dict.fromkeys(WaveState.values, 0) | dict(rows)
    for state, number in counts.items():
        family.add_metric([state], number)
    return family


def _free_space() -> Metric:
    family = GaugeMetricFamily(
        "igm_disk_free_bytes", "Free space where the portal writes itself", labels=["folder"]
    )
    folders: dict[str, str | Path] = {
        "keys": settings.IGM_KEY_DIR,
        "temporary": tempfile.gettempdir(),
    }
    for name, folder in folders.items():
        try:
            family.add_metric([name], shutil.disk_usage(folder).free)
        except OSError:  # away; `igm_key_faults` and the health page say so
            continue
    return family


def _moment(name: str, meaning: str, moment: datetime | None) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, meaning)
    family.add_metric([], moment.timestamp() if moment else 0)
    return family
