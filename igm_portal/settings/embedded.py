"""What the demo and the tests need to run without any other service: a folder and a key in it."""

import atexit
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import Any

from igm_portal.environment import SQLITE_OPTIONS


def sqlite(path: Path) -> Any:
    """Django's settings for an SQLite database at this path."""
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": SQLITE_OPTIONS}


def temporary() -> Path:
    """A folder that goes when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="igm-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def secret(folder: Path) -> str:
    """The signing secret of this folder; made at first use, so that no demo shares another's."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "secret.txt"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
        path.chmod(0o600)
    return path.read_text(encoding="ascii")
