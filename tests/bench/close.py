"""Close one wave in a process of its own, and tell how long its steps took.

python -m tests.bench.close WAVE
"""

import importlib
import json
import sys
import time
from functools import wraps
from typing import Any

import django

from tests.bench.memory import peak

# Where each step is called from, and its name there. They may not contain one another.
STEPS = {
    "antwoorden lezen": ("reports.services.closing", "sent_answers"),
    "groepen": ("reports.services.publishing", "places"),
    "cijfers per groep": ("reports.services.publishing", "group_figures"),
    "roosters van eerdere metingen": ("reports.services.publishing", "continuity_of"),
    "onthulling": ("reports.services.publishing", "publish"),
    "kwaliteit van de vragenlijst": ("reports.services.publishing", "quality_of"),
    "rijen opnieuw schrijven": ("surveys.services.waves", "forget_order"),
}


def main(wave_id: str) -> None:
    """Print seconds, the peak in MiB, and the seconds of each step, as JSON."""
    django.setup()
    from reports.services.closing import close_wave
    from surveys.models import Wave

    wave = Wave.objects.get(pk=wave_id)
    parts = {name: _timed(*where) for name, where in STEPS.items()}
    start = time.perf_counter()
    close_wave(by=None, wave=wave)
    seconds = time.perf_counter() - start
    taken = {name: sum(found) for name, found in parts.items()}
    print(json.dumps({"seconds": seconds, "peak": peak(), "parts": taken}))


def _timed(module: str, name: str) -> list[float]:
    """Measure a function where it is called; the list fills up while it is used."""
    taken: list[float] = []
    owner = importlib.import_module(module)
    function = getattr(owner, name)

    @wraps(function)
    def measured(*args: Any, **kwargs: Any) -> Any:
        start = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            taken.append(time.perf_counter() - start)

    setattr(owner, name, measured)
    return taken


if __name__ == "__main__":
    main(sys.argv[1])
