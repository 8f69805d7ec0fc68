"""A worker says that it is at work; others see that it is, or since when it is not."""

import socket
from datetime import datetime, timedelta

from igm_portal.outbox.models import Heartbeat

HEARTBEAT_TIMEOUT = timedelta(minutes=5)  # longer than any one round of mail or part of a file
HEARTBEAT_RETENTION = timedelta(days=1)  # a worker under another name took over


def record_heartbeat(now: datetime) -> None:
    """Write down that the worker on this machine is at work."""
    Heartbeat.objects.update_or_create(worker=_name(), defaults={"at": now})
    Heartbeat.objects.filter(at__lt=now - HEARTBEAT_RETENTION).delete()


def is_alive(now: datetime, *, here: bool = False) -> bool:
    """Whether a worker is at work; with `here`, the one on this machine."""
    beats = Heartbeat.objects.filter(at__gte=now - HEARTBEAT_TIMEOUT)
    return (beats.filter(worker=_name()) if here else beats).exists()


def _name() -> str:
    return socket.gethostname()[:100]
