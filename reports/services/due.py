"""Waves whose last day is over close by the worker, or at the first request after it."""

import logging
from datetime import date
from uuid import UUID

from reports.services.closing import close_wave
from surveys.models import Wave

log = logging.getLogger(__name__)


def close_due_waves(organisation_id: UUID | None, today: date) -> tuple[int, int]:
    """Close what is over in one organisation, or everywhere (None); returns how many waves closed
    and how many could not.

    A wave that cannot be closed does not hold up the others, nor the page that asked.
    """
    waves = Wave.objects.past_end(today)
    if organisation_id is not None:
        waves = waves.in_organisation(organisation_id)
    closings = failures = 0
    for wave in waves:
        try:
            close_wave(by=None, wave=wave)
            closings += 1
        except Exception:
            failures += 1
            log.exception("Wave %s could not be closed.", wave.pk)
    return closings, failures
