"""What a web process carries: every one of them, on every machine, for as long as it lives."""

import subprocess
import sys

import pytest
from django.conf import settings

LOADED = """
import sys, django
django.setup()
import igm_portal.urls
print(*(name for name in {names!r} if name in sys.modules))
"""


@pytest.mark.once
def test_what_only_computes_or_draws_is_not_loaded_before_it_is_needed() -> None:
    """numpy and scipy are a fifth of a process; a closing by hand reads them when it starts."""
    code = LOADED.format(names=("numpy", "scipy", "plotly", "typst"))
    done = subprocess.run(  # noqa: S603  our own code
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == []
