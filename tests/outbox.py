"""Mail in the outbox, for tests: put in, sent at a moment, looked at."""

from datetime import timedelta

from django.utils import timezone

from igm_portal.outbox.models import Mail
from igm_portal.outbox.sending import send_due
from igm_portal.outbox.services import enqueue


def put(*names: str, **values: object) -> None:
    for name in names:
        given = {"to": f"{name}@zandstad.example", "subject": "Dag", "body": f"Beste {name}"}
        enqueue(**(given | values))  # type: ignore[arg-type]


def send(later: timedelta = timedelta()) -> dict[str, int]:
    now = timezone.now() + later
    return dict(send_due(lambda: now))


def states() -> list[str]:
    return sorted(Mail.objects.values_list("state", flat=True))
